"""Everybody who had a hand in it, by class; where nobody is recorded, that is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commonstacks.doors.web.pictures.words import ROLE_CLASSES, Words, word
from commonstacks.library.credit.queries import CreditClass


@dataclass(frozen=True, slots=True)
class PersonLine:
    name: str  # empty: not named
    did: tuple[str, ...]
    proposed: bool


@dataclass(frozen=True, slots=True)
class RoleClass:
    title: Words
    people: tuple[PersonLine, ...]
    unnamed: int


def role_classes(credits_: Iterable[CreditClass]) -> tuple[RoleClass, ...]:
    return tuple(
        RoleClass(
            title=word(ROLE_CLASSES, each.name),
            people=people(each),
            unnamed=sum(credit.name is None for credit in each.credits),
        )
        for each in credits_
    )


def people(of: CreditClass) -> tuple[PersonLine, ...]:
    """One line a name, with all that it did."""
    did: dict[str, list[str]] = {}
    for credit in of.credits:
        if credit.name is not None:
            did.setdefault(credit.name, []).append(credit.what or credit.role)
    unsure = {each.name for each in of.credits if each.state != "confirmed"}
    return tuple(PersonLine(name, tuple(lines), name in unsure) for name, lines in did.items())
