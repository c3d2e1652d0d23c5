"""Which rows somebody wants to read."""

from __future__ import annotations

from django.http import QueryDict

from commonstacks.kit.errors import Refusal


def first_row(query: QueryDict) -> int:
    asked = query.get("from", "").strip() or "1"
    if not asked.isdecimal() or len(asked) > 15 or int(asked) < 1:
        raise Refusal(
            "“{text}” is not the number of a row.", "Rows are counted from 1.", text=asked[:40]
        )
    return int(asked)
