"""Reads every byte of a vault and says what is wrong. Existence or size is never a pass."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from commonstacks.workshop.vault import tree
from commonstacks.workshop.vault.base import Damaged, Finding, Report
from commonstacks.workshop.vault.checks import Seen, check_object
from commonstacks.workshop.vault.holdings import Holdings
from commonstacks.workshop.vault.inventory import INVENTORY, OBJECT_DECLARATION, object_path
from commonstacks.workshop.vault.log import Log, Mark
from commonstacks.workshop.vault.root import FILES, refuse_unlaid
from commonstacks.workshop.vault.store import Store


class Kept(Protocol):
    """Anything that lies in a store: a ``Vault``."""

    @property
    def store(self) -> Store:
        """Where it lies."""


def verify(vault: Kept) -> Report:
    """The whole report. Takes as long as reading the disk takes; writers go on meanwhile."""
    return list(walk(vault.store))[-1]


def walk(store: Store) -> Iterator[Report]:
    """The report as it grows, after each object; only the last one has the log in it."""
    refuse_unlaid(store)
    report = Report(findings=tuple(_root(store)))
    seen: list[Seen] = []
    for path, is_object in tree.walk(store.root):
        found = _checked(store, path) if is_object else None
        if found:
            seen.append(found)
            report = _with(report, found)
            yield report
        elif not is_object:
            report = _plus(report, _stray(store, path))
    with store.alone():
        yield _with_log(store, report, seen)


def _root(store: Store) -> Iterator[Finding]:
    for name, page in FILES.items():
        try:
            right = json.loads((store.root / name).read_bytes()) == page
        except (OSError, ValueError):
            right = False
        if not right:
            yield Finding(name, "is not what was put there")


def _checked(store: Store, home: Path) -> Seen | None:
    """A fault is looked at again without writers: one may just have been at work there."""
    found = _look(store, home)
    if found is None or found.findings:
        with store.alone():
            return _look(store, home) if (home / OBJECT_DECLARATION).exists() else None
    return found


def _look(store: Store, home: Path) -> Seen | None:
    try:
        return check_object(store.root, home)
    except FileNotFoundError:
        return None


def _stray(store: Store, path: Path) -> tuple[Finding, ...]:
    with store.alone():
        if path.exists() and not (path / OBJECT_DECLARATION).exists():
            return (Finding(path.relative_to(store.root).as_posix(), "unexpected here"),)
    return ()


def _with_log(store: Store, report: Report, seen: list[Seen]) -> Report:
    holdings, mark, log = Holdings(), Mark(), Log(store.log)
    try:
        for entry in log.read(mark):
            holdings.add(entry)
    except Damaged as error:
        return replace(_plus(report, (Finding("log", error.reason),)), entries=mark.sequence)
    findings = [Finding("log", "The last line has no end.")] if log.torn() else []
    for found in seen:
        findings += _unsaid(found, holdings)
    findings += _absent(store, holdings, {found.object_id: found for found in seen})
    return replace(_plus(report, tuple(findings)), entries=mark.sequence)


def _unsaid(found: Seen, holdings: Holdings) -> Iterator[Finding]:
    known = holdings.objects.get(found.object_id, {})
    for count, inventory in found.versions.items():
        where = f"{found.object_id} v{count}"
        if count not in known and found.home.exists():
            yield Finding(where, "is here, but the log does not say so")
        elif count in known and known[count].inventory != inventory:
            yield Finding(where, "is not what the log says")


def _absent(store: Store, holdings: Holdings, seen: dict[str, Seen]) -> Iterator[Finding]:
    for object_id, places in holdings.objects.items():
        versions = seen[object_id].versions if object_id in seen else {}
        home = store.root / object_path(object_id)
        for count in places:
            if count not in versions and not (home / f"v{count}" / INVENTORY).exists():
                yield Finding(f"{object_id} v{count}", "is in the log, but not here")


def _with(report: Report, found: Seen) -> Report:
    return replace(
        _plus(report, tuple(found.findings)),
        objects=report.objects + 1,
        files=report.files + found.files,
        bytes=report.bytes + found.bytes,
    )


def _plus(report: Report, findings: tuple[Finding, ...]) -> Report:
    return replace(report, findings=(*report.findings, *findings))
