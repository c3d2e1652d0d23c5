"""What somebody chose on the page about reading becomes instructions; empty ones are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import QueryDict

FILE: Final = ("header", "separator", "encoding", "crs")
MOST: Final = 1000  # columns that one page asks about


def given_from(post: QueryDict, before: Mapping[str, str]) -> dict[str, str]:
    """The instructions on the page. What the page did not ask about stays as it was ``before``."""
    found = {name: post.get(name, before.get(name, "")).strip() for name in FILE}
    for at in range(MOST):
        if name := post.get(f"column-{at}", ""):
            found[f"as:{name}"] = post.get(f"as-{at}", "").strip()
            found[f"missing:{name}"] = post.get(f"missing-{at}", "").strip()
    rest = {name: value for name, value in before.items() if name not in found}
    return {name: value for name, value in {**rest, **found}.items() if value}
