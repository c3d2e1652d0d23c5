"""The whole page of a view: its charts, its rows, and what can be asked next of every column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from commonstacks.flows import choosing_places, counting, exploration, wiring
from commonstacks.flows.counting import Counted
from commonstacks.flows.gazetteer import Gazetteer
from commonstacks.flows.leaving import Left
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import NotHeld, Refusal, Stopped
from commonstacks.kit.text import fold
from commonstacks.library.places import queries as places
from commonstacks.workshop.killable import never
from commonstacks.workshop.places import boundaries, here
from commonstacks.workshop.places.boundaries import Area
from commonstacks.workshop.tables.shape import ColumnProfile
from commonstacks.workshop.views import (
    answering,
    blanks,
    changing,
    orders,
    pointing,
    replies,
    tokens,
)
from commonstacks.workshop.views.answering import ChartAnswer
from commonstacks.workshop.views.axes import Areas, Categories
from commonstacks.workshop.views.charts import MOST_RANKED, Chart
from commonstacks.workshop.views.drawing import ExplorerPicture
from commonstacks.workshop.views.placing import cut_of
from commonstacks.workshop.views.pointing import Points
from commonstacks.workshop.views.spec import AnyOf, Compare, Inside, ViewSpec
from commonstacks.workshop.views.turns import Busy
from commonstacks.workshop.views.words import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Whole:
    """A view as its page shows it: prepared charts that can be brushed, or counted ones; or why
    they could not be counted now. ``points`` are the rows in the box of a prepared map."""

    spec: ViewSpec
    token: str
    explorer: ExplorerPicture | None
    counted: Counted | None
    names: dict[str, str]
    uncounted: Refusal | None = None
    points: Points | None = None


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
    if spec.charts and addressed(spec):
        return spec
    charts = [chart for chart in spec.charts if addressed(replace(spec, charts=(chart,)))][:1]
    charts += [] if lent.policy.on else listing(lent)
    for chart in charts:
        if addressed(replace(spec, charts=(chart,))):
            return replace(spec, charts=(chart,))
    raise NotHeld("This table has no charts.", "See its rows instead.")


def listing(lent: Lent) -> list[Chart]:
    """Lists of single columns."""
    return [Chart("ranked", (c.name,)) for c in lent.profile.columns if not c.sensitive]


def addressed(spec: ViewSpec) -> bool:
    """Can an address hold it? Not where columns have names as long as a page."""
    try:
        return bool(tokens.token(spec))
    except Refusal:
        return False


def whole(
    lent: Lent, token: str, *, reader: str, words: Words = ENGLISH, left: Left = never
) -> Whole:
    """``reader`` says whose turn it is where many ask at once, ``left`` whether nobody waits any
    more. Refuses what ``counting.answer`` does; where it cannot be counted now, the page stands
    without its charts."""
    spec = spec_of(lent, token)
    token = tokens.token(spec)
    names = counting.place_names(spec)
    at = f"/datasets/{lent.slug}/v/{lent.version.number}/explore"
    try:
        if exploration.prepared(lent, token):
            drawn = exploration.picture(lent, token, words, reader=reader, left=left)
            if drawn is not None:
                points = boxed(lent, spec, reader, words, left)
                return Whole(spec, token, moved(drawn, f"{at}/"), None, names, points=points)
        counted = counting.counted(lent, token, reader=reader, words=words, left=left)
    except (Busy, Stopped) as refusal:
        return Whole(spec, token, None, None, names, refusal)
    return Whole(spec, token, None, replace(counted, whole=at), names)


def boxed(
    lent: Lent, spec: ViewSpec, reader: str, words: Words, left: Left = never
) -> Points | None:
    """The rows themselves in the box of a map; None where there is none, too many lie in it, or
    they cannot be read now: the squares say how many they are."""
    if lent.policy.on or pointing.box_of(spec) is None:
        return None
    try:
        drawn = counting.points_drawn(lent, spec, 1, reader=reader, words=words, left=left)
    except Refusal:
        return None
    return next(iter(drawn.values()))


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


def picked(lent: Lent, spec: ViewSpec, pick: str, *, reader: str) -> ViewSpec:
    """The view with what was clicked taken in, or out again: ``pick`` names a chart by its place
    and values by their codes, as ``2.17`` or ``2.17-18``. Refuses what is not there to be clicked.
    """
    place, _, codes = pick.partition(".")
    listed = codes.split("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 7 for part in (place, *listed)):
        raise Refusal("This is nothing that can be chosen.", "Click a name or an area again.")
    charts = counting.answer(lent, spec, reader=reader).charts
    axis = charts[int(place)].axis if int(place) < len(charts) else None
    if not isinstance(axis, Categories) or not all(int(c) <= len(axis.values) for c in listed):
        raise Refusal("This is nothing that can be chosen.", "Click a name or an area again.")
    values = [axis.values[int(code) - 1] if int(code) else None for code in listed]
    return changing.toggled(spec, charts[int(place)].chart, values)


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


def page(
    lent: Lent, spec: ViewSpec, wish: orders.Wish, *, reader: str, left: Left = never
) -> answering.TablePage:
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
        cancelled=left,
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
