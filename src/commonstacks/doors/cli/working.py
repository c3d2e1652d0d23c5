"""Work that a command does here and now, in somebody's name, and that Ctrl-C can stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from commonstacks.doors.cli.progress import ProgressLine
from commonstacks.doors.cli.telling import NO, Told, aside
from commonstacks.kit.errors import Refusal

if TYPE_CHECKING:
    from commonstacks.flows.shown import JobLine
    from commonstacks.library.people.models import Account


def the_steward() -> Account:
    from commonstacks.flows import entry

    steward = entry.steward()
    if steward is None:
        raise Refusal(
            "This library has no steward yet, and everything that is added has somebody's name.",
            "Run: stacks init --email YOUR@ADDRESS --name YOUR-NAME",
        )
    return steward


def done_here(job: JobLine, steward: Account, told: Callable[[JobLine], Told]) -> Told:
    """Do the job with a line of progress, and tell how it ended."""
    from commonstacks.flows import intake

    line = ProgressLine()
    with cancelled_by_signal(lambda: intake.cancel(job.id, by=steward)):
        ended = intake.wait_for(job.id, line.show)
    line.clear()
    if ended.state == "cancelled":
        return Told(
            {"state": ended.state, "address": ended.subject},
            ("Stopped. Nothing that was kept is lost; start it again when you like.",),
            NO,
        )
    if ended.state != "done":
        raise Refusal(ended.reason or "The work did not end well.", ended.hint)
    return told(ended)


@contextmanager
def cancelled_by_signal(cancel: Callable[[], object]) -> Iterator[None]:
    """Ctrl-C asks the work to stop in good order; a second one ends this program at once."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for each, handler in before.items():
            signal.signal(each, handler)

    def ask(number: int, frame: FrameType | None) -> None:
        restore()
        aside("Stopping …")
        threading.Thread(target=in_own_connection, args=(cancel,)).start()

    for each in before:
        signal.signal(each, ask)
    try:
        yield
    finally:
        restore()


def in_own_connection(cancel: Callable[[], object]) -> None:
    from django.db import connection

    try:
        cancel()
    finally:
        connection.close()
