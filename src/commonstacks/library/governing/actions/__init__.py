"""Propose, discuss, decide, release: one file for each part of a proposal's life."""

from commonstacks.library.governing.actions.crediting import credit_part
from commonstacks.library.governing.actions.deciding import (
    integrate,
    open_round,
    reject,
    take_position,
)
from commonstacks.library.governing.actions.discussing import endorse, remark
from commonstacks.library.governing.actions.proposing import (
    Reasons,
    change,
    draft,
    postpone,
    put_up,
    resume,
    withdraw,
)
from commonstacks.library.governing.actions.releasing import keep_own_question, record_release

__all__ = [
    "Reasons",
    "change",
    "credit_part",
    "draft",
    "endorse",
    "integrate",
    "keep_own_question",
    "open_round",
    "postpone",
    "put_up",
    "record_release",
    "reject",
    "remark",
    "resume",
    "take_position",
    "withdraw",
]
