"""Where the data came from and who had a part in them, as PROV-O in JSON-LD (W3C)."""

from __future__ import annotations

from commonstacks.workshop.handouts import dcat_lineage, told
from commonstacks.workshop.handouts.linked import (
    PREFIXES,
    Node,
    beside,
    dataset_id,
    filled,
    iri,
    ref,
    role_id,
    typed,
)
from commonstacks.workshop.handouts.story import CONTEXT_KEY, Credit, Story


def provenance(story: Story) -> Node:
    """A graph: the version, where it came from, what was done with it, by whom; refuses nothing.

    The context is an entity of its own, about the version; it carries the whole context as a
    JSON literal. What people did before the library took the data in is in their words.
    """
    context = {
        "@id": f"{dataset_id(story)}-context-{story.revision}",
        "@type": "prov:Entity",
        "rdfs:label": f"The context of “{story.title}”, revision {story.revision}",
        "prov:specializationOf": ref(story.context_address),
        "prov:wasAttributedTo": [
            {"@type": "prov:Agent", "rdfs:label": name}
            for name in dict.fromkeys(each.author for each in story.statements if each.author)
        ],
        "dct:subject": {"@id": dataset_id(story)},
        CONTEXT_KEY: beside(story),
    }
    return {
        "@context": PREFIXES,
        "@graph": [
            filled(version(story)),
            *(filled(each) for each in (source(story), taking_in(story)) if each),
            filled(context),
        ],
    }


def version(story: Story) -> Node:
    """The dataset version as an entity."""
    previous = iri(story.previous_address)
    return {
        "@id": dataset_id(story),
        "@type": ["prov:Entity", "dcat:Dataset"],
        "rdfs:label": f"{story.title}, version {story.version}",
        "prov:hadPrimarySource": ref(story.address),
        "prov:wasRevisionOf": ref(f"{previous}#dataset") if previous else "",
        "prov:wasDerivedFrom": dcat_lineage.derived(story),
        "prov:wasGeneratedBy": [
            {"@id": f"{dataset_id(story)}-taken-in"},
            *(_activity(line) for line in told.words(story, "B1", "B7")),
        ],
        "prov:wasAttributedTo": dcat_lineage.attributed(story),
        "prov:wasInfluencedBy": [
            *dcat_lineage.influences(story),
            *({"@type": "prov:Agent", "rdfs:label": line} for line in told.answers(story, "B5")),
            *({"@type": "prov:Agent", "rdfs:label": line} for line in told.answers(story, "B9")),
        ],
        "prov:qualifiedAttribution": [_attribution(each) for each in story.credits],
    }


def source(story: Story) -> Node:
    """What the publisher gives out; nothing where no address is known."""
    if not iri(story.address):
        return {}
    return {
        "@id": iri(story.address),
        "@type": "prov:Entity",
        "prov:wasAttributedTo": {"@type": "prov:Agent", "rdfs:label": story.publisher}
        if story.publisher
        else "",
    }


def taking_in(story: Story) -> Node:
    """The library's own part: it took the version in and read its files, step by step."""
    return {
        "@id": f"{dataset_id(story)}-taken-in",
        "@type": "prov:Activity",
        "rdfs:label": "Taken in and read by the library",
        "rdfs:comment": list(story.steps),
        "prov:used": ref(story.address),
        "prov:endedAtTime": typed(story.taken_at.isoformat(), "xsd:dateTime")
        if story.taken_at
        else "",
        "prov:wasAssociatedWith": {"@type": "prov:Organization", "rdfs:label": story.library},
    }


def _activity(line: str) -> Node:
    return {"@type": "prov:Activity", "rdfs:label": line}


def _attribution(credit: Credit) -> Node:
    return filled(
        {
            "@type": "prov:Attribution",
            "prov:agent": {"@type": "prov:Agent", "rdfs:label": credit.name},
            "prov:hadRole": {"@id": role_id(credit.role), "@type": "prov:Role"},
            "rdfs:comment": credit.what,
        }
    )
