"""The JSON document of a form, as it is written down: looked into, changed and checked.

Nothing here changes a document in place: every change gives a new one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.form import Form, read

FormFacts = dict[str, Any]

SHAPE: Final = re.compile(r"[A-Z][0-9]{1,3}")
WORD: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
GATES: Final = ("", "always", "people")
TYPES: Final = ("text", "url", "date", "choice", "record")
PROGRAMS: Final = ("agents", "licence", "gaps")  # kinds of answers that pages are built for
BLANKS: Final = ("text", "agent", "place", "period", "column", "choice", "url", "date", "number")
LONGEST_ASK: Final = 300
LONGEST_HELP: Final = 1000

KNOWN_BY_ID: Final = frozenset(
    ("A1", "A2", "A3", "A4", "B1", "B2", "B4", "B5", "C1", "C2", "D1", "D2", "E4", "F1", "G1",
     "G5", "H1", "H2", "H5")
)  # fmt: skip
"""Pages, gate and exports ask for these by name: their words may change, their ids may not."""

FIXED: Final = frozenset(
    ("voices", "absences", "directions", "severities", "gap_states", "stances", "evidence",
     "visibility", "licence_states", "about_people", "access", "agent_kinds")
)  # fmt: skip
"""Lists the program itself decides by: only their labels may change."""

ONLY_GROW: Final = frozenset(("gap_kinds", "gap_why", "rhythms"))
"""Lists that gaps and rhythms are written in: words may be added, none taken away."""


def check(form: FormFacts) -> Form:
    """The form this document describes. Refuses, in plain words, what could not be asked.

    That is: an id twice or of another shape than ``B10``, an unknown section, list, voice, kind
    of answer or gate, and a question without words.
    """
    ids = [each["id"] for each in form["questions"]]
    twice = sorted({key for key in ids if ids.count(key) > 1})
    if twice:
        raise Refusal(
            "{names} is in the form twice.", "Choose an id that is free.", names=", ".join(twice)
        )
    for each in form["questions"]:
        check_question(form, each, shape=SHAPE)
    for terms in form["vocabularies"].values():
        check_terms(terms)
    return read(form)


def check_question(form: FormFacts, question: FormFacts, *, shape: re.Pattern[str]) -> None:
    """Refuses a question that ``form`` could not ask; its id has to look like ``shape``."""
    key = str(question.get("id", ""))
    if not shape.fullmatch(key) or len(key) > 40:
        raise Refusal("{key} cannot be the id of a question.", "Write it like B10.", key=repr(key))
    _one_of(key, "section", question.get("section"), [each["id"] for each in form["sections"]])
    _words(f"{key}, the question", question.get("ask"), LONGEST_ASK)
    _words(f"{key}, the help", question.get("help"), LONGEST_HELP)
    _one_of(key, "gate", question.get("gate", ""), GATES)
    for name, known in (("voices", "voices"), ("absences", "absences")):
        given = question.get(name) or ()
        if not given:
            raise Refusal(
                "{key} has no {name}.", "Choose at least one of the {name}.", key=key, name=name
            )
        for each in given:
            _one_of(key, name, each, [term["id"] for term in form["vocabularies"][known]])
    _answer(form, key, question.get("answer") or {})


def check_terms(terms: Iterable[FormFacts]) -> None:
    """Refuses a list in which an id stands twice or a word has no label."""
    seen: set[str] = set()
    for term in terms:
        if term["id"] in seen:
            raise Refusal("{id} is in the list twice.", "Choose another id.", id=repr(term["id"]))
        _words(f"The word {term['id']!r}", term.get("label"), LONGEST_ASK)
        seen.add(term["id"])


def _answer(form: FormFacts, key: str, answer: FormFacts) -> None:
    kind = _one_of(key, "kind of answer", answer.get("type"), (*TYPES, *PROGRAMS))
    fields = answer.get("fields") or ()
    if kind == "record" and not fields:
        raise Refusal("{key} has no blanks to fill in.", "Name at least one.", key=key)
    for each in fields:
        _one_of(f"{key}, {each.get('name')}", "kind of blank", each.get("type"), BLANKS)
        _words(f"{key}, {each.get('name')}", each.get("label"), LONGEST_ASK)
    for each in (answer, *fields):
        if each.get("type") == "choice":
            _one_of(key, "list", each.get("choices"), form["vocabularies"])
        if "max" in each and not (isinstance(each["max"], int) and each["max"] > 0):
            raise Refusal(
                "{key} has no proper longest length.", "Write a whole number above 0.", key=key
            )


def _one_of(key: str, what: str, given: object, known: Iterable[str]) -> str:
    names = list(known)
    if given not in names:
        raise Refusal(
            "{key}: no {what} {given}.",
            "One of: {names}.",
            key=key,
            what=what,
            given=repr(given),
            names=", ".join(filter(None, names)),
        )
    return str(given)


def _words(place: str, given: object, most: int) -> None:
    said = given.get("en", "") if isinstance(given, Mapping) else ""
    if not str(said).strip():
        raise Refusal("{where} has no words.", "Write it at least in English.", where=place)
    if any(len(str(each)) > most for each in given.values()):  # type: ignore[attr-defined]  # a Mapping, as above
        raise Refusal("{where} is too long.", "At most {most} characters.", where=place, most=most)


def question_in(form: FormFacts, key: str) -> FormFacts:
    """The question with this id, as it is written. Refuses one that the form does not ask."""
    for each in form["questions"]:
        if each["id"] == key and not each.get("retired"):
            return dict(each)
    raise Refusal(
        "The form does not ask {question}.", "Choose one of its questions.", question=key or "that"
    )


def vocabulary_in(form: FormFacts, key: str) -> list[FormFacts]:
    """The words of a list, as they are written. Refuses an unknown list."""
    if key not in form["vocabularies"]:
        raise Refusal("The form has no list {key}.", "Choose one of its lists.", key=repr(key))
    return [dict(each) for each in form["vocabularies"][key]]


def with_question(form: FormFacts, key: str, change: Callable[[FormFacts], FormFacts]) -> FormFacts:
    """The same form, with one question as ``change`` makes it."""
    question_in(form, key)
    questions = [change(dict(each)) if each["id"] == key else each for each in form["questions"]]
    return {**form, "questions": questions}


def with_vocabulary(form: FormFacts, key: str, terms: list[FormFacts]) -> FormFacts:
    """The same form, with one list made of ``terms``."""
    vocabulary_in(form, key)
    return {**form, "vocabularies": {**form["vocabularies"], key: terms}}


def put(form: FormFacts, question: FormFacts, *, after: str = "") -> FormFacts:
    """The same form with one question more: behind ``after``, else last in its section."""
    others: list[FormFacts] = form["questions"]
    same = [each["id"] for each in others if each["section"] == question["section"]]
    behind = after if after in same else (same[-1] if same else "")
    at = [each["id"] for each in others].index(behind) + 1 if behind else len(others)
    return {**form, "questions": [*others[:at], question, *others[at:]]}


def without(form: FormFacts, key: str) -> FormFacts:
    """The same form less one question; only for moving it."""
    return {**form, "questions": [each for each in form["questions"] if each["id"] != key]}


def retired(question: FormFacts) -> FormFacts:
    """The question as it stays in the form when it is not asked any more: not needed, not stale."""
    kept = {name: value for name, value in question.items() if name not in {"gate", "stale"}}
    return {**kept, "retired": True}


def free_id(form: FormFacts, section: str) -> str:
    """The next id in a section that no question has or had: ``B10``."""
    pattern = re.compile(rf"{re.escape(section)}([0-9]+)")
    found = [pattern.fullmatch(each["id"]) for each in form["questions"]]
    return f"{section}{max((int(each[1]) for each in found if each), default=0) + 1}"
