"""Settings become vault, index, form and limits here, and nowhere else."""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from commonstacks.kit import clock
from commonstacks.workshop.forms.form import Form, document, read
from commonstacks.workshop.forms.own_questions import extend
from commonstacks.workshop.searching.index import Index
from commonstacks.workshop.vault.deposit import FORM, QUESTION
from commonstacks.workshop.vault.ocfl import Vault
from commonstacks.workshop.views.runner import Runner

FORM_RELEASE = 1
COUNTING_SECONDS = 30.0
"""A reader waits for the page as long as it takes; longer than this is too long for anybody."""


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


def form(release: int | None = None) -> Form:
    """The form in force, or the release of that number; the library's own questions behind it."""
    number = release or newest_form()
    return whole_form(settings.VAULT, number, vault().newest(QUESTION))


def common_form(release: int) -> Form:
    """The release alone, as its digest covers it, without the library's own questions."""
    return whole_form(settings.VAULT, release, 0)


def newest_form() -> int:
    """The number of the release in force: the newest adopted here, else the one that ships."""
    return max(FORM_RELEASE, vault().newest(FORM))


def form_document(release: int) -> dict[str, Any]:
    """The JSON of a release. What ships is in the package, what was adopted here in the vault."""
    if release <= FORM_RELEASE:
        return document(release)
    return adopted(settings.VAULT, release)


def own_questions() -> tuple[dict[str, Any], ...]:
    return own_questions_in(settings.VAULT, vault().newest(QUESTION))


@cache
def adopted(root: Path, release: int) -> dict[str, Any]:
    """What the vault holds never changes, so it is read once a process."""
    found: dict[str, Any] = opened_vault(root).form(release)["form"]
    return found


@cache
def own_questions_in(root: Path, newest: int) -> tuple[dict[str, Any], ...]:
    """By name; the newest deposit of each counts."""
    deposits = (opened_vault(root).question(number) for number in range(1, newest + 1))
    named = {kept["question"]["id"]: kept["question"] for kept in deposits}
    return tuple(named.values())


@cache
def whole_form(root: Path, release: int, own: int) -> Form:
    facts = form_document(release)
    return extend(read(facts), facts, own_questions_in(root, own))


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


@cache
def runner() -> Runner:
    """The processes that count views for readers: one pool for this process, as long as it runs.
    They start with the first view that is counted; a server warms them behind its first answer."""
    made = Runner(
        seconds=COUNTING_SECONDS,
        megabytes=limits().read_megabytes,
        preload=("commonstacks.workshop.views.replies",),
    )
    atexit.register(made.close)
    return made


@cache
def kernel() -> Runner:
    """The processes that count over bins, by compiled loops of two threads each. They start when a
    page of a large table is first shown, and compile the loops once for this library."""
    made = Runner(
        size=2,
        seconds=COUNTING_SECONDS,
        megabytes=limits().read_megabytes,
        preload=("commonstacks.workshop.views.kernel",),
        environment={"NUMBA_CACHE_DIR": str((derived() / "compiled").resolve())},
    )
    atexit.register(made.close)
    return made


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


def sign_up() -> str:
    """Who may make an account: anybody (open), the invited (invited), nobody (closed)."""
    return str(settings.SIGN_UP)


def sends_letters() -> bool:
    """Whether e-mail leaves this machine, or is only printed."""
    return "console" not in str(settings.EMAIL_BACKEND)
