"""How far the story is: questions that are open, and which of them comes next."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.flows.answering import Desk


@dataclass(frozen=True, slots=True)
class Progress:
    open: int
    next: str  # the next open question after this one; empty where none is left
    following: str  # the question after this one, open or not; empty at the end


def progress(desk: Desk, asked: str = "") -> Progress:
    ids = [line.question.id for line in desk.lines]
    at = ids.index(asked) + 1 if asked in ids else 0
    around = [*desk.lines[at:], *desk.lines[:at]]
    still = [each.question.id for each in around if each.open and each.question.id != asked]
    following = desk.lines[at].question.id if asked and at < len(ids) else ""
    return Progress(desk.open, still[0] if still else "", following)
