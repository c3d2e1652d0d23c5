from __future__ import annotations

import pytest

from commonstacks.workshop.forms.gap import Period
from commonstacks.workshop.handouts.periods import period_in


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1980", "1980", "1980"),
        ("January 1990 to July 2002", "1990-01", "2002-07"),
        ("January to June 2001", "2001-01", "2001-06"),
        ("19 August to 30 September 1854", "1854-08-19", "1854-09-30"),
        ("1 January 2012 to 31 December 2015", "2012-01-01", "2015-12-31"),
        ("2001-02-03 – 2001-02-28", "2001-02-03", "2001-02-28"),
        ("1990–2002", "1990", "2002"),
    ],
)
def test_a_period_that_is_certain(text: str, first: str, last: str) -> None:
    assert period_in(text) == Period(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Census of 2000",
        "About 2009; the month or year was not written down",
        "1 January of each year, 2021 to 2025",
        "Since 1980, when Edgewater became the 77th",
        "2003 to 2001",
        "31 February 2018",
        "12 1980",
        "May",
        "1990 to 1995 to 2000",
        "",
    ],
)
def test_a_date_is_never_guessed(text: str) -> None:
    assert period_in(text) is None
