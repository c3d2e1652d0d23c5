"""Where the data come from, as PROV has it beside DCAT: what they are built on, and whose work."""

from __future__ import annotations

from commonstacks.workshop.handouts import told
from commonstacks.workshop.handouts.linked import Node, filled, iri, role_id
from commonstacks.workshop.handouts.story import Credit, Story


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
