"""What is at an address, and what does it list? Asked politely; nothing is taken."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from commonstacks.flows import accession, wiring
from commonstacks.flows.watching import Watch
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.portals import fetcher
from commonstacks.workshop.portals.base import Listed, Portal, RemoteDataset
from commonstacks.workshop.portals.ckan import Ckan
from commonstacks.workshop.portals.datapackage import DataPackage
from commonstacks.workshop.portals.guest import Guest
from commonstacks.workshop.portals.recognise import Recognised, recognise

PAUSE = 0.5  # seconds between two questions to a portal; its robots.txt may ask for more
QUICK = 15.0  # seconds that somebody who waits at a prompt is asked to wait for an answer
LOOK = 0.2  # seconds between two looks whether somebody wants the work to stop


def see(address: str) -> Recognised:
    """What an address is; at most a few questions."""
    with visiting(Watch()) as guest:
        guest.seconds = QUICK
        return recognise(address, guest)


def listing(address: str, *, limit: int = 0, each: bool = False) -> Iterator[Listed]:
    """What is listed there, as it comes."""
    with visiting(Watch()) as guest:
        yield from limited(opened(recognise(address, guest), guest, each=each), limit)


@contextmanager
def visiting(watch: Watch) -> Iterator[Guest]:
    """A guest that says who asks, and leaves when somebody wants the work to stop."""

    def sleep(seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            watch.check()
            time.sleep(min(left, LOOK))

    with accession.arriving() as folder:
        yield Guest(
            folder,
            wiring.limits().outbound_allow,
            pause=PAUSE,
            agent=f"{fetcher.AGENT} (+{wiring.library_address()})",
            sleep=sleep,
        )


def opened(found: Recognised, guest: Guest, *, each: bool) -> Portal:
    if found.kind == "datapackage":
        return DataPackage(found.address, guest, each=each)
    if found.kind == "plain":
        raise Refusal("No portal and no Data Package answers there.", SINGLE)
    return Ckan(found.address, guest, only=found.name)


SINGLE = "Look at it in a browser. A single file is added with: stacks add"


def limited(portal: Portal, limit: int) -> Iterator[Listed]:
    """Up to ``limit`` datasets (0: all), with the problems and the left out among them."""
    datasets = 0
    for listed in portal.datasets(None):
        datasets += isinstance(listed, RemoteDataset)
        if 0 < limit < datasets:
            return
        yield listed
