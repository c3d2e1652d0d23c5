"""Shapes written as well-known text (OGC Simple Features, WKT): to know them and to name them."""

from __future__ import annotations

import re

PATTERN = (
    r"(?i:\s*(?:POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON"
    r"|GEOMETRYCOLLECTION)\s*(?:ZM|Z|M)?\s*(?:EMPTY|\([-+0-9.eE,()\sa-zA-Z]*\))\s*)"
)
MARK = "geometry columns"
"""The key in a Parquet file's own facts that names its geometry columns, as a JSON list."""

_HEAD = re.compile(r"\s*(MULTI)?(POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)", re.IGNORECASE)
_WORDS = {"POINT": "point", "LINESTRING": "line", "POLYGON": "area"}


def brief(text: str) -> str:
    """A shape in a few words: "area, 34 points", "area in 3 parts, 120 points", "point".

    Takes well-known text; what is none comes back cut to 40 characters.
    """
    found = _HEAD.match(text)
    if not found:
        return text if len(text) <= 40 else text[:40] + "…"
    many, kind = bool(found[1]), found[2].upper()
    if "(" not in text:
        return f"empty {_WORDS.get(kind, 'shape')}"
    points = f"{text.count(',') + 1:,} points"
    if kind == "GEOMETRYCOLLECTION":
        return f"shapes of several kinds, {points}"
    if kind == "POINT":
        return points if many and "," in text else "point"
    parts = _parts(text, kind) if many else 1
    where = f" in {parts:,} parts" if parts > 1 else ""
    return f"{_WORDS[kind]}{where}, {points}"


def _parts(text: str, kind: str) -> int:
    tight = "".join(text.split())
    return tight.count(")),((") + 1 if kind == "POLYGON" else tight.count("),(") + 1
