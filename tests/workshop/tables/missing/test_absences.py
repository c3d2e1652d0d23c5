from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from commonstacks.workshop.tables.missing import absences
from commonstacks.workshop.tables.missing.absence import Absence, from_json, listed, number, to_json
from commonstacks.workshop.tables.missing.missing_places import AreaSet
from tests.workshop.tables.holes import Told, side

MARCH_2019 = dt.date(2019, 3, 1)
NEW_YEAR = dt.datetime.fromisoformat("2023-01-01T00:00")
QUARTERS = (
    "No row for quarter 3 of 2015, though every other quarter from quarter 1 of 2010 to"
    " quarter 4 of 2019 has some."
)
MONTHS = (
    "No row for July 2012, though every other month from January 2010 to December 2014 has some."
)


def months(first: int, last: int) -> Iterator[dt.date]:
    """The first day of every month of these years."""
    return (dt.date(year, month, 1) for year in range(first, last + 1) for month in range(1, 13))


def days_of(month: dt.date, count: int) -> list[dt.date]:
    return [month.replace(day=1 + n % 28) for n in range(count)]


def said(found: Sequence[Absence], kind: str) -> list[str]:
    return [each.sentence for each in found if each.kind == kind]


def find(folder: Path, columns: dict[str, Told], **more) -> tuple[Absence, ...]:
    return absences.find(side(folder, columns), **more)


def test_a_month_without_rows_among_full_ones_is_said_in_a_sentence(tmp_path) -> None:
    days = [day for m in months(2015, 2024) if m != MARCH_2019 for day in days_of(m, 15)]
    (found,) = find(tmp_path, {"seen": ("date", days)})
    assert found.sentence == (
        "No row for March 2019, though every other month from January 2015 to December 2024"
        " has some."
    )
    assert (found.kind, found.column, found.where) == ("missing time", "seen", "2019-03")
    assert (found.first, found.last, found.count) == ("2019-03", "2019-03", 1)


def test_neighbouring_months_are_one_hole(tmp_path) -> None:
    gone = (dt.date(2020, 4, 1), dt.date(2020, 5, 1))
    days = [day for m in months(2015, 2024) if m not in gone for day in days_of(m, 15)]
    (found,) = find(tmp_path, {"seen": ("date", days)})
    assert found.sentence == (
        "No row for April 2020 to May 2020, though 118 of the 120 months from January 2015 to"
        " December 2024 have some."
    )
    assert (found.first, found.last) == ("2020-04", "2020-05")


def test_a_day_is_missed_where_each_day_has_one_row(tmp_path) -> None:
    days = [dt.date(2023, 1, 1) + dt.timedelta(days=n) for n in range(365) if n != 100]
    (found,) = find(tmp_path, {"day": ("date", days)})
    assert found.sentence.startswith("No row for 11 April 2023, though every other day from")


def test_empty_days_of_a_sparse_table_are_chance(tmp_path) -> None:
    chance = random.Random(1)
    start = dt.date(2021, 1, 1)
    days = [start + dt.timedelta(days=chance.randrange(700)) for _ in range(2100)]
    assert said(find(tmp_path, {"day": ("date", days)}), "missing time") == []


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        (
            "integer",
            [y for y in range(1990, 2020) if y != 2003 for _ in range(9)],
            "No row for 2003, though every other year from 1990 to 2019 has some.",
        ),
        (
            "period",
            [f"{y}-Q{q}" for y in range(2010, 2020) for q in (1, 2, 3, 4) if (y, q) != (2015, 3)],
            QUARTERS,
        ),
        (
            "period",
            [f"{m:%B %Y}" for m in months(2010, 2014) if m != dt.date(2012, 7, 1)],
            MONTHS,
        ),
    ],
)
def test_years_and_periods_have_holes_too(tmp_path, kind, values, sentence) -> None:
    found = find(tmp_path, {"year": (kind, values)})
    assert said(found, "missing time") == [sentence]


def test_an_area_without_rows_among_full_neighbours(tmp_path) -> None:
    table = side(tmp_path, {"st": ("place code", ["OH"])})
    names = {f"S{n}": f"State {n}" for n in range(50)}
    rows = {key: 20 for key in names if key != "S7"}
    (found,) = absences.find(table, sets=[AreaSet("st", "US states", names, rows)])
    assert found.sentence == "No row for State 7, though all other 49 US states have some."
    assert (found.kind, found.where, found.place) == ("missing place", "S7", "State 7")


def test_rows_whose_area_nobody_knows_may_lie_in_it(tmp_path) -> None:
    table = side(tmp_path, {"st": ("place code", ["OH"])})
    names = {f"S{n}": f"State {n}" for n in range(50)}
    rows = {key: 20 for key in names if key != "S7"}
    assert absences.find(table, sets=[AreaSet("st", "US states", names, rows, 20)]) == ()


def test_areas_that_are_half_empty_miss_nothing(tmp_path) -> None:
    table = side(tmp_path, {"st": ("place code", ["OH"])})
    names = {f"S{n}": f"State {n}" for n in range(50)}
    rows = dict.fromkeys(list(names)[:30], 20)
    assert absences.find(table, sets=[AreaSet("st", "US states", names, rows)]) == ()


def test_one_group_has_no_row_in_a_time_in_which_all_others_have(tmp_path) -> None:
    cells = [
        (name, day)
        for name in ("Nippes", "Deutz", "Kalk", "Porz")
        for m in months(2020, 2022)
        if (name, m) != ("Kalk", dt.date(2021, 6, 1))
        for day in days_of(m, 30)
    ]
    groups, days = zip(*cells, strict=True)
    found = find(tmp_path, {"part": ("place name", groups), "day": ("date", days)})
    assert said(found, "missing cell") == [
        (
            "No row for “Kalk” (part) in June 2021, though it has some in 35 months;"
            " about 22 would be expected."
        )
    ]
    (cell,) = [each for each in found if each.kind == "missing cell"]
    assert (cell.rows, cell.first, cell.last) == (("part", ("Kalk",)), "2021-06", "2021-06")


def test_a_group_that_ends_before_the_others(tmp_path) -> None:
    cells = [
        (name, day)
        for name in ("A", "B", "C")
        for m in months(2020, 2022)
        if name != "B" or m < dt.date(2022, 9, 1)
        for day in days_of(m, 30)
    ]
    groups, days = zip(*cells, strict=True)
    found = find(tmp_path, {"sensor": ("code", groups), "day": ("date", days)})
    (cell,) = [each for each in found if each.kind == "missing cell"]
    assert cell.sentence.startswith("No row for “B” (sensor) after August 2022, though")
    assert (cell.first, cell.last) == ("2022-09", "")


def test_columns_that_hold_nothing_or_always_the_same(tmp_path) -> None:
    found = find(tmp_path, {"fax": ("text", [None] * 20), "city": ("category", ["Köln"] * 20)})
    assert [(each.kind, each.sentence) for each in found] == [
        ("empty column", "The column “fax” is empty in all 20 rows."),
        (
            "constant column",
            "All 20 rows have “Köln” in “city”: rows with another value may be left out.",
        ),
    ]


def test_many_empty_columns_are_one_finding(tmp_path) -> None:
    (found,) = find(tmp_path, {f"c{n}": ("text", [None] * 20) for n in range(7)})
    assert found.sentence == (
        "7 columns are empty in all 20 rows: “c0”, “c1”, “c2”, “c3”, “c4” and 2 more."
    )
    assert found.columns == tuple(f"c{n}" for n in range(7))


def test_a_value_that_vanished_since_the_version_before(tmp_path) -> None:
    before = side(tmp_path / "1", {"mode": ("category", ["Bus"] * 40 + ["Tram"] * 90 + ["x"])})
    now = side(tmp_path / "2", {"mode": ("category", ["TRAM"] * 70 + ["Car"] * 20)})
    (found,) = absences.find(now, before=before)
    assert found.sentence == (
        "No row has “Bus” in “mode” any more; in the version before 40 rows did."
    )
    assert (found.kind, found.where) == ("vanished value", "bus")


def test_where_most_values_are_others_nothing_vanished(tmp_path) -> None:
    before = side(tmp_path / "1", {"mode": ("category", ["a"] * 40 + ["b"] * 40 + ["c"] * 40)})
    now = side(tmp_path / "2", {"mode": ("category", ["a"] * 40 + ["y"] * 40 + ["z"] * 40)})
    assert absences.find(now, before=before) == ()


def noisy(low: int = 0, high: int = 0) -> dict[str, Told]:
    """Sixty months of about a hundred rows; one has ``low`` or ``high`` if told so."""
    chance = random.Random(5)
    counts = [(m, 100 + chance.randrange(-9, 10)) for m in months(2018, 2022)]
    one = dt.date(2020, 4, 1)
    told = [
        day
        for m, n in counts
        for day in days_of(m, (low or high) if m == one and low + high else n)
    ]
    return {"day": ("date", told)}


def test_a_month_with_far_fewer_rows_than_its_neighbours(tmp_path) -> None:
    (found,) = find(tmp_path, noisy(low=12))
    assert found.kind == "sudden count"
    assert found.sentence == (
        "April 2020 has 12 rows, far fewer than the months around, which have about 96."
    )
    assert (found.first, found.last) == ("2020-04", "2020-04")


def test_a_month_with_far_more_rows(tmp_path) -> None:
    (found,) = find(tmp_path, noisy(high=450))
    assert "450 rows, far more than the months around" in found.sentence


def test_usual_ups_and_downs_are_no_finding(tmp_path) -> None:
    assert find(tmp_path, noisy()) == ()


def test_rows_of_a_month_that_are_gone_since_the_version_before(tmp_path) -> None:
    before = side(tmp_path / "1", noisy())
    now = side(tmp_path / "2", noisy(low=12))
    found = absences.find(now, before=before)
    assert found[0].sentence.startswith("April 2020 has 12 rows; in the version before there were")


def test_a_sensor_that_says_the_same_for_long(tmp_path) -> None:
    chance = random.Random(3)
    hours = [NEW_YEAR + dt.timedelta(hours=n) for n in range(2000)]
    values = [round(20 + chance.gauss(0, 4), 1) for _ in hours]
    values[500:560] = [23.4] * 60
    (found,) = find(tmp_path, {"at": ("datetime", hours), "degrees": ("decimal", values)})
    assert found.sentence == (
        "“degrees” stays at 23.4 for 60 rows in a row, from 2023-01-21 to 2023-01-24:"
        " a device or a form may have been stuck."
    )
    assert (found.kind, found.columns) == ("stuck value", ("degrees", "at"))


def test_sums_that_wait_are_not_stuck(tmp_path) -> None:
    chance = random.Random(3)
    hours = [NEW_YEAR + dt.timedelta(hours=n) for n in range(2000)]
    total, values = 1000, []
    for at in range(2000):
        total += 0 if 500 <= at < 560 else chance.randrange(1, 9)
        values.append(total)
    assert find(tmp_path, {"at": ("datetime", hours), "total": ("integer", values)}) == ()


def test_values_piled_at_the_highest(tmp_path) -> None:
    chance = random.Random(8)
    prices = [min(chance.gauss(300_000, 120_000), 500_001.0) // 1 + 0.5 for _ in range(3000)]
    prices = [500_001.0 if price > 500_000 else price for price in prices]
    (found,) = find(tmp_path, {"price": ("decimal", prices)})
    count = prices.count(500_001.0)
    assert found.sentence == (
        f"{count} rows have exactly 500,001 in “price”, the highest number there is:"
        " larger ones may have been cut off."
    )


def test_numbers_that_end_by_nature_are_not_cut_off(tmp_path) -> None:
    chance = random.Random(8)
    shares = [min(chance.gauss(80, 20), 100.0) for _ in range(3000)]
    assert find(tmp_path, {"share": ("percentage", shares)}) == ()


def test_numbers_heaped_on_round_ones(tmp_path) -> None:
    chance = random.Random(8)
    rounded = [chance.randrange(1, 90) * 100 + (chance.random() < 0.2) for _ in range(3000)]
    found = find(tmp_path, {"people": ("integer", rounded)})
    (heap,) = found
    assert heap.kind == "rounded value"
    assert "whole multiples of 100" in heap.sentence
    exact = [chance.randrange(1, 9000) for _ in range(3000)]
    assert find(tmp_path, {"people": ("integer", exact)}) == ()


def test_what_belongs_to_people_is_not_told(tmp_path) -> None:
    values = ["a@example.org"] * 40 + ["b@example.org"] * 90
    sensitive = {"mail": {"sensitive": True}}
    before = side(tmp_path / "1", {"mail": ("category", values)}, **sensitive)
    now = side(tmp_path / "2", {"mail": ("category", values[40:])}, **sensitive)
    (found,) = absences.find(now, before=before)
    assert found.sentence == (
        "All 90 rows have the same in “mail”: rows with another value may be left out."
    )
    assert found.examples == ()


def test_the_strongest_come_first_and_three_of_a_kind(tmp_path) -> None:
    made = [Absence("missing time", "day", str(n), "…", 1, strength=n / 10) for n in range(9)] + [
        Absence("empty column", f"c{n}", "", "…", 1, strength=0.75) for n in range(9)
    ]
    found = absences.strongest(made)
    assert [(each.kind, each.strength) for each in found] == [
        ("missing time", 0.8),
        ("empty column", 0.75),
        ("empty column", 0.75),
        ("empty column", 0.75),
        ("missing time", 0.7),
        ("missing time", 0.6),
    ]


def test_one_time_is_told_once() -> None:
    hole = Absence("missing time", "day", "2019-03", "…", 1, 0.9, first="2019-03", last="2019-03")
    fewer = Absence("sudden count", "day", "2019-03", "…", 9, 0.8, first="2019-03", last="2019-03")
    assert absences.strongest([fewer, hole]) == (hole,)


def test_suggestions_are_the_same_after_a_journey_through_json() -> None:
    made = (
        Absence("missing cell", "part", "Kalk", "…", 3, 0.5, ("a", "b"), rows=("p", ("Kalk",))),
        Absence("empty column", "fax", "", "…", 20, 0.75, also=("tel",)),
    )
    assert from_json(to_json(made)) == made


def test_words_of_lists_and_numbers() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed([*"abcdefg"], most=2) == "a, b and 5 more"
    assert [number(n) for n in (1234, 21.30, 5.0, 0.00002113)] == [
        "1,234",
        "21.3",
        "5",
        "2.113e-05",
    ]


def test_an_empty_table_has_no_suggestions(tmp_path) -> None:
    assert find(tmp_path, {"a": ("text", [])}) == ()
