"""A served library is a family of processes; none outlives the first."""

from __future__ import annotations

import http.client
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from commonstacks.doors.cli.serving import lock, port
from commonstacks.kit.errors import Refusal
from tests.doors import homes

Serve = Callable[..., tuple[subprocess.Popen[str], dict[str, Any]]]


@pytest.fixture
def serve(own_home: Path) -> Iterator[Serve]:
    """``stacks serve`` on a free port, and what it said when it was ready."""
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> tuple[subprocess.Popen[str], dict[str, Any]]:
        command = [sys.executable, "-m", "commonstacks", "serve", "--json", *arguments]
        running.append(
            subprocess.Popen(
                [*command, "--port", "0"] if "--port" not in arguments else command,
                env=homes.environment(own_home),
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        return running[-1], json.loads(line_of(running[-1]))

    yield begin
    for each in running:
        each.send_signal(signal.SIGTERM)
        each.communicate(timeout=20)


def line_of(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    ready, _, _ = select.select([program.stdout], [], [], 60)
    assert ready, "Nothing was said within a minute."
    return program.stdout.readline()


def status_of(address: str, path: str = "/api/v1/datasets") -> int:
    where = urlsplit(address)
    connection = http.client.HTTPConnection(str(where.hostname), where.port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_it_says_where_it_is_when_it_answers(serve: Serve, own_home: Path) -> None:
    _, said = serve()
    assert status_of(said["address"]) == 200
    facts = homes.stacks(own_home, "status", "--json").facts
    assert facts["served_at"] == said["address"]


def test_the_end_is_orderly(serve: Serve, own_home: Path) -> None:
    program, _ = serve()
    family = homes.descendants(program.pid)
    assert len(family) >= 3  # the server, the process that answers, the worker
    program.send_signal(signal.SIGINT)
    assert program.wait(timeout=20) == 0
    assert [pid for pid in family if not homes.gone(pid)] == []
    assert lock.served_at(own_home) is None


def test_behind_the_first_answer_the_processes_that_count_get_ready(serve: Serve) -> None:
    program, said = serve()
    homes.until(lambda: status_of(said["address"]) == 200 and len(counting(program.pid)) == 4)
    assert status_of(said["address"]) == 200
    assert len(counting(program.pid)) == 4  # of two processes that answer; once


def counting(pid: int) -> list[int]:
    """Those of its family that answer questions about rows."""
    family = homes.descendants(pid)
    return [one for one in family if b"views.warm" in Path(f"/proc/{one}/cmdline").read_bytes()]


def test_the_family_dies_with_its_head(serve: Serve) -> None:
    program, said = serve()
    family = homes.descendants(program.pid)
    program.kill()
    program.wait()
    homes.until(lambda: all(homes.gone(pid) for pid in family))
    _, again = serve("--port", str(urlsplit(said["address"]).port))
    assert again["address"] == said["address"]


def test_who_dies_is_started_again(serve: Serve) -> None:
    program, said = serve()
    for pid in homes.descendants(program.pid):
        os.kill(pid, signal.SIGKILL)
    homes.until(lambda: answers(said["address"]))
    assert len(homes.descendants(program.pid)) >= 3


def answers(address: str) -> bool:
    try:
        return status_of(address) == 200
    except (OSError, http.client.HTTPException):
        return False


def test_one_home_is_served_once(serve: Serve, own_home: Path) -> None:
    _, said = serve()
    for command in (["serve", "--port", "0"], ["rebuild"], ["demo", "--no-serve"]):
        refused = homes.stacks(own_home, *command, "--json")
        assert refused.code == 2
        assert said["address"] in refused.facts["refused"]


def test_a_new_sign_in_link_can_be_had_while_it_is_open(serve: Serve, own_home: Path) -> None:
    serve()
    made = homes.stacks(own_home, "init", "--link", "--json")
    assert (made.code, "/sign-in/" in made.facts["sign_in"]) == (0, True)


def test_a_busy_port_is_named(own_home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        said = homes.stacks(own_home, "serve", "--port", str(number), "--json")
    assert said.code == 2
    assert str(number) in said.facts["refused"]
    assert "--port" in said.facts["hint"]


def test_a_host_that_is_none_is_refused() -> None:
    with pytest.raises(Refusal, match="not an address of this machine"):
        port.choose("no-such-host.invalid", 0)


def test_addresses_are_ones_that_a_browser_understands() -> None:
    assert port.address("0.0.0.0", 80) == "http://127.0.0.1:80"
    assert port.address("::", 80) == "http://[::1]:80"
