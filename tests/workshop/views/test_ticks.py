"""The names at an axis: round numbers, beginnings of years, and never too many."""

from __future__ import annotations

import pytest

from commonstacks.workshop.views.axes import Steps, Unit
from commonstacks.workshop.views.german import GERMAN
from commonstacks.workshop.views.ticks import round_places, step_ticks
from commonstacks.workshop.views.words import ENGLISH


def months(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"{n // 12}-{n % 12 + 1:02d}-01" for n in range(first * 12, last * 12 + 1))


def steps(unit: Unit, *edges: float | str) -> Steps:
    return Steps(edges, unit)


@pytest.mark.parametrize(
    ("axis", "names"),
    [
        (steps("number", *range(0, 175, 5)), ["0", "50", "100", "150"]),
        (steps("number", *(n / 10 for n in range(10, 52))), ["1", "2", "3", "4", "5"]),
        (steps("whole", *range(-2, 37)), ["0", "10", "20", "30"]),
        (steps("whole", *range(0, 5200, 200)), ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]),
        (steps("whole", *range(1950, 2031, 2)), ["1960", "1980", "2000", "2020"]),
        (steps("month", *months(2012, 2016)), ["2012", "2013", "2014", "2015", "2016"]),
        (
            steps("year", *(f"{n}-01-01" for n in range(1990, 2004))),
            ["1990", "1992", "1994", "1996", "1998", "2000", "2002"],
        ),
        (steps("day", "2018-02-01", "2018-02-02"), ["2018-02-01", "2018-02-02"]),
        (
            steps("whole", 0, *(d * 10**p for p in range(7) for d in (1, 2, 5))),
            ["0", "10", "1,000", "100,000"],
        ),
    ],
)
def test_round_edges_are_named(axis: Steps, names: list[str]) -> None:
    assert [name for _, name in step_ticks(axis, ENGLISH)] == names


def test_months_within_two_years_are_named_as_months() -> None:
    axis = steps("month", *months(2012, 2013))
    assert [name for _, name in step_ticks(axis, ENGLISH)] == [
        "Jan 2012",
        "Apr 2012",
        "Jul 2012",
        "Oct 2012",
        "Jan 2013",
    ]
    assert [name for _, name in step_ticks(axis, GERMAN)][:2] == ["01/2012", "03/2012"]


def test_where_no_round_step_fits_both_ends_are_named() -> None:
    assert round_places((0.37, 0.41)) == [0, 1]
