"""DCAT-AP 3.0.0 (European Union) as JSON-LD, with the context inside."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from commonstacks.workshop.handouts import dcat, dcat_nodes, told
from commonstacks.workshop.handouts.linked import Node, filled
from commonstacks.workshop.handouts.story import CONTEXT_KEY, HeldFile, Story

RHYTHMS: Final = {
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "yearly": "ANNUAL",
    "irregular": "IRREG",
    "once": "NEVER",
}
FILE_TYPES: Final = (
    "CSV", "TSV", "JSON", "GEOJSON", "XLS", "XLSX", "ODS", "XML", "ZIP", "GZIP", "PDF", "TXT",
    "PARQUET",
)  # fmt: skip

SHA256: Final = {
    "@id": "https://spdx.org/rdf/terms#checksumAlgorithm_sha256",
    "@type": "spdx:ChecksumAlgorithm",
    "skos:exactMatch": {"@id": "spdx:checksumAlgorithm_sha256"},
}
"""The profile's list writes the name with https; SPDX itself with http. Both are told."""
SOCIETY: Final = "SOCI"
"""Of the EU's themes the one that a person's answer decides: data about people (F1)."""


def dataset(story: Story) -> Node:
    """The dataset version as JSON-LD with an inline context; refuses nothing.

    Nothing is claimed that was not said. Follows the profile's classes and its lists for
    frequency, access right and file type.
    """
    made = dcat.dataset(story, byte_size="xsd:decimal")
    context = made.pop(CONTEXT_KEY)
    return filled(
        {
            **made,
            "dcat:theme": theme(story),
            "dcat:contactPoint": dcat_nodes.contacts(story),
            "dct:accrualPeriodicity": rhythm(story),
            "dct:conformsTo": dcat_nodes.laws(story),
            "dcatap:applicableLegislation": [
                {"@id": law["@id"], "@type": "eli:LegalResource"}
                for law in dcat_nodes.laws(story)
                if "@id" in law
            ],
            "adms:versionNotes": list(told.words(story, "E6")),
            "dcat:distribution": _with_types(made.get("dcat:distribution", []), story.files),
            CONTEXT_KEY: context,
        }
    )


def rhythm(story: Story) -> Node:
    """How often it is updated (H2), by the EU's list."""
    said = next(iter(told.blanks(story, "H2", "rhythm")), "")
    known = RHYTHMS.get(said, "")
    return dcat_nodes.listed("frequency", known, "dct:Frequency") if known else {}


def theme(story: Story) -> Node:
    """Population and society, where somebody said that it is about people (F1); else none."""
    people = "yes" in told.blanks(story, "F1", "is")
    named = {"skos:prefLabel": "Population and society"}
    return {**dcat_nodes.listed("data-theme", SOCIETY, "skos:Concept"), **named} if people else {}


def _with_types(distributions: list[Node], files: tuple[HeldFile, ...]) -> list[Node]:
    types = [PurePath(file.name).suffix.lstrip(".").upper() for file in files]
    types += ["ZIP"] * (len(distributions) - len(files))
    return [
        filled({**_with_listed_digest(each), "dct:format": _file_type(name)})
        for each, name in zip(distributions, types, strict=True)
    ]


def _file_type(ending: str) -> Node:
    name = "GZIP" if ending == "GZ" else ending
    known = name in FILE_TYPES
    return dcat_nodes.listed("file-type", name, "dct:MediaTypeOrExtent") if known else {}


def _with_listed_digest(each: Node) -> Node:
    if "spdx:checksum" not in each:
        return each
    return {**each, "spdx:checksum": {**each["spdx:checksum"], "spdx:algorithm": SHA256}}
