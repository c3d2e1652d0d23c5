"""Whatever people do in whatever order: nothing is published past the gate, no voice is deleted
by another, and no statement is lost. And a rule that is broken on purpose does not go unseen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from commonstacks.library.context import queries, rules
from commonstacks.library.context.actions import saying
from commonstacks.library.context.models import Review, Statement
from commonstacks.library.people import rules as people_rules
from commonstacks.workshop.forms import gate
from tests.library.context.cast import stage
from tests.library.context.life import live, lived

pytestmark = pytest.mark.django_db


def test_any_order_of_acts() -> None:
    assert live(stage(), lives=12) > 0


def nothing(*_: Any, **__: Any) -> None:
    """A rule that refuses nothing."""


def yes(*_: Any, **__: Any) -> bool:
    return True


def no(*_: Any, **__: Any) -> bool:
    return False


def nobody(*_: Any, **__: Any) -> set[Any]:
    return set()


def with_itself(turned: list[Any], _: int) -> Any:
    return product(turned, repeat=2)


asked_of_all = rules.missing_keys
superseding = saying.supersede


def of_one(review: Review, *, keys: int, people: bool) -> str:
    return asked_of_all(review, keys=1, people=people) if keys else ""


def forgetting(new: Statement, before: Statement | None) -> Statement:
    if before is not None:
        before.delete()
    return superseding(new, None)


def editing(new: Statement, before: Statement | None) -> Statement:
    if before is None:
        return superseding(new, None)
    before.note = new.note + " Changed."
    before.save()
    return before


Acts = tuple[tuple[str, dict[str, Any]], ...]


def out(
    *readers: str, reply: str = "not told", meanwhile: bool = False, days: int = 0
) -> tuple[str, dict[str, Any]]:
    read = readers or ("cleo", "tom")
    return "bring_out", {"readers": read, "reply": reply, "meanwhile": meanwhile, "days": days}


def takes(who: str, way: str) -> tuple[str, dict[str, Any]]:
    return "take_away", {"who": who, "at": 0, "ways": [way]}


def says(level: str, question: str) -> tuple[str, dict[str, Any]]:
    return "answer", {"who": "ada", "voice": "X", "level": level, "question": question}


FAULTS: dict[str, tuple[Any, str, Callable[..., Any], Acts]] = {
    "the gate refuses nothing": (gate, "guard", nothing, (takes("ada", "withdraw"), out())),
    "one key is enough": (rules, "missing_keys", of_one, (out("cleo", "reader"),)),
    "one person turns both keys": (rules, "permutations", with_itself, (out("mira", "mira"),)),
    "who wrote it counts as who wrote none of it": (
        queries, "authors_of", nobody, (out("ada", "tom"),)
    ),
    "the publisher's time to reply is not waited for": (
        rules, "free_on", nothing, (out(reply="told"),)
    ),
    "a review never grows too old": (rules, "is_too_old", no, (out(days=61),)),
    "what is said during a review does not end it": (
        saying, "reopen", nothing, (out(meanwhile=True),)
    ),
    "what is not public is published": (
        queries, "public_statements", queries.standing_statements, (says("circle", "E3"), out())
    ),
    "anybody withdraws anything": (rules, "is_by", yes, (takes("bert", "withdraw"),)),
    "anybody gives up anything": (
        rules, "check_may_take_away", nothing, (takes("tenant", "deprecate"),)
    ),
    "anybody speaks for any voice": (rules, "speaks_for", yes, (takes("tenant", "deprecate"),)),
    "anybody hides anything": (people_rules, "may_moderate", yes, (takes("bert", "hide"),)),
    "what is superseded is deleted": (saying, "supersede", forgetting, (says("public", "A1"),)),
    "what is superseded is written over": (saying, "supersede", editing, (says("public", "A1"),)),
}  # fmt: skip


def test_what_is_complete_agreed_and_in_time_is_published() -> None:
    assert lived(stage(), out()) == 1
    assert lived(stage(), out(reply="told", days=14)) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_rule_is_seen(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same life passes while the rule stands, and fails once it is broken."""
    where, name, broken, acts = FAULTS[fault]
    on = stage()
    lived(on, *acts)
    monkeypatch.setattr(where, name, broken)
    with pytest.raises(AssertionError):
        lived(on, *acts)


@pytest.mark.parametrize("fault", ["anybody withdraws anything", "what is superseded is deleted"])
def test_a_broken_rule_is_found_by_chance(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, broken, _ = FAULTS[fault]
    monkeypatch.setattr(where, name, broken)
    with pytest.raises(AssertionError):
        live(stage(), lives=30)
