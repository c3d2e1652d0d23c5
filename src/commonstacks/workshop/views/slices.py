"""What filters leave of the charts of a view."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slice:
    """What a set of filters leaves: ``matching`` rows pass all of them; ``counts[i][code]`` are the
    rows of chart i under all filters but its own."""

    matching: int
    counts: tuple[tuple[int, ...], ...]
