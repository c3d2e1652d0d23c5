"""The whole page of a view: its charts, its rows, and what can be asked next of every column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from commonstacks.flows import choosing_places, counting, exploration, noting, wiring
from commonstacks.flows.gazetteer import Gazetteer
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.places import queries as places
from commonstacks.workshop import killable
from commonstacks.workshop.tables.shape import ColumnProfile
from commonstacks.workshop.views import (
    answered,
    answering,
    blanks,
    changing,
    orders,
    replies,
    tokens,
)
from commonstacks.workshop.views.axes import MISSING, Areas, Categories
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.drawing import ExplorerPicture
from commonstacks.workshop.views.placing import cut_of
from commonstacks.workshop.views.spec import AnyOf, Compare, Inside, ViewSpec

PLACES = 40  # outlines of a table's own areas are more; a list of more helps nobody


@dataclass(frozen=True, slots=True)
class Whole:
    """A view as its page shows it: prepared charts that can be brushed, or counted ones."""

    spec: ViewSpec
    token: str
    explorer: ExplorerPicture | None
    counted: answered.AnsweredPicture | None
    matching: int
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a column under the other filters of a view; ``text`` None is missing."""

    text: str | None
    rows: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Narrower:
    """A place that the rows can be narrowed to, and what it lies in."""

    id: str
    name: str
    kind: str
    inside: tuple[str, ...]


def policy_of(lent: Lent) -> Policy:
    """What protects the people in a table; every number of this page asks it."""
    return OPEN


def spec_of(lent: Lent, token: str = "") -> ViewSpec:
    """The view of an address; without one the first view, and of a table that has nothing to chart
    a list of its first column."""
    if token:
        return exploration.view_of(lent, token)
    spec = exploration.spec_of(lent)
    if spec.charts:
        return spec
    open_ones = [column for column in lent.profile.columns if not column.sensitive]
    if not open_ones:
        raise NotHeld("This table has no charts.", "See its rows instead.")
    return replace(spec, charts=(Chart("ranked", (open_ones[0].name,)),))


def whole(lent: Lent, token: str = "") -> Whole:
    spec = spec_of(lent, token)
    token = tokens.token(spec)
    names = counting.place_names(spec)
    if exploration.prepared(lent, token):
        drawn = exploration.picture(lent, token)
        if drawn is not None:
            at = f"/datasets/{lent.slug}/v/{lent.version.number}/explore/"
            return Whole(spec, token, moved(drawn, at), None, 0, names)
    told = counting.answer(lent, spec, policy_of(lent))
    notes = noting.notes_of(lent, spec.charts)
    picture = answered.picture(told, spec, notes=notes, names=names)
    return Whole(spec, token, None, picture, told.matching, names)


def moved(drawn: ExplorerPicture, views: str) -> ExplorerPicture:
    """The same picture, whose addresses lead to this page again."""
    old = drawn.addresses.views
    return replace(
        drawn,
        addresses=replace(drawn.addresses, views=views),
        address=views + drawn.address.removeprefix(old),
        whole_address=views + drawn.whole_address.removeprefix(old),
    )


def values_of(lent: Lent, spec: ViewSpec, column: ColumnProfile) -> tuple[Value, ...]:
    """The values of a column with their rows under all other filters, those with most rows first,
    what is missing last; a value that is chosen is always among them."""
    others = tuple(item for item in spec.filters if item.columns != (column.name,))
    chosen = [
        item.values for item in spec.filters if isinstance(item, AnyOf) and item not in others
    ]
    picked = set(chosen[0]) if chosen else set()
    asked = replace(spec, compare=None, sort=None, filters=others)
    found = _values(lent, asked, column.name)
    gone = [(text, 0) for text in picked if text not in dict(found)]
    return tuple(Value(text, rows, text in picked) for text, rows in (*found, *gone))


def _values(lent: Lent, spec: ViewSpec, name: str) -> list[tuple[str | None, int]]:
    policy = policy_of(lent)
    cube = exploration.cube_of(lent) if policy.on else None
    if cube is None:
        asked = replace(spec, charts=(Chart("ranked", (name,), limit=250),))
        told = counting.answer(lent, asked, policy)
    else:
        told = answering.from_cube(cube, replace(spec, charts=cube.charts))
    parts = [part for part in told.charts if part.chart.columns == (name,)]
    if not parts or not isinstance(parts[0].axis, Categories | Areas):
        return []
    counts = parts[0].seen.counts
    listed = [(text, counts[at]) for at, text in enumerate(parts[0].axis.values, 1) if counts[at]]
    return [*listed, (None, counts[MISSING])]


def narrower(lent: Lent, text: str) -> tuple[Narrower, ...]:
    """Places of that name, or that begin so, whose rows this table can tell apart."""
    wanted = " ".join(text.split())[:200]
    if len(wanted) < choosing_places.SHORTEST:
        return ()
    found = [place.pk for place, _own in places.named(choosing_places.fold(wanted))]
    found += choosing_places.beginning_with(choosing_places.fold(wanted))
    ids = [place for place in dict.fromkeys(found) if cut_of(lent.charted, place, Gazetteer())]
    return tuple(_narrower(ids[: choosing_places.MOST]))


def near(lent: Lent, longitude: float, latitude: float) -> tuple[Narrower, ...]:
    """The areas around a point, smallest first, whose rows this table can tell apart."""
    ids = [
        place
        for place in places_at(longitude, latitude)
        if cut_of(lent.charted, place, Gazetteer())
    ]
    return tuple(_narrower(ids[: choosing_places.MOST]))


def places_at(longitude: float, latitude: float) -> list[str]:
    """Ids of the areas that come with the library and hold this point, smallest first."""
    return []


def above(lent: Lent, spec: ViewSpec) -> tuple[Narrower, ...]:
    """What contains the place of a view, where the table can tell its rows apart too."""
    here = [item.place for item in spec.filters if isinstance(item, Inside)]
    if not here:
        return ()
    around = [up.pk for up in places.ancestors(here)[here[0]]]
    return tuple(_narrower([up for up in around if cut_of(lent.charted, up, Gazetteer())]))


def _narrower(ids: list[str]) -> Iterator[Narrower]:
    containing = places.ancestors(ids)
    for place_id in ids:
        place = places.place_with(place_id)
        up = tuple(each.name for each in containing[place_id] if each.kind != "continent")
        yield Narrower(place_id, place.name, place.kind, up[: choosing_places.NEAREST])


def page(lent: Lent, spec: ViewSpec, wish: orders.Wish) -> answering.TablePage:
    """Some rows of a view, in its order; without filter, sort and words straight from the file."""
    policy = policy_of(lent)
    policy.need_open("its rows are not shown one by one")
    if not (spec.filters or spec.sort or wish.find):
        rows = exploration.rows(lent, first=wish.first, limit=wish.limit)
        names = tuple(column.name for column in rows.columns)
        return answering.TablePage(names, rows.rows, wish.first, rows.total, rows.total)
    folder = wiring.table_folder(lent.table)
    exploration.need_table(folder)
    reply = killable.run(
        orders.rows_reply,
        counting.files_in(folder),
        spec,
        policy,
        wish,
        orders=str((folder / "orders").resolve()),
        within=counting.cuts_of(lent, spec),
        shapes=tuple(c.name for c in lent.charted.columns if c.kind == "geometry"),
        seconds=counting.SECONDS,
        megabytes=wiring.limits().read_megabytes,
    )
    return replies.read_page(reply)


def chart_for(lent: Lent, name: str, beside: str = "") -> Chart:
    """The chart that fits a column, as it was prepared if it was."""
    try:
        return blanks.chart_of(lent.charted, name, exploration.spec_of(lent).charts, beside=beside)
    except KeyError:
        raise Refusal(
            "The table has no column “{column}”.", "Choose one that it has.", column=name
        ) from None


def column_of(lent: Lent, name: str) -> ColumnProfile:
    try:
        return lent.charted.column(name)
    except KeyError:
        raise Refusal(
            "The table has no column “{column}”.", "Choose one that it has.", column=name
        ) from None


def comparisons(lent: Lent, spec: ViewSpec) -> Iterator[tuple[Compare, str]]:
    """What a view can be held against, with the name of the place if it is one."""
    if spec.filters:
        yield Compare(), ""
    for up in above(lent, spec):
        yield Compare(place=up.id), up.name
    for period in changing.periods_beside(spec):
        yield Compare(period=period), ""
