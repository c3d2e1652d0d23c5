"""Every question that the program asks for by its id is in the form, and a new id is followed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path

from commonstacks.workshop.forms.form import load
from commonstacks.workshop.handouts import croissant
from commonstacks.workshop.handouts.story import Story

SOURCE = Path(str(resources.files("commonstacks")))
NAMED = re.compile(r"([A-I][0-9]{1,2})(?:[. ].*)?", re.DOTALL)
ROOMS = ("workshop/handouts", "workshop/drafts", "library", "flows", "doors/web/pictures")


def named(room: str) -> Iterator[tuple[str, str]]:
    for file in sorted((SOURCE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for line in node.value.splitlines():
                    words = line.split("=")[-1].strip()
                    if found := NAMED.fullmatch(words):
                        yield found[1], f"{file.relative_to(SOURCE)}:{node.lineno}"


def test_every_question_named_in_the_program_is_in_the_form() -> None:
    known = {question.id for question in load().questions}
    found = [each for room in ROOMS for each in named(room)]
    assert [(key, where) for key, where in found if key not in known] == []
    assert {"A1", "B7", "E4", "F6", "G5", "H1"} <= {key for key, _ in found}


def test_a_question_with_a_new_id_is_exported_as_before(story: Story) -> None:
    old = croissant.dataset(story)["rai:dataCollection"]
    moved = tuple(
        replace(each, question="B10") if each.question == "B1" else each
        for each in story.statements
    )
    lost = replace(story, statements=moved)
    assert croissant.dataset(lost).get("rai:dataCollection") != old
    found = replace(lost, renamed=(("B1", "B10"),))
    assert croissant.dataset(found)["rai:dataCollection"] == old
