"""The filters of a view as a sentence, with the chart that each can be changed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from commonstacks.workshop.views.axes import Axis, Categories, Squares
from commonstacks.workshop.views.countable import Countable
from commonstacks.workshop.views.sentences import (
    count_text,
    edge_text,
    label,
    number_text,
    square_text,
    value_text,
)
from commonstacks.workshop.views.slices import Slice
from commonstacks.workshop.views.spec import (
    AnyOf,
    Between,
    Chart,
    Filter,
    Inside,
    Present,
    ViewSpec,
    Within,
)
from commonstacks.workshop.views.words import Words

_NAMED = 5
NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the sentence; ``chart`` is the place of the chart it can be changed in."""

    text: str
    chart: int | None = None


def sentence(spec: ViewSpec, cube: Countable, seen: Slice, words: Words) -> tuple[Part, ...]:
    """The filter sentence in parts: "Showing 2,232 of 42,049 rows where", "state is NY", …"""
    charted = tuple(zip(cube.charts, cube.axes, strict=True))
    return told(spec, Rows(seen.matching, cube.rows), charted, words)


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows there are, and how many a view leaves."""

    matching: int
    all: int


def told(
    spec: ViewSpec,
    rows: Rows,
    charted: Iterable[tuple[Chart, Axis | None]],
    words: Words,
    names: Mapping[str, str] = NO_NAMES,
) -> tuple[Part, ...]:
    """The filter sentence of any view; a filter of no chart has no chart to be changed in.
    ``names`` are those of places, by their id."""
    numbers = {
        "rows": count_text(rows.all, words),
        "matching": count_text(rows.matching, words),
        "version": str(spec.version),
    }
    if not spec.filters:
        return (Part(words.all_rows.format_map(numbers)),)
    before, after = words.some_rows.split("{conditions}")
    places = {chart.columns: (at, axis) for at, (chart, axis) in enumerate(charted)}
    parts = [Part(before.format_map(numbers))]
    for number, item in enumerate(spec.filters):
        parts += [Part(words.also)] if number else []
        at, axis = places.get(item.columns, (None, None))
        parts.append(Part(condition(item, words, axis, names), at))
    return (*parts, Part(after.format_map(numbers)))


def condition(
    item: Filter, words: Words, axis: Axis | None = None, names: Mapping[str, str] = NO_NAMES
) -> str:
    """One filter in words: "state is NY or NJ"; areas are called as ``axis`` calls them."""
    if isinstance(item, Inside):
        return words.is_inside.format(place=names.get(item.place, item.place))
    if isinstance(item, Within):
        return _within(item, words, axis)
    if isinstance(item, AnyOf):
        return _any_of(item, words, axis)
    column = item.columns[0]
    if isinstance(item, Between):
        return _between(item, column, words)
    if isinstance(item, Present):
        return words.is_present.format(column=column)
    forms = {"contains": words.is_containing, "begins": words.is_beginning}
    return forms.get(item.how, words.is_equal).format(column=column, text=item.text)


def _any_of(item: AnyOf, words: Words, axis: Axis | None) -> str:
    column = item.columns[0]
    if len(item.columns) == 2:
        return words.place_missing
    if len(item.values) > _NAMED:
        return words.is_one_of.format(column=column, n=count_text(len(item.values), words))
    called = [_name(value, words, axis) for value in item.values]
    values = words.comma.join(called[:-1]) + words.either + called[-1] if called[1:] else called[0]
    return words.is_value.format(column=column, values=values)


def _name(value: str | None, words: Words, axis: Axis | None) -> str:
    if value is None:
        return words.missing
    if isinstance(axis, Categories) and value in axis.values:
        return label(axis, axis.values.index(value) + 1, words)
    return value_text(value, words)


def _within(item: Within, words: Words, axis: Axis | None) -> str:
    x, y = (item.west, item.east), (item.south, item.north)
    if axis is None or (isinstance(axis, Squares) and axis.degrees):
        return words.is_within.format(place=square_text(x, y, words))
    return words.also.join(
        words.is_between.format(
            column=column, low=number_text(low, words), high=number_text(high, words)
        )
        for column, (low, high) in zip(item.columns, (x, y), strict=True)
    )


def _between(item: Between, column: str, words: Words) -> str:
    low, high = (None if end is None else edge_text(end, words) for end in (item.low, item.high))
    days = isinstance(item.low, str) or isinstance(item.high, str)
    if high is None:
        form = words.is_since if days else words.is_from
    elif low is None:
        form = words.is_before if days else words.is_below
    else:
        form = words.is_during if days else words.is_between
    return form.format(column=column, low=low, high=high)
