"""Once a day: old reviews end, every published story is looked at, the letters go out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from commonstacks.flows import caring, noticing, reviewing
from commonstacks.library.work.models import Bookmark

log = logging.getLogger(__name__)

DAY: Final = "daily care"  # the bookmark of the last day that was kept


def keep_day(post: noticing.Post, *, now: datetime) -> bool:
    """By whichever worker comes first. What breaks is logged; the next day it is tried again."""
    today = now.date().toordinal()
    mark, _ = Bookmark.objects.get_or_create(name=DAY)
    mine = Bookmark.objects.filter(name=DAY, position__lt=today)
    if mark.position >= today or not mine.update(position=today):
        return False
    steps: tuple[Callable[[], object], ...] = (
        partial(reviewing.let_time_pass, now),
        partial(caring.look, now),
        partial(noticing.send_letters, post, now=now),
    )
    for number, step in enumerate(steps, 1):
        try:
            step()
        except Exception:
            log.exception("Step %s of the daily care broke", number)
    return True
