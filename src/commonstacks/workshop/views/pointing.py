"""The rows themselves as points, where the box that was chosen on a map leaves few enough of them.

All of them are shown, or none: a part of them would be a wrong picture.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from commonstacks.kit import digests
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables import window
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.views import locked, sql
from commonstacks.workshop.views.answering import NO_CUTS
from commonstacks.workshop.views.axes import Squares
from commonstacks.workshop.views.cells import Policy
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.filters import Within
from commonstacks.workshop.views.grid import Grid, grid_marks
from commonstacks.workshop.views.orders import Sought
from commonstacks.workshop.views.placing import Cut
from commonstacks.workshop.views.sentences import count_text
from commonstacks.workshop.views.spec import ViewSpec
from commonstacks.workshop.views.words import ENGLISH, Words

MOST: Final = 2000
LISTED: Final = 250
TELLING: Final = 3
_NAMING: Final = ("place name", "text", "category", "date", "datetime", "code")


@dataclass(frozen=True, slots=True)
class Spot:
    """One row: its number from 1, where it lies, and what its telling columns say."""

    number: int
    x: float
    y: float
    says: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Spots:
    """Every row of a view that lies in the box of ``columns``; ``telling`` are the columns of what
    each says."""

    columns: tuple[str, ...]
    telling: tuple[str, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    title: str


@dataclass(frozen=True, slots=True)
class Points:
    """The drawing: a ``frame`` with its ticks, the dots, and a sentence; the first rows as a table,
    ``rest`` rows are not in it."""

    frame: Grid
    dots: tuple[Dot, ...]
    says: str
    heads: tuple[str, ...]
    lines: tuple[Spot, ...]
    rest: int


def box_of(spec: ViewSpec) -> tuple[int, Chart, Within] | None:
    """The first map of squares of a view that has a box of its own, and its place."""
    boxes = {item.columns: item for item in spec.filters if isinstance(item, Within)}
    for place, chart in enumerate(spec.charts):
        if chart.kind == "grid" and chart.columns in boxes:
            return place, chart, boxes[chart.columns]
    return None


def telling(profile: TableProfile, spec: ViewSpec, most: int = TELLING) -> tuple[str, ...]:
    """The columns that best tell rows apart for a reader: names and words before codes, then what
    is charted; none that is sensitive, always the same, or says where the row lies."""
    held = [
        column
        for column in profile.columns
        if not (column.sensitive or any(text.startswith("http") for text in column.examples))
        and column.distinct > 1
        and column.kind not in ("longitude", "latitude", "geometry")
    ]
    charted = {name for chart in spec.charts for name in chart.columns}
    naming = [c for kind in _NAMING for c in held if c.kind == kind]
    rest = [c for c in held if c.name in charted] + held
    return tuple(dict.fromkeys(c.name for c in (*naming, *rest)))[:most]


def points_reply(
    files: Sequence[str],
    spec: ViewSpec,
    policy: Policy,
    says: Sequence[str],
    *,
    within: Mapping[str, Cut] = NO_CUTS,
    tell: Callable[[Progress], None] = ignore,
) -> bytes:
    """``spots`` of the table in ``files`` (absolute paths) as a job; ``read_spots`` reads it."""
    tell(Progress(0, 1, "looking for rows"))
    policy.need_open("its rows are not shown one by one")
    found = spots(Sought(locked.connect(files), files, spec, within), says)
    return digests.canonical(facts_of(found))


def spots(sought: Sought, says: Sequence[str]) -> Spots:
    """All rows in the box of a view, with the columns ``says``. Refuses a view without a box on a
    map of squares, and more than ``MOST`` rows."""
    boxed = box_of(sought.spec)
    if boxed is None:
        raise Refusal("This view has no box on a map.", "Choose one on the map.")
    names = boxed[1].columns
    asked = sql.Statement()
    numbers = [sql.number(name, sought.rows.stored[name]) for name in names]
    told = [sql.identifier(name) for name in says]
    what = ", ".join(["t0.file_row_number", *numbers, *told])
    asked.text = sought.selected(asked, what, f"LIMIT {asked.bind(MOST + 1)}")
    found = sought.connection.execute(asked.text, asked.values).fetchall()
    if len(found) > MOST:
        raise Refusal(
            "More than {most} rows lie in this box: they are not shown as points.",
            "Choose a smaller box.",
            most=MOST,
        )
    return Spots(
        columns=names,
        telling=tuple(says),
        spots=tuple(
            Spot(row[0] + 1, row[1], row[2], tuple(window.text(each) for each in row[3:]))
            for row in found
        ),
    )


def facts_of(found: Spots) -> dict[str, Any]:
    """As JSON values: one list for each row (number, x, y, what it says)."""
    return {
        "columns": list(found.columns),
        "telling": list(found.telling),
        "points": [[spot.number, spot.x, spot.y, *spot.says] for spot in found.spots],
    }


def read_spots(reply: bytes) -> Spots:
    """The other way of ``points_reply``."""
    facts = json.loads(reply)
    found = tuple(
        Spot(row[0], float(row[1]), float(row[2]), tuple(row[3:])) for row in facts["points"]
    )
    return Spots(tuple(facts["columns"]), tuple(facts["telling"]), found)


def points(found: Spots, box: Within, words: Words = ENGLISH) -> Points:
    """The drawing of all ``found`` rows, as large as the box."""
    axis = Squares((box.west, box.east), (box.south, box.north))
    nothing = (0,) * axis.size
    frame = replace(grid_marks(axis, nothing, nothing, None, words), layers=(), legend=())
    plot, places = frame.plot, {(spot.x, spot.y) for spot in found.spots}
    same = len(found.spots) - len(places)
    facts = {"n": count_text(len(found.spots), words), "same": count_text(same, words)}
    return Points(
        frame=frame,
        dots=tuple(
            Dot(
                x=f"{plot.x + (spot.x - box.west) / (box.east - box.west) * plot.width:.1f}",
                y=f"{plot.y + (box.north - spot.y) / (box.north - box.south) * plot.height:.1f}",
                title=words.comma.join(text or words.missing for text in spot.says),
            )
            for spot in found.spots
        ),
        says=(words.points_same if same else words.points_all).format_map(facts),
        heads=(*found.columns, *found.telling),
        lines=found.spots[:LISTED],
        rest=len(found.spots[LISTED:]),
    )
