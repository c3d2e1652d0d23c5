"""How a command ends: sentences for people, or one JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import click

from commonstacks.kit.errors import Refusal

FINE, NO, REFUSED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Told:
    """What a command found out: ``facts`` for ``--json``, ``lines`` for people."""

    facts: dict[str, Any]
    lines: tuple[str, ...] = field(default=())
    code: int = FINE


def tell(told: Told, *, as_json: bool) -> int:
    if as_json:
        say_json(told.facts)
    else:
        for line in told.lines:
            click.echo(line)
    return told.code


def refuse(refusal: Refusal, *, as_json: bool) -> int:
    if as_json:
        facts: dict[str, Any] = {"refused": refusal.reason, "hint": refusal.hint}
        say_json(facts | ({"questions": refusal.questions} if refusal.questions else {}))
    else:
        click.echo(refusal.reason, err=True)
        if refusal.hint:
            click.echo(refusal.hint, err=True)
    return REFUSED


def say_json(facts: dict[str, Any]) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, default=str))


def aside(line: str) -> None:
    """Something worth saying that is not the answer: never on standard output."""
    click.echo(line, err=True)


def count(number: int, one: str, many: str = "") -> str:
    """``count(1, "row")`` is "1 row"; ``count(42049, "row")`` is "42,049 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Iterable[str]) -> str:
    return ", ".join(names)
