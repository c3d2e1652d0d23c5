"""The words of a source as the content of one blank; empty where they do not say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from commonstacks.workshop.portals.foreign import MAIL, NO_MAIL

# A rhythm as ISO 8601 writes it, as the European list names it, or in words.
RHYTHMS: Final[Mapping[str, tuple[str, ...]]] = {
    "daily": ("r/p1d", "daily", "every day", "täglich", "r/pt1h", "hourly", "cont", "continuous"),
    "weekly": ("r/p1w", "r/p7d", "weekly", "every week", "wöchentlich"),
    "monthly": ("r/p1m", "monthly", "every month", "monatlich"),
    "quarterly": ("r/p3m", "quarterly", "every three months", "vierteljährlich", "quartalsweise"),
    "yearly": ("r/p1y", "annual", "annually", "yearly", "every year", "jährlich"),
    "irregular": ("irreg", "irregular", "as needed", "unregelmäßig", "as_needed", "ad hoc"),
    "once": ("never", "not updated", "not planned", "one time", "once", "static", "einmalig"),
}
ACCESS: Final[Mapping[str, tuple[str, ...]]] = {
    "open": ("public", "open", "openaccess", "öffentlich"),
    "on_request": ("restricted", "restricted public", "on request", "restrictedaccess"),
}
COLLECTED: Final[Mapping[str, str]] = {
    r"survey|questionnaire|interview": "survey",
    r"scrap|crawl|web api": "scraped",
    r"sensor|physical data|device|logging|software": "sensor",
    r"model|simulat|synthetic|machine.generated|derived": "modelled",
    r"transcri|digiti|manual human": "transcribed",
    r"inspect": "inspection",
    r"\bform\b": "form",
}
FUNDING: Final[Mapping[str, str]] = {
    r"government|public|city|county|state|federal|agency|municipal": "public",
    r"foundation|grant": "grant",
    r"donation|nonprofit|non-profit": "donation",
}
ROLE: Final = re.compile(
    r"\b(office|team|desk|department|dept|service|support|help|centre|center|data|bureau|agency|"
    r"library|university|council|division|administration|geoportal|amt|stelle|redaktion)\b",
    re.IGNORECASE,
)


def words(text: str) -> str:
    return text


def rhythm(text: str) -> str:
    """One of the form's rhythms, where the text is one of the words for it and no more."""
    said = text.strip().casefold().rstrip(".").rpartition("/frequency/")[2]
    return next((key for key, known in RHYTHMS.items() if said in known), "")


def access(text: str) -> str:
    said = text.strip().casefold().replace("_", " ").rpartition("/access-right/")[2]
    return next((key for key, known in ACCESS.items() if said in known), "")


def collected(text: str) -> str:
    """How facts got in; of the words that no pattern knows, nothing is made."""
    said = text.casefold()
    return next((kind for pattern, kind in COLLECTED.items() if re.search(pattern, said)), "")


def funding(text: str) -> str:
    said = text.casefold()
    return next((kind for pattern, kind in FUNDING.items() if re.search(pattern, said)), "")


def people(text: str) -> str:
    """Yes or no, where the text begins with one of the two."""
    found = re.match(r"\s*(yes|no|ja|nein)\b", text, re.IGNORECASE)
    return (
        {"yes": "yes", "ja": "yes", "no": "no", "nein": "no"}[found[1].casefold()] if found else ""
    )


def address(text: str) -> str:
    """A web address and nothing else."""
    said = text.strip()
    try:
        web = urlsplit(said).scheme in {"http", "https"} and bool(urlsplit(said).hostname)
    except ValueError:
        return ""
    return said if web and not re.search(r"[\s<>\"]", said) else ""


def role(text: str) -> str:
    """An office that answers; the name of a person is not taken over."""
    said = MAIL.sub("", text).replace(NO_MAIL, "").strip(" ,;()<>\n")
    return said if ROLE.search(said) else ""


READINGS: Final[Mapping[str, Callable[[str], str]]] = {
    "words": words,
    "rhythm": rhythm,
    "access": access,
    "collected": collected,
    "funding": funding,
    "people": people,
    "address": address,
    "role": role,
}
