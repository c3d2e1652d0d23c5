"""What a plain form asked for, without any script: fields to a spec, on the edges of the cube.

Of chart i: ``c<i>`` holds codes of bars, ``c<i>.from`` and ``c<i>.to`` the ends of a range,
``c<i>.west`` … ``c<i>.north`` a box. An empty field is no wish; a box as large as the map is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.axes import MISSING, Axis, Categories, Squares, Steps
from commonstacks.workshop.views.countable import Countable
from commonstacks.workshop.views.spec import ViewSpec, facts_of, parse


def from_form(base: ViewSpec, cube: Countable, fields: Mapping[str, Sequence[str]]) -> ViewSpec:
    """``base`` with the filters the fields ask for, snapped outward to the edges of ``cube``.

    Ticked bars win over a range of the same chart. Refuses numbers, days and codes that cannot be
    read; ignores fields of other names.
    """
    facts = facts_of(replace(base, filters=()))
    for place, axis in enumerate(cube.axes):
        wish = _ticked(axis, fields.get(f"c{place}", ())) or _range(axis, f"c{place}", fields)
        if wish:
            facts["filters"].append({**_columns(cube, place), **wish})
    return cube.snapped(parse(facts))


def _columns(cube: Countable, place: int) -> dict[str, Any]:
    names = list(cube.charts[place].columns)
    return {"columns": names} if len(names) == 2 else {"column": names[0]}


def _ticked(axis: Axis, codes: Sequence[str]) -> dict[str, Any]:
    values: list[str | None] = []
    known = axis.values if isinstance(axis, Categories) else ()
    for text in codes:
        if not (text.isascii() and text.isdigit()) or len(text) > 5 or int(text) > len(known):
            raise Refusal("The form names a value that the chart does not have.", _AGAIN)
        values.append(None if int(text) == MISSING else known[int(text) - 1])
    return {"any_of": values} if values else {}


def _range(axis: Axis, name: str, fields: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    def field(end: str) -> str:
        return next(iter(fields.get(f"{name}.{end}", ())), "").strip()

    if isinstance(axis, Steps):
        days = axis.unit not in ("number", "whole")
        ends = {end: field(end) for end in ("from", "to")}
        return {end: text if days else _number(text) for end, text in ends.items() if text}
    if isinstance(axis, Squares):
        whole = {"west": axis.x[0], "south": axis.y[0], "east": axis.x[-1], "north": axis.y[-1]}
        box = [_number(field(end)) if field(end) else edge for end, edge in whole.items()]
        return {"within": box} if box != list(whole.values()) else {}
    return {}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Refusal("“{text}” is not a number.", _AGAIN, text=text[:40]) from None


_AGAIN = "Go back and choose again."
