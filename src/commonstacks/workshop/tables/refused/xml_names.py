"""XML by the name of its outermost element: what it is, and what to do with it."""

from __future__ import annotations

from types import MappingProxyType

from commonstacks.kit.errors import Refusal, phrase

_OTHER = phrase("Look for a CSV of the same table.")
_MAP = phrase("Ask the map server for GeoJSON, or save it as GeoPackage with a map program.")
_CUBE = phrase("Ask the same address for CSV (SDMX-CSV).")
_FEED = phrase("Look for the file that it tells of.")
_ADDRESS = phrase("Look for the address there that gives the table.")
_NAMED = MappingProxyType(
    {
        "featurecollection": (phrase("a map in GML"), _MAP),
        "osm": (
            phrase("a part of OpenStreetMap"),
            phrase("Save it as GeoJSON with a map program."),
        ),
        "rdf": (phrase("linked data (RDF)"), _OTHER),
        "rss": (phrase("a feed of news (RSS)"), _FEED),
        "feed": (phrase("a feed (Atom)"), _FEED),
        "svg": (phrase("a picture (SVG)"), phrase("Look for the table itself at the publisher.")),
        "structurespecificdata": (phrase("a cube of statistics (SDMX)"), _CUBE),
        "genericdata": (phrase("a cube of statistics (SDMX)"), _CUBE),
        "compactdata": (phrase("a cube of statistics (SDMX)"), _CUBE),
        "schema": (
            phrase("a description of data (XML Schema)"),
            phrase("Look for the data that it describes."),
        ),
        "wfs_capabilities": (phrase("the description of a map service (WFS)"), _ADDRESS),
        "wms_capabilities": (phrase("the description of a map service (WMS)"), _ADDRESS),
        "capabilities": (phrase("the description of a service"), _ADDRESS),
        "md_metadata": (phrase("the description of a dataset (ISO 19139)"), _FEED),
        "metadata": (phrase("the description of a dataset"), _FEED),
        "edmx": (phrase("the description of a service (OData)"), _ADDRESS),
        "urlset": (phrase("a map of a web site"), _FEED),
        "sitemapindex": (phrase("a map of a web site"), _FEED),
        "qgis": (phrase("a project of a map program (QGIS)"), _FEED),
        "tei": (phrase("a text document (TEI)"), _OTHER),
    }
)


def stranger(name: str) -> Refusal:
    """For XML with that root element (small letters, without its prefix), "" for none."""
    if name in _NAMED:
        what, hint = _NAMED[name]
        return Refusal(
            "The file is XML ({name}): {what}, not a text table.", hint, name=name, what=what
        )
    form = phrase("The file is XML ({name}), not a text table.")
    if not name:
        form = phrase("The file is XML, not a text table.")
    return Refusal(form, _OTHER, name=name[:40])
