"""What one may do with a dataset, as DCAT has it: its licence, its rights, who may see it."""

from __future__ import annotations

import re
from typing import Final

from commonstacks.workshop.handouts import told
from commonstacks.workshop.handouts.dcat_nodes import listed
from commonstacks.workshop.handouts.linked import Node, filled, licence_id
from commonstacks.workshop.handouts.story import Story

ACCESS_RIGHTS: Final = {
    "open": "PUBLIC",
    "on_request": "RESTRICTED",
    "community_only": "RESTRICTED",
    "context_only": "NON_PUBLIC",
}

LICENCE_TYPES: Final = "http://purl.org/adms/licencetype"
KINDS: Final = (  # a part of the SPDX name, and what it says of the kind
    (frozenset({"CC0", "PDDL", "UNLICENSE", "PDM", "NOC"}), "PublicDomain"),
    (frozenset({"BY", "OGL", "MIT", "BSD", "ETALAB"}), "Attribution"),
    (frozenset({"SA", "ODBL"}), "ViralEffect-ShareAlike"),
    (frozenset({"NC"}), "NonCommercialUseOnly"),
    (frozenset({"ND"}), "NoDerivativeWork"),
)


def licence(story: Story) -> Node:
    """The licence by its address; nothing where none is stated."""
    known = licence_id(story)
    if not known:
        return {}
    return filled({"@id": known, "@type": "dct:LicenseDocument", "dct:type": kinds(story)})


def kinds(story: Story) -> list[Node]:
    """What kind of licence it is, by the ADMS list that DCAT-AP names; none where not known."""
    parts = set(re.split(r"[-/]", story.licence.id.upper()))
    found = [kind for marks, kind in KINDS if parts & marks]
    return [
        {
            "@id": f"{LICENCE_TYPES}/{kind}",
            "@type": "skos:Concept",
            "skos:prefLabel": kind,
            "skos:inScheme": {"@id": f"{LICENCE_TYPES}/1.0"},
        }
        for kind in dict.fromkeys(found)
    ]


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
