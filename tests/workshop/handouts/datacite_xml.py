"""A DataCite record as the XML of the same schema, so that the official XSD can judge it."""

from __future__ import annotations

from typing import Any

from lxml import etree

SPACE = "http://datacite.org/schema/kernel-4"
# JSON list -> (XML list, XML item, the key that is its text, the keys that are its elements)
LISTS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "creators": ("creators", "creator", "", ("name",)),
    "titles": ("titles", "title", "title", ()),
    "contributors": ("contributors", "contributor", "", ("name",)),
    "dates": ("dates", "date", "date", ()),
    "alternateIdentifiers": ("alternateIdentifiers", "alternateIdentifier", "alternateIdentifier", ()),
    "relatedIdentifiers": ("relatedIdentifiers", "relatedIdentifier", "relatedIdentifier", ()),
    "rightsList": ("rightsList", "rights", "rights", ()),
    "descriptions": ("descriptions", "description", "description", ()),
    "geoLocations": ("geoLocations", "geoLocation", "", ("geoLocationPlace",)),
    "fundingReferences": ("fundingReferences", "fundingReference", "", ("funderName",)),
}  # fmt: skip
ATTRIBUTES = {"rightsUri": "rightsURI", "schemeUri": "schemeURI"}
ELEMENTS = {"creators": "creatorName", "contributors": "contributorName"}
KNOWN = {
    *LISTS, "schemaVersion", "types", "url", "publisher", "publicationYear", "version",
    "sizes", "formats",
}  # fmt: skip


def as_xml(record: dict[str, Any]) -> etree._Element:
    """Every key of the record becomes an element; a key this does not know is an error."""
    assert set(record) <= KNOWN, set(record) - KNOWN
    root = etree.Element(f"{{{SPACE}}}resource", nsmap={None: SPACE})
    _add(root, "identifier", record["url"], identifierType="URL")
    _add(root, "publisher", record["publisher"]["name"])
    _add(root, "publicationYear", record["publicationYear"])
    _add(root, "version", record["version"])
    kind = record["types"]
    _add(
        root,
        "resourceType",
        kind["resourceType"],
        resourceTypeGeneral=kind["resourceTypeGeneral"],
    )
    for name, item in (("sizes", "size"), ("formats", "format")):
        within = _add(root, name)
        for text in record.get(name, []):
            _add(within, item, text)
    for name, (several, one, text, elements) in LISTS.items():
        within = _add(root, several)
        for entry in record.get(name, []):
            _entry(within, name, one, entry, text, elements)
    return root


def _entry(
    within: etree._Element,
    name: str,
    one: str,
    entry: dict[str, str],
    text: str,
    elements: tuple[str, ...],
) -> None:
    attributes = {
        ATTRIBUTES.get(key, key): value
        for key, value in entry.items()
        if key not in (text, *elements, "nameType")
    }
    made = _add(within, one, entry[text] if text else None, **attributes)
    for key in elements:
        kind = {"nameType": entry["nameType"]} if "nameType" in entry else {}
        _add(made, ELEMENTS.get(name, key), entry[key], **kind)


def _add(
    within: etree._Element, name: str, text: str | None = None, **attributes: str
) -> etree._Element:
    made = etree.SubElement(within, f"{{{SPACE}}}{name}", attributes)
    made.text = text
    return made
