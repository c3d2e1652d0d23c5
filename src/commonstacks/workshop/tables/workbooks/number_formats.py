"""How a sheet shows a number, where that changes what it means: percent, money, leading zeros."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)')
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|_(.)|\*(.)|(.)', re.DOTALL)
_LIMIT = re.compile(r"<=?(\d{1,15})")
_SIGNS = "$€£¥₹₽₺₴₩₪₫฿₦₡₱₲₵₸₿"
_CODES = frozenset(
    (
        *("USD", "EUR", "GBP", "CHF", "JPY", "CNY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF"),
        *("RON", "BGN", "TRY", "RUB", "UAH", "INR", "BRL", "MXN", "CAD", "AUD", "NZD", "ZAR"),
        *("KRW", "SGD", "HKD", "ILS", "THB"),
    )
)
_ZEROS = "0"
BUILT_IN = {9: "0%", 10: "0.00%"}
"""Formats that a workbook may use without writing them down, by their number (ECMA-376)."""


@dataclass(frozen=True, slots=True)
class Form:
    """``what`` the number is; ``sign`` of money, or the ``pattern`` of digits and marks.

    ``over`` is the greatest number for which ``pattern`` holds, ``beyond`` the pattern past it.
    """

    what: Literal["percent", "money", "digits"]
    sign: str = ""
    after: bool = False  # the sign stands behind the number
    pattern: str = ""
    over: int = 0
    beyond: str = ""


def form(code: str) -> Form | None:
    """What a number format of Excel (ECMA-376 part 1, 18.8.31) says that the number does not.

    "0.0%" is a percentage, "#,##0.00 €" money, "00000" a code of five digits; else None.
    """
    sections = [match[1] for match in _SECTION.finditer(code[:500])]
    first = _read(sections[0]) if sections else None
    if first is None:
        return None
    if first.limit is None:
        return first.form()
    beyond = _read(sections[1]) if len(sections) > 1 else None
    if not (beyond and first.is_digits and beyond.is_digits):
        return None
    return Form("digits", pattern=first.shown, over=first.limit, beyond=beyond.shown)


def shown(number: float, written: str, form: Form) -> str:
    """The number, ``written`` plainly, as a reader of the sheet knows it: "12.5 %", "00501"."""
    if form.what == "percent":
        return f"{plain(Decimal(written) * 100)} %"
    if form.what == "money":
        if form.after:
            return f"{written} {form.sign}"
        sign = f"{form.sign} " if form.sign.isalpha() else form.sign
        return f"-{sign}{written[1:]}" if number < 0 else f"{sign}{written}"
    if number < 0 or not written.isdecimal():
        return written
    use = form.beyond if form.beyond and number > form.over else form.pattern
    return _filled(written, use)


def plain(number: Decimal) -> str:
    """Digits without an exponent and without zeros at the end of its decimals."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class _Read:
    """A section of a format: ``bare`` placeholders, and ``shown`` with its letters in place."""

    bare: str
    shown: str
    sign: str
    after: bool
    limit: int | None

    @property
    def is_digits(self) -> bool:
        return set(self.bare) == {_ZEROS} and (len(self.bare) > 1)

    def form(self) -> Form | None:
        if "%" in self.bare:
            return Form("percent")
        if self.sign and set(self.bare) & set("0#"):
            return Form("money", self.sign, self.after)
        return Form("digits", pattern=self.shown) if self.is_digits else None


def _read(section: str) -> _Read | None:
    bare, drawn, sign, after, limit = "", "", "", False, None
    for quoted, escaped, bracket, pad, fill, letter in _TOKEN.findall(section):
        word = quoted or escaped or _of_bracket(bracket) or (letter if letter in _SIGNS else "")
        if bracket and (found := _LIMIT.fullmatch(bracket)):
            limit = int(found[1])
        elif _is_money(word):
            sign, after = word.strip(), "0" in bare
        elif word or letter in "- /()":
            drawn += (word or letter).replace(_ZEROS, "\0") if not (pad or fill) else ""
        elif letter:
            bare, drawn = bare + letter, drawn + letter
    return _Read(bare, drawn.strip(), sign, after, limit)


def _of_bracket(bracket: str) -> str:
    """The sign in "$€-407"; nothing of colours and conditions."""
    return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""


def _is_money(word: str) -> bool:
    word = word.strip()
    return word in _CODES or (bool(word) and word[-1] in _SIGNS and len(word) <= 3)


def _filled(digits: str, pattern: str) -> str:
    """The digits put into the zeros of the pattern from the right; what is left goes in front."""
    left = list(digits)
    out = [(left.pop() if left else _ZEROS) if c == _ZEROS else c for c in reversed(pattern)]
    first = len(pattern) - pattern.index(_ZEROS)
    out[first:first] = reversed(left)
    return "".join(reversed(out)).replace("\0", _ZEROS)
