#!/usr/bin/env python3
"""Packs the parts of a shapefile, always to the same bytes: python tools/shelf_zip.py FOLDER INTO

FOLDER holds the layers as a package ships them, with its README.md. Every layer (a name with .shp,
.shx, .dbf and perhaps .prj and .cpg) becomes INTO/<layer>.zip, with the README beside the parts.
Nothing is changed: the parts are kept as they are, uncompressed, sorted, under a fixed date.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

PARTS = (".cpg", ".dbf", ".prj", ".shp", ".shx")
README = "README.md"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold


def main() -> None:
    folder, into = Path(sys.argv[1]), Path(sys.argv[2])
    for layer in sorted(folder.glob("*.shp")):
        pack(layer, into / f"{layer.stem}.zip")


def pack(layer: Path, target: Path) -> None:
    """One layer and the README of its folder; the bytes depend on theirs alone."""
    found = [layer.with_suffix(suffix) for suffix in PARTS]
    parts = [each for each in (*found, layer.with_name(README)) if each.exists()]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for part in sorted(parts, key=lambda each: each.name):
            entry = zipfile.ZipInfo(part.name, date_time=LONG_AGO)
            entry.create_system = 3  # not that of the machine that packs
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, part.read_bytes())


if __name__ == "__main__":
    main()
