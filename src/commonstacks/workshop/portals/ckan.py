"""A CKAN portal by its Action API: every dataset it lists, page by page, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from commonstacks.kit import clock
from commonstacks.kit.errors import Refusal, Stopped
from commonstacks.workshop.portals import ckan_record, foreign
from commonstacks.workshop.portals.answers import NotReached
from commonstacks.workshop.portals.base import Listed, Problem
from commonstacks.workshop.portals.guest import Guest

ROWS = 100
PAGES = 2_000  # a portal larger than this needs a walk in parts
ORDERS = ("metadata_created asc, name asc", "name asc", "")  # old ones know fewer
PATIENCE = 3  # pages in a row that may fail


@dataclass(slots=True)
class Ckan:
    """The CKAN at ``root`` (without ``/api``), as CKAN documents its Action API, versions 2 and 3.

    ``count`` is how many datasets the portal says it has, once it was asked; 0 where it does not
    say. ``only`` is the name or id of a single dataset, if just that one is wanted. ``secure``
    turns true when a portal that was named with http answered with https.
    """

    root: str
    guest: Guest
    only: str = ""
    pages: int = PAGES
    count: int = 0
    seen: set[str] = field(default_factory=set)
    secure: bool = False

    def datasets(self, since: datetime | None = None) -> Iterator[Listed]:
        """Oldest first, each id once. Refuses when the portal cannot be read at all.

        ``since`` leaves out what the portal says was not changed after it. Pages that fail are
        told as problems and passed over; a portal that repeats a page ends there; what the portal
        counts and never lists is a problem too.
        """
        if self.only:
            yield from self.single(self.only)
            return
        self.guest.check_walk(f"{self.root}/dataset", self.ask("package_search"))
        first = self.first_page(since)
        if first is None:
            yield from self.one_by_one(since)
            return
        order, page = first
        yield from self.walk(order, page, since)
        yield from self.missing()

    def first_page(self, since: datetime | None) -> tuple[str, list[Any]] | None:
        """The first order that the portal understands; None when it cannot search at all."""
        refused: Refusal | None = None
        for order in ORDERS:
            try:
                return order, self.search(order, 0, since)
            except Stopped:
                raise
            except Refusal as refusal:
                refused = refused or refusal
                if isinstance(refusal, NotReached) and not 400 <= refusal.status < 500:
                    break
        if refused is not None and not self.names():
            raise refused
        return None

    def walk(self, order: str, page: list[Any], since: datetime | None) -> Iterator[Listed]:
        start, failed = 0, 0
        for _ in range(self.pages):
            before = len(self.seen)
            yield from self.listed(page, since)
            if not failed and (not page or len(self.seen) == before):
                return  # the end, or a portal that repeats its last page for ever
            start += len(page) or ROWS
            if self.count and start >= self.count:
                return
            try:
                page, failed = self.search(order, start, since), 0
            except Stopped:
                raise
            except Refusal as refusal:
                page, failed = [], failed + 1
                yield broken_page(start, refusal)
                if failed == PATIENCE:
                    return
        yield Problem(
            self.root, f"The walk ended after {self.pages:,} pages.", "Collect it in parts."
        )

    def listed(self, page: list[Any], since: datetime | None) -> Iterator[Listed]:
        for record in page:
            key = ckan_record.key_of(record)
            if key and key in self.seen:
                continue
            self.seen.add(key or f"no id, number {len(self.seen)}")
            if since is None or ckan_record.changed_after(record, since):
                yield from ckan_record.described(record, self.root)

    def missing(self) -> Iterator[Problem]:
        lacking = self.count - len(self.seen)
        if lacking > 0:
            yield Problem(
                self.root,
                f"The portal counts {self.count:,} datasets and listed {len(self.seen):,}.",
                "Collect again later; nothing that is held here is removed.",
            )

    def one_by_one(self, since: datetime | None) -> Iterator[Listed]:
        """For portals that cannot search: the list of names, then each record by itself."""
        names = self.names()
        self.count = len(names)
        for name in names[: self.pages * ROWS]:
            try:
                record = self.show(name)
            except Stopped:
                raise
            except Refusal as refusal:
                yield Problem(name, refusal.reason, refusal.hint, title=name)
                continue
            yield from self.listed([record], since)

    def names(self) -> list[str]:
        """What ``package_list`` says, each once; nothing where the portal does not list names."""
        try:
            found = self.result("package_list")
        except Stopped:
            raise
        except Refusal:
            return []
        listed = found if isinstance(found, list) else []
        return list(dict.fromkeys(name for name in map(foreign.words, listed) if name))

    def single(self, name: str) -> Iterator[Listed]:
        yield from self.listed([self.show(name)], None)

    def show(self, name: str) -> Any:
        """One record. DKAN answers with a list of one."""
        found = self.result("package_show", id=name)
        return found[0] if isinstance(found, list) and len(found) == 1 else found

    def search(self, order: str, start: int, since: datetime | None) -> list[Any]:
        asked = {"rows": str(ROWS), "start": str(start)}
        if order:
            asked["sort"] = order
        if since is not None:
            asked["fq"] = f"metadata_modified:[{clock.stamp(since)} TO *]"
        found = self.result("package_search", **asked)
        results = found.get("results") if isinstance(found, dict) else None
        if not isinstance(results, list):
            raise Refusal("The portal answered a search without a list of datasets.", NOT_CKAN)
        self.count = foreign.size(found.get("count"))
        return results

    def total(self) -> int:
        """How many datasets the portal says it has; 0 where it does not say."""
        try:
            found = self.result("package_search", rows="0")
            return foreign.size(found.get("count") if isinstance(found, dict) else 0)
        except Stopped:
            raise
        except Refusal:
            return len(self.names())

    def result(self, action: str, **asked: str) -> Any:
        """The ``result`` of an action. Refuses ``success: false`` with what the portal said."""
        answer = self.guest.bytes_at(self.ask(action, **asked))
        said = foreign.parsed(answer.content)
        if not isinstance(said, dict) or "result" not in said or said.get("success") is False:
            reason = ckan_record.error_of(said)
            raise Refusal("The portal refused to answer: {reason}", NOT_CKAN, reason=reason)
        if answer.found_at == f"https:{self.ask(action, **asked).removeprefix('http:')}":
            self.secure = True
        return said["result"]

    def ask(self, action: str, **asked: str) -> str:
        query = f"?{urlencode(asked)}" if asked else ""
        return f"{self.root}/api/3/action/{action}{query}"


NOT_CKAN = "Open the address in a browser: is it a CKAN portal, and is it working?"


def broken_page(start: int, refusal: Refusal) -> Problem:
    what = f"datasets {start + 1:,} to {start + ROWS:,}"
    return Problem(
        f"page from {start}", f"The portal did not list {what}: {refusal.reason}", refusal.hint
    )
