"""What DCAT-AP 3 and DCAT-US 3 say alike of a dataset version (W3C DCAT 3)."""

from __future__ import annotations

from commonstacks.workshop.handouts import told
from commonstacks.workshop.handouts.dcat_coverage import keywords, locations, temporal
from commonstacks.workshop.handouts.dcat_distributions import distribution, packed
from commonstacks.workshop.handouts.dcat_lineage import (
    activities,
    attributed,
    attributions,
    derived,
    influences,
    provenance,
)
from commonstacks.workshop.handouts.dcat_nodes import organisation, page
from commonstacks.workshop.handouts.dcat_rights import access, rights
from commonstacks.workshop.handouts.linked import (
    PREFIXES,
    Node,
    beside,
    dataset_id,
    day,
    filled,
    ref,
)
from commonstacks.workshop.handouts.story import CONTEXT_KEY, Story


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
            "dcat:keyword": keywords(story),
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


def _version_id(page_address: str) -> str:
    return f"{page_address}#dataset" if page_address else ""
