"""Explore a table: the first charts, the cube behind them, a view's address, pages of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from commonstacks.flows import from_bins, noting, reading, wiring
from commonstacks.flows.leaving import Left
from commonstacks.flows.shown import Lent, RowsPage
from commonstacks.flows.tabled import Tabled
from commonstacks.flows.watching import Watch
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.people.models import Account
from commonstacks.workshop import killable
from commonstacks.workshop.tables import window
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.views import conditions, cubes, drawing, preparing, tokens
from commonstacks.workshop.views.asked import from_form
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.countable import Countable
from commonstacks.workshop.views.first import reason
from commonstacks.workshop.views.large import Large
from commonstacks.workshop.views.spec import ViewSpec
from commonstacks.workshop.views.tokens import cube_digest
from commonstacks.workshop.views.words import ENGLISH, Words

MOST_ROWS = 1000
ANYBODY = "anybody"
"""Whose turn it is where rows are counted for no reader in particular."""


@dataclass(frozen=True, slots=True)
class CubeFiles:
    """What the page fetches once, and brushes with ever after."""

    arrow: Path
    axes: Path
    key: str  # names their bytes
    open: bool  # nothing in them is protected


def lend_view(slug: str, reader: Account | None, number: int, token: str) -> Lent:
    """The table that a view's address speaks of; where it is gone, ``picture`` says why."""
    try:
        return reading.lend(slug, reader, number, table=tokens.from_token(token).table)
    except Refusal:
        return reading.lend(slug, reader, number)


def prepare(folder: Path, profile: TableProfile, watch: Watch, policy: Policy = OPEN) -> None:
    """The first view of a table, in a process that can be killed."""
    limits = wiring.limits()
    killable.run(
        preparing.prepare,
        folder,
        profile,
        policy=policy,
        seconds=limits.read_seconds,
        megabytes=limits.read_megabytes,
        on_progress=watch.tell,
        cancelled=watch.cancelled,
    )


def picture(
    lent: Lent,
    token: str = "",
    words: Words = ENGLISH,
    *,
    reader: str = ANYBODY,
    left: Left = killable.never,
) -> drawing.ExplorerPicture | None:
    """The explorer as the page draws it; None for a table that has nothing to chart.

    Raises ``Busy`` and ``Stopped`` where a large table cannot be counted now; ``reader`` says whose
    turn it is there, ``left`` whether nobody waits any more.
    """
    cube = cube_of(lent, reader=reader, left=left)
    if cube is None:
        return None
    spec = spec_of(lent, token)
    return drawing.picture(
        cube.snapped(spec),
        cube,
        addresses(lent, cube),
        [reason(chart, lent.charted, words, policy=lent.policy) for chart in cube.charts],
        notes=noting.notes_of(lent, cube.charts),
        outlines=preparing.outlines_of(wiring.table_folder(lent.table), cube.charts, lent.policy),
        words=words,
    )


def shows(lent: Lent, token: str) -> str:
    """The sentence of a prepared view. Refuses a table without charts."""
    cube = cube_of(lent)
    if cube is None:
        raise NotHeld("This table has no charts.", "Cite the version instead.")
    spec = cube.snapped(spec_of(lent, token))
    parts = conditions.sentence(spec, cube, cube.counts(spec.filters), ENGLISH)
    return " ".join("".join(part.text for part in parts).split())


def spec_of(lent: Tabled, token: str = "") -> ViewSpec:
    """The first view, or the one of its charts that an address stands for."""
    charts = charts_of(lent)
    if not token:
        return ViewSpec(lent.id, lent.version.number, lent.table, charts, ())
    spec = view_of(lent, token)
    if spec.charts != charts:
        raise NotHeld(
            "This view shows charts that are not prepared.", "Start from the dataset's page."
        )
    return spec


def view_of(lent: Tabled, token: str) -> ViewSpec:
    """Any view that an address stands for, if it is of this very table."""
    spec = tokens.from_token(token)
    if (spec.dataset, spec.version) != (lent.id, lent.version.number):
        raise NotHeld("This view belongs to another dataset or version.", "Check its address.")
    if spec.table != lent.table:
        raise NotHeld(
            "This view was made with an earlier reading of the file, which is no longer kept.",
            "The file itself is unchanged: open the version and look again.",
        )
    return spec


def charts_of(lent: Tabled) -> tuple[Chart, ...]:
    """The charts of the first view. Of a protected table only its cube can say which they are."""
    if lent.policy.on:
        cube = cube_of(lent)
        return cube.charts if cube else ()
    return preparing.charts_of(wiring.table_folder(lent.table), lent.charted)


def prepared(lent: Lent, token: str) -> bool:
    """Does the prepared cube answer this view? Others are counted anew (``counting``)."""
    charts = charts_of(lent)
    return not token or view_of(lent, token).answered_by(charts)


def cube_of(
    lent: Tabled, *, reader: str = ANYBODY, left: Left = killable.never
) -> Countable | None:
    """What the first view is counted from, made anew where the derived folder was emptied or
    another policy holds now; None: nothing to chart."""
    folder = wiring.table_folder(lent.table)
    with suppress(NotHeld):
        if not lent.policy.on or preparing.ready(folder, lent.charted, lent.policy):
            return opened(lent, folder, reader, left)
    need_table(folder)
    prepare(folder, lent.charted, Watch(), lent.policy)
    return opened(lent, folder, reader, left)


def opened(lent: Tabled, folder: Path, reader: str, left: Left) -> Countable | None:
    charts = preparing.charts_of(folder, lent.charted, lent.policy)
    if preparing.counted_from_bins(folder, lent.charted, lent.policy):
        return from_bins.large(lent, charts, reader=reader, left=left)
    return cubes.open_cube(charts, folder / "cubes", lent.policy) if charts else None


def need_table(folder: Path) -> None:
    if not (folder / "table.parquet").exists():
        raise Refusal(
            "This table is being read again.", "Its bytes are safe. Come back in a minute."
        )


def cube_files(lent: Lent) -> CubeFiles:
    cube = cube_of(lent)
    if cube is None:
        raise NotHeld("This table has no charts.", "See its rows instead.")
    if not isinstance(cube, cubes.Cube):
        raise NotHeld("This table has no cube: it is too large.", "Open the dataset's page.")
    name = cube.name
    folder = wiring.table_folder(lent.table) / "cubes"
    return CubeFiles(
        folder / f"{name}.arrow",
        folder / f"{name}.json",
        key=key_of_cube(lent, cube),
        open=not lent.policy.on,
    )


def token_of_form(lent: Lent, fields: Mapping[str, Sequence[str]]) -> str:
    """The address of the view that the plain form asked for."""
    cube = cube_of(lent)
    if cube is None:
        raise NotHeld("This table has no charts.", "See its rows instead.")
    return tokens.token(from_form(spec_of(lent), cube, fields))


def addresses(lent: Lent, cube: Countable) -> drawing.Addresses:
    """With the key of the bytes that are meant, so that whoever has them need not ask again."""
    base = f"/datasets/{lent.slug}/v/{lent.version.number}"
    if isinstance(cube, Large):
        asked = f"table={lent.table}&key={from_bins.key_of_facts(lent, cube.bins)}"
        return drawing.Addresses(
            views=f"{base}/view/",
            bins=f"{base}/bins.json?{asked}",
            active=f"{base}/active?{asked}",
            counts=f"{base}/counts?{asked}",
        )
    asked = f"table={lent.table}&key={key_of_cube(lent, cube)}"
    return drawing.Addresses(
        views=f"{base}/view/",
        cube=f"{base}/cube.arrow?{asked}",
        axes=f"{base}/cube.json?{asked}",
    )


def key_of_cube(lent: Lent, cube: Countable) -> str:
    """Names its bytes: the table, its charts, and how small cells are protected."""
    return f"{lent.table[:32]}-{cube_digest(cube.charts, lent.policy.threshold)[:32]}"


def rows(lent: Lent, *, first: int = 1, limit: int = 50) -> RowsPage:
    """Some rows as they are. Refuses tables about people: their rows are not shown one by one."""
    lent.policy.need_open("its rows are not shown one by one")
    if limit > MOST_ROWS:
        raise Refusal("At most {most} rows at once.", "Download the file for more.", most=MOST_ROWS)
    folder = wiring.table_folder(lent.table)
    need_table(folder)
    return RowsPage(
        columns=lent.profile.columns,
        rows=window.rows(folder / "table.parquet", first=first, limit=limit),
        first=first,
        total=lent.profile.rows,
    )
