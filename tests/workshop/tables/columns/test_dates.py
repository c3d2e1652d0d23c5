"""Dates, times and periods, as they are written in several languages."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.workshop.tables.made_columns import column

D = dt.date
T = dt.datetime

DATES = [
    ("2020-01-31", D(2020, 1, 31)),
    ("2020/1/5", D(2020, 1, 5)),
    ("2020.01.31", D(2020, 1, 31)),
    ("31.12.2020", D(2020, 12, 31)),
    ("1.2.2020", D(2020, 2, 1)),
    ("31.12.69", D(1969, 12, 31)),
    ("31.12.68", D(2068, 12, 31)),
    ("31/12/2020", D(2020, 12, 31)),
    ("12/31/2020", D(2020, 12, 31)),
    ("31-12-2020", D(2020, 12, 31)),
    ("31 Dec 2020", D(2020, 12, 31)),
    ("31-Dec-2020", D(2020, 12, 31)),
    ("31-Dec-20", D(2020, 12, 31)),
    ("5 May 2020", D(2020, 5, 5)),
    ("Dec 31, 2020", D(2020, 12, 31)),
    ("December 31, 2020", D(2020, 12, 31)),
    ("Tuesday, March 3, 2020", D(2020, 3, 3)),
    ("1. Januar 2020", D(2020, 1, 1)),
    ("12. März 2020", D(2020, 3, 12)),
    ("3. Okt. 2020", D(2020, 10, 3)),
    ("Dienstag, 3. März 2020", D(2020, 3, 3)),
    ("1er mars 2020", D(2020, 3, 1)),
    ("14 juillet 2020", D(2020, 7, 14)),
    ("2 août 2020", D(2020, 8, 2)),
    ("6 de enero de 2020", D(2020, 1, 6)),
    ("15 septiembre 2020", D(2020, 9, 15)),
    ("2020-01-31T10:15:00", T(2020, 1, 31, 10, 15)),
    ("2020-01-31 10:15", T(2020, 1, 31, 10, 15)),
    ("2020-01-31T10:15:00.123", T(2020, 1, 31, 10, 15, 0, 123000)),
    ("2020-01-31T10:15:00Z", T(2020, 1, 31, 10, 15)),
    ("2020-01-31T10:15:00+02:00", T(2020, 1, 31, 8, 15)),
    ("2020-01-31T10:15:00-0500", T(2020, 1, 31, 15, 15)),
    ("2020-01-31 10:15:00 UTC", T(2020, 1, 31, 10, 15)),
    ("20200131T101500Z", T(2020, 1, 31, 10, 15)),
    ("1/31/2020 3:04 PM", T(2020, 1, 31, 15, 4)),
    ("1/31/2020 3:04:05 a.m.", T(2020, 1, 31, 3, 4, 5)),
    ("31.01.2020, 14:30 Uhr", T(2020, 1, 31, 14, 30)),
    ("31.01.2020 14:30:15", T(2020, 1, 31, 14, 30, 15)),
    ("Tue, 03 Mar 2020 10:00:00 GMT", T(2020, 3, 3, 10)),
    ("3 March 2020 10:00", T(2020, 3, 3, 10)),
]
NAMED_DATES = [
    ("date", "20200131", "date", D(2020, 1, 31)),
    ("Stichtag", "20200131", "date", D(2020, 1, 31)),
    ("count", "20200131", "integer", 20200131),
    ("timestamp", "20200131101500", "datetime", T(2020, 1, 31, 10, 15)),
    ("EpochTime", "1477935134", "datetime", T(2016, 10, 31, 17, 32, 14)),
    ("updated", "1517966773840", "datetime", T(2018, 2, 7, 1, 26, 13, 840000)),
    ("visits", "1477935134", "integer", 1477935134),
]
PERIODS = [
    (["2020-01", "2020-12"], "month"),
    (["2020/1", "2020/12"], "month"),
    (["01/2020", "12/2020"], "month"),
    (["2020M01", "2020M12"], "month"),
    (["Jan 2020", "Feb 2020"], "month"),
    (["January 2020", "May 2020"], "month"),
    (["Januar 2020", "März 2020"], "month"),
    (["février 2020", "août 2020"], "month"),
    (["Jan-20", "Feb-20"], "month"),
    (["2020Q1", "2020Q4"], "quarter"),
    (["2020-Q1", "2020-Q4"], "quarter"),
    (["Q1 2020", "Q2 2020"], "quarter"),
    (["Q1/2020", "Q2/2020"], "quarter"),
    (["1. Quartal 2020", "2. Quartal 2020"], "quarter"),
    (["2020H1", "2020H2"], "half-year"),
    (["2020-S1", "2020-S2"], "half-year"),
    (["1. Halbjahr 2020", "2. Halbjahr 2020"], "half-year"),
    (["2020-W01", "2020-W53"], "week"),
    (["2020W07", "2020W08"], "week"),
    (["KW 5/2020", "KW 12/2020"], "week"),
    (["2019/20", "2020/21"], "school year"),
    (["2019-2020", "2020-2021"], "school year"),
    (["1999/00", "2000/01"], "school year"),
    (["SY 2019-20", "SY 2020-21"], "school year"),
    (["FY2019", "FY2020"], "year"),
]


@pytest.mark.parametrize(("cell", "value"), DATES, ids=str)
def test_dates_in_many_ways(cell: str, value: object) -> None:
    found = column("d", [cell])
    kind = "datetime" if isinstance(value, dt.datetime) else "date"
    assert (found.kind, found.values) == (kind, [value])


@pytest.mark.parametrize(("name", "cell", "kind", "value"), NAMED_DATES)
def test_digits_are_dates_where_the_name_says_so(
    name: str, cell: str, kind: str, value: object
) -> None:
    found = column(name, [cell])
    assert (found.kind, found.values) == (kind, [value])


def test_years_of_two_digits_are_told() -> None:
    assert column("d", ["31.12.20"]).typing.told == "d: years of two digits read as 1969 to 2068"


def test_dates_in_several_ways_are_counted() -> None:
    cells = ["2020-01-31"] * 6 + ["31.01.2020"] * 3 + ["20200131"]
    assert column("d", cells).typing.warning == (
        "d: its dates are written in several ways (6 as “2020-01-31”, 3 as “31.01.2020”,"
        " 1 as “20200131”), so the column stays text."
    )


def test_dates_in_two_orders_are_counted() -> None:
    cells = ["13/02/2020"] * 3 + ["02/13/2020"] * 2 + ["01/01/2020"]
    assert column("d", cells).typing.warning == (
        "d: 3 dates can only have the day first and 2 only the month, so the column stays text."
    )


@pytest.mark.parametrize(("cells", "scheme"), PERIODS, ids=str)
def test_periods_with_their_scheme(cells: list[str], scheme: str) -> None:
    found = column("when", cells)
    assert (found.kind, found.typing.scheme, found.values) == ("period", scheme, cells)


def test_a_month_or_a_school_year_is_not_guessed() -> None:
    found = column("when", ["2009-10", "2010-11"])
    assert (found.kind, found.typing.scheme) == ("period", None)
    assert found.typing.warning.startswith("when: every value (such as “2009-10”) could be a month")


def test_six_digits_are_a_month_where_the_name_says_so() -> None:
    assert column("month", ["202001", "202012"]).typing.scheme == "month"
    assert column("count", ["202001", "202012"]).kind == "integer"
