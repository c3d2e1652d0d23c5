"""What a portal offers and what was brought from it, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file to be brought, by ``address`` or by ``path``; ``name`` is how it will be kept.

    ``title``, ``format``, ``media_type``, ``sha256`` (lower-case hex) and ``size`` (bytes) are what
    the source says of it; empty or 0 where it says nothing. ``digest`` is the same as ``sha256`` in
    another algorithm, ``sha1:…``, ``sha512:…`` or ``md5:…``. Both are checked when it arrives.
    """

    name: str
    address: str = ""
    path: Path | None = None
    title: str = ""
    format: str = ""
    sha256: str = ""
    size: int = 0
    media_type: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class RemoteDataset:
    """A dataset as its source describes it. ``key`` never changes for the same thing at ``source``;

    ``address`` may be shown to anybody and is empty where there is nothing to show. ``version`` is
    the publisher's label, ``published_on`` an ISO 8601 date, ``kind`` the kind of portal,
    ``reading`` a person's reading instructions as pairs, ``harvested`` the metadata as JSON text,
    at most 200 kB, without contact data, ``areas`` (JSON) which of its rows are places. Empty where
    the source says nothing.
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
    version: str = ""
    published_on: str = ""
    description: str = ""
    kind: str = "plain"
    reading: tuple[tuple[str, str], ...] = ()
    harvested: str = ""
    areas: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a portal lists that cannot be taken as it is; the walk goes on."""

    key: str
    reason: str
    hint: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something a portal lists that was not wanted, such as a PDF; nothing is wrong with it."""

    key: str
    name: str
    reason: str


Listed = RemoteDataset | Problem | LeftOut


class Portal(Protocol):
    """A place that lists datasets. Nothing else knows its shape."""

    def datasets(self, since: datetime | None) -> Iterator[Listed]:
        """What it holds, one after the other; only what changed after ``since`` where it can.

        A record that cannot be taken comes as a ``Problem``, what is not wanted as ``LeftOut``;
        neither ends the walk. Refuses when the portal as a whole cannot be read.
        """
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
