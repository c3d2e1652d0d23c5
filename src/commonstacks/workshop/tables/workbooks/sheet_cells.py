"""Cells of a sheet as text, the way a reader of the sheet knows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from commonstacks.workshop.tables.workbooks import number_formats
from commonstacks.workshop.tables.workbooks.number_formats import Form
from commonstacks.workshop.tables.workbooks.survey import Sign

Value = Any
"""What the workbook reader gives: text, a number, true or false, a date, a time or a duration."""

_WHOLE = 10**15  # sheets keep fifteen digits
_MOST_DIGITS = 30


def text(value: Value) -> str:
    """Whole numbers without a point, dates and times as in ISO 8601, "true" and "false"."""
    return TEXTS[type(value)](value)


def signed(value: Value, sign: Sign | None) -> str:
    """The same of a cell with a mark: the word of an error, or the number in its form."""
    if isinstance(sign, str):
        return sign
    written = text(value)
    if sign is None or type(value) not in (int, float):
        return written
    return number_formats.shown(value, written, sign)


def timed(value: Value) -> str:
    """The same in a column of dates with times, where a bare date is a midnight."""
    written = text(value)
    return f"{written} 00:00:00" if type(value) is dt.date else written


def is_money(sign: Sign | None) -> bool:
    """Whether the mark is a currency."""
    return isinstance(sign, Form) and sign.what == "money"


def _float(value: float) -> str:
    if value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    written = repr(value)
    if "e" not in written:
        return written
    plain = number_formats.plain(Decimal(written))
    return plain if len(plain) <= _MOST_DIGITS else written


def _bool(value: bool) -> str:
    return "true" if value else "false"


def _moment(value: dt.datetime) -> str:
    return value.isoformat(" ")


def _length(value: dt.timedelta) -> str:
    seconds, rest = divmod(abs(value), dt.timedelta(seconds=1))
    sign = "-" if value < dt.timedelta(0) else ""
    part = f".{rest.microseconds:06}" if rest else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}{part}"


TEXTS: Mapping[type, Callable[[Value], str]] = MappingProxyType(
    {
        str: str,
        int: str,
        float: _float,
        bool: _bool,
        dt.date: dt.date.isoformat,
        dt.datetime: _moment,
        dt.time: dt.time.isoformat,
        dt.timedelta: _length,
    }
)
"""How each type of value is written."""
