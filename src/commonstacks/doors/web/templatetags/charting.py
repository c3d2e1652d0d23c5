"""The rows of a chart of bars: a page has a hundred of them, all alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from commonstacks.workshop.views.bars import Bar

register = template.Library()
ROW: Final = (
    '<tr class="{}{}" data-code="{}"><th scope="row">{}</th><td>'
    '<svg class="line" width="100%" height="20" aria-hidden="true" focusable="false">'
    '<rect y="2" width="{}" height="16" rx="2"/><text x="{}" dx="7" y="15">{}</text></svg>'
    '<span class="unseen" data-count>{}</span></td></tr>\n'
)
NAME: Final = "<span>{}</span>"
CHOICE: Final = '<label><input type="checkbox" name="c{}" value="{}"{}> <span>{}</span></label>'


@register.simple_tag
def bar_rows(bars: Iterable[Bar], place: int) -> SafeString:
    """Each a name, a bar and its number; ``place`` is that of the chart, for its checkboxes."""
    return format_html_join("", ROW, (cells(bar, place) for bar in bars))


def cells(bar: Bar, place: int) -> tuple[object, ...]:
    """What stands in the places of ``ROW``."""
    chosen = " chosen" if bar.chosen else ""
    width, count = bar.width, bar.count
    return bar.kind, chosen, bar.code, name(bar, place), width, width, count, count


def name(bar: Bar, place: int) -> SafeString:
    """What can be chosen has a box to tick."""
    if bar.kind == "beyond":
        return format_html(NAME, bar.label)
    return format_html(CHOICE, place, bar.code, " checked" if bar.chosen else "", bar.label)
