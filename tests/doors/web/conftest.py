"""Pages in tests: static files by their plain names, as the front end has not been built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonstacks.library.people.models import Account
from tests.doors.web import library


@pytest.fixture(autouse=True)
def plain_static(home: Path, settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(parents=True)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def steward(home: Path, db: None) -> Account:
    return library.steward()


@pytest.fixture
def writer(steward: Account) -> Client:
    """A browser signed in as the steward."""
    client = Client()
    client.force_login(steward)
    return client


@pytest.fixture
def dogs(steward: Account, tmp_path: Path) -> str:
    """A small dataset that is held and waits for its context."""
    return library.take_in(tmp_path, steward)
