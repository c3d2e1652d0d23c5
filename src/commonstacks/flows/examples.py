"""How others answered: for each question one answer from a real dataset of the shelf."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from commonstacks.flows.stocking import SHELF
from commonstacks.workshop.forms.form import LATEST, load

FITTING: Final = range(40, 420)  # characters of an answer that shows something and is soon read


@dataclass(frozen=True, slots=True)
class Example:
    """One published answer as it is written on the shelf; ``gap`` where an entry was made."""

    slug: str
    title: str  # of the dataset
    voice: str
    answer: Any = None
    gap: str = ""
    evidence: str = ""  # the title of what it is known from


def example(question: str, *, but: str = "") -> Example | None:
    """The same one at every look; never from the dataset ``but``, which is being written about."""
    found = [each for each in by_question().get(question, ()) if each.slug != but]
    return found[crc32(question.encode()) % len(found)] if found else None


@cache
def by_question() -> Mapping[str, tuple[Example, ...]]:
    found: dict[str, list[Example]] = {}
    for written in sorted(SHELF.glob("*/context.json")):
        for question, each in examples_in(written):
            found.setdefault(question, []).append(each)
    return {question: tuple(each) for question, each in found.items()}


def examples_in(written: Path) -> Iterator[tuple[str, Example]]:
    """Answers that rest on something named, and are neither a word nor an essay."""
    facts = json.loads(written.read_text(encoding="utf-8"))
    slug, title = written.parent.name, facts["title"]
    homes = {term.id: term.question for term in load(LATEST).vocabulary("gap_kinds").terms}
    for said in facts["statements"]:
        known = evidence(said)
        if known and len(json.dumps(said.get("answer"), ensure_ascii=False)) in FITTING:
            yield said["question"], Example(slug, title, said["voice"], said["answer"], "", known)
    for gap in facts["gaps"]:
        yield (
            homes[gap["kind"]],
            Example(slug, title, gap["voice"], gap=gap["text"], evidence=evidence(gap)),
        )


def evidence(said: Mapping[str, Any]) -> str:
    return next((str(each["title"]) for each in said.get("evidence", ()) if each.get("title")), "")
