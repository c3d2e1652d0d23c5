"""The story with what programs need beside: where its bytes lie, its places, kinds of agents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from commonstacks.flows import storytelling, wiring
from commonstacks.flows.shown import Lent, PlaceLine
from commonstacks.kit.text import slug
from commonstacks.workshop.handouts.bundle import Table
from commonstacks.workshop.handouts.story import Credit, Download, Place, Story

GEONAMES: Final = "https://sws.geonames.org"
WITHHELD: Final = "context_only"
MEDIA_TYPES: Final = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
BY_SUFFIX: Final = {
    **{f".{form}": media_type for form, media_type in MEDIA_TYPES.items()},
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".zip": "application/zip",
    ".gz": "application/gzip",
}
"""For files that came without a media type, the names that leave no doubt."""


def told(lent: Lent) -> Story:
    """Needs a published story. Where only the context may be seen (G5), it names no bytes."""
    story = replace(
        storytelling.story(lent),
        credits=credits_of(lent),
        places=tuple(place(line) for line in lent.places),
        previous_address=previous(lent),
        taken_at=lent.version.taken_at,
        steps=tuple(step.says for step in lent.profile.steps),
    )
    withheld = any(each.answer == WITHHELD for each in story.to("G5"))
    return replace(story, files=()) if withheld else lending(story, lent)


def lending(story: Story, lent: Lent) -> Story:
    """The same with the addresses where its bytes are lent."""
    files = tuple(
        replace(
            file,
            media_type=file.media_type or BY_SUFFIX.get(PurePath(file.name).suffix.lower(), ""),
            address=f"{story.landing_address}/file/{quote(file.name, safe='')}",
        )
        for file in story.files
    )
    return replace(story, files=files, downloads=downloads(story, lent))


def downloads(story: Story, lent: Lent) -> tuple[Download, ...]:
    """The table that is shown, with its context, as ``handing_out.download`` makes it."""
    several = f"?table={quote(lent.table_name, safe='')}" if len(lent.tables) > 1 else ""
    return tuple(
        Download(
            form=form,
            media_type=MEDIA_TYPES[form],
            address=f"{story.landing_address}/download/{form}{several}",
            path=Table(f"{table_slug(lent)}.{form}", (), form, MEDIA_TYPES[form], typed=True).path,
        )
        for form in MEDIA_TYPES
    )


def table_slug(lent: Lent) -> str:
    """The name of the dataset, and of the table where there are several."""
    return lent.slug if len(lent.tables) == 1 else f"{lent.slug}-{slug(lent.table_name)}"


def credits_of(lent: Lent) -> tuple[Credit, ...]:
    """Every line of the ledger that is shown; the kind of whoever is not named is not told."""
    return tuple(
        Credit(
            group.name,
            line.role,
            line.name or "1 contributor not named",
            line.what,
            line.kind if line.name else "",
        )
        for group in lent.credits
        for line in group.credits
    )


def place(line: PlaceLine) -> Place:
    """GeoNames' own address where the place came from there."""
    source, _, key = line.id.partition(":")
    return Place(line.name, f"{GEONAMES}/{key}/" if source == "geonames" else "")


def previous(lent: Lent) -> str:
    """The page of the version before; empty for the first."""
    older = [line.number for line in lent.versions if line.number < lent.version.number]
    return f"{wiring.library_address()}/datasets/{lent.slug}/v/{max(older)}" if older else ""
