"""The button that follows something, the count of unread news, the revisions of a story."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.template import RequestContext
from django.utils.translation import get_language

from commonstacks.doors.web.site import reader_of
from commonstacks.flows import needing, noticing, posting, wiring
from commonstacks.flows.noticing import News
from commonstacks.kit.refs import Ref
from commonstacks.library.people.models import Account

register = template.Library()


@dataclass(frozen=True, slots=True)
class FollowBox:
    subject: str
    follows: bool
    by_mail: bool
    letters: bool  # whether this library sends any


@register.simple_tag(takes_context=True)
def unread_news(context: RequestContext) -> int:
    reader = reader_in(context)
    return noticing.unread(reader) if reader else 0


@register.simple_tag(takes_context=True)
def follow_box(context: RequestContext, kind: str, key: str) -> FollowBox | None:
    """None for who is not signed in."""
    reader = reader_in(context)
    if reader is None:
        return None
    found = noticing.follows(reader, Ref(kind, key))
    return FollowBox(f"{kind}:{key}", found is not None, bool(found), wiring.sends_letters())


@register.simple_tag(takes_context=True)
def question_box(context: RequestContext, slug: str, question: str) -> FollowBox | None:
    """The same for one question of a dataset."""
    ref = noticing.question_ref(slug, question)
    return follow_box(context, ref.kind, ref.key)


@register.simple_tag(takes_context=True)
def more_questions(context: RequestContext, slug: str) -> tuple[tuple[str, str], ...]:
    """Questions of a dataset that this reader may follow too: what is followed, and its words."""
    reader = reader_in(context)
    found = noticing.questions_to_follow(slug, reader) if reader else ()
    return tuple((subject, each.ask.say(get_language() or "en")) for subject, each in found)


@register.filter
def asks(question: str) -> str:
    """The words of a question by its id; one that is asked no more keeps its id."""
    form = wiring.form()
    return (
        form.question(question).ask.say(get_language() or "en") if form.has(question) else question
    )


@register.simple_tag(takes_context=True)
def may_care(context: RequestContext) -> bool:
    reader = reader_in(context)
    return reader is not None and needing.may_care(reader)


@register.filter
def happened(news: News) -> str:
    return posting.sentence(news)


def reader_in(context: RequestContext) -> Account | None:
    request = context.get("request")
    return reader_of(request) if isinstance(request, HttpRequest) else None
