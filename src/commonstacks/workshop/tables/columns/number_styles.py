"""Ways to write numbers: what stands between thousands, what before decimals, and the signs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from commonstacks.workshop.tables.columns.styles import Style, finite

SPACES = " \u00a0\u2009\u202f"  # plain, unbreakable, thin, narrow and unbreakable
MINUS = "\u2212"
DASHES = "\u2010\u2011\u2012\u2013"
"""Hyphens and short dashes, as word processors put them for a minus: in front only."""
SIGN = f"[+{DASHES}{MINUS}-]"

INTEGER = Style("integer", "a whole number", r"[+-]?(?:0|[1-9]\d{0,17})", "try_cast({v} AS BIGINT)")
DECIMAL = Style(
    "decimal",
    "a number with a decimal point",
    r"[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]\d{1,3})?"
    r"|[+-]?\d\.\d*[eE]\d{1,3}",
    finite("{v}"),
)
DOT_GROUPS = r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+"
LONG_PLAIN = r"[+-]?\d{4,}"
NUMBERISH = rf"{SIGN}? ?[\d.,'’{SPACES}]*\d[\d.,'’{SPACES}]*(?:[eE][+-]?\d+)?[{MINUS}-]?"


@dataclass(frozen=True, slots=True)
class Writing:
    """``whole`` is the pattern of a whole number without its sign, ``point`` is before decimals."""

    says: str
    whole: str
    point: str
    grouped: bool = True

    @property
    def number(self) -> str:
        """The pattern of any number, without its sign."""
        mark = r"\." if self.point == "." else self.point
        return rf"(?:{self.whole})(?:{mark}\d+)?"

    def digits(self, text: str) -> str:
        """SQL for digits and a decimal point alone, from SQL for the text."""
        kept = f"regexp_replace({text}, '[^0-9{self.point}]', '', 'g')"
        return kept if self.point == "." else f"replace({kept}, ',', '.')"


def _in_threes(mark: str, plain: int = 3) -> str:
    more = r"|[1-9]\d{3}" if plain > 3 else ""
    return rf"0|[1-9]\d{{0,2}}(?:{mark}\d{{3}})*{more}"


PLAIN = Writing("", r"0|[1-9]\d*", ".", grouped=False)
COMMA = Writing("with a decimal comma", r"0|[1-9]\d*", ",", grouped=False)
COMMAS = Writing("with commas between thousands", _in_threes(","), ".")
DOTS = Writing("with dots between thousands", _in_threes(r"\."), ",")
WRITINGS = (
    PLAIN,
    COMMAS,
    COMMA,
    DOTS,
    Writing("with spaces between thousands", _in_threes(f"[{SPACES}]", 4), ","),
    Writing("with spaces between thousands", _in_threes(f"[{SPACES}]", 4), "."),
    Writing("with apostrophes between thousands", _in_threes("['’]", 4), "."),
    Writing("with apostrophes between thousands", _in_threes("['’]", 4), ","),
    Writing("in lakhs and crores", r"0|[1-9]\d{0,2}|[1-9]\d?(?:,\d{2})*,\d{3}", "."),
)
"""In the order in which they are tried. Spaces and apostrophes may be left out of four digits."""


def signed(body: str) -> str:
    """The pattern with a sign before it, or a minus behind it."""
    return rf"{SIGN}? ?(?:{body})|(?:{body}) ?[{MINUS}-]"


def negated(text: str, digits: str) -> str:
    """SQL for the digits with a minus, if there is one anywhere in the text."""
    minus = f"regexp_matches({text}, '[{DASHES}{MINUS}-]')"
    return f"(CASE WHEN {minus} THEN '-' ELSE '' END || {digits})"


def numbers(writing: Writing, wrap: Callable[[str], str] = signed) -> tuple[Style, Style]:
    """The styles of whole numbers and of numbers with decimals; ``wrap`` puts signs round both."""
    text = negated("{v}", writing.digits("{v}"))
    mark = "decimal comma" if writing.point == "," else "decimal point"
    more = f" and a {mark}" if writing.grouped else f"with a {mark}"
    return (
        Style(
            "integer",
            f"a whole number {writing.says}".strip(),
            wrap(writing.whole),
            f"try_cast({text} AS BIGINT)",
        ),
        Style(
            "decimal",
            f"a number {writing.says if writing.grouped else ''}{more}",
            wrap(writing.number),
            finite(text),
        ),
    )
