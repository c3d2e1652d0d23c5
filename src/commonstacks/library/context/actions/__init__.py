"""Say, take back, contest, send in, agree, publish: one file for each part of a context's life."""

from commonstacks.library.context.actions.asking import (
    asking_of,
    make_asking,
    reply,
    reply_by_link,
    say_by_link,
    withdraw_by_link,
)
from commonstacks.library.context.actions.disputing import (
    answer_dispute,
    contest,
    hide_dispute,
    mark_contested,
    take_dispute_back,
)
from commonstacks.library.context.actions.judging import (
    countersign,
    deprecate,
    hide,
    prefer,
    return_said,
)
from commonstacks.library.context.actions.pausing import archive, open_again, pause, resume
from commonstacks.library.context.actions.publishing import (
    know_author,
    mark_stale,
    record_revision,
)
from commonstacks.library.context.actions.reviewing import (
    expire_reviews,
    send_back,
    send_in,
    tell_of_reply,
    turn_key,
)
from commonstacks.library.context.actions.saying import add_gap, answer, open_context, withdraw
from commonstacks.library.context.actions.standing import hide_stance, stand, take_stance_back
from commonstacks.library.context.actions.suggestions import set_aside
from commonstacks.library.context.actions.testifying import (
    change_consent,
    record_testimony,
    respondent,
)

__all__ = [
    "add_gap",
    "answer",
    "answer_dispute",
    "archive",
    "asking_of",
    "change_consent",
    "contest",
    "countersign",
    "deprecate",
    "expire_reviews",
    "hide",
    "hide_dispute",
    "hide_stance",
    "know_author",
    "make_asking",
    "mark_contested",
    "mark_stale",
    "open_again",
    "open_context",
    "pause",
    "prefer",
    "record_revision",
    "record_testimony",
    "reply",
    "reply_by_link",
    "respondent",
    "resume",
    "return_said",
    "say_by_link",
    "send_back",
    "send_in",
    "set_aside",
    "stand",
    "take_dispute_back",
    "take_stance_back",
    "tell_of_reply",
    "turn_key",
    "withdraw",
    "withdraw_by_link",
]
