"""``stacks rebuild``: from the vault to a new database; the old one is moved aside."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.progress import ProgressLine
from commonstacks.doors.cli.telling import Told, aside, count
from commonstacks.kit import clock
from commonstacks.kit.errors import Refusal


@click.command(cls=frame.Command)
def command() -> Told:
    """Make the database, the tables and the index again from what the vault holds."""
    home = frame.home()
    if not (home / "vault").exists():
        raise Refusal("There is no vault in {home} to rebuild from.", "Run: stacks init", home=home)
    from commonstacks.doors.cli.serving import lock

    with lock.alone(home):
        before = move_aside(home)
        facts = {**made_anew(), "before": str(before) if before else None}
    lines = [f"Rebuilt {count(facts['versions'], 'version')} from the vault."]
    if before:
        lines.append(f"The database of before is at {before}")
    return Told(facts, tuple(lines))


def move_aside(home: Path) -> Path | None:
    """The database with its log files, under one new name."""
    if not (home / frame.DATABASE).exists():
        return None
    gather_log(home / frame.DATABASE)
    mark = f"before-{clock.now():%Y%m%dT%H%M%S%f}"
    for ending in ("-wal", "-shm", ""):  # the database last: until then nothing is lost
        file = home / f"{frame.DATABASE}{ending}"
        if file.exists():
            file.rename(home / f"{frame.DATABASE}.{mark}{ending}")
    return home / f"{frame.DATABASE}.{mark}"


def gather_log(database: Path) -> None:
    """What SQLite still has in its log goes into the database, where that can be read at all."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def made_anew() -> dict[str, Any]:
    frame.unlock()
    from commonstacks.flows import names, opening, upkeep
    from commonstacks.flows.watching import Watch

    line = ProgressLine()
    aside("Making the database again …")
    opening.make_folders()
    opening.migrate()
    names.restore()  # before anything else: whoever writes names now would forget the old ones
    opening.stock_places()
    opening.gather_static()
    facts = upkeep.rebuild(Watch(show=line.show))
    line.clear()
    return facts
