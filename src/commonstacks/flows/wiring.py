"""Settings become vault, index, form and limits here, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings

from commonstacks.kit import clock
from commonstacks.workshop.forms.form import Form, load
from commonstacks.workshop.searching.index import Index
from commonstacks.workshop.vault.ocfl import Vault

FORM_RELEASE = 1


@dataclass(frozen=True, slots=True)
class Limits:
    fetch_megabytes: int
    fetch_seconds: float
    read_megabytes: int
    read_seconds: float
    outbound_allow: frozenset[str]


def vault() -> Vault:
    return opened_vault(settings.VAULT)


@cache
def opened_vault(root: Path) -> Vault:
    """Opened once a process: what a crash left half done is repaired before anything is read."""
    opened = Vault(root)
    opened.open(at=clock.now())
    return opened


def index() -> Index:
    return Index(derived() / "search")


def form() -> Form:
    return load(FORM_RELEASE)


def derived() -> Path:
    folder = Path(settings.DERIVED)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def table_folder(digest: str) -> Path:
    return derived() / digest


def scratch() -> Path:
    """Where files arrive before they are kept; emptied when the library starts."""
    folder = derived() / "arriving"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def packages() -> Path:
    """Where packages lie whose data the shelf reads but does not carry."""
    return Path(settings.PACKAGES)


def limits() -> Limits:
    return Limits(
        fetch_megabytes=settings.FETCH_MEGABYTES,
        fetch_seconds=settings.FETCH_SECONDS,
        read_megabytes=settings.READ_MEGABYTES,
        read_seconds=settings.READ_SECONDS,
        outbound_allow=settings.OUTBOUND_ALLOW,
    )


def least_town() -> int:
    return int(settings.LEAST_TOWN)


def lease() -> timedelta:
    return timedelta(seconds=settings.LEASE_SECONDS)


def review_keys() -> int:
    return int(settings.REVIEW_KEYS)


def library_address() -> str:
    return str(settings.LIBRARY_ADDRESS)


def library_name() -> str:
    return str(settings.LIBRARY_NAME)
