"""Ways to write numbers, dates and contacts: a pattern to know one by, SQL to read it with.

Patterns are full-match and written in what Python's ``re`` and DuckDB's RE2 have in common; SQL
has ``{v}`` where the trimmed text of a cell stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.workshop.tables.shape import Kind


@dataclass(frozen=True, slots=True)
class Style:
    """One way to write values. Every value that ``sql`` turns into NULL does not fit."""

    kind: Kind
    says: str  # ends the sentence "every value is ..."
    pattern: str
    sql: str
    order: str = ""  # "day" or "month" first, where a date could be either
    told: str = ""  # what is said in the steps where values are turned into others


def _finite(text: str) -> str:
    number = f"try_cast({text} AS DOUBLE)"
    return f"CASE WHEN isfinite({number}) THEN {number} END"


INTEGER = Style("integer", "a whole number", r"[+-]?(?:0|[1-9]\d{0,17})", "try_cast({v} AS BIGINT)")
DECIMAL = Style(
    "decimal",
    "a number with a decimal point",
    r"[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]\d{1,3})?"
    r"|[+-]?\d\.\d*[eE]\d{1,3}",
    _finite("{v}"),
)
GROUPED = Style(
    "integer",
    "a whole number with commas between thousands",
    r"[+-]?(?:\d{1,3}|[1-9]\d{0,2}(?:,\d{3}){1,5})",
    "try_cast(replace({v}, ',', '') AS BIGINT)",
)
GROUPED_DECIMAL = Style(
    "decimal",
    "a number with a decimal point and commas between thousands",
    r"[+-]?(?:\d{1,3}|[1-9]\d{0,2}(?:,\d{3})*)(?:\.\d*)?",
    _finite("replace({v}, ',', '')"),
)
COMMA = Style(
    "decimal",
    "a number with a decimal comma",
    r"[+-]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?",
    _finite("replace(replace({v}, '.', ''), ',', '.')"),
)
DIGITS = r"[+-]?\d+"
ZERO_LED = r"[+-]?0\d+"
DOT_GROUPS = r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+"
LONG_PLAIN = r"[+-]?\d{4,}"

EMAIL = r"[^@\s,;<>]+@[^@\s,;<>]+\.[A-Za-z]{2,}"
TELEPHONE = (
    r"(?:\+?1[-. ]?)?\(?\d{3}\)?[-. /]{1,2}\d{3}[-. ]\d{4}(?: ?(?:x|ext\.?) ?\d+)?"
    r"|\+\d{1,3}[\d ()/.-]{6,17}"
)
ANY_TELEPHONE = r"[+(]?\d[\d ()/.+-]{5,18}"
US_ZIP = r"\d{5}(?:-\d{4})?"
BOOLEANS = (
    ("true", "false"),
    ("t", "f"),
    ("yes", "no"),
    ("y", "n"),
    ("ja", "nein"),
)

_TIME = r"[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AaPp][Mm])?"
_CLOCKS = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M:%S%p", "%I:%M%p")
_ISO = r"\d{4}-\d{2}-\d{2}"
_ISO_TIME = _ISO + r"[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?"
COMPACT_DATE = Style(
    "date",
    "a date written as eight digits, year first",
    r"(?:19|20)\d{6}",
    "CAST(try_strptime({v}, '%Y%m%d') AS DATE)",
)
MILLISECONDS = Style(
    "datetime",
    "a whole number of 13 digits in a column named for a time: milliseconds since 1970, in UTC",
    r"1\d{12}",  # September 2001 to May 2033
    "epoch_ms(try_cast({v} AS BIGINT))",
    told="numbers of 13 digits read as milliseconds since 1 January 1970, in UTC",
)


def _pair(says: str, pattern: str, form: str, order: str = "") -> tuple[Style, Style]:
    """The style of a date and of the same date with a time of day."""
    clocks = ", ".join(f"'{form} {clock}'" for clock in _CLOCKS)
    return (
        Style(
            "date",
            f"a date written {says}",
            pattern,
            f"CAST(try_strptime({{v}}, '{form}') AS DATE)",
            order,
        ),
        Style(
            "datetime",
            f"a date written {says}, with a time",
            pattern + _TIME,
            f"try_strptime({{v}}, [{clocks}])",
            order,
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
        for digits, year, more in ((r"\d{4}", "%Y", ""), (r"\d{2}", "%y", ", year of two digits"))
        for style in _pair(says + more, short + digits, form + year, "" if mark == "." else order)
    )


DATES: tuple[Style, ...] = (
    Style("date", "a date written year-month-day", _ISO, "try_cast({v} AS DATE)"),
    Style("datetime", "a date and time (ISO 8601)", _ISO_TIME, "try_cast({v} AS TIMESTAMP)"),
    Style(
        "datetime",
        "a date and time with its offset, kept in UTC",
        _ISO_TIME + r" ?(?:Z|[+-]\d{2}(?::?\d{2})?)",
        "make_timestamp(epoch_us(try_cast({v} AS TIMESTAMPTZ)))",
    ),
    *_pair("year-month-day", r"\d{4}-\d{1,2}-\d{1,2}", "%Y-%m-%d"),
    *_pair("year/month/day", r"\d{4}/\d{1,2}/\d{1,2}", "%Y/%m/%d"),
    *_numeric("/"),
    *_numeric("-"),
    *_numeric("."),
    *_pair("day month year", r"\d{1,2} [A-Za-z]{3} \d{4}", "%d %b %Y"),
    *_pair("day month year", r"\d{1,2} [A-Za-z]{3,9} \d{4}", "%d %B %Y"),
    *_pair("day-month-year", r"\d{1,2}-[A-Za-z]{3}-\d{4}", "%d-%b-%Y"),
    *_pair("day-month-year", r"\d{1,2}-[A-Za-z]{3}-\d{2}", "%d-%b-%y"),
    *_pair("month day, year", r"[A-Za-z]{3} \d{1,2}, \d{4}", "%b %d, %Y"),
    *_pair("month day, year", r"[A-Za-z]{3,9} \d{1,2}, \d{4}", "%B %d, %Y"),
)
