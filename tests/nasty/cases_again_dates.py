"""A second round: dates and periods, in other clothes."""

from __future__ import annotations

from tests.nasty.cases_again_kinds import column, letter
from tests.nasty.corpus import case, table

CASES = [
    letter(
        "again-date-month-year",
        "01.2024 is a month, not one and a quarter.",
        "period/words",
        "01.2024",
        "02.2024",
        "12.2023",
        name="Monat",
    ),
    letter(
        "again-date-short-month",
        "Mar-24: March 2024 or 24 March? To the letter.",
        "period/words",
        "Mar-24",
        "Apr-24",
        "Dec-23",
    ),
    letter(
        "again-period-months-words",
        "Jan 2024, Feb 2024.",
        "period",
        "Jan 2024",
        "Feb 2024",
        "Dec 2023",
    ),
    letter(
        "again-period-fy",
        "FY2023-24 and FY2022-23.",
        "period/words",
        "FY2021-22",
        "FY2022-23",
        "FY2023-24",
    ),
    letter(
        "again-period-slash-quarter",
        "Quarters as Q1/2024.",
        "period",
        "Q3/2023",
        "Q4/2023",
        "Q1/2024",
    ),
    letter(
        "again-period-half-german",
        "1. Halbjahr 2023.",
        "period",
        "2. Halbjahr 2022",
        "1. Halbjahr 2023",
        "2. Halbjahr 2023",
    ),
    letter(
        "again-year-ranges",
        "Spans of years as 2010-2014.",
        "period/words",
        "2010-2014",
        "2015-2019",
        "2020-2024",
    ),
    column(
        "again-date-slash-iso",
        "Year first with slashes.",
        "date",
        {"2024/03/01": "2024-03-01", "2024/12/31": "2024-12-31", "2023/02/28": "2023-02-28"},
    ),
    column(
        "again-date-no-zeros",
        "Days and months without zeros, points between.",
        "date",
        {"1.3.2024": "2024-03-01", "31.12.2024": "2024-12-31", "5.6.2024": "2024-06-05"},
    ),
    letter(
        "again-date-eight-digits-is-a-key",
        "Municipality keys of eight digits that could all be dates.",
        "code/identifier/place code",
        "19990101",
        "20010203",
        "20120415",
        "09162000",
        name="AGS",
    ),
    case(
        "again-date-gap-word",
        "“laufend” (still going on) among end dates: a labelled gap, or text to the letter.",
        "vertraege.csv",
        "v;ende\na;31.12.2023\nb;laufend\nc;30.06.2024\nd;15.01.2024\ne;28.02.2023\n",
        table(
            "v | ende\nwords | date\na | 2023-12-31\nb | ∅\nc | 2024-06-30\nd | 2024-01-15\ne | 2023-02-28",
            missing=(("ende", "laufend"),),
        ),
        table(
            "v | ende\nwords | words\na | 31.12.2023\nb | laufend\nc | 30.06.2024\nd | 15.01.2024\ne | 28.02.2023"
        ),
    ),
    case(
        "again-time-24",
        "Rain of the day ends at 24:00.",
        "regen.csv",
        "zeit;mm\n31.12.2023 23:00;0,5\n31.12.2023 24:00;1,5\n01.01.2024 01:00;0,0\n",
        table(
            "zeit | mm\nwords | decimal\n31.12.2023 23:00 | 0.5\n31.12.2023 24:00 | 1.5\n01.01.2024 01:00 | 0"
        ),
        table(
            "zeit | mm\ndatetime | decimal\n2023-12-31T23:00:00 | 0.5\n2024-01-01T00:00:00 | 1.5\n2024-01-01T01:00:00 | 0"
        ),
    ),
]
