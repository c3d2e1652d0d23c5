"""schema.org ``Dataset`` as JSON-LD for the page, with the context in plain words."""

from __future__ import annotations

import json
from typing import Final

from commonstacks.workshop.handouts import told
from commonstacks.workshop.handouts.datasheet import markdown
from commonstacks.workshop.handouts.linked import Node, beside, filled, iri, licence_id, period
from commonstacks.workshop.handouts.story import CONTEXT_KEY, Credit, Story

CONTEXT: Final = {"@vocab": "https://schema.org/", "commonstacks": "urn:commonstacks:"}
KINDS: Final = {
    "person": "Person",
    "organisation": "Organization",
    "group": "Organization",
    "community": "Organization",
    "software": "SoftwareApplication",
}
UNSAFE_IN_HTML: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028"}


def dataset(story: Story) -> dict[str, object]:
    """The ``Dataset`` of this version as JSON values; the context is a ``CreativeWork`` about it.

    ``commonstacks:context`` holds the structured context as a JSON literal (JSON-LD 1.1), so
    that no reader takes its keys for schema.org terms.
    """
    context = {
        **_context(story),
        "encodingFormat": "text/markdown",
        "text": markdown(story),
    }
    return filled({**_described(story), "subjectOf": context, CONTEXT_KEY: beside(story)})


def _described(story: Story) -> Node:
    """All but the context; what is empty is still in it."""
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": story.landing_address,
        "identifier": story.landing_address,
        "name": story.title,
        "description": told.described(story),
        "url": story.landing_address,
        "version": str(story.version),
        "dateModified": story.version_on.isoformat(),
        "size": f"{story.rows} rows",
        "creator": _organisation(story.publisher),
        "publisher": {"@type": "Library", "name": story.library},
        "creditText": story.attribution,
        "license": licence_id(story),
        "usageInfo": "\n".join([told.licence_line(story), *told.words(story, "G2", "G4")]),
        "conditionsOfAccess": "\n".join(told.words(story, "G5")),
        **_about(story),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.name, "description": column.kind}
            for column in story.columns
        ],
        "distribution": [*_files(story), *_packed(story)],
        "contributor": [
            {"@type": "Role", "roleName": each.role, "contributor": _agent(each)}
            for each in story.credits
        ],
    }


def _context(story: Story) -> Node:
    return {
        "@type": "CreativeWork",
        "name": f"The context of “{story.title}”, revision {story.revision}",
        "version": str(story.revision),
    }


def _about(story: Story) -> Node:
    """What people said, where schema.org has a word for it."""
    span, _ = period(story)
    sources = [story.address, *told.blanks(story, "B8", "url")]
    return {
        "isBasedOn": [iri(each) for each in sources if iri(each)],
        "measurementTechnique": list(told.words(story, "B1")),
        "funder": [_organisation(name) for name in told.blanks(story, "B5", "agent")],
        "maintainer": [
            filled(
                {
                    "@type": "Organization",
                    "name": each.get("steward", ""),
                    "url": iri(str(each.get("contact", ""))),
                }
            )
            for each in told.entries(story, "H1")
        ],
        "spatialCoverage": [
            filled({"@type": "Place", "name": place.name, "sameAs": iri(place.address)})
            for place in story.places
        ]
        or [{"@type": "Place", "name": name} for name in told.blanks(story, "A4", "place")],
        "temporalCoverage": f"{span.first}/{span.last}" if span else "",
    }


def _files(story: Story) -> list[Node]:
    return [
        filled(
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": iri(file.address),
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
        )
        for file in story.files
    ]


def _packed(story: Story) -> list[Node]:
    return [
        {
            "@type": "DataDownload",
            "name": f"The table with its context, as {each.form}",
            "contentUrl": iri(each.address),
            "encodingFormat": "application/zip",
        }
        for each in story.downloads
    ]


def _organisation(name: str) -> Node:
    return {"@type": "Organization", "name": name} if name else {}


def for_page(story: Story) -> str:
    """The JSON text of ``dataset`` for a ``script`` element: no sign in it can end the element.

    The page itself tells the whole context; here its lead stands, and where the rest lies as JSON.
    """
    lead = {
        **_context(story),
        "encodingFormat": "application/json",
        "url": story.context_address,
        "abstract": " ".join(gap.text for gap in story.gaps),
    }
    text = json.dumps(filled({**_described(story), "subjectOf": lead}), ensure_ascii=False)
    for sign, escape in UNSAFE_IN_HTML.items():
        text = text.replace(sign, escape)
    return text


def _agent(credit: Credit) -> dict[str, str]:
    """Where the kind is not known ("1 contributor not named"), none is claimed."""
    return {"@type": KINDS.get(credit.kind, "Thing"), "name": credit.name}
