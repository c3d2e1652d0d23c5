"""Which role may do what: one table, from which rules, documentation and tests are made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from commonstacks.library.people.models import Role

MEMBER = Role.Name.MEMBER
CONTEXTUALIST = Role.Name.CONTEXTUALIST
CONSTITUENT = Role.Name.CONSTITUENT
PUBLISHER = Role.Name.PUBLISHER
LABEL_HOLDER = Role.Name.LABEL_HOLDER
STEWARD = Role.Name.STEWARD

SIGNED_IN: Final = "signed in"  # an account without any role; every account has this


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that may be done, in words for the reader, and the roles that may do it."""

    name: str
    means: str
    roles: frozenset[str]


def action(name: str, means: str, roles: Collection[str]) -> Action:
    return Action(name, means, frozenset(roles))


ACTIONS: Final = {
    each.name: each
    for each in (
        action(
            "read",
            "see a dataset before its context is published",
            (MEMBER, CONTEXTUALIST, CONSTITUENT, PUBLISHER, LABEL_HOLDER, STEWARD),
        ),
        action(
            "add",
            "bring in a dataset; say how its files are read",
            (CONTEXTUALIST, STEWARD),
        ),
        action(
            "answer",
            "propose an answer in any voice, saying whose it is; send a context in",
            (CONTEXTUALIST, STEWARD),
        ),
        action(
            "answer as publisher",
            "propose an answer in the voices of those who publish or made the data",
            (PUBLISHER, CONTEXTUALIST, STEWARD),
        ),
        action(
            "answer as constituent",
            "propose an answer in the voices of the people the data are about",
            (CONSTITUENT, LABEL_HOLDER, CONTEXTUALIST, STEWARD),
        ),
        action("contest", "say that an answer is wrong, with evidence", (SIGNED_IN,)),
        action("save views", "keep views with one's own words, for oneself", (SIGNED_IN,)),
        action(
            "facilitate",
            "record what somebody without an account said, with their consent",
            (CONTEXTUALIST, STEWARD),
        ),
        action(
            "turn key",
            "say yes to the publication of a context, or send it back",
            (MEMBER, CONTEXTUALIST, CONSTITUENT, STEWARD),
        ),
        action(
            "read as constituent",
            "turn the key that belongs to the people the data are about",
            (CONSTITUENT,),
        ),
        action("reply as publisher", "use the publisher's right of reply", (PUBLISHER,)),
        action(
            "pause",
            "hide the data for a while, with a reason; the context stays",
            (LABEL_HOLDER, STEWARD),
        ),
        action("moderate", "hide what was said, for safety or law only", (STEWARD,)),
        action(
            "set groups",
            "say from how many rows on groups of a dataset are shown, with a reason",
            (STEWARD,),
        ),
        action("erase", "erase a dataset from every byte", (STEWARD,)),
        action("give roles", "invite people; give roles and take them", (STEWARD,)),
    )
}

VOICES: Final = {  # the voice of an answer → what one must be allowed to do, to speak in it
    "P": "answer as publisher",
    "W": "answer as publisher",
    "S": "answer as constituent",
    "C": "answer as constituent",
}
