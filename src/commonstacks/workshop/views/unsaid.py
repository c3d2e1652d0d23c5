"""What a profile may tell of a table about people: the names and kinds of its columns, no numbers.

Counts of missing and different values, least, greatest and frequent values and examples are all
numbers of the rows themselves. They are not those of the protected cube, so nobody is told them.
"""

from __future__ import annotations

from dataclasses import replace

from commonstacks.workshop.tables.shape import ColumnProfile, Step, TableProfile
from commonstacks.workshop.views.cells import Policy


def unsaid(profile: TableProfile, policy: Policy) -> TableProfile:
    """The profile as readers see it: where the ``policy`` protects people, without any number but
    those of all rows, without examples, and without steps that speak of fewer rows than allowed.
    """
    if not policy.on:
        return profile
    return replace(
        profile,
        columns=tuple(map(_plain, profile.columns)),
        steps=tuple(_step(step) for step in profile.steps if not 0 < step.count < policy.threshold),
        warnings=(),
    )


def _plain(column: ColumnProfile) -> ColumnProfile:
    return ColumnProfile(
        name=column.name,
        position=column.position,
        kind=column.kind,
        why="",
        nulls=0,
        distinct=0,
        distinct_exact=False,
        scheme=column.scheme,
        sensitive=column.sensitive,
    )


def _step(step: Step) -> Step:
    return replace(step, examples=())
