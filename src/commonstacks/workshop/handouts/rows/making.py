"""Make the file that somebody takes away: whole or not at all, named by what is in it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from commonstacks.workshop.handouts.rows.documents import geojson, rows_json
from commonstacks.workshop.handouts.rows.tabular import csv, parquet
from commonstacks.workshop.handouts.rows.wanted import Beside, Wanted
from commonstacks.workshop.handouts.rows.workbook import workbook
from commonstacks.workshop.killable import Progress

Maker = Callable[[Wanted, Beside, Path], None]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of file: the end of its name and address, its media type, and who makes it."""

    end: str
    media_type: str
    make: Maker


FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        form.end: form
        for form in (
            Form("csv.zip", "application/zip", csv),
            Form("parquet", "application/vnd.apache.parquet", parquet),
            Form(
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                workbook,
            ),
            Form("geojson", "application/geo+json", geojson),
            Form("json", "application/json", rows_json),
        )
    }
)


def make(
    wanted: Wanted,
    beside: Beside,
    end: str,
    folder: Path,
    key: str,
    *,
    tell: Callable[[Progress], None],
) -> str:
    """Writes ``folder/<key>-<digest>.<end>`` and returns that name; the digest is the SHA-256 of
    its bytes. What a crash leaves ends in ``.part``. Refuses what the form cannot hold."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{key}.{os.getpid()}.part"
    try:
        FORMS[end].make(wanted, beside, part)
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        name = f"{key}-{digest[:32]}.{end}"
        part.rename(folder / name)
    finally:
        part.unlink(missing_ok=True)
    return name


def found(folder: Path, key: str, end: str) -> Path | None:
    """The file of that name, if it was made before and is still there."""
    return next(iter(sorted(folder.glob(f"{key}-*.{end}"))), None)
