"""Open a library: an empty folder becomes a home; the demonstration stocks its first shelf."""

from __future__ import annotations

import fcntl
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from commonstacks.flows import (
    entry,
    finding,
    gazetteer,
    intake,
    later,
    names,
    placing,
    stocking,
    upkeep,
    wiring,
)
from commonstacks.kit.digests import of_facts
from commonstacks.kit.errors import Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account, Agent
from commonstacks.workshop.killable import Progress

PROJECT = "Commonstacks project"


def init(*, email: str = "", name: str = "") -> Account | None:
    """Make what is missing of the home and bring the rows up to the vault. Can be repeated."""
    with alone():
        make_folders()
        migrate()
        stock_places()
        gather_static()
        if not Agent.objects.exists():
            names.restore()  # a home that lost its database still knows its people
        upkeep.start()
        names.keep()
    if email:
        return entry.first_steward(email=email, name=name or email.partition("@")[0])
    return entry.steward()


@contextmanager
def alone() -> Iterator[None]:
    """Two starts at once take turns."""
    settings.KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.KEYS / "opening.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ready() -> None:
    """Refuses a folder that is no home yet."""
    if not Path(str(settings.DATABASES["default"]["NAME"])).exists() or unmigrated():
        raise Refusal(
            "There is no library here yet, or it is older than this program.",
            "Run: stacks init",
        )


def make_folders() -> None:
    for folder in (settings.HOME, settings.DERIVED, settings.KEYS):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700 if folder == settings.KEYS else 0o755)
    if not settings.SECRET_FILE.exists():
        names.write_whole(settings.SECRET_FILE, secrets.token_urlsafe(48).encode())
        settings.SECRET_KEY = settings.SECRET_FILE.read_text()


def unmigrated() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    if unmigrated():
        call_command("migrate", verbosity=0, interactive=False)


def stock_places() -> None:
    """The places that come with the library; with a new edition every dataset is placed anew."""
    if gazetteer.stock() and Dataset.objects.exists():
        for dataset in Dataset.objects.order_by("pk"):
            placing.place(dataset)
        finding.index_all()


def gather_static() -> None:
    """Hashed and compressed copies of what the pages need; made again only when it changed."""
    found = (
        Path(storage.path(name)) for f in finders.get_finders() for name, storage in f.list([])
    )
    stamp = of_facts(sorted(f"{file} {file.stat().st_mtime_ns}" for file in found))
    mark = settings.STATIC_ROOT / "stamp"
    if mark.exists() and mark.read_text() == stamp:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(stamp)


def demo(show: Callable[[str, Progress | None], None], only: Collection[str] = ()) -> Account:
    """A library with something real in it; the shelf takes the same way as anybody's data.

    ``only`` names books of the shelf; empty: all of them.
    """
    init()
    steward = entry.first_steward(
        email="steward@localhost", name=PROJECT, kind=Agent.Kind.ORGANISATION
    )
    for book in stocking.books(only):
        if stocking.stocked(book):
            continue
        if book.missing:
            show(f"Not on this shelf: “{book.title}”: {book.missing}.", None)
            continue
        show(f"Taking in “{book.title}”", None)
        ended = intake.do_here(
            later.stock,
            subject=f"shelf:{book.slug}",
            slug=book.slug,
            by=str(steward.pk),
            show=partial(show, book.title),
        )
        if ended.reason:
            raise Refusal(ended.reason, ended.hint)
    return steward


def home() -> Path:
    return Path(settings.HOME)


def address() -> str:
    return wiring.library_address()
