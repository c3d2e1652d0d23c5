"""``stacks export``: the data with their context inside, in one zip file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.telling import Told, count
from commonstacks.kit.errors import Refusal

if TYPE_CHECKING:
    from commonstacks.flows.handing_out import Handout


@click.command(cls=frame.Command)
@click.argument("slug")
@click.option("--version", "number", type=click.IntRange(min=1), help="Default: the newest.")
@click.option("--form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.")
def command(slug: str, number: int | None, form: str, out: Path | None) -> Told:
    """Write a version of the dataset SLUG, with its context, to a zip file."""
    frame.enter()
    from commonstacks.flows import handing_out, reading

    lent = reading.published(slug, number)
    file = write(handing_out.download(lent, form), out)
    size = file.stat().st_size
    return Told(
        {
            "dataset": lent.slug,
            "version": lent.version.number,
            "form": form,
            "file": str(file),
            "bytes": size,
        },
        (f"{lent.title}, version {lent.version.number}: {file} ({count(size, 'byte')})",),
    )


def write(handout: Handout, out: Path | None) -> Path:
    """A whole file or none, and never over another."""
    file = (out / handout.name if out and out.is_dir() else out or Path(handout.name)).absolute()
    if file.exists():
        raise Refusal(
            "There is a file at {file} already.", "Name another one with --out.", file=file
        )
    if not file.parent.is_dir():
        raise Refusal("There is no folder {folder}.", "Make it first.", folder=file.parent)
    part = file.with_name(f"{file.name}.part-{os.getpid()}")
    try:
        with part.open("xb") as written:
            written.writelines(handout.chunks)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return file
