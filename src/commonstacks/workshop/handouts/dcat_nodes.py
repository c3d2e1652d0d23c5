"""Small nodes that DCAT graphs are made of: an agent, a page, a media type, an entry of a list."""

from __future__ import annotations

from typing import Final

from commonstacks.workshop.handouts import told
from commonstacks.workshop.handouts.linked import Node, filled, iri, ref
from commonstacks.workshop.handouts.story import Story

MEDIA: Final = "https://www.iana.org/assignments/media-types/"
AUTHORITY: Final = "http://publications.europa.eu/resource/authority"


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
