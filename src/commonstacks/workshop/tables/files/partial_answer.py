"""Answers of portals that hold only a part of the table, as they say themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TOTALS = frozenset(
    [
        "total",
        "totals",
        "total_count",
        "totalcount",
        "totalfeatures",
        "numbermatched",
        "count",
        "nhits",
        "total_rows",
        "totalrows",
        "total_records",
        "totalrecords",
        "@odata.count",
        "odata.count",
        "recordcount",
    ]
)
_COUNT = re.compile(r'(?:\{"value": )?(\d{1,15})(?:[,}].*)?')
_MORE = frozenset(["exceededtransferlimit", "hasmore", "has_more"])
_NEXT = frozenset(
    ["next", "nextlink", "next_page", "nextpage", "@odata.nextlink", "odata.nextlink"]
)


def warnings(beside: Mapping[str, str], rows: int) -> tuple[str, ...]:
    """A warning where what stands ``beside`` the rows (name: value) says that there are more."""
    ends = {_end(name): text for name, text in beside.items()}
    counts = [_COUNT.fullmatch(text) for name, text in ends.items() if name in _TOTALS]
    totals = [int(count[1]) for count in counts if count]
    if totals and max(totals) > rows:
        return (
            f"The file is an answer with {rows:,} of {max(totals):,} rows: the rest is missing.",
        )
    more = any(ends.get(name) == "true" for name in _MORE)
    links = any(ends.get(name, "").startswith(("http", "/", "?")) for name in _NEXT)
    if not more and not links:
        return ()
    return (f"The file is an answer with {rows:,} rows, and says that there are more.",)


def _end(name: str) -> str:
    """The last name of a path; names of OData hold dots themselves."""
    folded = name.casefold()
    at = folded.find("odata.")
    if at >= 0:
        return folded[max(at - 1, 0) :].lstrip(".")
    return folded.rpartition(".")[2]
