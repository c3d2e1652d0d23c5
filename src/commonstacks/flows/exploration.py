"""Explore a table: the first charts, the cube behind them, a view's address, pages of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from commonstacks.flows import wiring
from commonstacks.flows.shown import Lent, RowsPage
from commonstacks.flows.watching import Watch
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop import killable
from commonstacks.workshop.forms import margins
from commonstacks.workshop.tables import window
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.views import cubes, drawing, preparing, tokens
from commonstacks.workshop.views.asked import from_form
from commonstacks.workshop.views.first import first_view, reason
from commonstacks.workshop.views.spec import ViewSpec

MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class CubeFiles:
    """What the page fetches once, and brushes with ever after."""

    arrow: Path
    axes: Path
    etag: str


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
    if not first_view(lent.profile):
        return None
    cube = cube_of(lent)
    spec = spec_of(lent, token)
    return drawing.picture(
        cube.snapped(spec),
        cube,
        addresses(lent),
        [reason(chart, lent.profile) for chart in cube.charts],
        notes=notes_of(lent),
    )


def spec_of(lent: Lent, token: str = "") -> ViewSpec:
    """The first view, or the one that an address stands for, if it is of this very table."""
    whole = ViewSpec(lent.id, lent.version.number, lent.table, first_view(lent.profile), ())
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


def cube_of(lent: Lent) -> cubes.Cube:
    """The prepared cube; made anew where the derived folder was emptied."""
    charts = first_view(lent.profile)
    folder = wiring.table_folder(lent.table)
    try:
        return cubes.open_cube(charts, folder / "cubes")
    except NotHeld:
        need_table(folder)
        prepare(folder, lent.profile, Watch())
        return cubes.open_cube(charts, folder / "cubes")


def need_table(folder: Path) -> None:
    if not (folder / "table.parquet").exists():
        raise Refusal(
            "This table is being read again.", "Its bytes are safe. Come back in a minute."
        )


def cube_files(lent: Lent) -> CubeFiles:
    cube_of(lent)
    name = tokens.cube_digest(first_view(lent.profile))
    folder = wiring.table_folder(lent.table) / "cubes"
    return CubeFiles(
        folder / f"{name}.arrow", folder / f"{name}.json", f"{lent.table[:32]}-{name[:32]}"
    )


def token_of_form(lent: Lent, fields: Mapping[str, Sequence[str]]) -> str:
    """The address of the view that the plain form asked for."""
    return tokens.token(from_form(spec_of(lent), cube_of(lent), fields))


def addresses(lent: Lent) -> drawing.Addresses:
    base = f"/datasets/{lent.slug}/v/{lent.version.number}"
    return drawing.Addresses(
        views=f"{base}/view/",
        cube=f"{base}/cube.arrow",
        axes=f"{base}/cube.json",
    )


def notes_of(lent: Lent) -> tuple[drawing.Note, ...]:
    """Gaps that bite in a charted column, each once; the others stand in the story."""
    if lent.story is None:
        return ()
    charted = [column for chart in first_view(lent.profile) for column in chart.columns]
    gaps = [line.gap for line in lent.story.gaps]
    kinds = lent.story.form.vocabulary("gap_kinds")
    first: dict[int, str] = {}
    for note in margins.margin_notes(gaps, charted):
        if note.on in {"column", "rows"}:
            first.setdefault(note.gap, note.target)
    return tuple(
        drawing.Note(column, kinds.label(gaps[at].kind), gaps[at].text, lent.story.gaps[at].author)
        for at, column in first.items()
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
