"""What people without an account write: their words, their name or none, how far it may go."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict

from commonstacks.flows.disputing import Wrong
from commonstacks.flows.inviting import BY_LINK, AboutMe, Voiced
from commonstacks.library.context.actions.asking import Wanted
from commonstacks.workshop.forms.answers import check_date


def voiced(post: QueryDict) -> Voiced:
    """``how`` and ``given_on`` are asked of facilitators only."""
    return Voiced(
        name=post.get("name", "").strip(),
        level="public" if post.get("level") == "public" else "circle",
        may_quote="may_quote" in post,
        how=post.get("how", BY_LINK).strip(),
        given_on=day(post.get("given_on", "").strip()),
    )


def day(text: str) -> date | None:
    return check_date("The day", text) if text else None


def about_me(post: QueryDict) -> AboutMe:
    return AboutMe(
        kind=post.get("kind", ""),
        text=post.get("text", "").strip(),
        question=post.get("question", ""),
        use=post.get("use", "").strip(),
    )


def wanted(post: QueryDict) -> Wanted:
    return Wanted(
        purpose=post.get("purpose", ""),
        question=post.get("question", ""),
        voice=post.get("voice", "") or "S",
        sent_to=post.get("sent_to", "").strip(),
    )


def wrong(post: QueryDict, evidence: tuple[dict[str, str], ...]) -> Wrong:
    name = post.get("name", "").strip() if "for_somebody" in post else None
    return Wrong(post.get("text", "").strip(), evidence, post.get("statement", ""), name)
