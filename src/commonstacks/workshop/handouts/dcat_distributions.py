"""The files of a version as DCAT distributions: as they came, and packed with the context."""

from __future__ import annotations

from typing import Final

from commonstacks.workshop.handouts.dcat_nodes import AUTHORITY, media
from commonstacks.workshop.handouts.dcat_rights import licence, rights
from commonstacks.workshop.handouts.linked import Node, day, filled, iri, ref, typed
from commonstacks.workshop.handouts.story import HeldFile, Story

SHA256: Final = {
    "@id": "spdx:checksumAlgorithm_sha256",
    "@type": "spdx:ChecksumAlgorithm",
}
STAYS: Final = {
    "@id": f"{AUTHORITY}/planned-availability/STABLE",
    "@type": "skos:Concept",
    "skos:prefLabel": "stable",
    "skos:inScheme": {"@id": f"{AUTHORITY}/planned-availability"},
}
"""A file of a version is kept for ever."""


def distribution(story: Story, file: HeldFile, *, byte_size: str) -> Node:
    """A file as it came."""
    return filled(
        {
            "@id": f"{iri(file.address)}#distribution" if file.address else "",
            "@type": "dcat:Distribution",
            "dct:title": file.name,
            "dct:description": "The file as it came, byte for byte",
            "dcat:accessURL": ref(story.landing_address),
            "dcat:downloadURL": ref(file.address),
            "dcat:mediaType": media(file.media_type),
            "dcat:byteSize": typed(file.size, byte_size),
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": SHA256,
                "spdx:checksumValue": typed(file.sha256, "xsd:hexBinary"),
            },
            "dct:modified": day(story.version_on.isoformat()),
            "dcatap:availability": STAYS,
            "dct:license": licence(story),
            "dct:rights": rights(story),
        }
    )


def packed(story: Story) -> list[Node]:
    """The table with its context inside, as ZIP."""
    return [
        filled(
            {
                "@id": f"{iri(each.address)}#distribution",
                "@type": "dcat:Distribution",
                "dct:title": f"The table with its context, as {each.form}",
                "dct:description": "A ZIP, made when it is asked for, so its digest is not known",
                "dcat:accessURL": ref(story.landing_address),
                "dcat:downloadURL": ref(each.address),
                "dcat:mediaType": media(each.media_type),
                "dcat:packageFormat": media("application/zip"),
                "dcatap:availability": STAYS,
                "dct:license": licence(story),
                "dct:rights": rights(story),
            }
        )
        for each in story.downloads
    ]
