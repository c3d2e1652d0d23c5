"""The files of a Data Package: where they may lie, how they are called, which digest they have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urljoin

from commonstacks.kit import urls
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.portals import foreign, formats, plain
from commonstacks.workshop.portals.base import LeftOut, Problem, RemoteFile

ALGORITHMS = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}  # and their hex digits
HEX = re.compile(r"[0-9a-f]+")
INSIDE = "A path begins beside its datapackage.json and never leads out of that folder."
FETCH = "Ask the publisher for the address of one whole file."


def name_of(resource: Mapping[str, Any]) -> str:
    return foreign.words(resource.get("name"), longest=200)


def remote_file(
    resource: Mapping[str, Any], base: str, folder: Path | None, key: str
) -> RemoteFile | LeftOut | Problem:
    """The file of one entry, or why there is none.

    ``base`` is the address of the descriptor, ``folder`` where it lies on this machine; one of
    them is given. ``key`` names the entry.
    """
    title = foreign.words(resource.get("title")) or name_of(resource)
    try:
        path = path_of(resource)
        says = stated(resource, path)
        kind = formats.kind(**says)
        if not kind:
            return LeftOut(key, title or path, f"left out: {formats.label(**says)}")
        address, local = place(path, base, folder)
        sha256, other = digests(resource.get("hash"))
        return RemoteFile(
            name=formats.named(plain.file_name(says["name"]), kind),
            address=address,
            path=local,
            title=title,
            format=kind,
            sha256=sha256,
            size=foreign.size(resource.get("bytes")),
            media_type=says["media_type"],
            digest=other,
        )
    except Refusal as refusal:
        return Problem(key, refusal.reason, refusal.hint, title=title)


def path_of(resource: Mapping[str, Any]) -> str:
    """The one path of the entry. Refuses data inside the descriptor, and several parts."""
    path = resource.get("path")
    if isinstance(path, list) and len(path) == 1:
        path = path[0]
    if isinstance(path, str) and path.strip():
        return path.strip()
    if isinstance(path, list) and path:
        raise Refusal(
            "It comes in {count} parts that belong into one table.", FETCH, count=len(path)
        )
    if "data" in resource:
        raise Refusal("Its data stand inside the descriptor, not in a file.", FETCH)
    raise Refusal("It names no path.", FETCH)


def stated(resource: Mapping[str, Any], path: str) -> dict[str, str]:
    name = path.partition("?")[0].partition("#")[0] if foreign.web(path) else path
    return {
        "format": foreign.words(resource.get("format"), longest=100),
        "media_type": foreign.words(resource.get("mediatype"), longest=100),
        "name": unquote(name.rpartition("/")[2]) if foreign.web(path) else name.rpartition("/")[2],
    }


def place(path: str, base: str, folder: Path | None) -> tuple[str, Path | None]:
    """Address and local path; one of them is empty.

    A path without ``https://`` is a POSIX path that is a sibling or a child of the descriptor
    (Data Resource, "url-or-path"); a link of the file system that leads out is refused too.
    """
    if foreign.web(path):
        urls.split(path)
        return path, None
    parts = PurePosixPath(path).parts
    odd = "\\" in path or "\x00" in path or ":" in parts[0]
    if odd or path.startswith(("/", "~")) or ".." in parts:
        raise Refusal("The path “{path}” leads out of the package.", INSIDE, path=path[:100])
    if folder is None:
        return beside(path, base), None
    local = folder / path
    if not local.resolve().is_relative_to(folder.resolve()):
        raise Refusal("The path “{path}” leads out of the package.", INSIDE, path=path[:100])
    return "", local


def beside(path: str, base: str) -> str:
    """The address of a path beside the descriptor; a percent sign may have been written or not."""
    if ".." in PurePosixPath(unquote(path)).parts or "\\" in unquote(path):
        raise Refusal("The path “{path}” leads out of the package.", INSIDE, path=path[:100])
    return urljoin(base, quote(path, safe="/%:@!$&'()*+,;=~"))


def digests(hashed: Any) -> tuple[str, str]:
    """SHA-256, and any other digest as ``algorithm:hex``; without a prefix it is MD5.

    Refuses a digest that cannot be compared: an unknown algorithm or a wrong length.
    """
    if hashed in (None, ""):
        return "", ""
    said = hashed.strip().lower() if isinstance(hashed, str) else "?"
    prefix, colon, digits = said.rpartition(":")
    algorithm = prefix.replace("-", "") if colon else "md5"
    if ALGORITHMS.get(algorithm) != len(digits) or not HEX.fullmatch(digits):
        raise Refusal("Its checksum cannot be compared.", "Known are MD5, SHA-1, -256 and -512.")
    return (digits, "") if algorithm == "sha256" else ("", f"{algorithm}:{digits}")


def apart(files: Iterable[RemoteFile]) -> tuple[RemoteFile, ...]:
    """The same files under names that differ: the folder goes before a name that is taken."""
    taken: dict[str, RemoteFile] = {}
    for file in files:
        name, number = file.name, 1
        if name in taken:
            before = str(file.path.parent.name if file.path else file.address.split("/")[-2])
            name = plain.file_name(f"{before}-{file.name}")
        while name in taken:
            number += 1
            name = f"{number}-{file.name}"
        taken[name] = replace(file, name=name)
    return tuple(taken.values())
