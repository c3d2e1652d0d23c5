"""What ``stacks read`` and ``stacks diff`` share: instructions, limits, a child that does the work.

Nothing heavy is imported here: only the child reads tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from commonstacks.doors.cli.progress import ProgressLine
from commonstacks.kit.errors import Refusal
from commonstacks.workshop import killable
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import instructions
from commonstacks.workshop.tables.history.difference import Difference
from commonstacks.workshop.tables.shape import Reading

T = TypeVar("T")
ASKED = (
    click.Option(["--as", "as_"], multiple=True, metavar="COLUMN=WHAT", help=(
        "Read a column as: " + ", ".join(instructions.READ_AS) + ". May be repeated.")),
    click.Option(["--missing"], multiple=True, metavar="COLUMN=WORD|WORD", help=(
        "Words that stand for a missing value in a column. May be repeated.")),
    click.Option(["--header"], default="", metavar="LINE", help=(
        "The number of the line with the column names; 0 where there is none.")),
    click.Option(["--separator"], default="", help=(
        "What stands between cells: " + ", ".join(instructions.SEPARATORS) + ".")),
    click.Option(["--encoding"], default="", help=(
        "How letters are written: " + ", ".join(instructions.ENCODINGS) + ".")),
    click.Option(["--crs"], default="", metavar="EPSG:…", help="The coordinate system of shapes."),
    click.Option(["--seconds"], default=3600, show_default=True, help="Stop after so long."),
    click.Option(["--megabytes"], default=4096, show_default=True, help="Memory it may take."),
)  # fmt: skip


def given(asked: Mapping[str, Any]) -> dict[str, str]:
    """The options as instructions. Refuses what means nothing before any work is done."""
    found = {name: asked[name] for name in ("header", "separator", "encoding", "crs")}
    for option, prefix in (("as_", "as"), ("missing", "missing")):
        for said in asked[option]:
            column, sign, value = said.rpartition("=")
            if not sign:
                raise Refusal(
                    "“{said}” has no “=”.", "Write --{prefix} COLUMN=…", said=said, prefix=prefix
                )
            found[f"{prefix}:{column}"] = value
    found = {name: value for name, value in found.items() if value}
    instructions.understood(found)
    return found


def refuse_missing(*files: Path) -> None:
    for file in files:
        if not file.is_file():
            raise Refusal(
                "There is no file {file}.", "Give the path of a file on this machine.", file=file
            )


def limited(
    work: Callable[..., T], *arguments: object, asked: Mapping[str, Any], **facts: Any
) -> T:
    """What ``work`` returns, done in a process of its own within the limits asked for."""
    line = ProgressLine()
    try:
        return killable.run(
            work,
            *arguments,
            seconds=asked["seconds"],
            megabytes=asked["megabytes"],
            on_progress=line.show,
            **facts,
        )
    finally:
        line.clear()


def read_file(
    path: Path, into: Path, given: Mapping[str, str], tell: Callable[[Progress], None]
) -> Reading:
    """In the child: see ``workshop.tables.whole``."""
    from commonstacks.workshop.tables import whole

    return whole.read_file(path, into, given=given, tell=tell)


def compare_files(
    old: Path, new: Path, scratch: Path, tell: Callable[[Progress], None], **facts: Any
) -> Difference:
    """In the child: see ``workshop.tables.whole``."""
    from commonstacks.workshop.tables import whole

    return whole.compare_files(old, new, scratch, tell=tell, **facts)
