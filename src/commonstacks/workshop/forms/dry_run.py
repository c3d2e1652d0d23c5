"""What a patch would do to the contexts that are here, before anything is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.gate import open_questions
from commonstacks.workshop.forms.migrate import Moved, Spoken, migrate
from commonstacks.workshop.forms.operations import Rename
from commonstacks.workshop.forms.patch import Step


@dataclass(frozen=True, slots=True)
class ContextSaid:
    """One context: what stands in it. ``key`` is its keeper's."""

    key: str
    spoken: tuple[Spoken, ...]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class ByHand:
    """So many statements at one question need a person, and why."""

    question: str
    why: str
    statements: int


@dataclass(frozen=True, slots=True)
class Touched:
    """One context that the patch touches. ``opens``: questions that were not open before;
    ``incomplete``: it was complete, and would no longer be."""

    key: str
    carried: int
    opens: tuple[str, ...]
    incomplete: bool
    by_hand: tuple[ByHand, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """``contexts`` and ``statements`` were looked at; ``touched`` are those that change."""

    contexts: int
    statements: int
    carried: int
    by_hand: int
    incomplete: int
    touched: tuple[Touched, ...]

    def as_facts(self) -> dict[str, Any]:
        """As JSON, to be kept with the round it was shown in."""
        return asdict(self)

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Report:
        """The report ``as_facts`` wrote."""
        touched = tuple(
            Touched(
                **{
                    **each,
                    "opens": tuple(each["opens"]),
                    "by_hand": tuple(ByHand(**one) for one in each["by_hand"]),
                }
            )
            for each in facts["touched"]
        )
        return cls(**{**facts, "touched": touched})


def dry_run(steps: Sequence[Step], contexts: Iterable[ContextSaid]) -> Report:
    """The report of these contexts under a patch. Changes nothing.

    Counts statements that are carried (written again for the new form, same words), those that
    need a person, and contexts that are complete now and would not be.
    """
    seen = [(each, migrate(steps, each.spoken)) for each in contexts]
    found = [_touched(steps, context, moved) for context, moved in seen]
    touched = tuple(each for each in found if each.carried or each.opens or each.by_hand)
    return Report(
        contexts=len(seen),
        statements=sum(len(moved) for _, moved in seen),
        carried=sum(each.carried for each in touched),
        by_hand=sum(one.statements for each in touched for one in each.by_hand),
        incomplete=sum(each.incomplete for each in touched),
        touched=touched,
    )


def _touched(steps: Sequence[Step], context: ContextSaid, moved: tuple[Moved, ...]) -> Touched:
    before, after = _open_before(steps, context), _open_after(steps, context, moved)
    opens = tuple(key for key in after if key not in before)
    return Touched(
        key=context.key,
        carried=sum(each.changed for each in moved),
        opens=opens,
        incomplete=bool(opens) and not before,
        by_hand=_by_hand(moved),
    )


def _open_before(steps: Sequence[Step], context: ContextSaid) -> tuple[str, ...]:
    """By the ids the questions have after the patch."""
    if not steps:
        return ()
    said = [each.said for each in context.spoken if each.public]
    renamed = {o.question: o.to for o in (s.operation for s in steps) if isinstance(o, Rename)}
    return tuple(_named(key, renamed) for key in _open(steps[0].before, said, context))


def _named(key: str, renamed: Mapping[str, str]) -> str:
    for _ in renamed:
        key = renamed.get(key, key)
    return key


def _open_after(
    steps: Sequence[Step], context: ContextSaid, moved: tuple[Moved, ...]
) -> tuple[str, ...]:
    public = {each.key for each in context.spoken if each.public}
    said = [each.after for each in moved if each.key in public]
    return _open(steps[-1].after, said, context) if steps else ()


def _open(form: Form, said: Iterable[Any], context: ContextSaid) -> tuple[str, ...]:
    return tuple(each.id for each in open_questions(form, said, context.gaps))


def _by_hand(moved: Iterable[Moved]) -> tuple[ByHand, ...]:
    counted: dict[tuple[str, str], int] = {}
    for each in moved:
        if each.why:
            at = (each.before.question, each.why)
            counted[at] = counted.get(at, 0) + 1
    return tuple(ByHand(question, why, number) for (question, why), number in counted.items())
