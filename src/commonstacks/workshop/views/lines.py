"""A line over time: its own range of numbers, broken where a period has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonstacks.workshop.views.axes import Line
from commonstacks.workshop.views.sentences import number_text
from commonstacks.workshop.views.words import Words

DOTTED = 60
"""With more periods than this the line has no dots."""
FREE = 26
"""Units between the lowest point and the floor, where its number stands."""


@dataclass(frozen=True, slots=True)
class Strokes:
    """The line as paths: ``whole`` is pale, ``kept`` what the filters leave; dots likewise."""

    whole: str
    kept: str
    dots: str
    kept_dots: str
    least: str
    most: str


def strokes(
    axis: Line, kept: Sequence[bool], wide: float, head: float, floor: float, words: Words
) -> Strokes:
    """The line through the middles of its periods, between ``head`` and above ``floor``; ``kept``
    says for each period whether the filters leave it."""
    known = [amount for amount in axis.amounts if amount is not None] or [0.0]
    least, most = min(known), max(known)
    heights = [height(amount, least, most, head, floor - FREE) for amount in axis.amounts]
    left = [at if keeps else None for at, keeps in zip(heights, kept, strict=True)]
    dotted = len(heights) <= DOTTED
    return Strokes(
        whole=_path(heights, wide),
        kept=_path(left, wide),
        dots=_dots(heights, wide) if dotted else "",
        kept_dots=_dots(left, wide) if dotted else "",
        least=number_text(least, words),
        most=number_text(most, words),
    )


def height(
    amount: float | None, least: float, most: float, top: float, bottom: float
) -> float | None:
    """How far down an amount stands: ``most`` at ``top``; in the middle where all are the same."""
    if amount is None:
        return None
    part = (amount - least) / (most - least) if most > least else 0.5
    return bottom - part * (bottom - top)


def _path(heights: Sequence[float | None], wide: float) -> str:
    """A point on its own is a line without length, which has round ends."""
    return "".join(
        f"M{run[0]}h0" if len(run) == 1 else f"M{'L'.join(run)}" for run in _runs(heights, wide)
    )


def _dots(heights: Sequence[float | None], wide: float) -> str:
    return "".join(f"M{point}h0" for run in _runs(heights, wide) for point in run)


def _runs(heights: Sequence[float | None], wide: float) -> Iterator[list[str]]:
    """The points of each unbroken piece."""
    run: list[str] = []
    for place, at in enumerate([*heights, None]):
        if at is not None:
            run.append(f"{(place + 0.5) * wide / len(heights):.2f} {at:.2f}")
        elif run:
            yield run
            run = []
