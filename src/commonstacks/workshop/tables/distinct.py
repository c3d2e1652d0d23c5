"""The different values of a column, found once and kept beside the table."""

from __future__ import annotations

import json
import os
from pathlib import Path

from commonstacks.kit import digests
from commonstacks.workshop.tables import window

FOLDER = "distinct"


def values_of(parquet: Path, column: str) -> tuple[str, ...]:
    """What ``window.distinct`` finds. The next time it is read from ``distinct/`` in the folder of
    ``parquet``, as long as that is the same file; reading a hundred million rows takes a minute."""
    file = parquet.stat()
    known = (file.st_size, file.st_mtime_ns, file.st_ino)
    name = digests.of_facts([parquet.name, *map(str, known), column])
    kept = parquet.parent / FOLDER / f"{name}.json"
    try:
        return tuple(json.loads(kept.read_bytes()))
    except (FileNotFoundError, ValueError):
        values = window.distinct(parquet, column)
    kept.parent.mkdir(exist_ok=True)
    part = kept.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(values), encoding="utf-8")
    part.replace(kept)
    return values
