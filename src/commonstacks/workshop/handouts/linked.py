"""What the handouts in JSON-LD share: names of vocabularies, small nodes, safe addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from commonstacks.workshop.forms.gap import Period
from commonstacks.workshop.handouts import told
from commonstacks.workshop.handouts.periods import period_in
from commonstacks.workshop.handouts.story import Story, context_facts

Node = dict[str, Any]  # JSON values; a node of JSON-LD

PREFIXES: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "commonstacks": "urn:commonstacks:",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcat-us": "http://data.resources.gov/ontology/dcat-us#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "odrs": "http://schema.theodi.org/odrs#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
SCHEMES: Final = ("http://", "https://", "mailto:", "urn:")
SPDX: Final = "https://spdx.org/licenses/"
DAYS: Final = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
KEPT: Final = "!#$%&'()*+,/:;=?@[]~-._"


def filled(node: Mapping[str, Any]) -> Node:
    """The node without what is empty: an empty claim would be a false one."""
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}


def iri(text: str) -> str:
    """The address with signs that no IRI may hold percent-encoded; empty where it is none."""
    return quote(text.strip(), safe=KEPT) if text.strip().startswith(SCHEMES) else ""


def ref(text: str) -> Node:
    """A link to what has this address; empty where it is none."""
    return {"@id": iri(text)} if iri(text) else {}


def typed(value: object, datatype: str) -> Node:
    """A literal with its datatype ("xsd:date")."""
    return {"@value": str(value), "@type": datatype}


def day(text: str) -> Node:
    """A day, month or year in ISO form; empty where it is none."""
    return typed(text, DAYS[len(text)]) if len(text) in DAYS else {}


def beside(story: Story) -> Node:
    """The whole context as a JSON literal (JSON-LD 1.1, ``rdf:JSON``): absences and gaps as data.

    No reader takes its keys for terms of a vocabulary.
    """
    return {"@type": "@json", "@value": context_facts(story)}


def dataset_id(story: Story) -> str:
    """The dataset version as a thing, beside the page that tells of it."""
    return f"{iri(story.landing_address)}#dataset"


def licence_id(story: Story) -> str:
    """The licence by its address: as stated, else SPDX's page; empty where none is stated."""
    stated = iri(story.licence.url) or iri(story.licence.id)
    return stated or (f"{SPDX}{quote(story.licence.id)}" if story.licence.id else "")


def role_id(role: str) -> str:
    """A role of the ledger ("fact checker") as a name for machines."""
    return f"urn:commonstacks:role:{re.sub(r'[^a-z]+', '-', role.lower()).strip('-')}"


def period(story: Story) -> tuple[Period | None, str]:
    """The time the data are about (A4): as two dates where certain, and as it was written."""
    written = next(iter(told.blanks(story, "A4", "period")), "")
    return period_in(written) if written else None, written
