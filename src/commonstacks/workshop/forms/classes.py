"""How heavy a change of the form is: computed from two documents, never declared.

patch: other words · minor: something new that nobody has to answer · major: whatever was asked,
offered or promised before is required, removed, renamed or narrowed. What this file has no name
for is major.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from commonstacks.workshop.forms.classes_of_answers import answer_differences
from commonstacks.workshop.forms.difference import MAJOR, MINOR, PATCH, Difference
from commonstacks.workshop.forms.patch import PLACES
from commonstacks.workshop.forms.written import FormFacts

WEIGHTS: Final = (PATCH, MINOR, MAJOR)
NAMED: Final = frozenset(
    ("id", "section", "ask", "help", "answer", "voices", "voices_only", "gate", "repeats",
     "absences", "not_asked_counts", "countersign", "stale", "maps_to", "retired")
)  # fmt: skip


def class_of(differences: Iterable[Difference]) -> str:
    """patch, minor or major: the heaviest of them; "" where nothing differs."""
    return max((each.weight for each in differences), key=WEIGHTS.index, default="")


def differences(before: FormFacts, after: FormFacts) -> tuple[Difference, ...]:
    """Everything that differs between two form documents, in plain sentences with its weight.

    Number, id and origin of the release say nothing about its content and are left out.
    """
    found = [
        *_vocabularies(before["vocabularies"], after["vocabularies"]),
        *_sections(before["sections"], after["sections"]),
        *_questions(before["questions"], after["questions"]),
        *_languages(before["languages"], after["languages"]),
    ]
    told = {"vocabularies", "sections", "questions", "languages", *PLACES}
    found += [
        Difference(MAJOR, f"“{name}” of the form changes.")
        for name in sorted((set(before) | set(after)) - told)
        if before.get(name) != after.get(name)
    ]
    if not found and _content(before) != _content(after):
        found.append(Difference(MAJOR, "The form changes in a way that has no name."))
    return tuple(found)


def _content(form: FormFacts) -> dict[str, Any]:
    return {name: value for name, value in form.items() if name not in PLACES}


def _vocabularies(
    before: Mapping[str, list[FormFacts]], after: Mapping[str, list[FormFacts]]
) -> Iterator[Difference]:
    for name in sorted(before.keys() - after.keys()):
        yield Difference(MAJOR, f"The list “{name}” goes.")
    for name in sorted(after.keys() - before.keys()):
        yield Difference(MINOR, f"The list “{name}” is new.")
    for name in sorted(before.keys() & after.keys()):
        yield from _terms(name, _by_id(before[name]), _by_id(after[name]))


def _terms(
    name: str, before: Mapping[str, FormFacts], after: Mapping[str, FormFacts]
) -> Iterator[Difference]:
    for key in sorted(before.keys() - after.keys()):
        yield Difference(MAJOR, f"“{key}” goes from the list “{name}”.")
    for key, term in after.items():
        old = before.get(key)
        if old is None:
            yield Difference(MINOR, f"“{term['label']['en']}” joins the list “{name}”.")
        elif old.get("retired") != term.get("retired"):
            said = "is no longer offered" if term.get("retired") else "is offered again"
            weight = MAJOR if term.get("retired") else MINOR
            yield Difference(weight, f"“{term['label']['en']}” in the list “{name}” {said}.")
        elif _rest(old, "label") != _rest(term, "label"):
            yield Difference(MAJOR, f"“{key}” in the list “{name}” means something else.")
        elif old["label"] != term["label"]:
            yield Difference(PATCH, f"“{key}” in the list “{name}” has other words.")
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield Difference(PATCH, f"The list “{name}” is in another order.")


def _sections(before: list[FormFacts], after: list[FormFacts]) -> Iterator[Difference]:
    old, new = _by_id(before), _by_id(after)
    for key in sorted(old.keys() - new.keys()):
        yield Difference(MAJOR, f"Section {key} goes.")
    for key in sorted(new.keys() - old.keys()):
        yield Difference(MINOR, f"Section {key} is new.")
    for key in sorted(old.keys() & new.keys()):
        if old[key] != new[key]:
            yield Difference(PATCH, f"Section {key} has another title.")
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Difference(PATCH, "The sections are in another order.")


def _languages(before: list[str], after: list[str]) -> Iterator[Difference]:
    for language in before:
        if language not in after:
            yield Difference(MAJOR, f"The form is no longer in “{language}”.")
    for language in after:
        if language not in before:
            yield Difference(MINOR, f"The form is now also in “{language}”.")


def _questions(before: list[FormFacts], after: list[FormFacts]) -> Iterator[Difference]:
    old, new = _by_id(before), _by_id(after)
    gone = {key: question for key, question in old.items() if key not in new}
    fresh = {key: question for key, question in new.items() if key not in old}
    for key, question in list(gone.items()):
        heir = next((k for k, q in fresh.items() if _rest(q, "id") == _rest(question, "id")), None)
        if heir:
            del gone[key], fresh[heir]
            yield Difference(MAJOR, f"{key} is now called {heir}.", heir)
    for key in gone:
        yield Difference(MAJOR, f"{key} goes.", key)
    for key, question in fresh.items():
        needed = bool(question.get("gate"))
        what = "is new and has to be answered" if needed else "is new; nobody has to answer it"
        said = f"{key} “{question['ask']['en']}” {what}."
        yield Difference(MAJOR if needed else MINOR, said, key)
    for key in (key for key in new if key in old):
        yield from _question(key, old[key], new[key])
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Difference(MINOR, "The questions are in another order.")


def _question(key: str, before: FormFacts, after: FormFacts) -> Iterator[Difference]:
    if before.get("retired", False) != after.get("retired", False):
        said = "is no longer asked" if after.get("retired") else "is asked again"
        yield Difference(MAJOR, f"{key} {said}.", key)
        return
    yield from _gate(key, before, after)
    yield from answer_differences(key, before, after)
    yield from _lists(key, before, after)
    if before["ask"] != after["ask"] or before["help"] != after["help"]:
        yield Difference(PATCH, f"{key} has other words.", key)
    if before["section"] != after["section"]:
        yield Difference(MINOR, f"{key} stands in another section.", key)
    for name in sorted((set(before) | set(after)) - NAMED):
        if before.get(name) != after.get(name):
            yield Difference(MAJOR, f"“{name}” of {key} changes.", key)


def _gate(key: str, before: FormFacts, after: FormFacts) -> Iterator[Difference]:
    was, now = before.get("gate", ""), after.get("gate", "")
    said = {
        "always": "has to be answered before anything is shown",
        "people": "has to be answered where the data are about people",
        "": "no longer has to be answered",
    }
    if was != now:
        yield Difference(MAJOR, f"{key} {said[now]}.", key)
    for name, words in (
        ("not_asked_counts", "“nobody was asked” counts differently at"),
        ("countersign", "other absences need a second person at"),
    ):
        if (before.get(name) or []) != (after.get(name) or []):
            yield Difference(MAJOR, f"{words[0].upper()}{words[1:]} {key}.", key)


def _lists(key: str, before: FormFacts, after: FormFacts) -> Iterator[Difference]:
    """Voices, absences, mappings: more of them is minor, fewer is major."""
    for name, what in (
        ("voices", "voices that are asked"),
        ("absences", "ways to say that there is no answer"),
        ("maps_to", "mappings to other standards"),
    ):
        was, now = before.get(name) or [], after.get(name) or []
        if set(was) - set(now):
            yield Difference(MAJOR, f"{key} has fewer {what}.", key)
        elif set(now) - set(was):
            yield Difference(MINOR, f"{key} has more {what}.", key)
    if before.get("voices_only", False) != after.get("voices_only", False):
        closed = after.get("voices_only", False)
        said = "is only for its own voices" if closed else "is open to every voice"
        yield Difference(MAJOR if closed else MINOR, f"{key} {said}.", key)
    if (before.get("stale") or []) != (after.get("stale") or []):
        yield Difference(MINOR, f"Other changes of the data make {key} stale.", key)


def _by_id(entries: Iterable[FormFacts]) -> dict[str, FormFacts]:
    return {entry["id"]: entry for entry in entries}


def _rest(entry: FormFacts, name: str) -> FormFacts:
    return {key: value for key, value in entry.items() if key != name}
