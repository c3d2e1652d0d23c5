"""Does a file look like data? Decided before it is fetched, by what the source says of it."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TEXT = _set("csv tsv tab txt psv")
STRUCTURED = _set("json geojson topojson ndjson jsonl parquet geoparquet")
SHAPES = _set("shp shapefile gpkg geopackage")
PACKED = _set("zip gz gzip")
DATA = TEXT | STRUCTURED | SHAPES | PACKED
SERVICES = _set("api rest wms wfs wmts wcs sparql odata soap webservice service")
MEDIA = {
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "text/plain": "txt",
    "application/csv": "csv",
    "application/json": "json",
    "application/geo+json": "geojson",
    "application/vnd.geo+json": "geojson",
    "application/x-ndjson": "ndjson",
    "application/vnd.apache.parquet": "parquet",
    "application/geopackage+sqlite3": "gpkg",
    "application/zip": "zip",
    "application/x-zip-compressed": "zip",
    "application/gzip": "gz",
    "application/x-gzip": "gz",
}
ENDINGS = {
    "shp": "zip",
    "shapefile": "zip",
    "geopackage": "gpkg",
    "geoparquet": "parquet",
    "gzip": "gz",
}
SAYS_NOTHING = frozenset(("application/octet-stream", "binary/octet-stream", "application/unknown"))
ENDING = re.compile(r"\.([a-z][a-z0-9]{0,9})$")


def kind(*, format: str, media_type: str, name: str) -> str:  # noqa: A002  # portals call it so
    """``csv`` for a file that is stated to be one; empty for what does not look like data.

    The stated format counts first, then the media type (RFC 6838), then the ending of the name.
    """
    words = re.findall(r"[a-z0-9]+", format.lower())
    if "/" in format and format.strip().lower() in MEDIA:
        return MEDIA[format.strip().lower()]
    if words:
        found = next((word for word in words if word in DATA), "")
        return "" if SERVICES.intersection(words) else found
    bare = media_type.partition(";")[0].strip().lower()
    if bare and bare not in SAYS_NOTHING:
        return MEDIA.get(bare, "")
    ending = ENDING.search(name.lower())
    return ending[1] if ending and ending[1] in DATA else ""


def label(*, format: str, media_type: str, name: str) -> str:  # noqa: A002  # portals call it so
    """What a person would call it: ``PDF``, ``WMS``; "no format stated" where nothing is said."""
    if format.strip():
        return format.strip()[:40].upper()
    if media_type.strip():
        return media_type.strip()[:80]
    ending = ENDING.search(name.lower())
    return ending[1].upper() if ending else "no format stated"


def named(name: str, found: str) -> str:
    """``name`` with an ending that says what it is: ``dump`` and ``csv`` become ``dump.csv``."""
    ending = ENDING.search(name.lower())
    if ending and ending[1] in DATA:
        return name
    return f"{name or 'table'}.{ENDINGS.get(found, found)}"
