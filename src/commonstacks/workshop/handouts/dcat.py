"""What DCAT-AP 3 and DCAT-US 3 say alike of a dataset version (W3C DCAT 3)."""

from __future__ import annotations

from typing import Final

from commonstacks.workshop.handouts import told
from commonstacks.workshop.handouts.linked import (
    PREFIXES,
    Node,
    beside,
    dataset_id,
    day,
    filled,
    iri,
    licence_id,
    period,
    ref,
    role_id,
    typed,
)
from commonstacks.workshop.handouts.story import CONTEXT_KEY, Credit, HeldFile, Story

MEDIA: Final = "https://www.iana.org/assignments/media-types/"
AUTHORITY: Final = "http://publications.europa.eu/resource/authority"
ACCESS_RIGHTS: Final = {
    "open": "PUBLIC",
    "on_request": "RESTRICTED",
    "community_only": "RESTRICTED",
    "context_only": "NON_PUBLIC",
}

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


def dataset(story: Story, *, byte_size: str) -> Node:
    """The ``dcat:Dataset`` with its distributions, and the context as a JSON literal beside.

    ``byte_size`` is the datatype the profile wants for sizes. The publisher is the data's own;
    the library that lends them stands among the attributions.
    """
    return filled(
        {
            "@context": PREFIXES,
            "@id": dataset_id(story),
            "@type": "dcat:Dataset",
            "dct:identifier": story.landing_address,
            "dct:title": story.title,
            "dct:description": told.described(story),
            "dct:publisher": organisation(story.publisher),
            "dct:modified": day(story.version_on.isoformat()),
            "dcat:version": str(story.version),
            "dcat:previousVersion": ref(_version_id(story.previous_address)),
            "dcat:landingPage": page(story.landing_address, story.title),
            "foaf:page": page(story.context_address, f"The context of “{story.title}”"),
            "dct:accessRights": access(story),
            "dct:rights": rights(story),
            "dct:spatial": locations(story),
            "dct:temporal": temporal(story),
            "dct:provenance": provenance(story),
            "prov:hadPrimarySource": ref(story.address),
            "prov:wasDerivedFrom": derived(story),
            "prov:wasGeneratedBy": activities(story),
            "prov:wasAttributedTo": attributed(story),
            "prov:wasInfluencedBy": influences(story),
            "prov:qualifiedAttribution": attributions(story),
            "dqv:hasQualityAnnotation": quality_notes(story),
            "skos:scopeNote": list(told.uses(story)),
            "dcat:distribution": [
                distribution(story, file, byte_size=byte_size) for file in story.files
            ]
            + packed(story),
            CONTEXT_KEY: beside(story),
        }
    )


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


def licence(story: Story) -> Node:
    """The licence by its address; nothing where none is stated."""
    known = licence_id(story)
    return filled({"@id": known, "@type": "dct:LicenseDocument"}) if known else {}


def rights(story: Story) -> Node:
    """Licence and its state, duties (G2), labels (G3), notices (G4), and how to credit."""
    lines = [told.licence_line(story), *told.words(story, "G1", "G2", "G3", "G4")]
    return filled(
        {
            "@type": "dct:RightsStatement",
            "rdfs:label": list(dict.fromkeys(lines)),
            "odrs:attributionText": story.attribution,
        }
    )


def access(story: Story) -> Node:
    """Who may see the data (G5), by the EU's list."""
    right = ACCESS_RIGHTS.get(told.chosen(story, "G5"), "")
    return listed("access-right", right, "dct:RightsStatement") if right else {}


def locations(story: Story) -> list[Node]:
    """The places found for it, and those that people wrote (A4)."""
    known = [(place.name, iri(place.address)) for place in story.places]
    names = {name for name, _ in known}
    written = [(name, "") for name in told.blanks(story, "A4", "place") if name not in names]
    return [
        filled({"@id": address, "@type": "dct:Location", "skos:prefLabel": name})
        for name, address in (*known, *written)
    ]


def temporal(story: Story) -> Node:
    """The period (A4) as it was written, with dates where they are certain."""
    span, written = period(story)
    return filled(
        {
            "@type": "dct:PeriodOfTime" if written else "",
            "skos:prefLabel": written,
            "dcat:startDate": day(span.first) if span else "",
            "dcat:endDate": day(span.last) if span else "",
        }
    )


def provenance(story: Story) -> list[Node]:
    """How facts got in (B1), how they were paid for (B3), what was done (B7), on what (B8)."""
    return [
        {"@type": "dct:ProvenanceStatement", "rdfs:label": line}
        for line in told.words(story, "B1", "B3", "B7", "B8")
    ]


def derived(story: Story) -> list[Node]:
    """Other data it is built on (B8)."""
    return [
        filled({"@id": iri(str(each.get("url", ""))), "rdfs:label": each.get("dataset", "")})
        for each in told.entries(story, "B8")
    ]


def activities(story: Story) -> list[Node]:
    """What was cleaned, joined, guessed or dropped (B7)."""
    return [{"@type": "prov:Activity", "rdfs:label": line} for line in told.answers(story, "B7")]


def attributed(story: Story) -> list[Node]:
    """Who did the work (B2); persons are named by the ledger alone, which knows their consent."""
    return [
        {"@type": "foaf:Agent", "foaf:name": str(each["name"])}
        for each in told.entries(story, "B2")
        if each.get("kind") != "person" and each.get("name")
    ]


def influences(story: Story) -> list[Node]:
    """Who else had a hand in it (B4)."""
    return [{"@type": "prov:Agent", "rdfs:label": line} for line in told.answers(story, "B4")]


def attributions(story: Story) -> list[Node]:
    """Every line of the ledger with its role, and the library that lends it."""
    lender = Credit("enable", "distributor", story.library, kind="organisation")
    return [
        {
            "@type": "prov:Attribution",
            "prov:agent": {"@type": "foaf:Agent", "foaf:name": each.name},
            "dcat:hadRole": {"@id": role_id(each.role), "@type": "dcat:Role"},
        }
        for each in (*story.credits, lender)
    ]


def quality_notes(story: Story) -> list[Node]:
    """Gaps (C1, D1), who was asked (C2), what is known beside (D2), checks and mistakes (E1-E3),
    as DQV quality annotations."""
    lines = (
        *told.gaps(story, "C1"),
        *told.gaps(story, "D1"),
        *told.words(story, "C1", "C2", "D1", "D2", "E1", "E2", "E3"),
    )
    return [
        {
            "@type": "dqv:QualityAnnotation",
            "oa:motivatedBy": {"@id": "dqv:qualityAssessment"},
            "oa:hasBody": {"@type": "oa:TextualBody", "rdf:value": line},
        }
        for line in lines
    ]


def contacts(story: Story) -> list[Node]:
    """Who takes care of it, and how they are reached (H1)."""
    return [
        filled(
            {
                "@type": "vcard:Kind",
                "vcard:fn": each.get("steward", ""),
                "vcard:hasEmail": ref(contact) if contact.startswith("mailto:") else "",
                "vcard:hasURL": "" if contact.startswith("mailto:") else ref(contact),
            }
        )
        for each in told.entries(story, "H1")
        for contact in [str(each.get("contact", ""))]
    ]


def laws(story: Story) -> list[Node]:
    """The law or rule that makes it exist (A6)."""
    return [
        filled(
            {
                "@id": iri(str(each.get("url", ""))),
                "@type": "dct:Standard",
                "dct:title": each.get("text", ""),
            }
        )
        for each in told.entries(story, "A6")
    ]


def listed(scheme: str, key: str, kind: str) -> Node:
    """An entry of one of the EU's authority lists, which says of which."""
    return {
        "@id": f"{AUTHORITY}/{scheme}/{key}",
        "@type": kind,
        "skos:inScheme": {"@id": f"{AUTHORITY}/{scheme}"},
    }


def organisation(name: str) -> Node:
    """A publisher; nothing where none is known."""
    kinds = ["foaf:Agent", "org:Organization"]
    return {"@type": kinds, "foaf:name": name, "skos:prefLabel": name} if name else {}


def page(address: str, title: str) -> Node:
    """A page with its title; nothing where there is none."""
    known = iri(address)
    return {"@id": known, "@type": "foaf:Document", "dct:title": title} if known else {}


def media(media_type: str) -> Node:
    """A media type by IANA's address."""
    kinds = ["dct:MediaType", "dct:MediaTypeOrExtent"]
    return {"@id": iri(f"{MEDIA}{media_type}"), "@type": kinds} if "/" in media_type else {}


def _version_id(page_address: str) -> str:
    return f"{page_address}#dataset" if page_address else ""
