"""The forms a dataset version can be had in, for links."""

from __future__ import annotations

from django import template

from commonstacks.flows import exporting
from commonstacks.workshop.handouts.exports import Export

register = template.Library()


@register.simple_tag
def exports() -> tuple[Export, ...]:
    return exporting.listed()
