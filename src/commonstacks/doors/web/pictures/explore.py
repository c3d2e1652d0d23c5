"""The page of a view: filters that can be changed, charts that can be chosen, rows to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from commonstacks.doors.web.pictures.explorer import phrases
from commonstacks.doors.web.pictures.rows import RIGHT
from commonstacks.flows import exploring
from commonstacks.flows.exploring import Narrower, Whole
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import changing, tokens
from commonstacks.workshop.views.answering import TablePage
from commonstacks.workshop.views.conditions import condition
from commonstacks.workshop.views.filters import Filter, Inside
from commonstacks.workshop.views.orders import Wish
from commonstacks.workshop.views.spec import Compare, ViewSpec

STEP = 50


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    address: str
    now: bool = False


@dataclass(frozen=True, slots=True)
class FilterLine:
    """One filter in words. ``away`` is the view without it."""

    text: str
    change: str
    away: str


@dataclass(frozen=True, slots=True)
class ChartLine:
    name: str
    away: str  # empty for the last one


@dataclass(frozen=True, slots=True)
class ExplorePicture:
    """``ask`` is where the forms go; ``all_rows`` is empty where nothing is filtered."""

    base: str
    here: str
    ask: str
    token: str
    filters: tuple[FilterLine, ...]
    all_rows: str
    compare: tuple[Link, ...]
    charts: tuple[ChartLine, ...]


@dataclass(frozen=True, slots=True)
class PlaceLink:
    narrower: Narrower
    address: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the table of rows; ``order`` is its aria-sort."""

    name: str
    number: bool
    order: str
    turn: str
    says: str


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    cells: tuple[tuple[str | None, bool], ...]


@dataclass(frozen=True, slots=True)
class RowsHere:
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    page: TablePage
    last: int
    find: str
    earlier: str
    later: str
    source: str  # where a script asks for more rows
    sorted_by: str


def explore_picture(lent: Lent, whole: Whole) -> ExplorePicture:
    spec, base = whole.spec, base_of(lent)
    bare = replace(spec, filters=(), compare=None)
    return ExplorePicture(
        base=base,
        here=f"{base}/{whole.token}",
        ask=f"{base}/change",
        token=whole.token,
        filters=tuple(
            FilterLine(
                condition(item, phrases(), names=whole.names),
                f"{base}/{whole.token}?{asked_of(item)}#filter",
                address(base, changing.without(spec, place)),
            )
            for place, item in enumerate(spec.filters)
        ),
        all_rows=address(base, bare) if spec.filters else "",
        compare=tuple(compare_links(lent, spec, base)),
        charts=tuple(chart_lines(spec, base)),
    )


def base_of(lent: Lent) -> str:
    return f"/datasets/{lent.slug}/v/{lent.version.number}/explore"


def address(base: str, spec: ViewSpec) -> str:
    return f"{base}/{tokens.token(spec)}"


def asked_of(item: Filter) -> str:
    if isinstance(item, Inside):
        return urlencode({"place": " "})
    return urlencode({"column": item.columns[0]})


def compare_links(lent: Lent, spec: ViewSpec, base: str) -> Iterator[Link]:
    if lent.policy.on:
        return
    for compare, place in exploring.comparisons(lent, spec):
        yield Link(
            compared_with(compare, place),
            address(base, replace(spec, compare=compare)),
            compare == spec.compare,
        )
    if spec.compare:
        yield Link(_("Compare with nothing"), address(base, replace(spec, compare=None)))


def compared_with(compare: Compare, place: str) -> str:
    if place:
        return _("Compare with %(place)s") % {"place": place}
    if compare.period:
        ends = {"low": compare.period.low, "high": compare.period.high}
        return _("Compare with %(low)s to before %(high)s") % ends
    return _("Compare with all rows")


def chart_lines(spec: ViewSpec, base: str) -> Iterator[ChartLine]:
    several = len(spec.charts) > 1
    for place, chart in enumerate(spec.charts):
        away = address(base, changing.uncharted(spec, place)) if several else ""
        yield ChartLine(_(" and ").join(chart.columns), away)


def place_links(lent: Lent, spec: ViewSpec, found: tuple[Narrower, ...]) -> tuple[PlaceLink, ...]:
    base = base_of(lent)
    return tuple(
        PlaceLink(each, address(base, changing.filtered(spec, Inside(each.id)))) for each in found
    )


def rows_here(lent: Lent, whole: Whole, page: TablePage, wish: Wish) -> RowsHere:
    base, spec = base_of(lent), whole.spec
    last = page.first + len(page.rows) - 1
    right = kinds_right(lent, page.columns)
    return RowsHere(
        heads=tuple(head(base, spec, name, wish.find, right=right[name]) for name in page.columns),
        lines=tuple(
            Line(
                page.first + at,
                tuple((text, right[name]) for name, text in zip(page.columns, row, strict=True)),
            )
            for at, row in enumerate(page.rows)
        ),
        page=page,
        last=last,
        find=wish.find,
        earlier=rows_at(max(1, page.first - STEP), wish.find) if page.first > 1 else "",
        later=rows_at(last + 1, wish.find) if last < page.matching else "",
        source=f"{base}/{whole.token}/rows.json",
        sorted_by=spec.sort.column if spec.sort else "",
    )


def kinds_right(lent: Lent, names: tuple[str, ...]) -> Mapping[str, bool]:
    kinds = {column.name: column.kind for column in lent.charted.columns}
    return {name: kinds.get(name) in RIGHT for name in names}


def rows_at(first: int, find: str) -> str:
    more = {"find": find} if find else {}
    return f"?{urlencode({'from': first, **more})}#rows"


def turned_to(base: str, spec: ViewSpec, name: str, find: str) -> str:
    """Where the rows are sorted by a column; "" where no address can hold its name."""
    try:
        turned = address(base, changing.turned(spec, name))
    except Refusal:
        return ""
    return f"{turned}{'?' + urlencode({'find': find}) if find else ''}#rows"


def head(base: str, spec: ViewSpec, name: str, find: str, *, right: bool) -> Head:
    now = spec.sort if spec.sort and spec.sort.column == name else None
    turned = turned_to(base, spec, name, find)
    says = _("sort: least first")
    if now:
        says = _("as they stand in the file") if now.falling else _("sort: greatest first")
    return Head(
        name=name,
        number=right,
        order=("descending" if now.falling else "ascending") if now else "",
        turn=turned,
        says=says,
    )
