"""Strict reading of a view's JSON: every part is what it should be, or it is refused in words."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn, cast

from commonstacks.kit.errors import Refusal

LONGEST = 4096
NAME = 1000
"""Characters of a column's name."""
DAY = r"[0-9]{4}(-[0-9]{2}){0,2}"
HINT = "Open the dataset's page and choose again from there."


def loads(text: str) -> object:
    """JSON of at most ``LONGEST`` characters. Refuses a key twice and numbers without end."""
    if len(text) > LONGEST:
        refuse("This view is too long.")
    try:
        return json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant)
    except (ValueError, RecursionError):
        refuse("This is not a view: it cannot be read as JSON.")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    facts = dict(pairs)
    if len(facts) != len(pairs):
        refuse("This view says one thing twice.")
    return facts


def _constant(_name: str) -> NoReturn:
    refuse("A number of this view has no end.")


def object_of(given: object, what: str) -> Mapping[str, Any]:
    """A JSON object."""
    if not isinstance(given, Mapping) or not all(isinstance(key, str) for key in given):
        refuse("A {what} is written as a JSON object.", what=what)
    return given


def only(facts: Mapping[str, Any], names: set[str], what: str) -> None:
    """Refuses parts that are none of ``names``."""
    if set(facts) - names:
        refuse("This {what} has a part that this library does not know.", what=what)


def list_of(given: object, what: str, least: int, most: int) -> list[Any]:
    """A list of ``least`` to ``most`` parts."""
    if not isinstance(given, list) or not least <= len(given) <= most:
        refuse("The part {what} is a list of {least} to {most}.", what=what, least=least, most=most)
    return given


def text_of(given: object, what: str, most: int) -> str:
    """A text of at most ``most`` characters that can be written as UTF-8."""
    if not isinstance(given, str) or len(given) > most or not _writable(given):
        refuse("The part {what} is a text of at most {most} characters.", what=what, most=most)
    return given


def _writable(text: str) -> bool:
    """Half a surrogate pair has no UTF-8."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def name_of(given: object) -> str:
    """A column's name."""
    return text_of(given, "column", NAME)


def matching(given: object, pattern: str, what: str, most: int) -> str:
    """A text that the whole ``pattern`` fits."""
    text = text_of(given, what, most)
    if re.fullmatch(pattern, text) is None:
        refuse("The part {what} is not written as it should be.", what=what)
    return text


def number_of(given: object) -> float:
    """A finite number."""
    if type(given) not in (int, float):
        refuse("An end of a range is a number.")
    if not -1e300 <= cast("float", given) <= 1e300 or math.isnan(cast("float", given)):
        refuse("A number of this view has no end.")
    return float(cast("float", given)) + 0.0  # minus zero becomes zero


def whole_of(given: object, what: str, least: int, most: int) -> int:
    """A whole number within its two ends."""
    if type(given) is not int or not least <= given <= most:
        refuse(
            "The part {what} is a whole number from {least} to {most}.",
            what=what,
            least=least,
            most=most,
        )
    return given


def day_of(given: object) -> str:
    """A day of the calendar, as ``2019-07-01``; of a month or a year the first one."""
    text = matching(given, DAY, "day", 10)
    try:
        return date.fromisoformat(text + "-01" * (2 - text.count("-"))).isoformat()
    except ValueError:
        refuse("There is no day {text}.", text=text)


def units(text: str) -> bytes:
    """The text's UTF-16 code units, by which RFC 8785 sorts."""
    return text.encode("utf-16-be")


def refuse(form: str, /, **facts: Any) -> NoReturn:
    """Refuses a view, with what to do instead; ``facts`` are what belongs in the form's places."""
    raise Refusal(form, HINT, **facts)
