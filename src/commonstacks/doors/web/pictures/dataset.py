"""The dataset page, put together."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from commonstacks.doors.web.pictures.columns import ColumnPicture, column_pictures
from commonstacks.doors.web.pictures.licence import LicencePicture, licence_picture
from commonstacks.doors.web.pictures.people import RoleClass, role_classes
from commonstacks.doors.web.pictures.story import StoryPicture, story_picture
from commonstacks.doors.web.pictures.words import CHANGES, REPLIES, Words, word
from commonstacks.flows.shown import Lent, TableLine, VersionLine


@dataclass(frozen=True, slots=True)
class VersionPicture:
    line: VersionLine
    change: Words  # what kind of change, in words; empty for the first
    shown: bool
    readable: bool


@dataclass(frozen=True, slots=True)
class TablePicture:
    line: TableLine
    query: str


@dataclass(frozen=True, slots=True)
class DatasetPicture:
    story: StoryPicture | None
    licence: LicencePicture | None
    columns: tuple[ColumnPicture, ...]
    people: tuple[RoleClass, ...]
    versions: tuple[VersionPicture, ...]
    tables: tuple[TablePicture, ...]  # empty where there is only one
    query: str  # what keeps an address at the table that is shown
    reply: Words
    one_key: bool
    older: bool  # there is a newer version in which nothing looks wrong
    doubted: VersionLine | None  # the newest, where it is not shown because something looks wrong
    written_for_other: bool


def dataset_picture(lent: Lent) -> DatasetPicture:
    story = story_picture(lent.story, lent.stale) if lent.story else None
    number = lent.version.number
    several = len(lent.tables) > 1
    return DatasetPicture(
        story=story,
        licence=licence_picture(lent.story) if lent.story else None,
        columns=column_pictures(lent.profile, story.gaps if story else (), lent.policy),
        people=role_classes(lent.credits),
        versions=tuple(version_picture(line, number) for line in lent.versions),
        tables=tuple(TablePicture(line, table_query(line.name)) for line in lent.tables)
        if several
        else (),
        query=table_query(lent.table_name) if several else "",
        reply=word(REPLIES, lent.story.reply) if lent.story else "",
        one_key=lent.story is not None and lent.story.keys == 1,
        older=any(line.number > number and not line.wrong for line in lent.versions),
        doubted=doubted(lent),
        written_for_other=lent.story is not None and lent.story.version != number,
    )


def doubted(lent: Lent) -> VersionLine | None:
    newest = lent.versions[0]
    return newest if newest.wrong and newest.number > lent.version.number else None


def version_picture(line: VersionLine, shown: int) -> VersionPicture:
    return VersionPicture(
        line=line,
        change=word(CHANGES, line.change_kind) if line.change_kind else "",
        shown=line.number == shown,
        readable=line.rows is not None,
    )


def table_query(name: str) -> str:
    return f"?{urlencode({'table': name})}"
