"""Ways to write dates, with and without a time of day."""

from __future__ import annotations

from commonstacks.workshop.tables.columns import months
from commonstacks.workshop.tables.columns.styles import Style

DATEISH = (
    r"(?:[A-Za-zÀ-ÿ]{2,12}[.,]? ){0,2}\d{1,4}(?:st|nd|rd|th|er|º|°)?[ ./,-].*"
    r"|\d{8}(?:T?\d{6}Z?)?|\d{10,14}"
)
"""What a date may look like: everything else is not worth a closer look."""

_TIME = r"(?:,? +|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?: ?[AaPp]\.?[Mm]\.?| Uhr)?"
_CLOCKS = (
    "%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M:%S%p", "%I:%M%p", "%H:%M:%S.%f",
)  # fmt: skip
_ISO = r"\d{4}-\d{2}-\d{2}"
_ISO_TIME = _ISO + r"[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?"
_CENTURY = "years of two digits read as 1969 to 2068"
_DAY = r"\d{1,2}(?:\.|st|nd|rd|th|er|º|°)?"
_WEEKDAY = r"(?:[A-Za-zÀ-ÿ]{2,10}[.,]{0,2} )?"
_DAY_NAMED = (
    r"([0-9]+)[a-zº°.]*[ ./-]*(?:de )?([a-zà-ÿ]+)[. ,/-]*(?:del? )?([0-9]+)"  # on small letters
)
_MONTH_NAMED = r"([a-zà-ÿ]+)[. ]+([0-9]+)[a-z]*[ ,]+([0-9]+)"


def _timed(
    says: str, pattern: str, form: str, order: str = "", told: str = ""
) -> tuple[Style, ...]:
    """The style of a date and of the same date with a time of day; ``form`` is for strptime."""
    clocks = ", ".join(f"'{form} {clock}'" for clock in _CLOCKS)
    tidy = "regexp_replace(regexp_replace({v}, ',? +|T', ' '), ' ?Uhr$|[.]([mM])[.]?', '\\1', 'g')"
    return (
        Style(
            "date",
            f"a date written {says}",
            pattern,
            f"CAST(try_strptime({{v}}, '{form}') AS DATE)",
            order,
            told,
        ),
        Style(
            "datetime",
            f"a date written {says}, with a time",
            pattern + _TIME,
            f"try_strptime({tidy}, [{clocks}])",
            order,
            told,
        ),
    )


def _numeric(mark: str) -> tuple[Style, ...]:
    short = rf"\d{{1,2}}[{mark}]\d{{1,2}}[{mark}]"
    day = ("day first", f"%d{mark}%m{mark}", "day")
    month = ("month first", f"%m{mark}%d{mark}", "month")
    orders = (day,) if mark == "." else (month, day)  # with dots the day leads everywhere
    return tuple(
        style
        for says, form, order in orders
        for digits, year, told in ((r"\d{4}", "%Y", ""), (r"\d{2}", "%y", _CENTURY))
        for style in _timed(says, short + digits, form + year, "" if mark == "." else order, told)
    )


def _named(says: str, pattern: str, parts: str, at: tuple[int, int], told: str) -> Style:
    """A month by its name; ``at`` is where day and month stand among the three parts."""
    day, month, year = (f"regexp_extract(lower({{v}}), '{parts}', {which})" for which in (*at, 3))
    if told:
        year = f"CASE WHEN {year} >= '69' THEN '19' ELSE '20' END || {year}"
    text = f"{year} || '-' || {months.number(month)} || '-' || lpad({day}, 2, '0')"
    return Style("date", f"a date written {says}", pattern, f"try_cast({text} AS DATE)", "", told)


def _with_time(style: Style) -> Style:
    zone = r"(?: ?(?:Z|UTC|GMT))?"
    clocks = ", ".join(f"'%Y-%m-%d {clock}'" for clock in _CLOCKS)
    time = "regexp_extract({v}, '([0-9]+:[0-9:.]+(?: ?[AaPp][Mm])?)', 1)"
    return Style(
        "datetime",
        f"{style.says}, with a time",
        style.pattern + _TIME + zone,
        f"try_strptime(CAST({style.sql} AS VARCHAR) || ' ' || {time}, [{clocks}])",
        told=style.told,
    )


def _by_name() -> tuple[Style, ...]:
    long = rf"{_WEEKDAY}{_DAY}[ ./-](?:de )?{months.PATTERN}[. ,/-]{{1,2}}(?:del? )?"
    american = rf"{_WEEKDAY}{months.PATTERN}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:, ?| )\d{{4}}"
    dates = (
        _named("day month year", long + r"\d{4}", _DAY_NAMED, (1, 2), ""),
        _named("day month year", long + r"\d{2}", _DAY_NAMED, (1, 2), _CENTURY),
        _named("month day, year", american, _MONTH_NAMED, (2, 1), ""),
    )
    return tuple(style for date in dates for style in (date, _with_time(date)))


DATES: tuple[Style, ...] = (
    Style("date", "a date written year-month-day", _ISO, "try_cast({v} AS DATE)"),
    Style("datetime", "a date and time (ISO 8601)", _ISO_TIME, "try_cast({v} AS TIMESTAMP)"),
    Style(
        "datetime",
        "a date and time in UTC (ISO 8601)",
        _ISO_TIME + " ?(?:Z|UTC|GMT)",
        "try_cast(regexp_replace({v}, ' ?(Z|UTC|GMT)$', '') AS TIMESTAMP)",
    ),
    Style(
        "datetime",
        "a date and time with its offset, kept in UTC",
        _ISO_TIME + r" ?(?:Z|[+-]\d{2}(?::?\d{2})?)",
        "make_timestamp(epoch_us(try_cast("
        "regexp_replace({v}, '([+-]..)(..)$', '\\1:\\2') AS TIMESTAMPTZ)))",
        told="times moved to UTC by the offset written beside them",
    ),
    *_timed("year-month-day", r"\d{4}-\d{1,2}-\d{1,2}", "%Y-%m-%d"),
    *_timed("year/month/day", r"\d{4}/\d{1,2}/\d{1,2}", "%Y/%m/%d"),
    *_timed("year.month.day", r"\d{4}\.\d{1,2}\.\d{1,2}", "%Y.%m.%d"),
    *_numeric("/"),
    *_numeric("-"),
    *_numeric("."),
    Style(
        "datetime",
        "a date and time written without marks (ISO 8601)",
        r"\d{8}T\d{6}Z?",
        "try_strptime(rtrim({v}, 'Z'), '%Y%m%dT%H%M%S')",
    ),
    *_by_name(),
)
COMPACT_DATE = Style(
    "date",
    "a date written as eight digits, year first",
    r"(?:1[6-9]|20)\d{6}",
    "CAST(try_strptime({v}, '%Y%m%d') AS DATE)",
)
COMPACT_TIME = Style(
    "datetime",
    "a date and time written as fourteen digits, year first",
    r"(?:19|20)\d{12}",
    "try_strptime({v}, '%Y%m%d%H%M%S')",
)
MILLISECONDS = Style(
    "datetime",
    "a whole number of 13 digits in a column named for a time: milliseconds since 1970, in UTC",
    r"1\d{12}",  # September 2001 to May 2033
    "epoch_ms(try_cast({v} AS BIGINT))",
    told="numbers of 13 digits read as milliseconds since 1 January 1970, in UTC",
)
SECONDS = Style(
    "datetime",
    "a whole number of 10 digits in a column named for a time: seconds since 1970, in UTC",
    r"1\d{9}",  # September 2001 to May 2033
    "epoch_ms(1000 * try_cast({v} AS BIGINT))",
    told="numbers of 10 digits read as seconds since 1 January 1970, in UTC",
)
