"""One library for all tests of the API: a published dataset of two versions, and one that waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django import DjangoDbBlocker

from commonstacks.flows import accession, entry, intake, later, opening, stocking
from commonstacks.flows.watching import Watch
from commonstacks.library.people.models import Account
from commonstacks.workshop.portals.base import RemoteFile
from tests.library import gazetteer

FOLDERS = ("HOME", "VAULT", "DERIVED", "KEYS", "SECRET_FILE", "PEOPLE_FILE", "STATIC_ROOT")


@dataclass(frozen=True)
class Library:
    home: Path
    published: str
    waiting: str


def folders_of(home: Path) -> dict[str, Path]:
    return {
        "HOME": home,
        "VAULT": home / "vault",
        "DERIVED": home / "derived",
        "KEYS": home / "keys",
        "SECRET_FILE": home / "keys" / "django",
        "PEOPLE_FILE": home / "people.jsonl.enc",
        "STATIC_ROOT": home / "derived" / "static",
    }


@pytest.fixture(scope="module")
def library(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("api")
    before = {name: getattr(configured, name) for name in FOLDERS}
    for name, path in folders_of(folder / "home").items():
        setattr(configured, name, path)
    with django_db_blocker.unblock():
        yield fill(folder)
        from django.core.management import call_command

        call_command("flush", verbosity=0, interactive=False)
    for name, path in before.items():
        setattr(configured, name, path)


def fill(folder: Path) -> Library:
    opening.make_folders()
    configured.STATIC_ROOT.mkdir()
    gazetteer.stock()
    steward = entry.first_steward(email="steward@example.org", name="The steward")
    told = intake.do_here(later.stock, subject="shelf", slug="us-postal-codes", by=str(steward.pk))
    assert told.state == "done", told
    bring_second_version(folder, steward)
    table = folder / "secret-trees.csv"
    table.write_text("hidden_height,sort\n" + "".join(f"{n},oak-{n}\n" for n in range(50)))
    kept = intake.run_now(str(table), by=steward)
    assert kept.state == "done", kept
    return Library(folder / "home", told.result["dataset"], kept.result["dataset"])


def bring_second_version(folder: Path, steward: Account) -> None:
    """The same file with five rows less and a column more."""
    book = stocking.book("us-postal-codes")
    file = book.releases[0].files[0]
    lines = file.path.read_text(encoding="utf-8").splitlines()
    changed = folder / file.name
    changed.write_text(
        "\n".join([f"{lines[0]},checked", *(f"{line},yes" for line in lines[1:-5])]) + "\n",
        encoding="utf-8",
    )
    remote = replace(book.releases[0], files=(RemoteFile(file.name, path=changed),))
    assert accession.take(remote, account=steward, watch=Watch())["version"] == 2


@pytest.fixture
def home(library: Library, settings: Any) -> Path:
    """Here every test reads the same home."""
    for name, path in folders_of(library.home).items():
        setattr(settings, name, path)
    return library.home


@pytest.fixture
def api(home: Path, db: None, client: Client) -> Client:
    return client
