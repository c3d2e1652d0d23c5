"""DCAT-US 3.0 (United States) as JSON-LD, with the context inside."""

from __future__ import annotations

from typing import Final

from commonstacks.workshop.handouts import dcat, dcat_nodes, told
from commonstacks.workshop.handouts.linked import Node, filled
from commonstacks.workshop.handouts.story import CONTEXT_KEY, Story

FREQUENCY: Final = "http://purl.org/cld/freq/"
RHYTHMS: Final = {
    "daily": "daily",
    "weekly": "weekly",
    "monthly": "monthly",
    "quarterly": "quarterly",
    "yearly": "annual",
    "irregular": "irregular",
}


def dataset(story: Story) -> Node:
    """The dataset version as JSON-LD with an inline context; refuses nothing.

    The profile wants a publisher: where nobody knows one, the library that lends the data is
    named, for it does make them available. A contact without an e-mail address stays in the
    context beside, as the profile allows none.
    """
    made = dcat.dataset(story, byte_size="xsd:nonNegativeInteger")
    context = made.pop(CONTEXT_KEY)
    return filled(
        {
            **made,
            "dct:publisher": made.get("dct:publisher") or dcat_nodes.organisation(story.library),
            "dcat:contactPoint": [
                each
                for each in dcat_nodes.contacts(story)
                if {"vcard:hasEmail", "vcard:fn"} <= set(each)
            ],
            "dct:accrualPeriodicity": rhythm(story),
            "dct:conformsTo": dcat_nodes.laws(story)[:1],
            "dcat-us:purpose": list(told.answers(story, "A2")),
            "prov:wasUsedBy": [
                {"@type": "prov:Activity", "rdfs:label": line} for line in told.answers(story, "A5")
            ],
            "adms:versionNotes": "\n".join(told.words(story, "E6")),
            CONTEXT_KEY: context,
        }
    )


def rhythm(story: Story) -> Node:
    """How often it is updated (H2), by the Dublin Core list of frequencies; it has no "once"."""
    said = next(iter(told.blanks(story, "H2", "rhythm")), "")
    known = RHYTHMS.get(said, "")
    return {"@id": f"{FREQUENCY}{known}", "@type": "dct:Frequency"} if known else {}
