"""What a proposal says beside its changes, as somebody writes it."""

from __future__ import annotations

import re

from django.http import QueryDict

from commonstacks.library.governing.actions import Reasons

WRITTEN = ("title", "wrong", "alternatives", "gains", "bears")


def reasons_from(post: QueryDict) -> Reasons:
    said = {name: post.get(name, "").strip() for name in WRITTEN}
    return Reasons(**{**said, "title": said["title"][:200]})  # type: ignore[arg-type]  # all words


def slugs_from(post: QueryDict) -> tuple[str, ...]:
    """Names of datasets, one a line; an address of a dataset's page does as well."""
    lines = post.get("datasets", "").split()
    return tuple(re.sub(r"^.*/datasets/", "", line).strip("/").split("/")[0] for line in lines)
