"""The eight classes of roles; each is printed on every work's page, the empty ones too."""

from __future__ import annotations

from typing import Final

CLASSES: Final[dict[str, tuple[str, ...]]] = {
    "origin": ("subject", "community holder", "respondent", "witness"),
    "gather": (
        "collector",
        "interviewer",
        "transcriber",
        "digitiser",
        "sensor keeper",
        "records requester",
    ),
    "make": ("curator", "cleaner", "engineer", "modeller", "documenter"),
    "context": (
        "contextualist",
        "reviewer",
        "translator",
        "interpreter",
        "advisor or elder",
        "fact checker",
    ),
    "sense": ("analyst", "writer", "mapper", "questioner", "concierge", "teacher"),
    "gather people": (
        "facilitator",
        "convener",
        "note taker",
        "host",
        "childcare or access support",
        "outreach",
    ),
    "govern": ("steward", "form proposer", "objector", "moderator"),
    "enable": ("funder", "host organisation", "maintainer", "administrator", "donor in kind"),
}

CLASS_OF: Final[dict[str, str]] = {role: name for name, roles in CLASSES.items() for role in roles}
