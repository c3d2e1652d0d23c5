"""``stacks add``: bring a file into the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonstacks.doors.cli import frame, working
from commonstacks.doors.cli.commands import collect
from commonstacks.doors.cli.telling import NO, Told

if TYPE_CHECKING:
    from commonstacks.flows.shown import JobLine
    from commonstacks.workshop.portals.recognise import Recognised


@click.command(cls=frame.Command)
@click.argument("address", metavar="ADDRESS_OR_PATH")
@click.option("--title", default="", help="What to call a new dataset; else its file's name.")
def command(address: str, title: str) -> Told:
    """Keep the file at ADDRESS_OR_PATH as a dataset, or as a new version of one."""
    frame.enter()
    from commonstacks.flows import intake, visiting

    steward = working.the_steward()
    found = visiting.see(address)
    if found.kind in ("ckan", "datapackage"):
        return told_recognised(found, address)
    if found.kind == "ckan dataset":
        return working.done_here(intake.collect(address, by=steward), steward, collect.told_run)
    return working.done_here(intake.add(address, by=steward, title=title), steward, told_taken)


def told_recognised(found: Recognised, address: str) -> Told:
    facts = {
        "address": address,
        "recognised": found.kind,
        "says": found.sentence,
        "datasets": found.count,
    }
    if found.kind == "ckan":
        how = f"Take them all with: stacks collect {address} --limit 20"
    else:
        how = f"Take it with: stacks collect {address} (--each for one dataset for each file)"
    return Told({**facts, "hint": how}, (found.sentence, how), NO)


def told_taken(job: JobLine) -> Told:
    from commonstacks.flows import reading
    from commonstacks.flows.shown import Waiting

    slug, number, new = job.result["dataset"], job.result["version"], job.result["new"]
    unread = job.result.get("unreadable", [])
    facts = {"dataset": slug, "version": number, "new": new, "address": job.subject}
    facts["unreadable"] = unread
    kept = (
        f"Kept as version {number} of “{slug}”."
        if new
        else (f"Nothing new: “{slug}” has these bytes as version {number}.")
    )
    lines = (kept, *said_unread(unread))
    try:
        reading.published(slug)
    except Waiting as waiting:
        stub = waiting.stub
        waits = f"It waits for its context: {stub.open} of {stub.asked} questions are open."
        return Told(
            {**facts, "state": "waiting", "open": stub.open, "asked": stub.asked}, (*lines, waits)
        )
    return Told({**facts, "state": "published"}, (*lines, "It is published."))


def said_unread(unread: list[Any]) -> list[str]:
    """A file that lies safely in the vault, and of which no table could be made."""
    return [
        line
        for name, reason, hint in unread
        for line in (f"“{name}” was kept, but could not be read: {reason}", hint)
        if line
    ]
