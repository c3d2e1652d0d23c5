"""Numbers, sizes and days as people read them."""

from __future__ import annotations

from typing import Final

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()
UNITS: Final = ("kB", "MB", "GB", "TB")


@register.filter
def number(value: float | None) -> str:
    """42049 → 42,049; nothing stays nothing."""
    return "" if value is None else str(number_format(value, use_l10n=True, force_grouping=True))


@register.filter
def size(value: int) -> str:
    """Bytes in steps of a thousand: 1 834 112 → 1.8 MB."""
    if value < 1000:
        return _("%(count)s bytes") % {"count": value}
    amount, unit = value / 1000, 0
    while amount >= 1000 and unit < len(UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{number_format(amount, 1 if amount < 10 else 0)} {UNITS[unit]}"


@register.filter
def short(digest: str) -> str:
    """The first twelve signs of a digest, for the eye."""
    return digest[:12]
