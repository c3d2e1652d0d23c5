"""What is left out or not recorded: gaps, read from what people wrote, and where they bite."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.evidence import check_evidence
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import PLAIN, Gap, Period, Says, Severity, Size, Where
from commonstacks.workshop.forms.margins import MarginNote, margin_notes, notes_for

__all__ = [
    "Gap",
    "MarginNote",
    "Period",
    "Says",
    "Severity",
    "Size",
    "Where",
    "check_gap",
    "margin_notes",
    "notes_for",
]

Facts = Mapping[str, Any]

STRUCTURED: Final = (
    "period", "columns", "where", "size", "severity", "evidence", "says", "repaired_in",
)  # fmt: skip
LONGEST: Final = {"text": 600, "why_text": 1000, "remedy": 1000}
CHOICES: Final = {
    "kind": "gap_kinds",
    "voice": "voices",
    "why": "gap_why",
    "direction": "directions",
    "status": "gap_states",
}
DAY: Final = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")


def check_gap(form: Form, facts: Facts) -> Gap:
    """A gap from JSON (the shape ``Gap.to_json`` writes), defaults filled in.

    Refuses blanks it does not know, a kind that belongs to the other question, words outside the
    form's vocabularies, a gap without a sentence, and a size that runs backwards.
    """
    unknown = sorted(set(facts) - {*PLAIN, *STRUCTURED})
    if unknown:
        raise Refusal(
            "A gap has no blank called {unknown}.", "Take it out.", unknown=", ".join(unknown)
        )
    plain = {name: _words(name, facts[name]) for name in PLAIN if facts.get(name)}
    if not plain.get("text"):
        raise Refusal("The gap has no sentence.", "Say in a sentence what is missing.")
    for name, vocabulary in CHOICES.items():
        if name in plain or name in {"kind", "voice"}:
            _one_of(form, name, vocabulary, plain.get(name, ""))
    _at_its_question(form, plain)
    return Gap(**plain, **_structured(form, facts))  # type: ignore[arg-type]  # checked by name above


def _at_its_question(form: Form, plain: dict[str, str]) -> None:
    kinds = form.vocabulary("gap_kinds").terms
    home = next(term.question for term in kinds if term.id == plain["kind"])
    if plain.setdefault("question", home) != home:
        raise Refusal(
            "The kind {kind} belongs to question {home}.",
            "Write it there, or choose one of: {ids}.",
            kind=repr(plain["kind"]),
            home=home,
            ids=", ".join(term.id for term in kinds if term.question == plain["question"]),
        )


def _structured(form: Form, facts: Facts) -> dict[str, object]:
    made: dict[str, object] = {
        "columns": tuple(_words("columns", each) for each in _several(facts, "columns", str)),
        "where": tuple(_where(each) for each in _several(facts, "where", Mapping)),
        "evidence": tuple(
            check_evidence(form, each) for each in _several(facts, "evidence", Mapping)
        ),
        "says": tuple(_says(form, each) for each in _several(facts, "says", Mapping)),
        "period": _period(facts["period"]) if facts.get("period") else None,
        "size": _size(facts["size"]) if facts.get("size") else None,
        "repaired_in": int(facts["repaired_in"]) if facts.get("repaired_in") else None,
    }
    if facts.get("severity"):
        made["severity"] = tuple(
            _severity(form, each) for each in _several(facts, "severity", Mapping)
        )
    return made


def _several(facts: Facts, name: str, kind: type) -> list[Any]:
    """The entries of a list; refuses a lone value and entries of another shape."""
    entries = facts.get(name) or []
    if not isinstance(entries, list | tuple) or not all(isinstance(each, kind) for each in entries):
        raise Refusal(
            "The gap's {name} must be a list of entries.", "Give one entry or more.", name=name
        )
    return list(entries)


def _where(facts: Facts) -> Where:
    values = [str(each) for each in _several(facts, "values", str)]
    column = _words("column", facts.get("column", ""))
    if not (column and values):
        raise Refusal("The rows of the gap need a column and its values.", "Or leave the rows out.")
    return Where(column, tuple(values))


def _severity(form: Form, facts: Facts) -> Severity:
    level = _one_of(form, "severity", "severities", str(facts.get("level", "")))
    return Severity(level, _words("use", facts.get("use", "")))


def _says(form: Form, facts: Facts) -> Says:
    return Says(
        voice=_one_of(form, "voice", "voices", str(facts.get("voice", ""))),
        agent=_words("agent", facts.get("agent", "")),
        stance=_one_of(form, "stance", "stances", str(facts.get("stance", ""))),
        text=_words("text", facts.get("text", "")),
    )


def _period(facts: Facts) -> Period:
    first, last = str(facts.get("first") or ""), str(facts.get("last") or "")
    if not (first or last) or not (DAY.fullmatch(first) and DAY.fullmatch(last)):
        raise Refusal("The time of the gap is not a year, month or day.", "Write it like 2017-05.")
    return Period(first, last)


def _size(facts: Facts) -> Size:
    try:
        low, high = float(facts["low"]), float(facts["high"])
    except (KeyError, TypeError, ValueError):
        raise Refusal(
            "The size of the gap needs a lowest and a highest number.",
            "Leave the size out where nobody has estimated it.",
        ) from None
    if not low <= high:
        raise Refusal("The lowest number is above the highest.", "Turn the two round.")
    return Size(low, high, str(facts.get("unit", "")), str(facts.get("method", "")))


def _one_of(form: Form, name: str, vocabulary: str, value: str) -> str:
    ids = form.vocabulary(vocabulary).ids
    if value not in ids:
        raise Refusal(
            "The gap's {name} does not know {value}.",
            "Choose one of: {choices}.",
            name=name,
            value=repr(value),
            choices=", ".join(ids),
        )
    return value


def _words(name: str, value: object) -> str:
    text, most = str(value).strip(), LONGEST.get(name, 300)
    if len(text) > most:
        raise Refusal(
            "The gap's {name} is too long: {count} characters, {most} fit.",
            "Take out {over}.",
            name=name,
            count=len(text),
            most=most,
            over=len(text) - most,
        )
    return text
