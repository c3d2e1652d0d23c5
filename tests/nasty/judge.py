"""Whether what a reader made of a file is what a careful librarian would say."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Literal

from tests.nasty.corpus import Case, Expected, Refused, Table

TEXTS = "text/category/code/identifier/place name/place code/person name/address/e-mail/telephone"
GROUPS = {
    "words": f"{TEXTS}/period/coordinates",
    "coded": "code/identifier/place code",
    "number": "integer/decimal",
    "counted": "integer/decimal/money/percentage",
}
COUNTED = frozenset(GROUPS["counted"].split("/"))
YES = {"true", "t", "yes", "y", "ja", "j", "oui", "o", "sim", "s", "si", "sí", "1"}
NO = {"false", "f", "no", "n", "nein", "non", "não", "nao", "0"}
CANONICAL = re.compile(r"-?(0|[1-9]\d*)(\.\d*[1-9])?")
PLAIN = re.compile(r"(?=.*\d)[+-]?(0|[1-9]\d*)?(\.\d+)?([eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Seen:
    """A table as a reader gave it; ``None`` for what this reader does not tell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    name: str = ""
    kinds: tuple[str, ...] | None = None
    aside: int | None = None
    said: str | None = None
    missing: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: tables, or why it was ``refused`` (for a peer also: its error).

    ``told`` says that the refusal is meant for people, so that its words are compared.
    """

    tables: tuple[Seen, ...] = ()
    refused: str | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    word: Literal["right", "wrong", "refused"]
    reason: str


def judge(case: Case, outcome: Outcome) -> Verdict:
    """Right if the outcome is one of the defensible ones; refused if tables were expected."""
    faults = [fault(expected, outcome) for expected in case.right]
    if "" in faults:
        return Verdict("right", "")
    if outcome.refused is not None and not any(isinstance(each, Refused) for each in case.right):
        return Verdict("refused", outcome.refused)
    return Verdict("wrong", faults[0])


def fault(expected: Expected, outcome: Outcome) -> str:
    """What is wrong with the outcome, "" if nothing is."""
    if isinstance(expected, Refused):
        return _fault_of_refusal(expected, outcome)
    if outcome.refused is not None:
        return f"refused: {outcome.refused}"
    if len(outcome.tables) != len(expected):
        names = [seen.name for seen in outcome.tables]
        return f"{len(outcome.tables)} tables {names} instead of {len(expected)}"
    faults = [_fault_of_table(*pair) for pair in zip(expected, outcome.tables, strict=True)]
    return "; ".join(filter(None, faults))


def _fault_of_refusal(expected: Refused, outcome: Outcome) -> str:
    if outcome.refused is None:
        shapes = [f"{len(seen.rows)} rows of {list(seen.columns)[:8]}" for seen in outcome.tables]
        return f"read as {shapes}, should be refused ({', '.join(expected.words)})"
    lacking = _lacking(expected.words, outcome.refused) if outcome.told else ""
    return f"refused without the word {lacking}: {outcome.refused}" if lacking else ""


def _fault_of_table(expected: Table, seen: Seen) -> str:
    if expected.name is not None and seen.aside is not None and expected.name not in seen.name:
        return f"the table is named {seen.name!r} instead of {expected.name!r}"
    checks = (_fault_of_names, _fault_of_rows, _fault_of_kinds, _fault_of_words)
    return next(filter(None, (check(expected, seen) for check in checks)), "")


def _fault_of_names(expected: Table, seen: Seen) -> str:
    same = len(seen.columns) == len(expected.columns) and all(
        wanted is None or _same_name(wanted, name)
        for wanted, name in zip(expected.columns, seen.columns, strict=True)
    )
    if not same:
        return f"columns {list(seen.columns)[:12]} instead of {list(expected.columns)[:12]}"
    unique = len(set(seen.columns)) == len(seen.columns) and all(n.strip() for n in seen.columns)
    return "" if unique else f"columns have no names of their own: {list(seen.columns)[:12]}"


def _fault_of_rows(expected: Table, seen: Seen) -> str:
    if len(seen.rows) != len(expected.rows):
        given = [list(row) for row in seen.rows[:12]]
        return f"{len(seen.rows)} rows instead of {len(expected.rows)}: {given}"
    for number, (wanted, row) in enumerate(zip(expected.rows, seen.rows, strict=True), start=1):
        for name, kind, cell, value in zip(seen.columns, expected.kinds, wanted, row, strict=True):
            if not same_cell(cell, value, kind):
                return f"row {number}, {name!r}: {value!r} instead of {cell!r}"
    return ""


def _fault_of_kinds(expected: Table, seen: Seen) -> str:
    for name, wanted, kind in zip(seen.columns, expected.kinds, seen.kinds or (), strict=False):
        if wanted and kind not in allowed(wanted):
            return f"column {name!r} is {kind} instead of {wanted}"
    return ""


def _fault_of_words(expected: Table, seen: Seen) -> str:
    if seen.aside is not None and expected.aside and seen.aside not in expected.aside:
        return f"{seen.aside} lines set aside instead of {expected.aside}; said: {seen.said}"
    lacking = "" if seen.said is None else _lacking(expected.words, seen.said)
    if lacking:
        return f"no step or warning says {lacking}; said: {seen.said}"
    lost = [each for each in expected.missing if each not in (seen.missing or ())]
    return f"labels {lost} not kept, only {seen.missing}" if lost and seen.missing != None else ""  # noqa: E711  # an empty tuple counts


def allowed(kinds: str) -> set[str]:
    """The kinds meant by "code/words": some words stand for groups of kinds."""
    return {kind for each in kinds.split("/") for kind in GROUPS.get(each, each).split("/")}


def same_cell(wanted: str | None, value: Any, kind: str = "") -> bool:
    """Whether a cell shows what it should: numbers as numbers, dates as dates, text as text."""
    if wanted is None or _is_missing(value):
        return wanted is None and _is_missing(value)
    if wanted == "…":
        return True
    if isinstance(value, bool):
        return wanted.casefold() in (YES if value else NO)
    if isinstance(value, int | float | Decimal):
        return _same_number(wanted, value)
    if isinstance(value, date | datetime | time):
        return _same_moment(wanted, value)
    if isinstance(value, str):
        return _same_text(wanted, value, kind)
    return _same_json(wanted, value)


def _is_missing(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    # NaT of pandas is unequal to itself, as NaN is.
    return value is None or bool(not isinstance(value, list | dict) and value != value)


def _same_number(wanted: str, value: Any) -> bool:
    if wanted in ("true", "false"):
        return value == (wanted == "true")
    if not CANONICAL.fullmatch(wanted):
        return False
    if "." in wanted:
        return math.isclose(float(wanted), float(value), rel_tol=1e-12, abs_tol=1e-15)
    return not math.isinf(value) and value == int(value) and int(value) == int(wanted)


def _same_moment(wanted: str, value: Any) -> bool:
    if isinstance(value, time):
        return value.isoformat() in (wanted, f"{wanted}:00")
    meant = _moment(wanted)
    return meant is not None and meant == _moment(value.isoformat())


def _moment(text: str) -> datetime | None:
    """The moment in UTC; a date stands for its midnight, a moment without zone for itself."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _same_text(wanted: str, value: str, kind: str) -> bool:
    given = _folded(value)
    if given == _folded(wanted):
        return True
    if wanted in ("true", "false") and "boolean" in allowed(kind):
        return given.casefold() in (YES if wanted == "true" else NO)
    counted = not kind or bool(allowed(kind) & COUNTED)
    if counted and CANONICAL.fullmatch(wanted) and PLAIN.fullmatch(given):
        return Decimal(given) == Decimal(wanted)
    meant = _moment(wanted) if re.match(r"\d{4}-\d\d-\d\d", wanted) else None
    return meant is not None and meant == _moment(given)


def _same_json(wanted: str, value: Any) -> bool:
    try:
        return bool(json.loads(wanted) == value)
    except ValueError:
        return False


def _same_name(wanted: str, name: str) -> bool:
    if " – " in wanted:  # a name joined from several header rows, with whatever sign between
        return re.split(r"[\W_]+", _folded(wanted)) == re.split(r"[\W_]+", _folded(name))
    return _folded(wanted) == _folded(name)


def _folded(text: str) -> str:
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")
    return " ".join(" ".join(lines).split())


def _lacking(words: tuple[str, ...], text: str) -> str:
    """The first of the words that the text lacks."""
    said = text.casefold()
    return next((w for w in words if not any(o.casefold() in said for o in w.split("|"))), "")
