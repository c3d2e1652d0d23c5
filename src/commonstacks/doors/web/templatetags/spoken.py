"""Refusals, and sentences that were kept in English, in the language of the page."""

from __future__ import annotations

from django import template

from commonstacks.doors.web import spoken

register = template.Library()

register.filter("reason", spoken.reason)
register.filter("hint", spoken.hint)
register.filter("sentence", spoken.sentence)
