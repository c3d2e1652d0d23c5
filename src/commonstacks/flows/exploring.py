"""The whole page of a view: its charts, its rows, and what can be asked next of every column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from commonstacks.flows import choosing_places, counting, exploration, wiring
from commonstacks.flows.counting import Counted
from commonstacks.flows.gazetteer import Gazetteer
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.kit.text import fold
from commonstacks.library.places import queries as places
from commonstacks.workshop.places import boundaries, here
from commonstacks.workshop.places.boundaries import Area
from commonstacks.workshop.tables.shape import ColumnProfile
from commonstacks.workshop.views import answering, blanks, changing, orders, replies, tokens
from commonstacks.workshop.views.answering import ChartAnswer
from commonstacks.workshop.views.axes import Areas, Categories
from commonstacks.workshop.views.charts import MOST_RANKED, Chart
from commonstacks.workshop.views.drawing import ExplorerPicture
from commonstacks.workshop.views.placing import cut_of
from commonstacks.workshop.views.spec import AnyOf, Compare, Inside, ViewSpec
from commonstacks.workshop.views.words import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Whole:
    """A view as its page shows it: prepared charts that can be brushed, or counted ones."""

    spec: ViewSpec
    token: str
    explorer: ExplorerPicture | None
    counted: Counted | None
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


def whole(lent: Lent, token: str, *, reader: str, words: Words = ENGLISH) -> Whole:
    """``reader`` says whose turn it is where many ask at once. Raises ``Busy`` and ``Stopped``
    where it cannot be counted now; refuses what ``counting.answer`` does."""
    spec = spec_of(lent, token)
    token = tokens.token(spec)
    names = counting.place_names(spec)
    at = f"/datasets/{lent.slug}/v/{lent.version.number}/explore"
    if exploration.prepared(lent, token):
        drawn = exploration.picture(lent, token, words)
        if drawn is not None:
            return Whole(spec, token, moved(drawn, f"{at}/"), None, names)
    counted = counting.counted(lent, token, reader=reader, words=words)
    return Whole(spec, token, None, replace(counted, whole=at), names)


def moved(drawn: ExplorerPicture, views: str) -> ExplorerPicture:
    """The same picture, whose addresses lead to this page again."""
    old = drawn.addresses.views
    return replace(
        drawn,
        addresses=replace(drawn.addresses, views=views),
        address=views + drawn.address.removeprefix(old),
        whole_address=views + drawn.whole_address.removeprefix(old),
    )


def values_of(
    lent: Lent, spec: ViewSpec, column: ColumnProfile, *, reader: str
) -> tuple[Value, ...]:
    """The values of a column with their rows under all other filters, those with most rows first,
    what is missing last; a value that is chosen is always among them."""
    own = [item for item in spec.filters if item.columns == (column.name,)]
    others = tuple(item for item in spec.filters if item not in own)
    chosen = [item.values for item in own if isinstance(item, AnyOf)]
    picked = set(chosen[0]) if chosen else set()
    asked = replace(spec, compare=None, sort=None, filters=others)
    found = [each for part in told(lent, asked, column.name, reader) for each in listed(part)]
    gone = [(text, 0) for text in picked if text not in dict(found)]
    return tuple(Value(text, rows, text in picked) for text, rows in (*found, *gone))


def told(lent: Lent, spec: ViewSpec, name: str, reader: str) -> list[ChartAnswer]:
    """The values of a column, counted; where people are in the table, of its prepared chart."""
    cube = exploration.cube_of(lent) if lent.policy.on else None
    if cube is None:
        asked = replace(spec, charts=(Chart("ranked", (name,), limit=MOST_RANKED),))
        return list(counting.answer(lent, asked, reader=reader).charts)
    parts = answering.from_cube(cube, replace(spec, charts=cube.charts)).charts
    return [part for part in parts if part.chart.columns == (name,)]


def listed(part: ChartAnswer) -> list[tuple[str | None, int]]:
    if not isinstance(part.axis, Categories | Areas):
        return []
    counts = part.seen.counts
    held = [(text, counts[at]) for at, text in enumerate(part.axis.values, 1) if counts[at]]
    return [*held, (None, part.missing)]


def narrower(lent: Lent, text: str) -> tuple[Narrower, ...]:
    """Places of that name, or that begin so, whose rows this table can tell apart."""
    wanted = " ".join(text.split())[:200]
    if len(wanted) < choosing_places.SHORTEST:
        return ()
    found = [place.pk for place, _own in places.named(fold(wanted))]
    found += choosing_places.beginning_with(fold(wanted))
    ids = [place for place in dict.fromkeys(found) if cut_of(lent.charted, place, Gazetteer())]
    return tuple(_narrower(ids[: choosing_places.MOST]))


def near(lent: Lent, longitude: float, latitude: float) -> tuple[Narrower, ...]:
    """The area around a point and what contains it, smallest first, as far as this table can tell
    its rows apart. The point is neither kept nor logged."""
    found = dict.fromkeys(
        area.place
        for scheme in sorted(schemes(lent))
        if (area := area_at(scheme, longitude, latitude)) and area.place
    )
    found = {place: None for place in found if Gazetteer().known(place)}
    around = places.ancestors(found)
    above_them = [up.pk for place in found for up in around[place]]
    wider = {up.pk for ups in around.values() for up in ups}
    smallest = sorted(found, key=lambda place: place in wider)
    ids = [
        place
        for place in dict.fromkeys([*smallest, *above_them])
        if cut_of(lent.charted, place, Gazetteer())
    ]
    return tuple(_narrower(ids[: choosing_places.MOST]))


def area_at(scheme: str, longitude: float, latitude: float) -> Area | None:
    found = boundaries.of(scheme)
    return here.area_at(found, longitude, latitude) if found else None


def schemes(lent: Lent) -> set[str]:
    """The code lists of this table whose areas come with the library."""
    named = {column.scheme for column in lent.charted.columns if not column.sensitive}
    return {scheme for scheme in named if scheme and boundaries.of(scheme)}


def tells_places(lent: Lent) -> bool:
    """Can the rows be narrowed to a place? Where people are in them, the prepared charts alone."""
    return not lent.policy.on and bool(schemes(lent))


def above(lent: Lent, spec: ViewSpec) -> tuple[Narrower, ...]:
    """What contains the place of a view, where the table can tell its rows apart too."""
    inside = [item.place for item in spec.filters if isinstance(item, Inside)]
    if not inside:
        return ()
    around = [up.pk for up in places.ancestors(inside)[inside[0]]]
    return tuple(_narrower([up for up in around if cut_of(lent.charted, up, Gazetteer())]))


def _narrower(ids: list[str]) -> Iterator[Narrower]:
    containing = places.ancestors(ids)
    for place_id in ids:
        place = places.place_with(place_id)
        up = tuple(each.name for each in containing[place_id] if each.kind != "continent")
        yield Narrower(place_id, place.name, place.kind, up[: choosing_places.NEAREST])


def page(lent: Lent, spec: ViewSpec, wish: orders.Wish, *, reader: str) -> answering.TablePage:
    """Some rows of a view, in its order; without filter, sort and words straight from the file."""
    lent.policy.need_open("its rows are not shown one by one")
    if not (spec.filters or spec.sort or wish.find):
        rows = exploration.rows(lent, first=wish.first, limit=wish.limit)
        names = tuple(column.name for column in rows.columns)
        return answering.TablePage(names, rows.rows, wish.first, rows.total, rows.total)
    folder = wiring.table_folder(lent.table)
    exploration.need_table(folder)
    reply = wiring.runner().ask(
        orders.rows_reply,
        counting.files_in(folder),
        spec,
        lent.policy,
        wish,
        orders=str((folder / "orders").resolve()),
        within=counting.cuts_of(lent, spec),
        shapes=tuple(c.name for c in lent.charted.columns if c.kind == "geometry"),
        reader=reader,
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
