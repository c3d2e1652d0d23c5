"""What readers take away: the data with its context inside, a citation, the original bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from commonstacks.flows import addressed, counting, exploration, storytelling, wiring
from commonstacks.flows.addressed import table_slug
from commonstacks.flows.shown import Changed, Lent
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop import killable
from commonstacks.workshop.handouts import bundle, parquet, schema_org
from commonstacks.workshop.handouts import citation as citing
from commonstacks.workshop.handouts.story import Story, context_facts, context_json
from commonstacks.workshop.tables import window
from commonstacks.workshop.tables.history import changed_rows
from commonstacks.workshop.tables.history.difference import Difference

FORMS: Final = ("csv", "parquet")
CHANGED: Final = {"csv": "csv", "json": "jsonl"}


@dataclass(frozen=True, slots=True)
class Citation:
    text: str
    bibtex: str
    csl_json: str
    address: str


@dataclass(frozen=True, slots=True)
class Handout:
    """A ZIP as it streams; ``name`` is what a browser saves it as."""

    name: str
    media_type: str
    chunks: Iterator[bytes]


def citation(lent: Lent, token: str = "", *, on: date | None = None) -> Citation:
    """How to cite this version, or one view of it."""
    story = storytelling.story(lent, token)
    day = on or clock.now().date()
    made = (
        citing.cite_view(story, accessed=day, shows=shows(lent, token))
        if token
        else citing.cite_version(story, accessed=day)
    )
    return Citation(
        text=citing.sentence(made),
        bibtex=citing.bibtex(made),
        csl_json=citing.csl_json(made),
        address=made.address,
    )


def shows(lent: Lent, token: str) -> str:
    """The filter sentence of a view, in words."""
    if not exploration.prepared(lent, token):
        return counting.shows(lent, token)
    return exploration.shows(lent, token)


def download(lent: Lent, form: str) -> Handout:
    """The table and its context as one ZIP. Needs a published story."""
    if form not in FORMS:
        raise NotHeld(
            "There is no download as {form}.",
            "Choose: {forms}.",
            form=form[:20],
            forms=", ".join(FORMS),
        )
    told = addressed.told(lent)
    folder = wiring.table_folder(lent.table)
    exploration.need_table(folder)
    table = folder / "table.parquet"
    chunks = as_csv(told, lent, table) if form == "csv" else as_parquet(told, lent, table)
    name = f"{table_slug(lent)}-v{lent.version.number}-{form}.zip"
    return Handout(name, "application/zip", chunks)


def as_csv(told: Story, lent: Lent, table: Path) -> Iterator[bytes]:
    header = [column.name for column in lent.profile.columns]
    rows: Iterable[window.Row] = window.every_row(table)
    handed = bundle.csv_table(f"{table_slug(lent)}.csv", header, rows, typed=True)
    return bundle.bundle(told, handed)


def as_parquet(told: Story, lent: Lent, table: Path) -> Iterator[bytes]:
    """The copy that carries the context lives as long as the download runs."""
    with TemporaryDirectory(dir=wiring.scratch()) as folder:
        copy = Path(folder) / "table.parquet"
        parquet.with_context(table, copy, context_json(told))
        yield from bundle.bundle(told, bundle.parquet_table(f"{table_slug(lent)}.parquet", copy))


def changed(lent: Lent, older: Lent, what: Changed, form: str) -> Handout:
    """Every row of the table that changed since ``older``, with the story beside it."""
    if form not in CHANGED:
        raise NotHeld(
            "There is no download as {form}.",
            "Choose: {forms}.",
            form=form[:20],
            forms=", ".join(CHANGED),
        )
    if what.shown.difference is None:
        raise NotHeld("This table was compared with no other.", "It came or went as a whole.")
    told = storytelling.story(lent)
    name = f"{table_slug(lent)}-v{what.before}-to-v{lent.version.number}"
    file = f"{name}.{CHANGED[form]}"
    chunks = changed_chunks(told, (older, lent), what.shown.difference, file)
    return Handout(f"{name}-{form}.zip", "application/zip", chunks)


def changed_chunks(
    told: Story, sides: tuple[Lent, Lent], difference: Difference, name: str
) -> Iterator[bytes]:
    """The file lives as long as the download runs."""
    limits = wiring.limits()
    old, new = (wiring.table_folder(side.table) / "table.parquet" for side in sides)
    with TemporaryDirectory(dir=wiring.scratch()) as folder:
        file = Path(folder) / name
        killable.run(
            changed_rows.write,
            old,
            new,
            old_profile=sides[0].profile,
            new_profile=sides[1].profile,
            difference=difference,
            to=file,
            form="csv" if file.suffix == ".csv" else "json",
            seconds=limits.read_seconds,
            megabytes=limits.read_megabytes,
        )
        yield from bundle.changes(told, name, file)


@contextmanager
def original(lent: Lent, name: str) -> Iterator[Path]:
    """A file exactly as it came, every byte of it checked."""
    if not lent.published:
        raise Refusal("Only published data are lent.", "Its context is not finished.")
    with wiring.vault().lend(lent.id, lent.version.number, name) as path:
        yield path


def json_ld(lent: Lent) -> str:
    """schema.org for machines that read the page."""
    return schema_org.for_page(addressed.told(lent))


def context_of(lent: Lent) -> dict[str, object]:
    """The whole context as JSON values, as it travels inside every handout."""
    return context_facts(storytelling.story(lent))
