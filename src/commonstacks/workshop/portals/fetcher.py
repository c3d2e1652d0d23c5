"""The one way in which bytes come from the internet, with evidence, budgets and second tries."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from commonstacks.kit import clock, urls
from commonstacks.kit.errors import Refusal, Stopped, phrase
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.portals.answers import AGAIN, NotReached, refused_status
from commonstacks.workshop.portals.arrival import Arrival, Gunzip
from commonstacks.workshop.portals.base import Fetched, Seen
from commonstacks.workshop.portals.door import Door, answered

AGENT = "Commonstacks/0.1"
PAUSES = (0.2, 1.0, 3.0)  # seconds before the second, third and fourth try
HEADERS, LONGEST = 60, 1000
PRIVATE = frozenset(("set-cookie", "set-cookie2", "www-authenticate"))
PART = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
BROKEN = (httpx.ReadError, httpx.RemoteProtocolError, httpx.ReadTimeout)


def fetch(
    address: str,
    into: Path,
    *,
    allow: frozenset[str],
    seconds: float,
    megabytes: float,
    known: Seen | None = None,
    tell: Callable[[Progress], None] = ignore,
    agent: str = AGENT,
) -> Fetched:
    """Bring what lies at ``address`` into the file ``into``, whole or not at all.

    ``allow``: ``host:port`` pairs that may be visited although they are private. ``seconds`` for
    everything together, ``megabytes`` (of 10⁶ bytes) after unpacking. With ``known`` the server is
    asked whether anything changed (RFC 9110, section 13). An address with http is tried with https
    first. A broken connection is taken up again where it broke if the server has a strong
    ETag (RFC 9110, section 14), else from the beginning. ``agent`` says who asks.

    Refuses addresses that are not public, before and after resolving and after each redirect;
    answers without a file; more redirects, bytes or time than allowed. ``at`` is measured here,
    when the last byte has come. Must not be called from inside an event loop.
    """
    trip = Trip(address, known, frozenset(pair.lower() for pair in allow), seconds, agent)
    with Arrival(into, megabytes, tell) as arrival:
        return asyncio.run(in_time(trip, arrival))


@dataclass(frozen=True, slots=True)
class Trip:
    address: str
    known: Seen | None
    allow: frozenset[str]
    seconds: float
    agent: str


async def in_time(trip: Trip, arrival: Arrival) -> Fetched:
    try:
        async with asyncio.timeout(trip.seconds):
            return await any_way(trip, arrival)
    except TimeoutError as error:
        raise Stopped(
            "Fetching took longer than {seconds:g} seconds.",
            "Try again when the server is less busy, or ask the steward to raise the limit.",
            seconds=trip.seconds,
        ) from error


async def any_way(trip: Trip, arrival: Arrival) -> Fetched:
    """The first spelling of the address that gives a file; the last one's refusal if none does."""
    door = Door(allow=trip.allow, seconds=trip.seconds, agent=trip.agent)
    async with door.client:
        first, *others = ways(trip.address, trip.allow)
        for way in others:
            try:
                return await again_and_again(door, first, trip, arrival)
            except NotReached:
                first = way
        return await again_and_again(door, first, trip, arrival)


def ways(address: str, allow: frozenset[str]) -> tuple[str, ...]:
    """https first, then as written; a host and port that were allowed are taken as written."""
    urls.check(address, allow=allow)
    parts = urls.split(address)
    port = urls.port_of(parts)
    if parts.scheme == "https" or port != 80 or urls.pair(urls.host_of(parts), 80) in allow:
        return (address,)
    netloc = parts.netloc.removesuffix(":80")
    return (parts._replace(scheme="https", netloc=netloc).geturl(), address)


async def again_and_again(door: Door, address: str, trip: Trip, arrival: Arrival) -> Fetched:
    """Up to four tries; each goes on where the last one broke if the server can."""
    arrival.restart()
    strong = ""
    for pause in (*PAUSES, 0.0):
        answer = await answered(door, address, asking(trip.known, arrival.size, strong))
        try:
            strong = begin(answer, arrival, trip.known)
            await receive(answer, arrival)
            return evidence(answer, arrival, trip)
        except BROKEN:
            await asyncio.sleep(pause)
        finally:
            await answer.aclose()
    raise broken(arrival)


def asking(known: Seen | None, size: int, strong: str) -> dict[str, str]:
    """Headers of the next question: the rest, or only if it changed, or everything."""
    if size and strong:
        return {"Range": f"bytes={size}-", "If-Range": strong}
    if known is None or size:
        return {}
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in asked.items() if value}


def begin(answer: httpx.Response, arrival: Arrival, known: Seen | None) -> str:
    """Is this the answer to what was asked? Returns the strong ETag to go on with, or nothing."""
    status = answer.status_code
    if status == 304 and known is not None:
        return ""
    length = answer.headers.get("content-length", "")
    announced = int(length) if length.isascii() and length.isdecimal() else 0
    if status == 206 and arrival.size:
        part = PART.fullmatch(answer.headers.get("content-range", ""))
        if part is None or int(part[1]) != arrival.size:
            raise NotReached("The server sent another part than it was asked for.", AGAIN)
        announced += arrival.size
    elif status in (200, 203):
        arrival.restart()
    else:
        raise refused_status(status, str(answer.headers.get("retry-after", "")))
    plain = check_packing(answer) == "identity"
    arrival.expect(announced if plain else 0)
    etag = str(answer.headers.get("etag", ""))
    return etag if plain and etag.startswith('"') else ""


def check_packing(answer: httpx.Response) -> str:
    packing = str(answer.headers.get("content-encoding", "")).strip().lower() or "identity"
    packing = "gzip" if packing == "x-gzip" else packing
    if packing not in ("identity", "gzip"):
        raise Refusal(
            "The server packs the file in a way it was not asked for: {packing}.",
            AGAIN,
            packing=packing,
        )
    return packing


async def receive(answer: httpx.Response, arrival: Arrival) -> None:
    if check_packing(answer) == "identity":
        async for chunk in answer.aiter_raw():
            arrival.write(chunk)
        return
    gunzip = Gunzip()
    async for chunk in answer.aiter_raw():
        for piece in gunzip.pieces(chunk):
            arrival.write(piece)
    if gunzip.packed and not gunzip.whole:
        raise httpx.RemoteProtocolError("the packed answer ends too early")


def broken(arrival: Arrival) -> NotReached:
    return NotReached(
        phrase("The connection broke after {size:,} of {total:,} bytes, {times} times.")
        if arrival.total
        else phrase("The connection broke after {size:,} bytes, {times} times."),
        AGAIN,
        size=arrival.size,
        total=arrival.total,
        times=len(PAUSES) + 1,
    )


def evidence(answer: httpx.Response, arrival: Arrival, trip: Trip) -> Fetched:
    known = trip.known if answer.status_code == 304 else None
    if known is None:
        sha256, sha512, size = arrival.complete()
    else:
        sha256, sha512, size = known.sha256, known.sha512, known.size
    return Fetched(
        path=arrival.into,
        address=trip.address,
        final_address=str(answer.url),
        status=answer.status_code,
        headers=bounded(answer.headers),
        at=clock.now(),
        sha256=sha256,
        sha512=sha512,
        size=size,
        media_type=str(answer.headers.get("content-type", "")).partition(";")[0].strip().lower(),
        etag=str(answer.headers.get("etag", known.etag if known else "")),
        last_modified=str(
            answer.headers.get("last-modified", known.last_modified if known else "")
        ),
        unchanged=known is not None,
    )


def bounded(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    """What is kept of the headers: no cookies, 60 at most, each cut after 1,000 signs."""
    kept = [(name, value[:LONGEST]) for name, value in headers.multi_items() if name not in PRIVATE]
    return tuple(kept[:HEADERS])
