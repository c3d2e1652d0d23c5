"""What an answer says in words: every chart in one sentence, its bins by name, its comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commonstacks.workshop.views import comparing, differing
from commonstacks.workshop.views.answering import Amount, Answer, ChartAnswer
from commonstacks.workshop.views.axes import Categories, Squares, Steps
from commonstacks.workshop.views.conditions import NO_NAMES
from commonstacks.workshop.views.measuring import amount_of
from commonstacks.workshop.views.panels import AnyAxis, Panels
from commonstacks.workshop.views.sentences import (
    count_text,
    edge_text,
    label,
    month_text,
    number_text,
    share_text,
)
from commonstacks.workshop.views.spec import Edge, ViewSpec
from commonstacks.workshop.views.words import ENGLISH, Words

_COUNTED = ("count", "distinct")


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin as people read it. ``amount`` is "" where rows alone are counted; ``other`` and
    ``other_amount`` are those of the other side of a comparison, "" without one. ``difference`` is
    told beside another version: of the amounts where there are any, else of the rows."""

    label: str
    count: str
    amount: str = ""
    other: str = ""
    other_amount: str = ""
    difference: str = ""
    missing: bool = False


def bins_of(part: ChartAnswer, words: Words = ENGLISH, *, differ: bool = False) -> tuple[Bin, ...]:
    """The bins of a chart that hold rows on either side, and what is missing always. ``differ``
    asks for the differences of both sides."""
    sides = [part.seen.counts, part.other.counts if part.other else part.seen.counts]
    held = [code for code, n in enumerate(map(max, *sides)) if n or code == 0]
    return tuple(_bin(part, code, words, differ=differ) for code in held)


def _bin(part: ChartAnswer, code: int, words: Words, *, differ: bool) -> Bin:
    seen, other = part.seen, part.other
    missing = code == 0 or (isinstance(part.axis, Panels) and part.axis.split(code)[1] == 0)
    return Bin(
        label=bin_name(part.axis, code, words),
        count=count_text(seen.counts[code], words),
        amount=amount_text(part, seen.amounts[code], words) if seen.amounts else "",
        other=count_text(other.counts[code], words) if other else "",
        other_amount=amount_text(part, other.amounts[code], words)
        if other and other.amounts
        else "",
        difference=difference_text(part, code, words) if differ and other else "",
        missing=missing,
    )


def difference_text(part: ChartAnswer, code: int, words: Words) -> str:
    """How far the seen side is above the other one, with its sign; "" where there is no number."""
    if part.other is None:
        return ""
    if not (part.seen.amounts and part.other.amounts):
        return differing.signed(part.seen.counts[code] - part.other.counts[code], words)
    mine, theirs = part.seen.amounts[code], part.other.amounts[code]
    if mine is None or theirs is None or isinstance(mine, str) or isinstance(theirs, str):
        return ""
    share = part.chart.measure is not None and part.chart.measure.take == "share"
    if share:
        return words.percent.format(n=differing.signed(round(100 * (mine - theirs), 1), words))
    return differing.signed(float(amount_of(float(f"{mine - theirs:.12g}")) or 0), words)


def bin_name(axis: AnyAxis, code: int, words: Words) -> str:
    """A bin's name; of small multiples with that of its panel."""
    if isinstance(axis, Panels):
        panel, inner = axis.split(code)
        panels = Categories(axis.values, axis.others)
        return words.both.format(
            panel=label(panels, panel, words), bin=label(axis.inner, inner, words)
        )
    if isinstance(axis, Squares) and not axis.degrees and code:
        if code == 1:
            return words.undrawn
        column, row = axis.place(code)
        x, y = axis.x[column : column + 2], axis.y[row : row + 2]
        ends = [[number_text(end, words) for end in pair] for pair in (x, y)]
        return words.comma.join(words.bin.format(low=low, high=high) for low, high in ends)
    return label(axis, code, words)


def summary(part: ChartAnswer, words: Words = ENGLISH, what: str = "") -> str:
    """A chart in one sentence: "Complaints peaked in July 2019 at 1,204; 3 % have no date."

    ``what`` is what one row is, in the plural and with a large letter; without it "Rows".
    """
    if not sum(part.seen.counts):
        return words.none_left
    facts = {"missing": _missing(part, words), "what": what or words.row_name}
    codes = [code for code in _bins(part.axis) if part.seen.counts[code]]
    if part.seen.amounts and (part.chart.measure is None or part.chart.measure.take != "share"):
        return _measured(part, codes, facts, words)
    if not codes:
        return words.only_missing.format_map(facts)
    top = max(codes, key=lambda code: part.seen.counts[code])
    facts |= {"top": _period(part.axis, top, words)}
    facts |= {"n": count_text(part.seen.counts[top], words)}
    return (words.peaked if _in_time(part.axis) else words.most_in).format_map(facts)


def compared(
    told: Answer, spec: ViewSpec, words: Words = ENGLISH, names: Mapping[str, str] = NO_NAMES
) -> str:
    """How many rows are on either side, "" where nothing is compared. ``names`` are those of
    places, by their id."""
    if spec.compare and spec.compare.version:
        return differing.versions(told, spec, words, _named_bin)
    if told.compared is None or spec.compare is None:
        return ""
    facts = {"n": count_text(told.matching, words), "other": count_text(told.compared, words)}
    if spec.compare.place or spec.compare.period:
        return words.against.format(beside=comparing.beside(spec.compare, words, names), **facts)
    return words.against_whole.format_map(facts)


def apart(part: ChartAnswer, spec: ViewSpec, words: Words = ENGLISH) -> str:
    """Where both sides of a comparison differ most, "" without one: see ``comparing.apart``.
    Nothing is said of a chart with a filter of its own: it shows what that leaves out, too."""
    own = any(item.columns == part.chart.columns for item in spec.filters)
    if spec.compare is None or spec.compare.version or own:
        return ""
    said = comparing.Said(_named_bin, _share)
    return comparing.apart(part, spec.compare, _bins(part.axis), words, said)


def _named_bin(part: ChartAnswer, code: int, words: Words) -> str:
    return _period(part.axis, code, words)


def measure_text(part: ChartAnswer, words: Words = ENGLISH) -> str:
    """What is measured: "median of days open", "share of rows"; "" where rows are counted."""
    measure = part.chart.measure
    if measure is None:
        return words.take_mean.format(of=part.chart.value) if part.chart.value else ""
    return str(getattr(words, f"take_{measure.take}").format(of=measure.of))


def amount_text(part: ChartAnswer, amount: Amount, words: Words = ENGLISH) -> str:
    """An amount as people read it, "about" where it was estimated."""
    measure = part.chart.measure
    if amount is None:
        return words.no_number
    if measure is not None and measure.take == "share" and not isinstance(amount, str):
        return _share(round(amount * 10**9), 10**9, words)
    if measure is not None and measure.take in _COUNTED and not isinstance(amount, str):
        text = count_text(int(amount), words)
    else:
        text = edge_text(rounded(amount), words)
    return words.around.format(n=text) if part.approximate else text


def rounded(amount: Edge) -> Edge:
    """An amount as it is read: four digits, and never fewer than those before the point."""
    return amount if isinstance(amount, str) else float(amount_of(amount) or 0)


def _measured(part: ChartAnswer, codes: list[int], facts: dict[str, str], words: Words) -> str:
    amounts = part.seen.amounts
    held = [code for code in codes if amounts[code] is not None]
    if not held:
        return words.none_of.format_map(facts)
    top, bottom = max(held, key=amounts.__getitem__), min(held, key=amounts.__getitem__)  # type: ignore[arg-type]  # one measure has one kind of amount
    facts |= {"measure": measure_text(part, words), "n": amount_text(part, amounts[top], words)}
    facts |= {"least": amount_text(part, amounts[bottom], words)}
    facts |= {"top": _period(part.axis, top, words), "bottom": _period(part.axis, bottom, words)}
    form = words.same_of if amounts[top] == amounts[bottom] else words.highest_of
    return form.format_map(facts)


def _missing(part: ChartAnswer, words: Words) -> str:
    none, some = words.none_valueless, words.share_valueless
    if _in_time(part.axis):
        none, some = words.none_undated, words.share_undated
    columns = part.chart.columns[-1:] if isinstance(part.axis, Panels) else part.chart.columns
    column = words.either.join(columns)
    if not part.missing:
        return none.format(column=column)
    return some.format(column=column, share=_share(part.missing, sum(part.seen.counts), words))


def _share(part: int, whole: int, words: Words) -> str:
    """Whole per cents; one digit below ten; never none where there is some."""
    if part and 1000 * part < whole:
        return words.percent_below.format(n=f"0{words.decimal}1")
    if 10 * part < whole:
        return share_text(part, whole, words).replace(f"{words.decimal}0", "")
    return words.percent.format(n=count_text((200 * part + whole) // (2 * whole), words))


def _bins(axis: AnyAxis) -> Iterator[int]:
    """The codes that stand for values: not missing, others or outside."""
    if isinstance(axis, Panels):
        inner = list(_bins(axis.inner))
        for panel in range(1, len(axis.values) + 1):
            yield from (panel * axis.inner.size + code for code in inner)
    elif isinstance(axis, Categories):
        yield from range(1, len(axis.values) + 1)
    else:
        yield from range(2 if isinstance(axis, Squares) else 1, axis.size)


def _in_time(axis: AnyAxis) -> bool:
    return isinstance(axis, Steps) and axis.unit not in ("number", "whole")


def _period(axis: AnyAxis, code: int, words: Words) -> str:
    """As in a sentence: "July 2019", not "2019-07"."""
    if not (isinstance(axis, Steps) and axis.unit == "month" and 2 <= code < axis.size - 1):
        return bin_name(axis, code, words)
    return month_text(str(axis.edges[code - 2]), words.month, words)
