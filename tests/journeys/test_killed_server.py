"""kill -9 of the worker and of the server while people wait: the work is done all the same."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.children import ROOT, STACKS, run

ROWS = 1_200_000
ENVIRONMENT = {**os.environ, "COMMONSTACKS_LEASE_SECONDS": "2"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    command = [STACKS, "init", "--home", str(folder), "--email", "a@example.org", "--name", "A"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return folder


@pytest.fixture
def large(tmp_path: Path) -> Path:
    file = tmp_path / "large.csv"
    with file.open("w") as out:
        out.write("id,day,street,value\n")
        out.writelines(
            f"{n:07d},2026-{n % 12 + 1:02d}-{n % 28 + 1:02d},Street {n % 997},{n / 7:.3f}\n"
            for n in range(ROWS)
        )
    return file


@contextlib.contextmanager
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [STACKS, "serve", "--home", str(home), "--port", "0"]
    with (home / "serve.log").open("w") as log:
        server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, text=True, env=ENVIRONMENT, cwd=ROOT
        )
    try:
        assert server.stdout is not None
        said = re.search(r"http://\S+", server.stdout.readline())
        assert said, (home / "serve.log").read_text()
        yield server, said[0]
    finally:
        server.terminate()
        server.wait(30)
        assert server.stdout is not None
        server.stdout.close()


def children_of(parent: int) -> dict[int, str]:
    """Every process below ``parent``, by its command line."""
    found: dict[int, str] = {}
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError, IndexError):
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(status[1]) == parent and status[0] != "Z":
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                found |= {int(folder.name): command, **children_of(int(folder.name))}
    return found


def asked(home: Path, file: str = "") -> dict[str, Any]:
    printed = run("asking", str(home), *([file] if file else []))
    assert printed.returncode == 0, printed.stderr
    facts: dict[str, Any] = json.loads(printed.stdout)
    return facts


def until(home: Path, fits: Any, seconds: float = 120) -> dict[str, Any]:
    end = time.monotonic() + seconds
    while not fits(facts := asked(home)):
        assert time.monotonic() < end, (facts, (home / "serve.log").read_text())
    return facts


def answers(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return int(error.code)
    except (urllib.error.URLError, ConnectionError):
        return 0


def test_a_killed_worker_is_replaced_and_its_job_is_done_once(home: Path, large: Path) -> None:
    with serving(home) as (server, address):
        asked(home, str(large))
        until(home, lambda facts: facts["what"] != "")
        worker = next(pid for pid, said in children_of(server.pid).items() if "worker" in said)
        os.kill(worker, signal.SIGKILL)
        done = until(home, lambda facts: facts["state"] == "done")
        assert (done["attempts"], done["versions"], done["files"]) == (2, 1, 1)
        assert done["rows"] == [ROWS]
        assert answers(address) == 200


def test_a_killed_server_takes_its_children_along_and_starts_again(home: Path, large: Path) -> None:
    with serving(home) as (server, address):
        asked(home, str(large))
        until(home, lambda facts: facts["what"] != "")
        below = children_of(server.pid)
        os.kill(server.pid, signal.SIGKILL)
        server.wait(10)
        end = time.monotonic() + 15
        while any(Path(f"/proc/{pid}").exists() for pid in below):
            assert time.monotonic() < end, below
            time.sleep(0.1)
        assert answers(address) == 0
    with serving(home) as (_, address):
        assert answers(address) == 200
        done = until(home, lambda facts: facts["state"] == "done")
        assert (done["versions"], done["rows"]) == (1, [ROWS])
