"""DataCite Metadata Schema 4 as JSON, as its interface takes it, with the context beside."""

from __future__ import annotations

from typing import Final

from commonstacks.workshop.handouts import told
from commonstacks.workshop.handouts.linked import Node, filled, iri, licence_id, period
from commonstacks.workshop.handouts.story import CONTEXT_KEY, Credit, Story, context_facts

SCHEMA: Final = "http://datacite.org/schema/kernel-4"
MEDIA_TYPE: Final = "application/vnd.api+json"
ROLES: Final = {
    "collector": "DataCollector",
    "interviewer": "DataCollector",
    "transcriber": "DataCollector",
    "digitiser": "DataCollector",
    "records requester": "DataCollector",
    "curator": "DataCurator",
    "cleaner": "DataCurator",
    "documenter": "DataCurator",
    "engineer": "DataManager",
    "sensor keeper": "DataManager",
    "steward": "DataManager",
    "maintainer": "DataManager",
    "modeller": "Researcher",
    "analyst": "Researcher",
    "contextualist": "Editor",
    "reviewer": "Editor",
    "funder": "Sponsor",
    "host organisation": "HostingInstitution",
}
"""From the ledger's roles; a role the schema does not know is "Other"."""
NAME_TYPES: Final = {"person": "Personal", "organisation": "Organizational"}


def entry(story: Story) -> Node:
    """The record as a JSON:API document, as DataCite's interface takes it; refuses nothing.

    Its schema allows no other key in the record, so the whole context stands in ``meta``.
    """
    return {
        "data": {"type": "dois", "attributes": record(story)},
        "meta": {CONTEXT_KEY: context_facts(story)},
    }


def record(story: Story) -> Node:
    """The record of the dataset version; refuses nothing.

    There is no DOI yet: the page's address stands as ``url`` and as alternate identifier.
    """
    return filled(
        {
            "schemaVersion": SCHEMA,
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
            "url": iri(story.landing_address),
            "alternateIdentifiers": [
                {
                    "alternateIdentifier": story.landing_address,
                    "alternateIdentifierType": "URL",
                }
            ],
            "titles": [{"title": story.title}],
            "creators": [{"name": story.publisher or story.library, "nameType": "Organizational"}],
            "publisher": {"name": story.library},
            "publicationYear": str(story.version_on.year),
            "version": str(story.version),
            "dates": dates(story),
            "contributors": [contributor(each) for each in story.credits],
            "fundingReferences": [
                {"funderName": name} for name in told.blanks(story, "B5", "agent")
            ],
            "rightsList": rights(story),
            "descriptions": descriptions(story),
            "geoLocations": [{"geoLocationPlace": name} for name in places(story)],
            "relatedIdentifiers": related(story),
            "sizes": [f"{story.rows} rows", *(f"{file.size} bytes" for file in story.files)],
            "formats": list(dict.fromkeys(f.media_type for f in story.files if f.media_type)),
        }
    )


def dates(story: Story) -> list[Node]:
    """When the library took it in, and the time it is about (A4)."""
    taken = {
        "date": story.version_on.isoformat(),
        "dateType": "Available",
        "dateInformation": "Taken in by the library",
    }
    span, written = period(story)
    about = {"date": f"{span.first}/{span.last}", "dateType": "Other"} if span else {}
    return [taken, {**about, "dateInformation": f"About: {written}"}] if about else [taken]


def contributor(credit: Credit) -> Node:
    """A line of the ledger; whoever is not named stays counted."""
    return filled(
        {
            "name": credit.name,
            "nameType": NAME_TYPES.get(credit.kind, ""),
            "contributorType": ROLES.get(credit.role, "Other"),
        }
    )


def rights(story: Story) -> list[Node]:
    """The licence with its state, then duties, labels and notices (G2, G3, G4)."""
    spdx = "" if "/" in story.licence.id else story.licence.id
    known = filled(
        {
            "rights": told.licence_line(story),
            "rightsUri": licence_id(story),
            "rightsIdentifier": spdx.lower(),
            "rightsIdentifierScheme": "SPDX" if spdx else "",
            "schemeUri": "https://spdx.org/licenses/" if spdx else "",
        }
    )
    return [known, *({"rights": line} for line in told.words(story, "G2", "G3", "G4", "G5"))]


def descriptions(story: Story) -> list[Node]:
    """What it is (A1, A2), how it was made (B), and what it cannot say (C, D, E, F)."""
    methods = told.words(story, "B1", "B3", "B7", "E1", "E2")
    limits = (
        *told.gaps(story, "C1"),
        *told.gaps(story, "D1"),
        *told.words(story, "C1", "C2", "D1", "D2", "E3", "E6", "F1", "F5", "F6", "I1"),
        *told.uses(story),
    )
    kinds = (
        ("Abstract", (told.described(story),)),
        ("Other", told.words(story, "A2", "A5", "A6")),
        ("Methods", methods),
        ("TechnicalInfo", told.words(story, "A3", "A4")),
        ("Other", limits),
    )
    return [
        {"description": "\n".join(lines), "descriptionType": kind} for kind, lines in kinds if lines
    ]


def places(story: Story) -> list[str]:
    """The places found for it, and those that people wrote (A4), each once."""
    names = [place.name for place in story.places]
    return list(dict.fromkeys([*names, *told.blanks(story, "A4", "place")]))


def related(story: Story) -> list[Node]:
    """Where it came from, what it is built on (B8), its instrument (B6), context and forerunner."""
    links = (
        ("IsDerivedFrom", story.address),
        *(("IsDerivedFrom", url) for url in told.blanks(story, "B8", "url")),
        *(("IsDocumentedBy", url) for url in told.answers(story, "B6")),
        *(("IsReferencedBy", url) for url in told.blanks(story, "I3", "url")),
        ("HasMetadata", story.context_address),
        ("IsNewVersionOf", story.previous_address),
    )
    known = dict.fromkeys((relation, iri(address)) for relation, address in links if iri(address))
    return [
        {
            "relatedIdentifier": address,
            "relatedIdentifierType": "URL",
            "relationType": relation,
        }
        for relation, address in known
    ]
