"""What differs between two revisions of one context, answer by answer and gap by gap.

Both are documents as the vault holds them. Nothing is looked up: agents stay ids.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.words import in_words

Row = Mapping[str, Any]
Kind = Literal["new", "changed", "gone"]
WORDS: Final = re.compile(r"\S+\s*|\s+")

ALIKE: Final = 0.4  # of the words; two texts less alike are not marked word by word


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: ``same`` in both, only in the old (``gone``) or only in the new (``new``)."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer or gap: ``pieces`` are its words; ``old`` and ``new`` are the rows, or none."""

    kind: Kind
    question: str
    voice: str
    pieces: tuple[Piece, ...]
    old: Row | None
    new: Row | None


@dataclass(frozen=True, slots=True)
class Compared:
    """``same``: how many answers and gaps stand in both, word for word."""

    answers: tuple[Difference, ...]
    gaps: tuple[Difference, ...]
    same: int

    @property
    def nothing(self) -> bool:
        return not self.answers and not self.gaps


def compare(before: Row, after: Row, *, old_form: Form, new_form: Form) -> Compared:
    """From the document ``before`` to the document ``after``, each read in its own form.

    Two rows are one answer where they have one id, where one takes the other's place, or where
    question, voice, scope and author are the same. Ordered by the newer form.
    """
    said = list(differences(before["statements"], after["statements"], old_form, new_form))
    gaps = list(differences(before["gaps"], after["gaps"], old_form, new_form))
    order = {question.id: place for place, question in enumerate(new_form.questions)}
    told = [[each for each in side if each is not None] for side in (said, gaps)]
    answers, holes = (
        tuple(sorted(side, key=lambda one: (order.get(one.question, len(order)), one.voice)))
        for side in told
    )
    return Compared(answers, holes, same=(len(said) + len(gaps)) - len(answers) - len(holes))


def differences(
    old: Sequence[Row], new: Sequence[Row], old_form: Form, new_form: Form
) -> Iterator[Difference | None]:
    """One for each row on either side; none where the two say the same."""
    for was, now in pairs(old, new):
        texts = (
            text_of(was, old_form) if was else "",
            text_of(now, new_form) if now else "",
        )
        row = now or was or {}
        if was and now and texts[0] == texts[1]:
            yield None
            continue
        kind: Kind = "changed" if was and now else "new" if now else "gone"
        yield Difference(kind, row["question"], row["voice"], marked(*texts), was, now)


def pairs(old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Every row once, beside the one it was or became."""
    left = {row["id"]: row for row in old}
    waiting = []
    for row in new:
        was = left.pop(row["id"], None) or left.pop(row.get("supersedes"), None)
        if was is not None:
            yield was, row
        else:
            waiting.append(row)
    for row in waiting:  # what came between two revisions breaks the chain of ids
        same = next((key for key, was in left.items() if place_of(was) == place_of(row)), None)
        yield (left.pop(same) if same else None), row
    yield from ((was, None) for was in left.values())


def place_of(row: Row) -> tuple[str, ...]:
    names = ("question", "voice", "scope", "author", "kind")
    return tuple(str(row.get(name, "")) for name in names)


def text_of(row: Row, form: Form) -> str:
    """What a reader reads of it: the answer or the absence, and the note."""
    if "facts" in row:
        return gap_text(row["facts"], form)
    if row["absence"]:
        said = form.vocabulary("absences").label(row["absence"])
    else:
        said = in_words(form.question(row["question"]), row["answer"])
    return "\n".join(part for part in (said, row["note"]) if part)


def gap_text(facts: Row, form: Form) -> str:
    """Its sentence and the facts that change what it means."""
    states = form.vocabulary("gap_states")
    parts = [facts["text"], str(facts.get("group", "")), str(facts.get("place", ""))]
    if facts.get("status", "open") != "open":
        parts.append(states.label(facts["status"]))
    return "\n".join(part for part in parts if part)


def marked(old: str, new: str) -> tuple[Piece, ...]:
    """The words of both, in reading order: what went stands before what came in its place.

    Space between words counts for nothing; where words are the same, it is that of the new text.
    Two texts that share little stand whole, one after the other.
    """
    left, right = WORDS.findall(old), WORDS.findall(new)
    bare = [[word.strip() for word in side] for side in (left, right)]
    matcher = difflib.SequenceMatcher(a=bare[0], b=bare[1], autojunk=False)
    if matcher.ratio() < ALIKE:
        return tuple(piece for piece in (Piece("gone", old), Piece("new", new)) if piece.text)
    found: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(right[k:m])))
            continue
        found.append(Piece("gone", "".join(left[i:j])))
        found.append(Piece("new", "".join(right[k:m])))
    return tuple(piece for piece in found if piece.text)
