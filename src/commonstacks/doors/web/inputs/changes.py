"""One change of the form, as somebody fills it in on a page, becomes one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import QueryDict

from commonstacks.kit.errors import NotHeld
from commonstacks.kit.text import slug
from commonstacks.workshop.forms import written
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.written import FormFacts

Facts = dict[str, Any]
LANGUAGES: Final = ("en", "de")
VOICES: Final = ("P", "W", "S", "C", "X")
ANSWERS: Final[Mapping[str, Facts]] = {
    "short": {"type": "text", "max": 300},
    "long": {"type": "text", "max": 2000},
    "url": {"type": "url"},
    "date": {"type": "date"},
}


def operation_of(kind: str, post: QueryDict, form: Form, document: FormFacts) -> Facts:
    """The operation as JSON; what is missing or wrong is refused when it is laid on the form."""
    if kind not in MAKERS:
        raise NotHeld("There is no such change.", "Choose one from the list.")
    typed = {name: post.get(name, "").strip() for name in post}
    made = MAKERS[kind](typed, document)
    if kind == "add":
        given = [voice for voice in post.getlist("voices") if voice in VOICES]
        made["question"]["voices"] = given or list(VOICES)
        made["question"]["absences"] = list(form.vocabulary("absences").ids)
    return {"op": kind, **made}


def words(typed: Mapping[str, str], name: str) -> dict[str, str]:
    said = {language: typed.get(f"{name}-{language}", "") for language in LANGUAGES}
    return {language: text for language, text in said.items() if text}


def answer_of(typed: Mapping[str, str]) -> Facts:
    kind = typed.get("answer", "")
    return (
        {"type": "choice", "choices": typed.get("list", "")}
        if kind == "choice"
        else dict(ANSWERS.get(kind, {}))
    )


def adding(typed: Mapping[str, str], form: FormFacts) -> Facts:
    section = typed.get("section", "")
    question = {
        "id": written.free_id(form, section),
        "section": section,
        "ask": words(typed, "ask"),
        "help": words(typed, "help"),
        "answer": answer_of(typed),
        "maps_to": [typed["standard"]] if typed.get("standard") else [],
    }
    return {"question": question}


def splitting(typed: Mapping[str, str], form: FormFacts) -> Facts:
    old = written.question_in(form, typed.get("question", ""))
    first = written.free_id(form, old["section"])
    second = written.free_id(
        {**form, "questions": [*form["questions"], {"id": first}]}, old["section"]
    )
    return {
        "question": old["id"],
        "into": [heir(old, key, typed, part) for key, part in ((first, "one"), (second, "two"))],
    }


def merging(typed: Mapping[str, str], form: FormFacts) -> Facts:
    old = written.question_in(form, typed.get("question", ""))
    other = written.question_in(form, typed.get("other", ""))
    voices = [*old["voices"], *(each for each in other["voices"] if each not in old["voices"])]
    into = {**heir(old, written.free_id(form, old["section"]), typed, "one"), "voices": voices}
    return {"questions": [old["id"], other["id"]], "into": into}


def heir(old: FormFacts, key: str, typed: Mapping[str, str], part: str) -> FormFacts:
    """A question that takes the place of an old one: other words, the rest as it was."""
    said = {"ask": words(typed, f"ask-{part}"), "help": words(typed, f"help-{part}")}
    return {**old, "id": key, **said}


def retyping(typed: Mapping[str, str], form: FormFacts) -> Facts:
    old = written.question_in(form, typed.get("question", ""))
    to = written.free_id(form, old["section"]) if typed.get("how") == "new" else ""
    return {
        "question": old["id"],
        "answer": answer_of(typed),
        "repeats": bool(old.get("repeats")) and not to,
        "to": to,
    }


def adding_term(typed: Mapping[str, str], form: FormFacts) -> Facts:
    label = words(typed, "label")
    term: Facts = {"id": slug(label.get("en", "")).replace("-", "_")[:40], "label": label}
    if typed.get("at"):
        term["question"] = typed["at"]
    return {"vocabulary": typed.get("list", ""), "term": term}


def mapping(typed: Mapping[str, str], form: FormFacts) -> Facts:
    vocabulary, _, term = typed.get("word", "").partition(":")
    other, _, to = typed.get("to", "").partition(":")
    if to and other != vocabulary:
        to = typed["to"]  # of another list: refused, by the name it was given
    return {"vocabulary": vocabulary, "to": {term: to}}


def rewording_term(typed: Mapping[str, str], form: FormFacts) -> Facts:
    vocabulary, _, term = typed.get("word", "").partition(":")
    return {"vocabulary": vocabulary, "term": term, "label": words(typed, "label")}


def rewording(typed: Mapping[str, str], form: FormFacts) -> Facts:
    said = {"ask": words(typed, "ask"), "help": words(typed, "help")}
    return {"question": typed.get("question", ""), **said}


def plain(*names: str) -> Callable[[Mapping[str, str], FormFacts], Facts]:
    return lambda typed, _form: {name: typed.get(name, "") for name in names}


def requiring(typed: Mapping[str, str], form: FormFacts) -> Facts:
    gate = typed.get("gate", "")
    return {"question": typed.get("question", ""), "gate": "" if gate == "never" else gate}


MAKERS: Final[Mapping[str, Callable[[Mapping[str, str], FormFacts], Facts]]] = {
    "add": adding,
    "add_term": adding_term,
    "reword": rewording,
    "require": requiring,
    "map_to": plain("question", "standard"),
    "deprecate": plain("question"),
    "split": splitting,
    "merge": merging,
    "retype": retyping,
    "map_enum": mapping,
    "reword_term": rewording_term,
    "rename": plain("question", "to"),
    "move": plain("question", "section", "after"),
}
