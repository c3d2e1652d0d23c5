"""Cells of a source become drafts; whatever finds no place is handed back, never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from commonstacks.workshop.drafts import licences, mapping
from commonstacks.workshop.drafts.draft import Cell, Draft, Sheet, composed, most_of, shortened
from commonstacks.workshop.drafts.mapping import Target
from commonstacks.workshop.drafts.readings import READINGS
from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.form import Form, Question
from commonstacks.workshop.portals.foreign import MAIL, NO_MAIL

NO_ANSWER: Final = frozenset(
    {"unknown", "n/a", "na", "not known", "not applicable", "none known", "unsure", "tbd", "?", "-",
     "–", "unbekannt", "entfällt", "keine angabe", "k. a.", "not available",
     "none", "no description", "no description found", "null", "todo", "to be done"}
)  # fmt: skip
YES_NO: Final = re.compile(r"(yes|no|ja|nein)\.?", re.IGNORECASE)
Placed = list[tuple[Target, Cell]]


def sheet(kind: str, title: str, cells: Iterable[Cell], form: Form, evidence: Evidence) -> Sheet:
    """Drafts for every question that a format's table knows, in the order of the form.

    Takes the cells of a source and the evidence that names it. Every cell is in a draft, in
    ``left``, or, where it is about a contact person, only named in ``personal``.
    """
    kept = [cleaned(cell) for cell in cells if not cell.personal]
    personal = dict.fromkeys(cell.label for cell in cells if cell.personal)
    places = [(mapping.target(kind, cell.label), cell) for cell in kept]
    left = [cell for goal, cell in places if goal is None or not form.has(goal.question)]
    drafts: list[Draft] = []
    for question in form.questions:
        mine = [(goal, cell) for goal, cell in places if goal and goal.question == question.id]
        made, over = at_question(question, mine, kept, evidence)
        drafts += made
        left += over
    return Sheet(kind, title, tuple(drafts), together(left), tuple(personal))


def together(cells: list[Cell]) -> tuple[Cell, ...]:
    """What stands under one label is one thing that found no place."""
    said: dict[str, list[str]] = {}
    for cell in cells:
        said.setdefault(cell.label, []).append(cell.text)
    return tuple(Cell(label, "; ".join(dict.fromkeys(texts))) for label, texts in said.items())


def cleaned(cell: Cell) -> Cell:
    return replace(cell, text=MAIL.sub(NO_MAIL, cell.text).strip())


def at_question(
    question: Question, mine: Placed, everything: list[Cell], evidence: Evidence
) -> tuple[list[Draft], list[Cell]]:
    says = [(goal, cell) for goal, cell in mine if cell.text.casefold() not in NO_ANSWER]
    silent = [cell for _, cell in mine if cell.text.casefold() in NO_ANSWER]
    if question.type == "licence":
        return licence(question, [cell for _, cell in mine], everything, evidence), []
    if question.type == "gaps":
        return gaps(question, [cell for _, cell in says], evidence) + (
            absent(question, silent, evidence) if not says else []
        ), silent if says else []
    if not says:
        return absent(question, silent, evidence), silent[1:]
    draft, over = answer(question, says, evidence)
    return ([draft] if draft else []), [*over, *silent]


def absent(question: Question, silent: list[Cell], evidence: Evidence) -> list[Draft]:
    """A place where the source gives no answer: which absence it is, only a person can say."""
    if not silent:
        return []
    first = silent[0]
    return [Draft(question.id, "", at(evidence, [first]), (first.label,), absent=first.text)]


def gaps(question: Question, cells: list[Cell], evidence: Evidence) -> list[Draft]:
    """One sentence each about what is missing; its kind is left to a person."""
    made = []
    for cell in cells:
        text, rest = shortened(cell.text, 600)
        made.append(Draft(question.id, text, at(evidence, [cell]), (cell.label,), note=rest))
    return made


def licence(
    question: Question, cells: list[Cell], everything: list[Cell], evidence: Evidence
) -> list[Draft]:
    """Every word on the licence weighed together, those in running text too."""
    heard = words(cells, everything)
    if not heard:
        return []
    labels = tuple(dict.fromkeys(word.where for word in heard))
    return [Draft(question.id, licences.weigh(heard).answer(), noted(evidence, labels), labels)]


def words(cells: list[Cell], everything: list[Cell]) -> list[licences.Word]:
    """Each of ``cells`` says something on the licence; of all others, what they mention."""
    heard = [licences.Word(cell.text, cell.label, web(cell.text)) for cell in cells]
    prose = (
        licences.Word(cell.text, cell.label, prose=True)
        for cell in everything
        if cell not in cells and next(licences.mentions(cell.text), "")
    )
    return [*heard, *prose]


def licence_words(kind: str, cells: list[Cell]) -> list[licences.Word]:
    """What a source says on the licence, by the table of its format; ``where`` is the label."""
    kept = [cleaned(cell) for cell in cells if not cell.personal]
    goals = ((mapping.target(kind, cell.label), cell) for cell in kept)
    mine = [cell for goal, cell in goals if goal and goal.reading == "licence"]
    return words(mine, kept)


def web(text: str) -> str:
    return READINGS["address"](text)


def answer(question: Question, says: Placed, evidence: Evidence) -> tuple[Draft | None, list[Cell]]:
    """One draft of all that is said to a question, and what did not fit into it."""
    records: list[tuple[int, dict[str, str]]] = []
    used: list[Cell] = []
    over: list[Cell] = []
    for goal, cell in says:
        filled = False
        for blank, text in contents(question, goal, cell):
            record = record_for(question, records, cell.entry, blank)
            whole = joined(record.get(blank, ""), text, goal)
            if whole:
                record[blank], rest = shortened(whole, most_of(question, blank))
                over += [Cell(f"{cell.label} (the rest)", rest, cell.entry)] if rest else []
                filled = True
        (used if filled else over).append(cell)
    if not used:
        return None, over
    labels = tuple(dict.fromkeys(cell.label for cell in used))
    said = composed(question, [record for _, record in records])
    return Draft(question.id, said, at(evidence, used), labels), over


def contents(question: Question, goal: Target, cell: Cell) -> list[tuple[str, str]]:
    """Which blanks are filled, with what. A rhythm or kind in other words goes into the text."""
    read = READINGS[goal.reading](cell.text)
    names = {field.name for field in question.fields}
    if not read and goal.reading in {"rhythm", "collected"} and "text" in names:
        return [("text", cell.text)]
    if goal.reading == "people" and not YES_NO.fullmatch(cell.text):
        said = [("why", cell.text)]
        return [(goal.blank, read), *said] if read else said
    return [(goal.blank, read)] if read else []


def record_for(
    question: Question, records: list[tuple[int, dict[str, str]]], entry: int, blank: str
) -> dict[str, str]:
    """The entry that a blank belongs to: of its number, and not filled in there yet."""
    for number, record in records:
        if not question.repeats or (number == entry and blank not in record):
            return record
    records.append((entry, {}))
    return records[-1][1]


def joined(before: str, text: str, goal: Target) -> str:
    """Several sentences to one blank; of several choices the first stays."""
    if not before or not text:
        return text
    if goal.reading not in {"words", "address", "role"}:
        return ""
    if text in before:
        return before
    between = " " if YES_NO.fullmatch(before.strip()) else "\n\n" if len(before) > 60 else "; "
    return f"{before.rstrip('.')}.{between}{text}" if between == " " else f"{before}{between}{text}"


def at(evidence: Evidence, cells: list[Cell]) -> Evidence:
    return noted(evidence, tuple(dict.fromkeys(cell.label for cell in cells)))


def noted(evidence: Evidence, labels: tuple[str, ...]) -> Evidence:
    """The same source, with the places in it."""
    return replace(evidence, note=f"{evidence.note} {', '.join(labels)}".strip()[:300])
