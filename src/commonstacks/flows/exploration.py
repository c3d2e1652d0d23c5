"""Explore a table: the first charts, the cube behind them, a view's address, pages of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from commonstacks.flows import noting, reading, wiring
from commonstacks.flows.shown import Lent, RowsPage
from commonstacks.flows.watching import Watch
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.people.models import Account
from commonstacks.workshop import killable
from commonstacks.workshop.tables import window
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.views import cubes, drawing, preparing, tokens
from commonstacks.workshop.views.asked import from_form
from commonstacks.workshop.views.first import reason
from commonstacks.workshop.views.spec import ViewSpec

MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class CubeFiles:
    """What the page fetches once, and brushes with ever after."""

    arrow: Path
    axes: Path
    etag: str


def lend_view(slug: str, reader: Account | None, number: int, token: str) -> Lent:
    """The table that a view's address speaks of; where it is gone, ``picture`` says why."""
    try:
        return reading.lend(slug, reader, number, table=tokens.from_token(token).table)
    except Refusal:
        return reading.lend(slug, reader, number)


def prepare(folder: Path, profile: TableProfile, watch: Watch) -> None:
    limits = wiring.limits()
    killable.run(
        preparing.prepare,
        folder,
        profile,
        seconds=limits.read_seconds,
        megabytes=limits.read_megabytes,
        on_progress=watch.tell,
        cancelled=watch.cancelled,
    )


def picture(lent: Lent, token: str = "") -> drawing.ExplorerPicture | None:
    """The explorer as the page draws it; None for a table that has nothing to chart."""
    cube = cube_of(lent)
    if cube is None:
        return None
    spec = spec_of(lent, token)
    return drawing.picture(
        cube.snapped(spec),
        cube,
        addresses(lent),
        [reason(chart, lent.charted) for chart in cube.charts],
        notes=noting.notes_of(lent, cube.charts),
        outlines=preparing.outlines_of(wiring.table_folder(lent.table), cube.charts),
    )


def spec_of(lent: Lent, token: str = "") -> ViewSpec:
    """The first view, or the one that an address stands for, if it is of this very table."""
    charts = preparing.charts_of(wiring.table_folder(lent.table), lent.charted)
    whole = ViewSpec(lent.id, lent.version.number, lent.table, charts, ())
    if not token:
        return whole
    spec = tokens.from_token(token)
    if (spec.dataset, spec.version) != (whole.dataset, whole.version):
        raise NotHeld("This view belongs to another dataset or version.", "Check its address.")
    if spec.table != whole.table:
        raise NotHeld(
            "This view was made with an earlier reading of the file, which is no longer kept.",
            "The file itself is unchanged: open the version and look again.",
        )
    if spec.charts != whole.charts:
        raise NotHeld(
            "This view shows charts that are not prepared.", "Start from the dataset's page."
        )
    return spec


def cube_of(lent: Lent) -> cubes.Cube | None:
    """The prepared cube, made anew where the derived folder was emptied; None: nothing to chart."""
    folder = wiring.table_folder(lent.table)
    charts = preparing.charts_of(folder, lent.charted)
    try:
        return cubes.open_cube(charts, folder / "cubes") if charts else None
    except NotHeld:
        need_table(folder)
        prepare(folder, lent.charted, Watch())
        charts = preparing.charts_of(folder, lent.charted)
        return cubes.open_cube(charts, folder / "cubes") if charts else None


def need_table(folder: Path) -> None:
    if not (folder / "table.parquet").exists():
        raise Refusal(
            "This table is being read again.", "Its bytes are safe. Come back in a minute."
        )


def cube_files(lent: Lent) -> CubeFiles:
    cube = cube_of(lent)
    if cube is None:
        raise NotHeld("This table has no charts.", "See its rows instead.")
    name = tokens.cube_digest(cube.charts)
    folder = wiring.table_folder(lent.table) / "cubes"
    return CubeFiles(
        folder / f"{name}.arrow", folder / f"{name}.json", f"{lent.table[:32]}-{name[:32]}"
    )


def token_of_form(lent: Lent, fields: Mapping[str, Sequence[str]]) -> str:
    """The address of the view that the plain form asked for."""
    cube = cube_of(lent)
    if cube is None:
        raise NotHeld("This table has no charts.", "See its rows instead.")
    return tokens.token(from_form(spec_of(lent), cube, fields))


def addresses(lent: Lent) -> drawing.Addresses:
    base = f"/datasets/{lent.slug}/v/{lent.version.number}"
    return drawing.Addresses(
        views=f"{base}/view/",
        cube=f"{base}/cube.arrow?table={lent.table}",
        axes=f"{base}/cube.json?table={lent.table}",
    )


def rows(lent: Lent, *, first: int = 1, limit: int = 50) -> RowsPage:
    if limit > MOST_ROWS:
        raise Refusal(f"At most {MOST_ROWS} rows at once.", "Download the file for more.")
    folder = wiring.table_folder(lent.table)
    need_table(folder)
    return RowsPage(
        columns=lent.profile.columns,
        rows=window.rows(folder / "table.parquet", first=first, limit=limit),
        first=first,
        total=lent.profile.rows,
    )
