"""A Data Package, version 1 or 2, as one dataset or as one dataset for each of its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from commonstacks.kit import text, urls
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.portals import foreign, package_files, package_people, plain
from commonstacks.workshop.portals.base import (
    Listed,
    Problem,
    RemoteDataset,
    RemoteFile,
)
from commonstacks.workshop.portals.guest import Guest

MOST_FILES = 200  # of a dataset
MOST_BYTES = 32_000_000  # of a descriptor


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a descriptor lies: by ``address`` (where it was found in the end) or in ``folder``."""

    source: str
    key: str
    shown: str
    address: str = ""
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class DataPackage:
    """The portal that is one descriptor (https://datapackage.org, versions 1 and 2).

    ``where`` is the address or path of the descriptor, or of a folder that holds one. With
    ``each`` every file becomes a dataset of its own, else all together are one dataset.
    """

    where: str
    guest: Guest
    each: bool = False

    def datasets(self, since: datetime | None = None) -> Iterator[Listed]:
        """What the descriptor lists. Refuses what is no descriptor, or lists no file at all.

        Files whose place or digest cannot be trusted, that lie in the descriptor itself or come in
        several parts are told as problems. ``since`` is not looked at: a descriptor is small.
        """
        descriptor, origin = read(self.where, self.guest)
        yield from listed(descriptor, origin, each=self.each)


def read(where: str, guest: Guest) -> tuple[dict[str, Any], Origin]:
    """The descriptor and where it lies."""
    if "://" in where:
        parts = urls.split(where.strip())
        answer = guest.bytes_at(where.strip())
        public = plain.lasting(parts)
        source = f"{parts.scheme}://{parts.netloc.lower()}"
        return checked(answer.content), Origin(source, public, public, address=answer.found_at)
    path = Path(where).expanduser().absolute()
    path = path / "datapackage.json" if path.is_dir() else path
    with plain.open_plain(path) as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refusal("The descriptor is larger than 32 MB.", "Look whether it is the right file.")
    key = plain.by_path(path).key
    return checked(content), Origin("file:", key, "", folder=path.parent)


def checked(content: bytes) -> dict[str, Any]:
    found = foreign.parsed(content)
    if isinstance(found, dict) and isinstance(found.get("resources"), list):
        return found
    raise Refusal(
        "This is no Data Package: it has no list of resources.",
        "Give the address of its datapackage.json.",
    )


def listed(descriptor: dict[str, Any], origin: Origin, *, each: bool) -> Iterator[Listed]:
    """The datasets of a descriptor that was read, with its problems and what was left out."""
    taken: list[tuple[RemoteFile, dict[str, Any]]] = []
    others: list[Listed] = []
    for number, resource in enumerate(foreign.records(descriptor["resources"]), start=1):
        key = f"{origin.key}#{package_files.name_of(resource) or number}"
        found = package_files.remote_file(resource, origin.address, origin.folder, key)
        if isinstance(found, RemoteFile):
            taken.append((found, resource))
        else:
            others.append(found)
    if not taken:
        yield Problem(origin.key, "The Data Package lists no file that can be taken.", LOOK)
    elif each:
        yield from alone(taken, descriptor, origin)
    else:
        yield from together(taken, descriptor, origin)
    yield from others


LOOK = "Look into its datapackage.json: each entry under resources needs a path."


def together(
    taken: list[tuple[RemoteFile, dict[str, Any]]], descriptor: dict[str, Any], origin: Origin
) -> Iterator[Listed]:
    files = package_files.apart([file for file, _ in taken])
    yield dataset(descriptor, {}, origin, files[:MOST_FILES])
    if len(files) > MOST_FILES:
        reason = f"It lists {len(files):,} files; only the first {MOST_FILES} were taken."
        yield Problem(origin.key, reason, "Collect it with one dataset for each file.")


def alone(
    taken: list[tuple[RemoteFile, dict[str, Any]]], descriptor: dict[str, Any], origin: Origin
) -> Iterator[Listed]:
    seen = set()
    for file, resource in taken:
        name = package_files.name_of(resource) or file.name
        if name in seen:
            yield Problem(f"{origin.key}#{name}", f"Two files are called “{name}”.", LOOK)
            continue
        seen.add(name)
        yield dataset(descriptor, resource, origin, (file,))


def dataset(
    descriptor: dict[str, Any],
    resource: dict[str, Any],
    origin: Origin,
    files: tuple[RemoteFile, ...],
) -> RemoteDataset:
    """One dataset; what a resource says of itself goes before what the package says."""
    says = {**descriptor, **resource}
    own = resource or descriptor
    name = foreign.words(own.get("name"))
    title = foreign.words(own.get("title")) or plain.title_of(name or files[0].name)
    ours = descriptor.get("commonstacks")
    ours = ours if isinstance(ours, Mapping) else {}
    return RemoteDataset(
        source=origin.source,
        key=f"{origin.key}#{quote(name or files[0].name)}" if resource else origin.key,
        slug=text.slug(name) or text.slug(title),
        title=title,
        files=files,
        publisher=package_people.publisher(says),
        address=homepage(says) or origin.shown,
        licence=package_people.licence(says),
        attribution=foreign.prose(ours.get("attribution")) or package_people.attribution(says),
        version=foreign.words(says.get("version"), longest=100),
        published_on=foreign.day(says.get("created")),
        description=foreign.prose(own.get("description")),
        kind="datapackage",
        reading=reading(ours),
        harvested=foreign.harvested({**descriptor, "resources": [resource]} if resource else says),
    )


def homepage(says: Mapping[str, Any]) -> str:
    """The publisher's page, if it is an address that may be shown to anybody."""
    stated = foreign.web(says.get("homepage"))
    try:
        return plain.lasting(urls.split(stated))[:500] if stated else ""
    except Refusal:
        return ""


def reading(ours: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    stated = ours.get("reading")
    pairs = stated.items() if isinstance(stated, Mapping) else ()
    return tuple(sorted((k, v) for k, v in pairs if isinstance(v, str)))
