"""How heavy a change of an answer's kind is: more room is minor, less or another kind is major."""

from __future__ import annotations

from collections.abc import Iterator

from commonstacks.workshop.forms.difference import MAJOR, MINOR, PATCH, Difference
from commonstacks.workshop.forms.written import FormFacts


def answer_differences(key: str, before: FormFacts, after: FormFacts) -> Iterator[Difference]:
    """What differs between the answers that two versions of one question take."""
    if before.get("repeats", False) != after.get("repeats", False):
        often = "several entries" if after.get("repeats") else "one entry"
        yield Difference(MAJOR, f"{key} takes {often}.", key)
    was, now = before["answer"], after["answer"]
    if was["type"] != now["type"] or was.get("choices") != now.get("choices"):
        yield Difference(MAJOR, f"{key} is answered in another way.", key)
        return
    yield from _room(key, key, was, now)
    yield from _fields(key, was.get("fields") or [], now.get("fields") or [])
    if _other(was) != _other(now):
        yield Difference(MAJOR, f"{key} is answered under other rules.", key)


def _room(key: str, place: str, was: FormFacts, now: FormFacts) -> Iterator[Difference]:
    old, new = was.get("max"), now.get("max")
    if old == new:
        return
    narrower = new is not None and (old is None or new < old)
    said = "shorter" if narrower else "longer"
    yield Difference(MAJOR if narrower else MINOR, f"{place} may be {said}.", key)


def _fields(key: str, was: list[FormFacts], now: list[FormFacts]) -> Iterator[Difference]:
    old = {field["name"]: field for field in was}
    new = {field["name"]: field for field in now}
    for name in sorted(old.keys() - new.keys()):
        yield Difference(MAJOR, f"{key} loses the blank “{name}”.", key)
    for name in sorted(new.keys() - old.keys()):
        needed = new[name].get("required", False)
        said = f"{key} has a new blank “{name}”{', which is needed' if needed else ''}."
        yield Difference(MAJOR if needed else MINOR, said, key)
    for name in sorted(old.keys() & new.keys()):
        yield from _field(key, old[name], new[name])
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield Difference(MINOR, f"The blanks of {key} are in another order.", key)


def _field(key: str, was: FormFacts, now: FormFacts) -> Iterator[Difference]:
    place = f"{key}, “{was['name']}”,"
    if (was["type"], was.get("choices")) != (now["type"], now.get("choices")):
        yield Difference(MAJOR, f"{place} is filled in another way.", key)
    if was.get("required", False) != now.get("required", False):
        said = "is needed" if now.get("required") else "may stay empty"
        weight = MAJOR if now.get("required") else MINOR
        yield Difference(weight, f"{place} {said}.", key)
    yield from _room(key, place, was, now)
    if was["label"] != now["label"]:
        yield Difference(PATCH, f"{place} has other words.", key)
    known = {"name", "type", "choices", "required", "max", "label"}
    if {k: v for k, v in was.items() if k not in known} != {
        k: v for k, v in now.items() if k not in known
    }:
        yield Difference(MAJOR, f"{place} is filled in under other rules.", key)


def _other(answer: FormFacts) -> FormFacts:
    named = {"type", "choices", "max", "fields"}
    return {name: value for name, value in answer.items() if name not in named}
