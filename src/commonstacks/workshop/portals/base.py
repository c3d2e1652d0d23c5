"""What a portal offers and what was brought from it, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file to be brought, by ``address`` or by ``path``; ``name`` is how it will be kept."""

    name: str
    address: str = ""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class RemoteDataset:
    """A dataset as its source describes it. ``key`` never changes for the same thing at ``source``;

    ``address`` may be shown to anybody and is empty where there is nothing to show.
    """

    source: str
    key: str
    slug: str
    title: str
    files: tuple[RemoteFile, ...]
    publisher: str = ""
    address: str = ""
    licence: str = ""
    attribution: str = ""


class Portal(Protocol):
    """A place that lists datasets. Nothing else knows its shape."""

    def datasets(self, since: datetime | None) -> Iterator[RemoteDataset]:
        """What it holds, one after the other; only what changed after ``since`` where it can."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of an earlier fetch of the same address, so that it need not come twice."""

    etag: str
    last_modified: str
    sha256: str
    sha512: str
    size: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """Bytes that were brought, and the evidence of how.

    ``path`` holds the bytes, unless ``unchanged``: then the server said that nothing changed since
    the ``Seen`` it was asked with, no file was written, and digests and size are those of then.
    ``status`` is 0 for a file copied from a path. ``headers`` are bounded in number and length.
    """

    path: Path
    address: str
    final_address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    at: datetime
    sha256: str
    sha512: str
    size: int
    media_type: str
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False
