"""What is known of a dataset to find it by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PlaceTag:
    """A place a dataset is about (``own``), or one that contains such a place.

    The first of ``names`` is shown; all of them are found.
    """

    id: str
    names: tuple[str, ...]
    own: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """One published dataset as the index takes it.

    ``story`` is the text of its published context, ``values`` are frequent values of its text
    columns, ``places`` include all that contain them, ``years`` are those its rows are about.
    """

    id: str
    slug: str
    title: str
    published_at: datetime
    version: int
    description: str = ""
    story: str = ""
    topics: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    publisher: str = ""
    places: tuple[PlaceTag, ...] = ()
    years: tuple[int, ...] = ()
    kind: str = "dataset"
