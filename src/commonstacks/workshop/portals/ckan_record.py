"""One record of a CKAN portal as a dataset; what is missing or odd in it never stops a walk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote, urljoin

from commonstacks.kit import text, urls
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.portals import foreign, formats, plain
from commonstacks.workshop.portals.base import (
    LeftOut,
    Listed,
    Problem,
    RemoteDataset,
    RemoteFile,
)

MOST_FILES = 100  # that a dataset brings at once
LONGEST_KEY = 200
NO_DATA = "It lists no file that looks like data."


def key_of(record: Any) -> str:
    """Its id, which stays when its name changes; empty where it has none."""
    found = record.get("id") if isinstance(record, Mapping) else None
    return found.strip() if isinstance(found, str) and len(found) <= LONGEST_KEY else ""


def changed_after(record: Any, since: datetime) -> bool:
    """Whether it was changed after ``since``; also when the portal does not say."""
    at = foreign.moment(record.get("metadata_modified")) if isinstance(record, Mapping) else None
    return at is None or at > since


def described(record: Any, root: str) -> Iterator[Listed]:
    """The dataset of one record, then what was left out of it; or the problem why there is none.

    Takes a record as ``package_show`` gives it and the address of the portal. Contact persons are
    not carried over. A record that is not public or has no file with data is left out.
    """
    if not isinstance(record, Mapping):
        yield Problem("", "A record is no JSON object.", TELL)
        return
    key, title = key_of(record), foreign.words(record.get("title")) or name_of(record)
    if not key or not title:
        lacks = "id" if not key else "title and no name"
        yield Problem(key or name_of(record), f"A record has no {lacks}.", TELL, title=title)
        return
    if record.get("private") is True or record.get("state") not in (None, "", "active"):
        yield LeftOut(key, title, "It is not public, or was deleted by its publisher.")
        return
    files, others = sorted_out(record, root, key)
    if files:
        yield dataset(record, root, files[:MOST_FILES])
    else:
        yield LeftOut(key, title, NO_DATA)
    if len(files) > MOST_FILES:
        yield Problem(key, too_many(len(files)), "Add the others by their addresses.", title=title)
    yield from others


TELL = "Tell the publisher; the other records are taken all the same."


def too_many(number: int) -> str:
    return f"It lists {number:,} files; only the first {MOST_FILES} were taken."


def name_of(record: Mapping[str, Any]) -> str:
    return foreign.words(record.get("name"), longest=LONGEST_KEY)


def dataset(record: Mapping[str, Any], root: str, files: list[RemoteFile]) -> RemoteDataset:
    title = foreign.words(record.get("title")) or name_of(record)
    name = name_of(record) or key_of(record)
    return RemoteDataset(
        source=root,
        key=key_of(record),
        slug=text.slug(name) or text.slug(title),
        title=title,
        files=tuple(files),
        publisher=publisher_of(record),
        address=f"{root}/dataset/{quote(name, safe='')}"[:500],
        licence=licence_of(record),
        version=foreign.words(record.get("version"), longest=100),
        published_on=published_on(record),
        description=foreign.prose(record.get("notes") or record.get("description")),
        kind="ckan",
        harvested=foreign.harvested(record),
    )


def publisher_of(record: Mapping[str, Any]) -> str:
    organization = record.get("organization")
    found = organization.get("title") if isinstance(organization, Mapping) else None
    return foreign.words(found) or foreign.words(record.get("publisher"))


def licence_of(record: Mapping[str, Any]) -> str:
    """As harvested: the id, else the title."""
    said = (record.get(name) for name in ("license_id", "license_title", "license"))
    return next(filter(None, (foreign.words(each, longest=100) for each in said)), "")


def published_on(record: Mapping[str, Any]) -> str:
    """The day of the newest file, else the day on which the record was last changed."""
    days = [foreign.day(each.get("last_modified")) for each in resources(record)]
    return max(days, default="") or foreign.day(record.get("metadata_modified"))


def resources(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The files it lists, without those its publisher deleted."""
    for each in foreign.records(record.get("resources")):
        if each.get("state") in (None, "", "active"):
            yield each


def sorted_out(
    record: Mapping[str, Any], root: str, key: str
) -> tuple[list[RemoteFile], list[LeftOut]]:
    """The files that look like data, with names that differ, and what was left out."""
    files: dict[str, RemoteFile] = {}
    others = []
    for each in resources(record):
        found = remote_file(each, root)
        if isinstance(found, str):
            others.append(LeftOut(key, called(each), found))
        else:
            name = free_name(found.name, each, files)
            files[name] = replace(found, name=name)
    return list(files.values()), others


def called(resource: Mapping[str, Any]) -> str:
    said = (resource.get(name) for name in ("name", "title", "description", "url"))
    return next(filter(None, (foreign.words(each, longest=200) for each in said)), "a file")


def free_name(name: str, resource: Mapping[str, Any], taken: Collection[str]) -> str:
    """Two files of one name are told apart by their ids, so that it stays so at the next visit."""
    stem, dot, ending = name.partition(".")
    known = text.slug(foreign.words(resource.get("id")))[:8]
    marks = (known, *(str(number) for number in range(2, len(taken) + 3)))
    others = (f"{stem}-{mark}{dot}{ending}" for mark in marks if mark)
    return next(each for each in (name, *others) if each not in taken)


def remote_file(resource: Mapping[str, Any], root: str) -> RemoteFile | str:
    """The file, or the reason why it is left out."""
    stated = resource.get("url") or resource.get("file_url")
    address = urljoin(f"{root}/", stated.strip()) if isinstance(stated, str) else ""
    if not foreign.web(address):
        return "It has no web address."
    try:
        ending = unquote(urls.split(address).path.rpartition("/")[2])
    except Refusal as refusal:
        return refusal.reason
    says = {
        "format": stated_format(resource),
        "media_type": foreign.words(resource.get("mimetype") or resource.get("mime_type")),
        "name": ending,
    }
    kind = formats.kind(**says)
    if not kind:
        return f"left out: {formats.label(**says)}"
    return RemoteFile(
        name=formats.named(plain.file_name(ending), kind),
        address=address,
        title=called(resource),
        format=kind,
        size=foreign.size(resource.get("size")),
        media_type=says["media_type"],
    )


def stated_format(resource: Mapping[str, Any]) -> str:
    """What the publisher says; a table in CKAN's own store comes as CSV."""
    said = foreign.words(resource.get("format"), longest=100)
    return said or ("csv" if resource.get("url_type") == "datastore" else "")


def error_of(said: Any) -> str:
    """What a refusing portal said, in one short line."""
    error = said.get("error") if isinstance(said, Mapping) else None
    if isinstance(error, Mapping):
        error = error.get("message") or error.get("__type")
    return foreign.words(error, longest=200) or "it did not say why."
