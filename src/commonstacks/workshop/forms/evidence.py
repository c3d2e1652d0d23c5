"""What an answer rests on: measured, documented, told, worked out, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.answers import check_date, check_url
from commonstacks.workshop.forms.form import Form


@dataclass(frozen=True, slots=True)
class Evidence:
    """``kind`` of the form's vocabulary; ``note`` says how it was measured or what was read."""

    kind: str
    title: str
    url: str = ""
    read_on: date | None = None
    note: str = ""

    def as_facts(self) -> dict[str, str]:
        """As JSON; what is empty is left out."""
        day = self.read_on.isoformat() if self.read_on else ""
        facts = {
            "kind": self.kind,
            "title": self.title,
            "url": self.url,
            "read_on": day,
            "note": self.note,
        }
        return {key: value for key, value in facts.items() if value}

    @classmethod
    def from_facts(cls, facts: Mapping[str, str]) -> Evidence:
        """The evidence ``as_facts`` wrote; for facts this library kept."""
        day = facts.get("read_on")
        return cls(
            kind=facts["kind"],
            title=facts["title"],
            url=facts.get("url", ""),
            read_on=date.fromisoformat(day) if day else None,
            note=facts.get("note", ""),
        )


def check_evidence(form: Form, facts: Mapping[str, object]) -> Evidence:
    """Evidence from JSON. Refuses an unknown kind, a missing title and addresses that are none.

    Documented evidence needs the day it was read.
    """
    kind, title = _words(facts, "kind"), _words(facts, "title")
    known = form.vocabulary("evidence").ids
    if kind not in known:
        raise Refusal(
            "No kind of evidence: {kind}.",
            "Choose one of: {known}.",
            kind=repr(kind),
            known=", ".join(known),
        )
    if not title:
        raise Refusal("The evidence has no title.", "Name the document, the count or the talk.")
    url, day = _words(facts, "url"), _words(facts, "read_on")
    if kind == "documented" and not day:
        raise Refusal("It is not said when {title} was read.", "Add the day.", title=repr(title))
    return Evidence(
        kind=kind,
        title=title,
        url=check_url("The evidence", url) if url else "",
        read_on=check_date("The evidence", day) if day else None,
        note=_words(facts, "note"),
    )


def _words(facts: Mapping[str, object], name: str) -> str:
    return str(facts.get(name) or "").strip()
