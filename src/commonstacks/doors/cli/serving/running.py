"""Serve a home until somebody asks us to stop: the server, the worker, and who looks after both."""

from __future__ import annotations

import http.client
import os
import signal
import time
from collections.abc import Callable
from types import FrameType

from commonstacks.doors.cli.serving import children, port
from commonstacks.doors.cli.serving.children import Child
from commonstacks.doors.cli.telling import FINE, NO, aside
from commonstacks.kit.errors import Refusal

LOOK = 0.1
PATIENCE = 60.0  # seconds until the first answer


class Leaving:
    """Set by a signal; an object, because a signal handler must not take locks."""

    asked = False

    def listen(self) -> None:
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(each, self.ask)

    def ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def serve(
    host: str, number: int, *, early: bool, prepare: Callable[[], None], ready: Callable[[], None]
) -> int:
    """Prepare the home, start both processes, call ``ready`` when the library answers.

    ``early``: the server may read its code meanwhile, because the home's settings are there.
    """
    place = ("--host", host, "--port", str(number))
    server = Child("server", "commonstacks.doors.cli.serving.server", place, waits=True)
    worker = Child("worker", "commonstacks.doors.worker")
    try:
        if early:
            server.start()
        prepare()
        leaving = Leaving()
        leaving.listen()
        server.go()
        if wait_for_answer(host, number, server, leaving):
            worker.start()
            ready()
        return look_after([server, worker], leaving)
    finally:
        children.end([server, worker])


def wait_for_answer(host: str, number: int, server: Child, leaving: Leaving) -> bool:
    until = time.monotonic() + PATIENCE
    while not leaving.asked and time.monotonic() < until:
        if answers(port.reachable(host), number):
            return True
        if not server.alive:
            raise Refusal("The server ended before it answered.", "The lines above say why.")
        time.sleep(LOOK / 2)
    if leaving.asked:
        return False
    raise Refusal(
        "The server did not answer within {seconds:.0f} seconds.",
        "Look at the lines above.",
        seconds=PATIENCE,
    )


def answers(host: str, number: int) -> bool:
    """Whether the home page is there; anything below 500 is an answer."""
    connection = http.client.HTTPConnection(host, number, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def look_after(family: list[Child], leaving: Leaving) -> int:
    while not leaving.asked:
        time.sleep(LOOK)
        for child in family:
            if not child.alive and not leaving.asked and not start_again(child):
                return NO
    return FINE


def start_again(child: Child) -> bool:
    code = child.process.returncode if child.process else None
    aside(f"The {child.name} ended (exit code {code}); it is started again.")
    if child.revive(time.monotonic()):
        return True
    aside(f"The {child.name} ended {children.DEATHS} times within a minute. Giving up.")
    return False


def announce_address(host: str, number: int) -> str:
    """Pages and links name the address where the library really is, unless a setting says so."""
    here = port.address(host, number)
    os.environ.setdefault("COMMONSTACKS_ADDRESS", here)
    return here
