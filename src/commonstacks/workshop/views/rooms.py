"""Room on an axis for values that it does not list, so that rows of another side find a bin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from commonstacks.workshop.views.axes import Categories
from commonstacks.workshop.views.panels import AnyAxis, Panels


def roomy(axis: AnyAxis) -> AnyAxis:
    """The axis with a place for values that it does not list."""
    if isinstance(axis, Panels):
        inner = roomy(axis.inner)
        return Panels(inner, axis.values, max(axis.others, 1))  # type: ignore[arg-type]  # panels have no panels inside
    return replace(axis, others=max(axis.others, 1)) if isinstance(axis, Categories) else axis


def folded(wide: AnyAxis, axis: AnyAxis, counts: Sequence[int]) -> tuple[list[int], int]:
    """The ``counts`` by the codes of the ``wide`` axis by those of ``axis``, and how many rows are
    in none of its bins."""
    held = [int(n or 0) for n in fold(wide, axis, counts)]
    return held, sum(counts) - sum(held)


def fold(wide: AnyAxis, axis: AnyAxis, told: Sequence[Any]) -> list[Any]:
    """The same of anything; None where nothing was told of a code."""
    held: list[Any] = [None] * axis.size
    for code, each in enumerate(told):
        place = _back(wide, axis, code)
        if place is not None:
            held[place] = each
    return held


def _back(wide: AnyAxis, axis: AnyAxis, code: int) -> int | None:
    """The code of ``axis`` for one of ``wide``; None where it has none."""
    if isinstance(wide, Panels) and isinstance(axis, Panels):
        panel, inner = wide.split(code)
        place = _back(wide.inner, axis.inner, inner)
        return None if place is None or panel >= axis.panels else panel * axis.inner.size + place
    return code if code < axis.size else None
