"""``stacks verify``: read every byte that is kept, and say what is wrong."""

from __future__ import annotations

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.progress import ProgressLine
from commonstacks.doors.cli.telling import FINE, NO, Told, count
from commonstacks.workshop.killable import Progress

READING = "reading what is kept"


@click.command(cls=frame.Command)
def command() -> Told:
    """Check every byte of the vault against its digests. Exit 1 when something is wrong."""
    frame.enter()
    from commonstacks.flows import upkeep

    line = ProgressLine()
    report = upkeep.verify(lambda so_far: line.show(Progress(so_far.files, 0, READING)))
    line.clear()
    facts = {
        "ok": report.ok,
        "objects": report.objects,
        "files": report.files,
        "bytes": report.bytes,
        "entries": report.entries,
        "findings": [{"where": each.where, "what": each.what} for each in report.findings],
    }
    read = f"Read {count(report.files, 'file')}, {count(report.bytes, 'byte')}."
    wrong = tuple(f"{each.where}: {each.what}" for each in report.findings)
    verdict = "Everything is as it was put there." if report.ok else f"{len(wrong)} faults."
    return Told(facts, (read, *wrong, verdict), FINE if report.ok else NO)
