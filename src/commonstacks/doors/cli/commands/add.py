"""``stacks add``: bring a file into the library."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.progress import ProgressLine
from commonstacks.doors.cli.telling import NO, Told, aside
from commonstacks.kit.errors import Refusal

if TYPE_CHECKING:
    from commonstacks.flows.shown import JobLine


@click.command(cls=frame.Command)
@click.argument("address", metavar="ADDRESS_OR_PATH")
@click.option("--title", default="", help="What to call a new dataset; else its file's name.")
def command(address: str, title: str) -> Told:
    """Keep the file at ADDRESS_OR_PATH as a dataset, or as a new version of one."""
    frame.enter()
    from commonstacks.flows import entry, intake

    steward = entry.steward()
    if steward is None:
        raise Refusal(
            "This library has no steward yet, and everything that is added has somebody's name.",
            "Run: stacks init --email YOUR@ADDRESS --name YOUR-NAME",
        )
    job = intake.add(address, by=steward, title=title)
    line = ProgressLine()
    with cancelled_by_signal(lambda: intake.cancel(job.id, by=steward)):
        ended = intake.wait_for(job.id, line.show)
    line.clear()
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


def told(job: JobLine) -> Told:
    if job.state == "cancelled":
        return Told(
            {"state": job.state, "address": job.subject},
            ("Stopped. Nothing that was kept is lost; add it again when you like.",),
            NO,
        )
    if job.state != "done":
        raise Refusal(job.reason or "The work did not end well.", job.hint)
    return told_taken(job)


def told_taken(job: JobLine) -> Told:
    from commonstacks.flows import reading
    from commonstacks.flows.shown import Waiting

    slug, number, new = job.result["dataset"], job.result["version"], job.result["new"]
    facts = {"dataset": slug, "version": number, "new": new, "address": job.subject}
    kept = (
        f"Kept as version {number} of “{slug}”."
        if new
        else (f"Nothing new: “{slug}” has these bytes as version {number}.")
    )
    try:
        reading.published(slug)
    except Waiting as waiting:
        stub = waiting.stub
        waits = f"It waits for its context: {stub.open} of {stub.asked} questions are open."
        return Told(
            {**facts, "state": "waiting", "open": stub.open, "asked": stub.asked}, (kept, waits)
        )
    return Told({**facts, "state": "published"}, (kept, "It is published."))
