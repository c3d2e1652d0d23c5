"""What becomes of every statement when the form changes. As many come out as went in.

A migration never writes an answer: it may give a statement another question id, wrap its words
another way, or put an agreed word in the place of a retired one. Everything else stays as it was
said, and a person is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonstacks.workshop.forms.gate import Said
from commonstacks.workshop.forms.patch import Step


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement and the key by which its keeper knows it. Only what is ``public`` counts to the
    gate; everything goes along."""

    key: str
    said: Said
    public: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """One statement before and after; ``why`` tells a person what to do, where there is need."""

    key: str
    before: Said
    after: Said
    why: str = ""

    @property
    def changed(self) -> bool:
        """Whether it has to be written down anew for the new form."""
        return self.before != self.after


def migrate(steps: Sequence[Step], spoken: Iterable[Spoken]) -> tuple[Moved, ...]:
    """Every statement through every step, in the order given. Pure, and repeatable.

    After the first step that needs a person, a statement stays where it is: what a later step
    does to its question is for whoever says it again.
    """
    return tuple(_through(steps, each) for each in spoken)


def _through(steps: Sequence[Step], spoken: Spoken) -> Moved:
    now, why = spoken.said, ""
    for step in steps:
        if why:
            break
        carried = step.operation.carry(step.before, step.after, now)
        now, why = carried.said, carried.why
    return Moved(spoken.key, spoken.said, now, why)
