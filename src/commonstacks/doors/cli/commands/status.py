"""``stacks status``: what this library holds and what it is doing."""

from __future__ import annotations

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.telling import Told, count, listed


@click.command(cls=frame.Command)
def command() -> Told:
    """Say what the library holds, what waits, and what is being done."""
    home = frame.enter()
    from commonstacks.doors.cli.serving import lock
    from commonstacks.flows import upkeep

    now = upkeep.status()
    served_at = lock.served_at(home)
    facts = {
        "home": str(now.home),
        "datasets": now.datasets,
        "published": now.published,
        "waiting": now.waiting,
        "versions": now.versions,
        "bytes": now.bytes,
        "jobs": dict(now.jobs),
        "unreadable": now.unreadable,
        "found": now.found,
        "served_at": served_at,
    }
    jobs = listed(f"{number} {state}" for state, number in now.jobs.items())
    held = f"{count(now.datasets, 'dataset')}: {now.published} published, {now.waiting} waiting"
    lines = (
        f"The library in {now.home}",
        f"holds {held} for context;",
        f"keeps {count(now.versions, 'version')}, {count(now.bytes, 'byte')};",
        f"finds {now.found} by word and place; {now.unreadable} could not be read;",
        f"work: {jobs or 'none'};",
        "not open to readers: stacks serve" if served_at is None else f"open at {served_at}",
    )
    return Told(facts, lines)
