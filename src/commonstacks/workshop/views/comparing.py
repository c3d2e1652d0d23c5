"""A view held against a larger place, another time or all rows: what is drawn of the other side,
and what is said of it. Of another version ``overlaying`` counts and ``differing`` tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from commonstacks.workshop.views.answering import Amount, ChartAnswer, Side
from commonstacks.workshop.views.axes import MISSING, Areas, Squares
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.sentences import count_text, edge_text
from commonstacks.workshop.views.spec import Compare
from commonstacks.workshop.views.words import Words

_ADDED: Final = ("count", "sum")
"""Measures that grow with the rows."""
_ALIKE: Final = 0.005
"""Shares that differ by less than half a per cent are told as the same."""


@dataclass(frozen=True, slots=True)
class Said:
    """How a bin is called, and a part of a whole."""

    named: Callable[[ChartAnswer, int, Words], str]
    share: Callable[[int, int, Words], str]


def drawn_side(part: ChartAnswer, compare: Compare | None) -> Side | None:
    """The other side as it is laid over a drawing. Another time is drawn as it was counted. A
    larger place and all rows are scaled to as many rows as there are here: they would dwarf them,
    and the question is how both are spread. None where that tells nothing: numbers of different
    values do not scale, amounts that were prepared know no filters, and of a chart of places the
    place itself is all that differs."""
    if part.other is None or compare is None or compare.version:
        return part.other
    if part.chart.value:
        return None
    if compare.period:
        return part.other
    take = part.chart.measure.take if part.chart.measure else ""
    mine, theirs = sum(part.seen.counts), sum(part.other.counts) + part.unlisted
    if take == "distinct" or not mine or not theirs or _tells_place(part, compare):
        return None
    ratio = mine / theirs
    side = replace(part.other, counts=tuple(round(n * ratio) for n in part.other.counts))
    if take in _ADDED:
        return replace(side, amounts=tuple(_scaled(one, ratio) for one in part.other.amounts))
    return side


def _tells_place(part: ChartAnswer, compare: Compare) -> bool:
    """A map, or a chart in which one value has all rows that lie here."""
    values = [n for code, n in enumerate(part.seen.counts) if n and code != MISSING]
    return bool(compare.place) and (isinstance(part.axis, Areas | Squares) or len(values) == 1)


def _scaled(amount: Amount, ratio: float) -> Amount:
    return amount if amount is None or isinstance(amount, str) else amount * ratio


def beside(compare: Compare, words: Words, names: Mapping[str, str]) -> str:
    """Where or when the other side is: "in Texas", "in the whole table"; "" for a version."""
    if compare.version:
        return ""
    if compare.place:
        return words.beside_place.format(place=names.get(compare.place, compare.place))
    if compare.period:
        low, high = (
            "" if end is None else edge_text(end, words)
            for end in (compare.period.low, compare.period.high)
        )
        return words.beside_period.format(low=low, high=high)
    return words.beside_whole


def unlisted(part: ChartAnswer, where: str, words: Words) -> str:
    """How many rows of the other side are in no bin; ``where`` is what ``beside`` says."""
    n = count_text(part.unlisted, words)
    return words.unlisted_beside.format(beside=where, n=n) if part.unlisted and where else ""


def key_of(part: ChartAnswer, compare: Compare, where: str, words: Words) -> str:
    """What the dashed lines of a drawing are; ``where`` is what ``beside`` says."""
    if compare.version:
        return words.version_key.format(version=compare.version)
    measured = part.chart.measure is not None and part.chart.measure.take not in _ADDED
    form = words.same_key if compare.period or measured else words.spread_key
    return form.format(beside=where)


def apart(
    part: ChartAnswer, compare: Compare, codes: Iterable[int], words: Words, said: Said
) -> str:
    """The value whose share of the rows differs most: "Furthest apart: Taxi, 9 % here and 4 %
    there." ``codes`` are those of values. "" where amounts are drawn, where one side has no rows,
    of several drawings, and of charts of places held against a larger one."""
    measured = part.chart.measure or part.chart.value
    if part.other is None or measured or isinstance(part.axis, Panels | Squares):
        return ""
    mine, theirs = part.seen.counts, part.other.counts
    here, there = sum(mine), sum(theirs) + part.unlisted
    gaps = {code: abs(mine[code] * there - theirs[code] * here) for code in codes}
    if not here or not there or not gaps or _tells_place(part, compare):
        return ""
    top = max(gaps, key=gaps.__getitem__)
    if gaps[top] < _ALIKE * here * there:
        return words.alike
    return words.furthest.format(
        top=said.named(part, top, words),
        mine=said.share(mine[top], here, words),
        theirs=said.share(theirs[top], there, words),
    )
