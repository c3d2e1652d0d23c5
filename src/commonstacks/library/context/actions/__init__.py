"""Say, take back, send in, agree, publish: one file for each part of a context's life."""

from commonstacks.library.context.actions.publishing import (
    know_author,
    mark_stale,
    record_revision,
)
from commonstacks.library.context.actions.reviewing import send_back, send_in, turn_key
from commonstacks.library.context.actions.saying import add_gap, answer, open_context, withdraw
from commonstacks.library.context.actions.suggestions import set_aside

__all__ = [
    "add_gap",
    "answer",
    "know_author",
    "mark_stale",
    "open_context",
    "record_revision",
    "send_back",
    "send_in",
    "set_aside",
    "turn_key",
    "withdraw",
]
