"""A map of areas: five classes, what is filtered away pale, what has no number hatched."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from commonstacks.workshop.views.axes import MISSING, Areas
from commonstacks.workshop.views.grid import class_of, classes
from commonstacks.workshop.views.outlines import Outlines
from commonstacks.workshop.views.sentences import count_text, number_text
from commonstacks.workshop.views.words import Words

EVEN, TALLEST, MANY = 3, 0.9, 400
"""A map is at most this tall for one wide; a taller one has room beside it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One area: its class (``k0`` … ``k5``, or ``lost`` without a number) and the codes it counts;
    ``name`` is what it is called where no row has it."""

    look: str
    path: str
    codes: str
    name: str


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend."""

    look: str
    text: str


@dataclass(frozen=True, slots=True)
class AreaMap:
    """The drawing and its legend; ``chosen`` and ``gaps`` are outlines drawn on top. ``many``
    areas have finer borders."""

    box: str
    marks: tuple[Mark, ...]
    chosen: str
    gaps: str
    legend: tuple[Key, ...]
    many: bool = False


def area_marks(
    axis: Areas,
    counts: tuple[int, ...],
    whole: tuple[int, ...],
    passes: list[bool] | None,
    outlines: Outlines,
    gaps: Collection[str],
    words: Words,
) -> AreaMap:
    """The map under ``counts``. ``passes`` are the codes the chart's own filter lets through, if it
    has one; ``gaps`` the keys of areas that a margin note names. Where each area of the ``whole``
    is one row, there is no legend."""
    codes: dict[str, list[int]] = {}
    for code, key in enumerate(axis.keys, MISSING + 1):
        codes.setdefault(key, []).append(code)
    areas = [(area, codes.get(area.key, [])) for area in outlines.areas]
    breaks = breaks_of(axis, counts, [own for _, own in areas])
    marks, chosen = [], []
    one_each = max(whole[1:], default=0) == 1
    for area, own in areas:
        held = passes is None or any(passes[code] for code in own)
        look = look_of(axis, counts, own, breaks)
        if passes is not None and held:
            chosen.append(area.path)
        elif not held and look not in ("k0", "lost"):
            look += " out"
        name = "" if own else area.label
        marks.append(Mark(look, area.path, " ".join(map(str, own)), name))
    hatched = "".join(area.path for area, _ in areas if area.key in gaps)
    legend = () if one_each and not axis.value else _legend(axis, breaks, words)
    many = len(marks) > MANY
    return AreaMap(_box(outlines), tuple(marks), "".join(chosen), hatched, legend, many)


def breaks_of(
    axis: Areas, counts: tuple[int, ...], areas: Sequence[Sequence[int]]
) -> Sequence[float]:
    """The least number of each class: of the amounts for good, of the rows as they are now."""
    if axis.value:
        return axis.breaks
    return classes(max((sum(counts[code] for code in own) for own in areas), default=0))


def look_of(
    axis: Areas, counts: tuple[int, ...], own: Sequence[int], breaks: Sequence[float]
) -> str:
    """The class of one area whose values have the codes ``own``; of several amounts the first."""
    rows = sum(counts[code] for code in own)
    if not rows or not axis.value:
        return f"k{_class(rows, breaks)}"
    amount = next((axis.amounts[c - 1] for c in own if counts[c]), None)
    return "lost" if amount is None else f"k{_class(amount, breaks)}"


def _class(number: float, breaks: Sequence[float]) -> int:
    """As in a grid; where all areas are of one class, the middle one."""
    found = class_of(number, breaks)
    return min(found, EVEN) if len(breaks) == 1 else found


def _legend(axis: Areas, breaks: Sequence[float], words: Words) -> tuple[Key, ...]:
    first = 6 - len(breaks) if len(breaks) > 1 else EVEN
    texts = _amounts(breaks, words) if axis.value else _rows(breaks, words)
    keys = [Key(f"k{first + place}", text) for place, text in enumerate(texts)]
    if axis.value and None in axis.amounts:
        keys.append(Key("lost", words.no_number))
    return (Key("k0", words.no_rows), *keys)


def _amounts(breaks: Sequence[float], words: Words) -> list[str]:
    texts = [number_text(least, words) for least in breaks]
    spans = [words.bin.format(low=low, high=high) for low, high in pairwise(texts)]
    return [*spans, *(words.over.format(low=low) for low in texts[-1:])]


def _rows(breaks: Sequence[float], words: Words) -> list[str]:
    texts = []
    for place, least in enumerate(breaks):
        text = count_text(int(least), words)
        if place == len(breaks) - 1:
            text = words.over.format(low=text)
        elif breaks[place + 1] - 1 > least:
            text = words.span.format(low=text, high=count_text(int(breaks[place + 1]) - 1, words))
        texts.append(text)
    return texts


def _box(outlines: Outlines) -> str:
    width, height = outlines.shapes.width, outlines.shapes.height
    wide = max(width, height / TALLEST)
    numbers = (-(wide - width) / 2, 0, wide, height)
    return " ".join(f"{number:.1f}".removesuffix(".0") for number in numbers)
