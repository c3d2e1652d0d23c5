"""Which columns of a table are areas of a map: its own outlines, or boundaries by code or name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow.parquet as pq

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.places import boundaries
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.views import cubes, shapes
from commonstacks.workshop.views.first import Mapped, numbered
from commonstacks.workshop.views.meaning import name_of_rows, outlined, second_name, shown
from commonstacks.workshop.views.measuring import MOST_AREAS, Named
from commonstacks.workshop.views.outlines import Outlines

OWN = "its own outlines"
MOST_OWN = 400
_SHORT = 4
"""Letters of a number that says nothing without its column: "10"."""
_COUNTIES, _SURE, _MANY = "us-county-fips", 0.95, 20
_LETTERS = ("us-state", "iso-alpha2", "iso-alpha3")
_NAMES = ("place name", "place code", "category", "code", "text")


@dataclass(frozen=True, slots=True)
class Maps:
    """``mapped`` is every column that names areas; the first of them is drawn by ``outlines``, and
    ``named`` says what its values are there. ``others`` says of every other column of codes of
    areas what people call them."""

    mapped: Mapped
    named: Named
    outlines: Outlines | None
    others: Mapping[str, Named] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, Named]:
        """What the values of columns are called, each column with its own."""
        drawn = next(iter(self.mapped.columns), None)
        return {**self.others, **({drawn: self.named} if drawn else {})}


def maps_of(parquet: Path, profile: TableProfile) -> Maps:
    """What can be drawn as areas: a table's own outlines if each row is one, else the columns
    whose values are codes or names of areas that come with the library."""
    found = dict(_fits(parquet, profile))
    others = {name: Named(labels=_labels(fit)) for name, fit in found.items()}
    own = _own(parquet, profile)
    if own:
        return replace(own, others=others)
    for name, fit in found.items():
        drawn = shapes.from_boundaries(fit)
        if len(drawn.shapes) <= MOST_AREAS:
            titles = {other: one.boundaries.title for other, one in found.items()}
            mapped = Mapped({name: titles.pop(name), **titles})
            return replace(_on_boundaries(mapped, fit, drawn), others=others)
    return Maps(Mapped(), Named(), None, others)


def _own(parquet: Path, profile: TableProfile) -> Maps | None:
    geometry, name = outlined(profile), name_of_rows(profile)
    if geometry is None or name is None or profile.rows > MOST_OWN:
        return None
    try:
        drawn = shapes.from_table(parquet, geometry.name, name.name)
    except Refusal:  # lines or points
        return None
    keys = {shape.key: shape.key for shape in drawn.shapes}
    labels = _called(parquet, profile, name)
    return Maps(Mapped({name.name: OWN}), Named(keys, labels), Outlines(drawn)) if keys else None


def _called(parquet: Path, profile: TableProfile, name: ColumnProfile) -> dict[str, str]:
    """What people call the areas: "Logan (17107)" where there is a name besides a code, "tract 12"
    where there is nothing but a number."""
    second = second_name(profile, name)
    if second:
        pairs = cubes.pairs(parquet, name.name, second.name)
        return {value: f"{other} ({value})" for value, other in pairs}
    values = cubes.values(parquet, name.name)
    if all(value.isdecimal() and len(value) <= _SHORT for value in values):
        return {value: f"{name.name} {value}" for value in values}
    return {}


def _fits(parquet: Path, profile: TableProfile) -> Iterator[tuple[str, boundaries.Fit]]:
    """The table's own columns first, then those that say where its points lie."""
    placed = _placed(parquet)
    for column in sorted(shown(profile), key=lambda c: (c.name in placed, c.position)):
        if not boundaries.FEWEST <= column.distinct <= MOST_AREAS:
            continue
        fit = None
        if column.kind in _NAMES:
            fit = _fit(parquet, column)
        elif numbered(column, profile) and column.distinct >= _MANY:
            fit = _numbers(parquet, column)
        if fit:
            yield column.name, fit


def _placed(parquet: Path) -> frozenset[str]:
    path = parquet.with_name("places.parquet")
    return frozenset(pq.read_schema(path).names if path.exists() else ())


def _fit(parquet: Path, column: ColumnProfile) -> boundaries.Fit | None:
    if column.scheme is not None and column.scheme not in boundaries.schemes():
        return None
    values = cubes.values(parquet, column.name)
    found = boundaries.fit(values, column.scheme)
    if found or column.scheme or column.kind not in ("place name", "place code"):
        return found
    letters = (boundaries.fit(values, scheme) for scheme in _LETTERS)
    return max((fit for fit in letters if fit), key=lambda fit: len(fit.keys), default=None)


def _numbers(parquet: Path, column: ColumnProfile) -> boundaries.Fit | None:
    """Numbers that are those of counties, even where a spreadsheet took their leading zeros: a fit
    only where nearly all are, which no other numbers would be by chance."""
    values = cubes.values(parquet, column.name)
    fit = boundaries.fit(values, _COUNTIES)
    return fit if fit and len(fit.keys) >= _SURE * len(values) else None


def _on_boundaries(mapped: Mapped, fit: boundaries.Fit, drawn: shapes.Shapes) -> Maps:
    on_map = {shape.key for shape in drawn.shapes}
    keys = {value: key for value, key in fit.keys.items() if key in on_map}
    named = Named(keys, _labels(fit))
    whose = f"{fit.boundaries.title}, {fit.boundaries.source.split(',')[0]}"
    return Maps(mapped, named, Outlines(drawn, f"{whose}, {fit.boundaries.year}"))


def _labels(fit: boundaries.Fit) -> dict[str, str]:
    """The area's name; with the value where several are spelt for one area."""
    names = {area.key: area.name for area in fit.boundaries.areas}
    spelt = Counter(fit.keys.values())
    return {
        value: names[key] if spelt[key] == 1 else f"{names[key]} ({value})"
        for value, key in fit.keys.items()
    }
