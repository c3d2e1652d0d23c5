"""XML by the name of its outermost element: what it is, and what to do with it."""

from __future__ import annotations

from types import MappingProxyType

from commonstacks.kit.errors import Refusal

_OTHER = "Look for a CSV of the same table."
_MAP = "Ask the map server for GeoJSON, or save it as GeoPackage with a map program."
_CUBE = "Ask the same address for CSV (SDMX-CSV)."
_FEED = "Look for the file that it tells of."
_ADDRESS = "Look for the address there that gives the table."
_NAMED = MappingProxyType(
    {
        "featurecollection": ("a map in GML", _MAP),
        "osm": ("a part of OpenStreetMap", "Save it as GeoJSON with a map program."),
        "rdf": ("linked data (RDF)", _OTHER),
        "rss": ("a feed of news (RSS)", _FEED),
        "feed": ("a feed (Atom)", _FEED),
        "svg": ("a picture (SVG)", "Look for the table itself at the publisher."),
        "structurespecificdata": ("a cube of statistics (SDMX)", _CUBE),
        "genericdata": ("a cube of statistics (SDMX)", _CUBE),
        "compactdata": ("a cube of statistics (SDMX)", _CUBE),
        "schema": ("a description of data (XML Schema)", "Look for the data that it describes."),
        "wfs_capabilities": ("the description of a map service (WFS)", _ADDRESS),
        "wms_capabilities": ("the description of a map service (WMS)", _ADDRESS),
        "capabilities": ("the description of a service", _ADDRESS),
        "md_metadata": ("the description of a dataset (ISO 19139)", _FEED),
        "metadata": ("the description of a dataset", _FEED),
        "edmx": ("the description of a service (OData)", _ADDRESS),
        "urlset": ("a map of a web site", _FEED),
        "sitemapindex": ("a map of a web site", _FEED),
        "qgis": ("a project of a map program (QGIS)", _FEED),
        "tei": ("a text document (TEI)", _OTHER),
    }
)


def stranger(name: str) -> Refusal:
    """For XML with that root element (small letters, without its prefix), "" for none."""
    if name in _NAMED:
        what, hint = _NAMED[name]
        return Refusal(f"The file is XML ({name}): {what}, not a text table.", hint)
    what = f" ({name[:40]})" if name else ""
    return Refusal(f"The file is XML{what}, not a text table.", _OTHER)
