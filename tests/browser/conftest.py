"""One running library for all pages, one Chromium for each file of tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from commonstacks.workshop.forms.form import load
from tests.browser.looking import Reader, Readers
from tests.browser.running import Hand, Library, Source, offering, serving, stacks

SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
TREES = "tree,kind,street,planted\n" + "".join(
    f"T{n:03d},{('Oak', 'Lime', 'Plane')[n % 3]},Elm Street,{1950 + n}\n" for n in range(40)
)
BENCHES = "bench,street\n" + "".join(f"B{n:03d},Elm Street\n" for n in range(30))


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    with offering(tmp_path_factory.mktemp("source")) as found:
        yield found


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, source: Source) -> Iterator[Library]:
    """One book of the demonstration, open; it may fetch from ``source`` although that is private."""
    folder = tmp_path_factory.mktemp("library")
    stacks(folder / "home", "demo", "--no-serve", "--book", "us-postal-codes")
    with serving(folder / "home", folder / "said", OUTBOUND_ALLOW=source.place) as found:
        yield found


@pytest.fixture(scope="session")
def hand(library: Library) -> Iterator[Hand]:
    with httpx.Client(base_url=library.address, timeout=30) as client:
        found = Hand(client)
        found.sign_in(library.sign_in_link())
        yield found


@pytest.fixture(scope="session")
def waiting(hand: Hand, source: Source) -> str:
    """The slug of a dataset whose questions are open, at its second version."""
    slug = hand.take_in(source.offer("street-trees.csv", TREES))
    newer = TREES.replace("T001,Lime", "T001,Oak") + "T040,Elm,Elm Street,1990\n"
    assert hand.take_in(source.offer("street-trees.csv", newer)) == slug
    return slug


@pytest.fixture(scope="session")
def in_review(hand: Hand, source: Source) -> str:
    """The slug of a dataset whose story is sent in: nobody knows anything but what it is."""
    slug = hand.take_in(source.offer("park-benches.csv", BENCHES))
    asked = {"asked_of": "The park office", "asked_on": "2026-09-01"}
    for question in load(1).questions:
        if question.gate:
            said = {"way": "absence", "absence": "unknown", "voice": "X", **asked}
            if question.id == "A1":
                said = {"way": "answer", "entry-0-answer": "Thirty benches.", "voice": "X"}
            hand.post(f"/datasets/{slug}/context/{question.id}", **said)
    hand.post(f"/datasets/{slug}/context/send-in", reply="not told", why="They have no address.")
    return slug


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """For one file only: while it runs, this thread belongs to Playwright's event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=list(SWITCHES),
        )
        yield browser
        browser.close()


@pytest.fixture
def readers(chromium: Browser, library: Library) -> Iterator[Readers]:
    """Opens browser windows; at the end no page may have complained or asked another host."""
    found = Readers(chromium, library.address)
    yield found
    assert found.close() == []


@pytest.fixture
def reader(readers: Readers) -> Reader:
    """Somebody without an account, at a desk."""
    return readers.open()
