"""Years, quarters, months and other stretches of time."""

from __future__ import annotations

from tests.nasty.corpus import Case, case, table


def of(id: str, nasty: str, *periods: str, kind: str = "period") -> Case:  # noqa: A002  # the id of the case
    """A small table with the periods in its first column; they stay to the letter."""
    rows = "".join(f"{period};{100 + number}\n" for number, period in enumerate(periods))
    drawn = "".join(f"{period} | {100 + number}\n" for number, period in enumerate(periods))
    picture = f"period | cases\n{kind} | integer\n{drawn}"
    return case(id, nasty, "cases.csv", "period;cases\n" + rows, table(picture))


CASES = [
    of(
        "period-quarter",
        "Quarters as 2023-Q4, statistical offices.",
        "2023-Q3",
        "2023-Q4",
        "2024-Q1",
    ),
    of(
        "period-quarter-first",
        "Quarters as Q4 2023, British releases.",
        "Q3 2023",
        "Q4 2023",
        "Q1 2024",
    ),
    of(
        "period-quarter-german",
        "Quarters in words, German labour offices.",
        "3. Quartal 2023",
        "4. Quartal 2023",
        "1. Quartal 2024",
    ),
    of(
        "period-month",
        "Months without a day: not the first of the month.",
        "2023-11",
        "2023-12",
        "2024-01",
    ),
    of("period-month-m", "Months as Eurostat writes them.", "2023M11", "2023M12", "2024M01"),
    of("period-half-year", "Half-years of energy prices.", "2022-S2", "2023-S1", "2023-S2"),
    of(
        "period-week",
        "ISO weeks of disease counts; 2020-W53 exists.",
        "2020-W52",
        "2020-W53",
        "2021-W01",
    ),
    of("period-school-year", "School years with a slash.", "2021/22", "2022/23", "2023/24"),
    of(
        "period-fiscal-year",
        "Indian fiscal years: 2010-11 is no November, as 2012-13 proves.",
        "2009-10",
        "2010-11",
        "2011-12",
        "2012-13",
    ),
    of(
        "period-fiscal-year-ambiguous",
        "2009-10 to 2011-12 could be months or fiscal years; to the letter nothing is lost.",
        "2009-10",
        "2010-11",
        "2011-12",
        kind="period/words",
    ),
    of(
        "period-year",
        "Plain years stay whole numbers.",
        "2019",
        "2020",
        "2021",
        kind="integer/period",
    ),
    case(
        "period-year-provisional",
        "A star behind the last year, as national accounts have it; the star must be told of.",
        "accounts.csv",
        "year;product\n2021;3617\n2022;3877\n2023*;4122\n",
        table("year | product\nperiod/words | integer\n2021 | 3617\n2022 | 3877\n2023* | 4122"),
        table(
            "year | product\ninteger | integer\n2021 | 3617\n2022 | 3877\n2023 | 4122",
            words=("mark|footnote|star|*",),
        ),
    ),
]
