"""What a chart says in words: a title, a summary, the names of its bins, its numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import Final

from commonstacks.kit import digests
from commonstacks.workshop.views.axes import (
    MISSING,
    Areas,
    Axis,
    Categories,
    Line,
    Squares,
    Steps,
    amounts_left,
)
from commonstacks.workshop.views.spec import Chart, Edge
from commonstacks.workshop.views.words import Words

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def title(chart: Chart, axis: Axis, counts: tuple[int, ...], words: Words) -> str:
    """What is to be seen, for the head of a chart."""
    column = words.place if isinstance(axis, Squares) else chart.value or chart.columns[0]
    best, tied = fullest(axis, counts)
    if best is None:
        form = words.title_missing if sum(counts) else words.title_none
        return form.format(column=column)
    top, n = label(axis, best, words), count_text(tied, words)
    return _title_form(axis, counts, tied, words).format(column=column, n=n, top=top)


def _title_form(axis: Axis, counts: tuple[int, ...], tied: int, words: Words) -> str:
    if isinstance(axis, Line):
        return words.title_value
    if not isinstance(axis, Categories):
        return words.title_bin
    if isinstance(axis, Areas) and axis.value:
        return words.title_value_tied if tied > 1 else words.title_value
    if _even(axis, counts, tied):
        return words.title_single if max(counts[1:]) == 1 else words.title_even
    return words.title_tied if tied > 1 else words.title_top


def _even(axis: Axis, counts: tuple[int, ...], tied: int) -> bool:
    """Have all areas that have rows the same number of them?"""
    filled = sum(n > 0 for n in counts[1:])
    return isinstance(axis, Areas) and not axis.value and 1 < tied == filled


def summary(axis: Axis, counts: tuple[int, ...], words: Words) -> str:
    """The chart in one sentence, with what is missing."""
    if not sum(counts):
        return words.none_left
    if isinstance(axis, Line):
        return _peak(axis, counts, words)
    lost, tail = counts[MISSING], ""
    missing = words.nothing_missing
    if lost:
        missing = words.some_missing.format(n=count_text(lost, words))
    best, tied = fullest(axis, counts)
    if isinstance(axis, Areas) and (unplaced := axis.unplaced(counts)):
        tail = words.unplaced.format(n=count_text(unplaced, words))
    if best is None:
        return words.only_missing.format(missing=missing) + tail
    facts = {"top": label(axis, best, words), "n": count_text(counts[best], words)}
    facts |= {"missing": missing, "k": count_text(tied, words)}
    if isinstance(axis, Squares) and counts[1]:
        tail = words.outside_rows.format(n=count_text(counts[1], words))
    return _best(axis, counts, facts, words) + tail


def _best(axis: Axis, counts: tuple[int, ...], facts: dict[str, str], words: Words) -> str:
    if isinstance(axis, Areas):
        return _highest(axis, counts, facts, words)
    if isinstance(axis, Squares):
        filled = count_text(sum(n > 0 for n in counts[2:]), words)
        return words.fullest_square.format_map({**facts, "squares": filled})
    if isinstance(axis, Steps):
        span = _middle(axis, counts, words)
        return (words.middle if span else words.fullest).format_map({**facts, "span": span})
    return (words.tied if fullest(axis, counts)[1] > 1 else words.top).format_map(facts)


def _middle(axis: Steps, counts: tuple[int, ...], words: Words) -> str:
    """Of numbers, the run of columns from the one in which the first quarter of all values ends to
    the one in which the third does: half of the values or more. "" where it leaves the drawing, and
    for days."""
    if axis.unit not in ("number", "whole"):
        return ""
    sums = list(accumulate(counts[1:]))
    first, last = (bisect_left(sums, sums[-1] * quarter / 4) + 1 for quarter in (1, 3))
    if first < 2 or last > axis.size - 2:
        return ""
    return _span(axis, axis.edges[first - 2], axis.edges[last - 1], words)


def _highest(axis: Areas, counts: tuple[int, ...], facts: dict[str, str], words: Words) -> str:
    tied = fullest(axis, counts)[1]
    form = words.highest_tied if tied > 1 else words.highest if axis.value else words.top
    if not axis.value:
        even = words.single if max(counts[1:]) == 1 else words.even
        return (even if _even(axis, counts, tied) else form).format_map(facts)
    left = [(n, code) for code, n in enumerate(amounts_left(axis, counts)) if n is not None]
    (least, bottom), most = min(left), max(left)[0]
    ends = {"n": number_text(most, words), "least": number_text(least, words)}
    form = words.between if tied == 1 and len(left) > 1 else form
    return form.format_map({**facts, **ends, "bottom": label(axis, bottom, words)})


def _peak(axis: Line, counts: tuple[int, ...], words: Words) -> str:
    """The first of the highest periods and the first of the lowest ones."""
    lost = counts[MISSING]
    tail = words.undated.format(n=count_text(lost, words)) if lost else ""
    left = [(n, code) for code, n in enumerate(amounts_left(axis, counts)) if n is not None]
    if not left:
        return words.numberless + tail
    (most, top), (least, bottom) = max(left, key=lambda pair: pair[0]), min(left)
    facts = {"n": number_text(most, words), "least": number_text(least, words)}
    facts |= {"top": label(axis, top, words), "bottom": label(axis, bottom, words)}
    return (words.peak if least < most else words.level).format_map(facts) + tail


def fullest(axis: Axis, counts: tuple[int, ...]) -> tuple[int | None, int]:
    """The code of the fullest bin (the first of several) and how many share its count. Missing,
    "others" and "outside the map" are no bins; ``None`` if every bin is empty. Where amounts are
    drawn, they are compared."""
    if amounts := amounts_left(axis, counts):
        top = max((amount for amount in amounts if amount is not None), default=None)
        return (None, 0) if top is None else (amounts.index(top), amounts.count(top))
    first, last = (2, axis.size) if isinstance(axis, Squares) else (1, axis.size)
    if isinstance(axis, Categories):
        last = len(axis.values) + 1
    most = max(counts[first:last], default=0)
    if not most:
        return None, 0
    return counts.index(most, first, last), counts[first:last].count(most)


def label(axis: Axis, code: int, words: Words) -> str:
    """A bin's name."""
    if code == MISSING:
        return words.missing
    if isinstance(axis, Categories):
        if code > len(axis.values):
            return words.others.format(n=count_text(axis.others, words))
        return value_text((axis.labels or axis.values)[code - 1], words)
    if isinstance(axis, Steps):
        return _step(axis, code, words)
    if code == 1:
        return words.outside
    column, row = axis.place(code)
    return square_text(axis.x[column : column + 2], axis.y[row : row + 2], words)


def square_text(x: tuple[float, ...], y: tuple[float, ...], words: Words) -> str:
    """A box in degrees: "75° W to 74° W, 40° N to 41° N"."""
    west, east = (degrees_text(end, words.east, words.west, words) for end in x)
    south, north = (degrees_text(end, words.north, words.south, words) for end in y)
    return words.square.format(west=west, east=east, south=south, north=north)


def degrees_text(value: float, above: str, below: str, words: Words) -> str:
    """Degrees with their side of the world instead of a sign."""
    if value == 0:
        return words.zero
    return (above if value > 0 else below).format(n=number_text(abs(value), words))


def value_text(value: str, words: Words) -> str:
    """A category's name; an empty text is said, not left blank."""
    return value or words.empty


def count_text(count: int, words: Words) -> str:
    """A whole number in groups of three: "42,049"."""
    return f"{count:,}".replace(",", words.thousands)


def number_text(value: float, words: Words) -> str:
    """The shortest decimal that is this number, grouped: "12,500.5", but "1950"."""
    text = digests.canonical(value).decode()
    if "e" in text:
        return text.replace(".", words.decimal)
    sign, text = text[: text.startswith("-")], text.removeprefix("-")
    whole, dot, rest = text.partition(".")
    if len(whole) == 4 and not dot:
        return sign + whole  # 1950 may well be a year
    return sign + count_text(int(whole), words) + (words.decimal if dot else "") + rest


def share_text(part: int, whole: int, words: Words) -> str:
    """A share in percent with one digit, rounded half up by whole numbers."""
    tenths = (part * 2000 + whole) // (2 * whole) if whole else 0
    ones = count_text(tenths // 10, words)
    return words.percent.format(n=f"{ones}{words.decimal}{tenths % 10}")


def edge_text(edge: Edge, words: Words) -> str:
    """An edge as people read it: a grouped number or a day."""
    return day_text(edge, words) if isinstance(edge, str) else number_text(edge, words)


def day_text(day: str, words: Words) -> str:
    """An ISO day as people write it; anything else stands as it is."""
    if not _DAY.fullmatch(day):
        return day
    year, month, number = day.split("-")
    return words.day.format(year=year, month=month, day=number)


def month_text(day: str, form: str, words: Words) -> str:
    """The month of an ISO day; ``form`` has places for year, month and name."""
    year, month, _ = day.split("-")
    name = words.months[int(month) - 1]
    return form.format(year=year, month=month, name=name, short=name[:3])


def _step(axis: Steps, code: int, words: Words) -> str:
    days = axis.unit not in ("number", "whole")
    if code == 1:
        form = words.earlier if days else words.under
        return form.format(high=edge_text(axis.edges[0], words))
    if code == axis.size - 1:
        form = words.later if days else words.over
        return form.format(low=edge_text(axis.edges[-1], words))
    low, high = axis.edges[code - 2], axis.edges[code - 1]
    if isinstance(low, str) or isinstance(high, str):
        return _period(str(low), str(high), axis.unit, words)
    return _span(axis, low, high, words)


def _span(axis: Steps, low: Edge, high: Edge, words: Words) -> str:
    """From one edge to below another, in numbers."""
    least, most = float(low), float(high)
    if axis.unit != "whole":
        return words.bin.format(low=number_text(least, words), high=number_text(most, words))
    if most - least == 1:
        return number_text(least, words)
    return words.span.format(low=number_text(least, words), high=number_text(most - 1, words))


def _period(low: str, high: str, unit: str, words: Words) -> str:
    if unit == "day":
        return day_text(low, words)
    if unit == "week":
        return words.week.format(low=day_text(low, words))
    if unit == "month":
        return month_text(low, words.bin_month, words)
    if unit == "year":
        return low[:4]
    return words.span.format(low=low[:4], high=f"{int(high[:4]) - 1:04}")
