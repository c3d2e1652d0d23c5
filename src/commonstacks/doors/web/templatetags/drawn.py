"""Parts of a page that are drawn once: the same picture in the same language is the same markup."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Final

from django import template
from django.template.loader import get_template
from django.utils.translation import get_language

register = template.Library()
KEPT: Final = 600  # a dataset's page has about fifteen: those of forty pages, some 20 MB


@register.simple_tag
def drawn_once(part: str, **picture: Hashable) -> str:
    """Like an include that sees nothing but the values given to it.

    They are frozen, and compared whole: where a word, a name or a stance is another one, the part
    is drawn anew. So nothing has to be told that something changed.
    """
    return drawn(part, get_language() or "en", **picture)


@lru_cache(maxsize=KEPT)
def drawn(part: str, _language: str, **picture: Hashable) -> str:
    return get_template(part).render(picture)
