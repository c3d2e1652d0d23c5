"""Sending in and sending back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from commonstacks.workshop.forms.answers import check_date


@dataclass(frozen=True, slots=True)
class TypedReply:
    reply: str = ""
    told_on: str = ""
    why: str = ""

    @property
    def day(self) -> date | None:
        return check_date("The day", self.told_on) if self.told_on else None


def typed_reply(post: QueryDict) -> TypedReply:
    return TypedReply(
        post.get("reply", ""), post.get("told_on", "").strip(), post.get("why", "").strip()
    )


def reasons(post: QueryDict) -> dict[str, str]:
    """Question → reason, the empty ones left out."""
    found = {
        name.removeprefix("reason-"): post.get(name, "").strip()
        for name in post
        if name.startswith("reason-")
    }
    return {question: reason for question, reason in found.items() if reason}
