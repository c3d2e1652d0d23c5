"""A single file, by its address or by its path: the smallest portal there is."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import SplitResult, unquote, urlunsplit

from commonstacks.kit import clock, digests, text, urls
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.portals import fetcher
from commonstacks.workshop.portals.answers import NotReached
from commonstacks.workshop.portals.arrival import Arrival
from commonstacks.workshop.portals.base import Fetched, RemoteDataset, RemoteFile, Seen

LONGEST_NAME = 120
CHUNK = 1 << 20
FLEETING = re.compile(
    r"(x-amz-|x-goog-|utm_|api_?key$|key$|token$|access_?token$|auth$|sig$|signature$|expires$|"
    r"password$|secret$|fbclid$|gclid$)",
    re.IGNORECASE,
)
ENDINGS = re.compile(r"(\.[A-Za-z][A-Za-z0-9]{0,9}){1,2}$")


@dataclass(frozen=True, slots=True)
class Plain:
    """The portal that offers one file."""

    text: str

    def datasets(self, since: datetime | None) -> Iterator[RemoteDataset]:
        yield describe(self.text)


def describe(where: str) -> RemoteDataset:
    """What is known of a file before it is seen: ``where`` is a web address or a path.

    The key of an address is the address without fragment and without what changes from visit to
    visit or is secret (signatures, tokens, campaign marks); what else stands in the query names
    the thing: ``?id=7`` and ``?id=8`` are two. The key of a path is a digest of it: nothing but
    the name of the file leaves this machine, and that only with the file.
    """
    return by_address(where.strip()) if "://" in where else by_path(Path(where))


def by_address(address: str) -> RemoteDataset:
    parts = urls.split(address)
    name = file_name(unquote(parts.path.rpartition("/")[2])) or file_name(parts.netloc)
    title = title_of(name)
    public = lasting(parts)
    return RemoteDataset(
        source=f"{parts.scheme}://{parts.netloc.lower()}",
        key=public,
        slug=text.slug(title),
        title=title,
        address=public,
        files=(RemoteFile(name=name, address=address.partition("#")[0]),),
    )


def lasting(parts: SplitResult) -> str:
    """The address without fragment and without the fleeting or secret parts of its query."""
    query = "&".join(
        each for each in parts.query.split("&") if not FLEETING.match(each.partition("=")[0])
    )
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, query, ""))


def by_path(path: Path) -> RemoteDataset:
    whole = path.expanduser().absolute()
    name = file_name(whole.name)
    title = title_of(name)
    return RemoteDataset(
        source="file:",
        key=f"file:{digests.sha256(os.fsencode(whole))[:32]}",
        slug=text.slug(title),
        title=title,
        files=(RemoteFile(name=name, path=whole),),
    )


def file_name(name: str) -> str:
    """A name that is safe in any folder: no separators, signs or leading dots, bounded."""
    name = re.sub(r'[\x00-\x1f\x7f-\x9f\ufffd/\\:*?"<>|]+', "_", text.sound(name)).strip(" .")
    ending = ENDINGS.search(name)
    tail = ending[0] if ending and ending.start() else ""
    return name.removesuffix(tail)[: LONGEST_NAME - len(tail)].rstrip(" .") + tail


def title_of(name: str) -> str:
    """A first title from a file name: ``us-postal_codes.csv.gz`` → ``Us postal codes``."""
    stem = ENDINGS.sub("", name)
    words = " ".join(re.split(r"[\s_\-+.]+", stem)).strip() or name or "A file"
    return words[:1].upper() + words[1:]


def bring(
    file: RemoteFile,
    folder: Path,
    *,
    allow: frozenset[str],
    seconds: float,
    megabytes: float,
    known: Seen | None = None,
    tell: Callable[[Progress], None] = ignore,
    agent: str = fetcher.AGENT,
) -> Fetched:
    """Bring the file into ``folder`` under its name: fetched from its address, or copied.

    Limits and refusals of an address are those of ``fetcher.fetch``. A path is refused when it is
    no plain file, is empty or cannot be read, is larger than ``megabytes``, or changes meanwhile.
    Both are refused when the source announced another digest than that of what came.
    """
    into = folder / (file_name(file.name) or "file")
    if file.path is not None:
        return checked(file, copy(file.path, into, megabytes=megabytes, tell=tell))
    try:
        fetched = fetcher.fetch(
            file.address,
            into,
            allow=allow,
            seconds=seconds,
            megabytes=megabytes,
            known=known,
            tell=tell,
            agent=agent,
        )
    except NotReached as away:
        away.address = file.address
        raise
    return checked(file, fetched)


def checked(file: RemoteFile, fetched: Fetched) -> Fetched:
    """Refuses, and removes, bytes that are not those which the source announced by a digest."""
    if file.sha256 and file.sha256 != fetched.sha256:
        raise other_bytes(file, fetched)
    algorithm, _, announced = file.digest.partition(":")
    if announced and not fetched.unchanged and announced not in found(algorithm, fetched):
        raise other_bytes(file, fetched)
    return fetched


def found(algorithm: str, fetched: Fetched) -> tuple[str, ...]:
    """The digest of the bytes; beside SHA-1 the name Git gives them, which some publish as one."""
    bare = hashlib.new(algorithm, usedforsecurity=False)
    as_blob = bare.copy()
    as_blob.update(b"blob %d\0" % fetched.size)
    with fetched.path.open("rb") as arrived:
        while chunk := arrived.read(CHUNK):
            bare.update(chunk)
            as_blob.update(chunk)
    both = (bare.hexdigest(), as_blob.hexdigest())
    return both if algorithm == "sha1" else both[:1]


def other_bytes(file: RemoteFile, fetched: Fetched) -> Refusal:
    if not fetched.unchanged:
        fetched.path.unlink()
    return Refusal(
        "“{name}” arrived with other bytes than its source announced.",
        "Its checksum is wrong: tell the publisher. Nothing was kept of it.",
        name=file.name,
    )


def copy(path: Path, into: Path, *, megabytes: float, tell: Callable[[Progress], None]) -> Fetched:
    """Copy the plain file at ``path``; address and headers stay empty, the status is 0."""
    with open_plain(path) as source, Arrival(into, megabytes, tell) as arrival:
        before = os.fstat(source.fileno())
        arrival.expect(before.st_size)
        while chunk := source.read(CHUNK):
            arrival.write(chunk)
        after = os.fstat(source.fileno())
        if (after.st_size, after.st_mtime_ns) != (arrival.size, before.st_mtime_ns):
            raise Refusal(
                "{name} changed while it was copied.",
                "Wait until it is written, try again.",
                name=path.name,
            )
        sha256, sha512, size = arrival.complete()
    return Fetched(into, "", "", 0, (), clock.now(), sha256, sha512, size, media_type="")


def open_plain(path: Path) -> BinaryIO:
    """The open file; never waits for a pipe and never reads a device."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    kind = os.fstat(number)
    if stat.S_ISREG(kind.st_mode) and kind.st_size:
        return os.fdopen(number, "rb")
    os.close(number)
    if stat.S_ISDIR(kind.st_mode):
        raise Refusal("{name} is a folder.", "Give the path of one file in it.", name=path.name)
    if stat.S_ISREG(kind.st_mode):
        raise Refusal("{name} is empty.", "Look whether it was written to the end.", name=path.name)
    raise Refusal("{name} is no plain file.", "Give the path of a file with data.", name=path.name)


def unreadable(path: Path, error: OSError | ValueError) -> Refusal:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Refusal(
            "There is no file {name}.", "Look for a slip of the pen in the path.", name=path.name
        )
    return Refusal(
        "{name} cannot be read.", "Look whether you may open it yourself.", name=path.name
    )
