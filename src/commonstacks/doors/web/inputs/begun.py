"""What stands in the blanks, put by as its form would send it, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import QueryDict

PRESSED: Final = frozenset(
    ("csrfmiddlewaretoken", "more", "later", "discard", "find", "choose", "next", "back")
)
"""What says which button was pressed, not what somebody wrote."""


def words_of(post: QueryDict) -> dict[str, list[str]]:
    """Every blank with what stands in it; buttons are left out."""
    return {name: said for name, said in post.lists() if name not in PRESSED}


def as_sent(words: Mapping[str, list[str]]) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, said in words.items():
        sent.setlist(name, list(said))
    return sent
