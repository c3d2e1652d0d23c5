"""Bars as rows: a name, a bar, a number at its end; missing is always a row of its own."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from commonstacks.workshop.views.axes import (
    MISSING,
    Areas,
    Axis,
    Categories,
    Steps,
    amounts_left,
)
from commonstacks.workshop.views.sentences import count_text, label, number_text
from commonstacks.workshop.views.words import Words

SHOWN = 12
_NUMBER = re.compile(r"-?[0-9]{1,15}([.][0-9]{1,15})?")
LISTED, MANY = 100, 400
"""Of more than ``MANY`` values, ``LISTED`` unfold; the others are chosen on the map."""
ROOM, LETTER, SHORT = 75, 5, 4
"""Percent of the line that the longest bar takes, its number stands behind it; and percent less for
each letter of the longest number above ``SHORT``."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. ``width`` is in percent of the line; ``kind`` is value, others, beyond or
    missing; only values and missing can be chosen."""

    code: int
    label: str
    count: str
    width: str
    kind: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """``first`` are drawn, ``more`` unfold below them under ``unfolds``; ``chosen`` says that some
    are ticked. ``long`` where there are too many values to draw them all; ``rest`` says how many
    are not even listed, ``left`` how many are not drawn."""

    first: tuple[Bar, ...]
    more: tuple[Bar, ...]
    unfolds: str
    rest: str
    long: bool
    chosen: bool
    left: str = ""


def bar_rows(
    axis: Axis,
    counts: tuple[int, ...],
    whole: tuple[int, ...],
    passes: list[bool] | None,
    words: Words,
) -> Bars:
    """The bars of a chart: all values of categories, and what other charts leave undrawn (missing,
    below, above, outside). ``passes`` are the codes its own filter lets through, if it has one.
    """
    order = ranked(axis, counts, whole)
    first, more = divided(order, counts, passes)
    undrawn = len(order) - len(first)
    unlisted = undrawn - len(more)
    lengths, ends = measured(axis, counts, whole, words)

    def bar(code: int, kind: str = "value") -> Bar:
        chosen = bool(passes and passes[code] and kind != "beyond")
        width = f"{lengths[code]:.2f}%"
        return Bar(code, label(axis, code, words), ends[code], width, kind, chosen)

    rest = [bar(code, "beyond") for code in beyond(axis) if whole[code]]
    rows = (*(bar(code) for code in first), *rest, bar(MISSING, "missing"))
    folded = tuple(bar(code) for code in more)
    return Bars(
        first=rows,
        more=folded,
        unfolds=words.more.format(n=count_text(len(more), words)),
        rest=words.unlisted.format(n=count_text(unlisted, words)) if unlisted else "",
        long=len(order) > SHOWN,
        chosen=any(row.chosen for row in rows),
        left=words.more.format(n=count_text(undrawn, words)) if undrawn else "",
    )


def ranked(axis: Axis, counts: tuple[int, ...], whole: tuple[int, ...]) -> list[int]:
    """The codes of all listed values, fullest first, then by their count without filters; a few
    numbers from the least on."""
    if not isinstance(axis, Categories):
        return []
    codes = range(1, len(axis.values) + 1)
    if amounts := amounts_left(axis, counts):
        left = [-math.inf if amount is None else amount for amount in amounts]
        return sorted(codes, key=lambda code: (-left[code], -counts[code], code))
    if numbers := _numbers(axis):
        return sorted(codes, key=lambda code: numbers[code - 1])
    return sorted(codes, key=lambda code: (-counts[code], -whole[code], code))


def _numbers(axis: Categories) -> list[float]:
    """The values as numbers, where all are and none is left out: few enough to be drawn in their
    own order, so that their bars have a shape."""
    few = not axis.others and len(axis.values) <= SHOWN and not isinstance(axis, Areas)
    plain = few and not axis.labels and all(_NUMBER.fullmatch(value) for value in axis.values)
    return [float(value) for value in axis.values] if plain else []


def measured(
    axis: Axis, counts: tuple[int, ...], whole: tuple[int, ...], words: Words
) -> tuple[list[float], list[str]]:
    """For each code, the length of its bar in percent of the line and what stands at its end."""
    if isinstance(axis, Areas) and axis.value:
        return _amounts(axis, counts, words)
    if singles(axis, whole):
        return _singles(axis, counts, words)
    most, space = longest(axis, counts), room([count_text(max(whole), words)])
    return [min(n, most) * space / most for n in counts], [count_text(n, words) for n in counts]


def singles(axis: Axis, whole: tuple[int, ...]) -> bool:
    """Is each area one row, so that there is nothing to compare?"""
    return isinstance(axis, Areas) and not axis.value and max(whole[1:], default=0) == 1


def _singles(axis: Axis, counts: tuple[int, ...], words: Words) -> tuple[list[float], list[str]]:
    """Names without bars; only what is missing is counted."""
    ends = ["" if n else words.no_rows for n in counts]
    ends[MISSING] = count_text(counts[MISSING], words)
    missing = counts[MISSING] * ROOM / (sum(counts) or 1)
    return [missing, *[0.0] * (axis.size - 1)], ends


def room(texts: Iterable[str]) -> int:
    """The length of the longest bar, so that the longest of the texts fits behind it."""
    return max(ROOM - LETTER * max(max(map(len, texts), default=0) - SHORT, 0), 40)


def _amounts(axis: Areas, counts: tuple[int, ...], words: Words) -> tuple[list[float], list[str]]:
    """Amounts below zero have no bar; rows without an area are counted beside all rows."""
    left, total = amounts_left(axis, counts), sum(counts) or 1
    known = [amount for amount in axis.amounts if amount is not None]
    most, space = max(known, default=0), room(number_text(amount, words) for amount in known)
    lengths, ends = [], []
    for code, (amount, n) in enumerate(zip(left, counts, strict=True)):
        if code == MISSING or code > len(axis.values):
            lengths.append(n * space / total)
            ends.append(words.in_rows.format(n=count_text(n, words)))
            continue
        lengths.append(amount * space / most if amount and amount > 0 else 0.0)
        nothing = words.no_number if n else words.no_rows
        ends.append(nothing if amount is None else number_text(amount, words))
    return lengths, ends


def divided(
    order: list[int], counts: tuple[int, ...], passes: list[bool] | None
) -> tuple[list[int], list[int]]:
    """What is drawn and what unfolds: a long list shows its fullest values and the ticked ones."""
    if len(order) <= SHOWN:
        return order, []
    drawn = [code for code in order[:SHOWN] if counts[code]]
    seen = set(drawn)
    drawn += [code for code in order if passes and passes[code] and code not in seen]
    seen.update(drawn)
    rest = [code for code in order if code not in seen]
    return drawn, rest[:LISTED] if len(order) > MANY else rest


def longest(axis: Axis, counts: tuple[int, ...]) -> int:
    """What the longest bar would count: the fullest value or missing; beside a drawing that counts
    the values, all rows."""
    if isinstance(axis, Categories):
        return max(counts[: len(axis.values) + 1]) or 1
    return sum(counts) or 1


def beyond(axis: Axis) -> tuple[int, ...]:
    """The codes of what a chart counts but does not draw, besides missing."""
    if isinstance(axis, Categories):
        return (axis.size - 1,) if axis.others else ()
    return (1, axis.size - 1) if isinstance(axis, Steps) else (1,)
