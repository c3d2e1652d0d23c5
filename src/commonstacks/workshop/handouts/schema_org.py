"""schema.org ``Dataset`` as JSON-LD for the page, with the context in plain words."""

from __future__ import annotations

import json
from typing import Final

from commonstacks.workshop.handouts.datasheet import markdown
from commonstacks.workshop.handouts.story import CONTEXT_KEY, Credit, Story, context_facts

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
    made: dict[str, object] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": story.landing_address,
        "name": story.title,
        "description": story.lead,
        "url": story.landing_address,
        "version": str(story.version),
        "dateModified": story.version_on.isoformat(),
        "isBasedOn": story.address,
        "creator": {"@type": "Organization", "name": story.publisher},
        "publisher": {"@type": "Library", "name": story.library},
        "creditText": story.attribution,
        "license": story.licence.url or story.licence.id,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.name, "description": column.kind}
            for column in story.columns
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file in story.files
        ],
        "contributor": [
            {"@type": "Role", "roleName": each.role, "contributor": _agent(each)}
            for each in story.credits
        ],
        "subjectOf": {
            "@type": "CreativeWork",
            "name": f"The context of “{story.title}”, revision {story.revision}",
            "version": str(story.revision),
            "encodingFormat": "text/markdown",
            "text": markdown(story),
        },
        CONTEXT_KEY: {"@type": "@json", "@value": context_facts(story)},
    }
    return {key: value for key, value in made.items() if value not in ("", [])}


def for_page(story: Story) -> str:
    """The JSON text of ``dataset`` for a ``script`` element: no sign in it can end the element.

    The page itself tells the whole context; here its lead stands, and where the rest lies as JSON.
    """
    made = dataset(story)
    del made[CONTEXT_KEY]
    made["subjectOf"] = {
        "@type": "CreativeWork",
        "name": f"The context of “{story.title}”, revision {story.revision}",
        "version": str(story.revision),
        "encodingFormat": "application/json",
        "url": story.context_address,
        "abstract": " ".join(gap.text for gap in story.gaps),
    }
    text = json.dumps(made, ensure_ascii=False)
    for sign, escape in UNSAFE_IN_HTML.items():
        text = text.replace(sign, escape)
    return text


def _agent(credit: Credit) -> dict[str, str]:
    """Where the kind is not known ("1 contributor not named"), none is claimed."""
    return {"@type": KINDS.get(credit.kind, "Thing"), "name": credit.name}
