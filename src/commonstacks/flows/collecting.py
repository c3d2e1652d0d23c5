"""Everything a portal lists: each dataset taken in, each problem said, nothing lost on the way."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from commonstacks.flows import accession
from commonstacks.flows.visiting import limited, opened, visiting
from commonstacks.flows.watching import Watch
from commonstacks.kit.errors import NotAllowed, Refusal, Stopped
from commonstacks.library.catalog.models import Version
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.portals import plain
from commonstacks.workshop.portals.answers import NotReached
from commonstacks.workshop.portals.base import LeftOut, Problem, RemoteDataset
from commonstacks.workshop.portals.recognise import recognise

log = logging.getLogger(__name__)

MOST_LINES = 1_000  # of each kind, that a run tells one by one


def collect(address: str, *, by: UUID, watch: Watch, limit: int = 0, each: bool = False) -> Run:
    """Take in what is listed there, up to ``limit`` datasets (0: all). Can be repeated.

    A dataset that cannot be taken is a problem of the run, and the next one has its turn. What
    this same work took before it was interrupted is not asked for again.
    """
    account = Account.objects.select_related("agent").get(pk=by)
    if not rules.may_add(account):
        raise NotAllowed("You may not add datasets.", "Ask the steward of this library.")
    with visiting(watch) as guest:
        found = recognise(address, guest)
        run = Run(found.address, found.kind)
        total = min(filter(None, (limit, found.count)), default=0)
        for listed in limited(opened(found, guest, each=each), limit):
            watch.check()
            if isinstance(listed, RemoteDataset):
                take(listed, run, account, Step(whole=watch, done=run.done, total=total))
                guest.rest()
            else:
                note(listed, run)
    if run.is_empty:
        run.problems.append((address, EMPTY.reason, EMPTY.hint))
    return run


def take(remote: RemoteDataset, run: Run, account: Account, watch: Step) -> None:
    """One dataset. Whatever goes wrong with it is written down."""
    try:
        taken = taken_before(remote, watch) or take_living(remote, run, account, watch)
    except Stopped as stop:
        if watch.whole.stopped:
            raise
        run.problems.append((remote.title, stop.reason, stop.hint))
    except Refusal as refusal:
        run.problems.append((remote.title, refusal.reason, refusal.hint))
    except Exception:
        log.exception("“%s” of %s could not be taken", remote.title, run.address)
        run.problems.append((remote.title, FAULT.reason, FAULT.hint))
    else:
        (run.taken if taken["new"] else run.unchanged).append(taken["dataset"])
        run.unread += [(f"{remote.title}: {n}", why, hint) for n, why, hint in taken["unreadable"]]


def taken_before(remote: RemoteDataset, watch: Step) -> dict[str, Any] | None:
    """What this work took, and read, before it was interrupted."""
    newest, job = newest_of(remote), watch.whole.job
    if newest is None or job is None or newest.dataset.seen_at is None:
        return None
    was_read = newest.tables.exists() or newest.files.exclude(unreadable="").exists()
    if newest.dataset.seen_at < job.enqueued_at or not was_read:
        return None
    new = newest.taken_at >= job.enqueued_at
    return {"dataset": newest.dataset.slug, "new": new, "unreadable": ()}


def take_living(remote: RemoteDataset, run: Run, account: Account, watch: Watch) -> dict[str, Any]:
    """With the files that answer; but a file that is held is not dropped because it is away."""
    while True:
        try:
            return accession.take(remote, account=account, watch=watch)
        except NotReached as away:
            gone = [file for file in remote.files if file.address and file.address == away.address]
            rest = tuple(file for file in remote.files if file not in gone)
            if not gone or not rest or holds(remote, gone[0].name):
                raise
            run.problems.append((f"{remote.title}: {gone[0].name}", away.reason, away.hint))
            remote = replace(remote, files=rest)


def holds(remote: RemoteDataset, name: str) -> bool:
    newest = newest_of(remote)
    return newest is not None and newest.files.filter(name=plain.file_name(name)).exists()


def newest_of(remote: RemoteDataset) -> Version | None:
    held = Version.objects.select_related("dataset").order_by("-number")
    return held.filter(
        dataset__source__address=remote.source, dataset__remote_key=remote.key
    ).first()


def note(listed: Problem | LeftOut, run: Run) -> None:
    if isinstance(listed, Problem):
        run.problems.append((listed.title or listed.key or run.address, listed.reason, listed.hint))
    else:
        run.left_out.append((listed.name, listed.reason))


FAULT = Refusal("This is a fault of ours.", "The others are taken; see the log of the library.")
EMPTY = Refusal("Nothing is listed there.", "Nothing that is held here was changed or removed.")


@dataclass(slots=True)
class Run:
    """What became of one walk; ``taken`` and ``unchanged`` are the names of datasets.

    Of what was left out each is (what, reason), of the others (what, reason, hint); ``unread`` was
    kept, but could not be read.
    """

    address: str
    recognised: str
    taken: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    unread: list[tuple[str, str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    @property
    def done(self) -> int:
        return len(self.taken) + len(self.unchanged)

    @property
    def is_empty(self) -> bool:
        return not (self.done or self.problems or self.left_out)

    @property
    def state(self) -> str:
        if not self.problems:
            return "ok"
        return "partly" if self.done else "failed"

    def as_facts(self) -> dict[str, Any]:
        """JSON values; long lists are cut, and counted whole."""
        lists: dict[str, Sequence[Sequence[str]]] = {
            "problems": self.problems,
            "unread": self.unread,
            "left_out": self.left_out,
        }
        return {
            "state": self.state,
            "address": self.address,
            "recognised": self.recognised,
            "taken": self.taken,
            "unchanged": self.unchanged,
            **{name: [list(line) for line in each[:MOST_LINES]] for name, each in lists.items()},
            "counts": {name: len(each) for name, each in lists.items()},
        }


@dataclass(slots=True)
class Step(Watch):
    """One dataset of a walk: tells the watch of the whole walk, with its place in it."""

    whole: Watch = field(default_factory=Watch)
    done: int = 0
    total: int = 0

    def tell(self, progress: Progress) -> None:
        of = f" of {self.total:,}" if self.total else ""
        what = f"dataset {self.done + 1:,}{of}: {progress.what}"
        self.whole.tell(Progress(self.done, self.total, what[:60]))

    def cancelled(self) -> bool:
        return self.whole.cancelled()
