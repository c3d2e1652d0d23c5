"""Numbers that carry a footnote mark: "12.5*", "1,234 p", "12 (r)"."""

from __future__ import annotations

import re
from dataclasses import replace

from commonstacks.workshop.tables.columns import naming, number_styles, written
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.number_styles import WRITINGS
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.columns.typed import Typing, of_style

_MARK = r"(?: ?[*†‡§¶]+| ?[¹²³⁴⁵⁶⁷⁸⁹]| ?\([a-z0-9]\)| ?\[[a-z0-9]\]| [bcdefnprsuz]{1,2})"
_FIND = re.compile(rf"({_MARK})$")
_STRIP = "regexp_replace({v}, '" + _MARK.replace("{", "{{").replace("}", "}}") + "$', '')"
_MOST = 6  # different marks; more are no marks but letters of a code


def decide(evidence: Evidence) -> Typing | None:
    """Numbers, if every value is one when its mark is taken off; else None.

    At least one value has no mark, else the sign may be a unit. The marks are told in a step.
    """
    if naming.is_id(evidence.name) or naming.is_code(evidence.name):
        return None
    if not evidence.likely(rf"{number_styles.NUMBERISH}(?:{_MARK})?", 1.0):
        return None
    for way in WRITINGS:
        whole, part = number_styles.numbers(way)
        bare = evidence.count(part.pattern) if evidence.likely(part.pattern, 0.05) else 0
        if not bare:
            continue
        for style in (_marked(whole), _marked(part)):
            if written.every(evidence, style.pattern) and _fits(evidence, style):
                return _told(evidence, style, evidence.present() - bare)
    return None


def _fits(evidence: Evidence, style: Style) -> bool:
    return evidence.fitting(style) == evidence.present()


def _marked(style: Style) -> Style:
    return replace(
        style,
        says=f"{style.says}, some with a mark behind it",
        pattern=f"(?:{style.pattern}){_MARK}?",
        sql=style.sql.replace("{v}", _STRIP),
    )


def _told(evidence: Evidence, style: Style, carrying: int) -> Typing | None:
    counts = _counts(evidence)
    if len(counts) > _MOST:
        return None
    typing = of_style(evidence, style)
    each = ", ".join(f"“{mark}” {count:,} times" for mark, count in counts.items())
    verb = "value carries a mark" if carrying == 1 else "values carry a mark"
    return replace(
        typing,
        told=f"{evidence.name}: {carrying:,} {verb} that is left out of the number ({each})",
    )


def _counts(evidence: Evidence) -> dict[str, int]:
    """How many values end in which mark, for the marks among some distinct values."""
    found = {hit.group(1).strip() for value in evidence.sample if (hit := _FIND.search(value))}
    return {mark: evidence.count(rf".*\d\.? ?{re.escape(mark)}") for mark in sorted(found)}
