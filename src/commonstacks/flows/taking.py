"""Take rows along: those of a view or all of them, as a file with their context inside."""

from __future__ import annotations

import os
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from commonstacks.flows import (
    addressed,
    counting,
    exploration,
    handing_out,
    storytelling,
    wiring,
)
from commonstacks.flows.shown import Lent
from commonstacks.kit import digests
from commonstacks.kit.errors import NotHeld, Refusal, Stopped
from commonstacks.workshop import killable
from commonstacks.workshop.handouts import citation as citing
from commonstacks.workshop.handouts import datapackage, told
from commonstacks.workshop.handouts.bundle import csv_table
from commonstacks.workshop.handouts.datasheet import markdown
from commonstacks.workshop.handouts.rows import making, shelf
from commonstacks.workshop.handouts.rows.making import FORMS
from commonstacks.workshop.handouts.rows.wanted import Beside, Wanted
from commonstacks.workshop.handouts.snippets import Snippet, snippets
from commonstacks.workshop.handouts.story import Story, context_json
from commonstacks.workshop.once import Once
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.views.spec import ViewSpec, facts_of

SCHEMA: Final = "commonstacks-taken/1"
MOST_BYTES: Final = 4_000_000_000  # of all files that are kept for the next one
PATIENCE: Final = 10.0  # seconds that a reader waits; the work goes on
SECONDS: Final = 1800.0
MAKING: Final[Once[str]] = Once(at_once=2)


class BeingMade(Refusal):
    """The file is on its way: asked for again in a moment, it is there."""

    def __init__(self) -> None:
        super().__init__(
            "This file is being made.", "It takes a little while. This page looks again by itself."
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """An open file: whoever asked for it closes it. ``etag`` names its bytes."""

    file: BinaryIO
    size: int
    name: str
    media_type: str
    etag: str
    address: str  # what is cited: the version, or the view


def take(lent: Lent, end: str, token: str = "", *, patience: float = PATIENCE) -> Taken:
    """The rows in one of ``FORMS``. Two who ask at once have it made once."""
    if end not in FORMS:
        raise NotHeld(
            "There is no download as {form}.",
            "Choose: {forms}.",
            form=end[:20],
            forms=", ".join(FORMS),
        )
    if token:
        lent.policy.need_open("the rows of a view are not handed out")
    wanted, beside = wanted_of(lent, token), beside_of(lent, token)
    key = digests.of_facts(facts(lent, end, token, beside))[:40]
    file = kept(lent, end, key)
    if file is None:
        folder = wiring.table_folder(lent.table) / shelf.FOLDER
        name = MAKING.ask(
            f"{folder}/{key}", lambda: made(wanted, beside, end, folder, key), patience=patience
        )
        file = opened(folder / name) if name else None
    if file is None:
        raise BeingMade
    name = f"{addressed.table_slug(lent)}-v{lent.version.number}{'-view' if token else ''}.{end}"
    return Taken(
        file=file,
        size=os.fstat(file.fileno()).st_size,
        name=name,
        media_type=FORMS[end].media_type,
        etag=f'"{Path(file.name).name.removesuffix(f".{end}").rpartition("-")[2]}"',
        address=beside.address,
    )


def made(wanted: Wanted, beside: Beside, end: str, folder: Path, key: str) -> str:
    try:
        name = killable.run(
            making.make,
            wanted,
            beside,
            end,
            folder,
            key,
            seconds=SECONDS,
            megabytes=wiring.limits().read_megabytes,
        )
    except Stopped:
        for part in folder.glob(f"{key}.*.part"):
            part.unlink(missing_ok=True)
        raise
    shelf.make_room(wiring.derived(), most=MOST_BYTES, keep=folder / name)
    return name


def kept(lent: Lent, end: str, key: str) -> BinaryIO | None:
    found = making.found(wiring.table_folder(lent.table) / shelf.FOLDER, key, end)
    return opened(found) if found else None


def opened(file: Path) -> BinaryIO | None:
    """None where it was thrown away in this very moment."""
    shelf.use(file, now=time.time())
    try:
        return file.open("rb")
    except FileNotFoundError:
        return None


def wanted_of(lent: Lent, token: str) -> Wanted:
    """Which rows: of a view those that its charts count."""
    folder = wiring.table_folder(lent.table)
    exploration.need_table(folder)
    beside = folder / "places.parquet"
    files = (str(folder / "table.parquet"), *([str(beside)] if beside.exists() else []))
    x, y, outline = places_in(lent.charted if beside.exists() else lent.profile)
    wanted = Wanted(files, x=x, y=y, outline=outline)
    if not token:
        return wanted
    spec = asked(lent, token)
    return replace(
        wanted,
        filters=spec.filters,
        kinds={chart.columns: chart.kind for chart in spec.charts},
        cuts=counting.cuts_of(lent, spec),
        sort=spec.sort,
    )


def asked(lent: Lent, token: str) -> ViewSpec:
    """The view as the page counts it: its ranges on the edges of the charts that are prepared."""
    if not exploration.prepared(lent, token):
        return exploration.view_of(lent, token)
    cube, spec = exploration.cube_of(lent), exploration.spec_of(lent, token)
    return cube.snapped(spec) if cube else spec


def places_in(profile: TableProfile) -> tuple[str, str, str]:
    """The columns of longitude, latitude and shape; a table with two of a kind means its first."""
    first: dict[str, str] = {}
    for column in profile.columns:
        first.setdefault(column.kind, column.name)
    x, y = first.get("longitude", ""), first.get("latitude", "")
    return (x, y, first.get("geometry", "")) if x and y else ("", "", first.get("geometry", ""))


def forms_of(lent: Lent) -> tuple[str, ...]:
    """The forms that these rows can have."""
    placed = any(places_in(lent.charted))
    return tuple(end for end in FORMS if end != "geojson" or placed)


def beside_of(lent: Lent, token: str) -> Beside:
    """What goes with the rows; without the day somebody took them, so that bytes stay the same."""
    story = replace(addressed.told(lent), view_address=view_address(lent, token))
    name = addressed.table_slug(lent)
    shows = handing_out.shows(lent, token) if token else ""
    day = story.version_on
    cited = (
        citing.cite_view(story, accessed=day, shows=shows)
        if token
        else citing.cite_version(story, accessed=day)
    )
    return Beside(
        name=name,
        title=story.title,
        shows=shows or f"All {lent.profile.rows:,} rows.",
        citation=citing.lasting(cited),
        licence=told.licence_line(story),
        address=cited.address,
        context=context_json(story),
        markdown=markdown(story, guarded=True),
        package=package_of(story, name),
        made_at=lent.version.taken_at,
    )


def view_address(lent: Lent, token: str) -> str:
    base = f"{wiring.library_address()}/datasets/{lent.slug}/v/{lent.version.number}"
    return f"{base}/view/{token}" if token else ""


def package_of(story: Story, name: str) -> bytes:
    table = csv_table(f"{name}.csv", (), (), typed=True)
    resource = datapackage.Resource(table.path, table.format, table.media_type, table.typed)
    return datapackage.as_json(story, resource)


def facts(lent: Lent, end: str, token: str, beside: Beside) -> dict[str, object]:
    """Everything that the bytes depend on."""
    said = {name: digests.sha256(str(text).encode()) for name, text in asdict(beside).items()}
    view = facts_of(asked(lent, token)) if token else {}
    return {"schema": SCHEMA, "form": end, "table": lent.table, "view": view, "beside": said}


def forget(table: str = "*") -> None:
    """Files that were made hold names and contexts as they were; they come back when wanted."""
    shelf.forget(wiring.derived(), table)


def hands_out_views(lent: Lent) -> bool:
    """Of tables about people all rows are handed out or none, never those of a view: a filter
    would tell of single ones what the charts keep to themselves."""
    return not lent.policy.on


def snippets_of(lent: Lent) -> tuple[Snippet, ...]:
    return snippets(csv_table(f"{addressed.table_slug(lent)}.csv", (), (), typed=True).path)


@dataclass(frozen=True, slots=True)
class People:
    """What the story says of people in the rows (F1), and of who may see them (G5)."""

    about: bool
    who: str


def people_in(lent: Lent) -> People:
    """Rows are handed out as they are wherever they are lent at all; that is said beside them."""
    in_them, seen_by = storytelling.told_to(lent, "F1", "G5")
    about = any(
        isinstance(each.answer, dict) and each.answer.get("is") in ("yes", "indirectly")
        for each in in_them
    )
    return People(about, next((each.text for each in seen_by if each.text), ""))
