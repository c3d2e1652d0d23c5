"""A library that really runs: its own process, its own home, a steward who works in it."""

from __future__ import annotations

import http.server
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx

PATIENCE = 60.0  # seconds until the library answers, or a job ends


@dataclass(frozen=True, slots=True)
class Library:
    home: Path
    address: str  # without a slash at the end
    pid: int

    def sign_in_link(self) -> str:
        """A link for this library's steward that works once; its path is what counts."""
        said = stacks(self.home, "init", "--link")
        found = re.search(r"/sign-in/\S+", said)
        assert found, said
        return f"{self.address}{found[0]}"


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody's web server with files on it."""

    folder: Path
    address: str

    @property
    def place(self) -> str:
        return self.address.removeprefix("http://")

    def offer(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return f"{self.address}/{name}"


@contextmanager
def serving(home: Path, said: Path, **settings: str) -> Iterator[Library]:
    """``stacks serve`` at a free port until the block ends; only this process is ended."""
    with said.open("wb") as output:
        running = subprocess.Popen(
            [*command("serve", home), "--port", "0"],
            env=environment(home)
            | {f"COMMONSTACKS_{name}": text for name, text in settings.items()},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Library(home, announced(running, said), running.pid)
    finally:
        running.terminate()
        running.wait(PATIENCE)


def announced(running: subprocess.Popen[bytes], said: Path) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        if found := re.search(r"Commonstacks is at (http://\S+?)/\s", said.read_text()):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(f"The library did not open:\n{said.read_text()}")


@contextmanager
def offering(folder: Path) -> Iterator[Source]:
    """A web server on this machine, for files a library takes in."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Source(folder, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def stacks(home: Path, *arguments: str) -> str:
    ended = subprocess.run(
        command(*arguments[:1], home) + list(arguments[1:]),
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def command(verb: str, home: Path) -> list[str]:
    return [sys.executable, "-m", "commonstacks", verb, "--home", str(home)]


def environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("COMMONSTACKS_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"COMMONSTACKS_HOME": str(home)}


@dataclass(frozen=True, slots=True)
class Hand:
    """A steward at work without a browser, through the same pages: prepares what tests look at."""

    client: httpx.Client

    def post(self, path: str, **typed: str) -> httpx.Response:
        self.client.get("/about")
        typed["csrfmiddlewaretoken"] = self.client.cookies.get("csrftoken", "")
        answer = self.client.post(path, data=typed)
        assert answer.status_code == 302, (path, typed, answer.text)
        return answer

    def sign_in(self, link: str) -> None:
        self.client.get(link)
        path = httpx.URL(link).path
        self.post(path)

    def take_in(self, address: str) -> str:
        """The slug of the dataset that came of a file."""
        job = self.post("/add", address=address).headers["Location"]
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if found := re.search(r"/datasets/([\w-]+)/context", self.client.get(job).text):
                return found[1]
            time.sleep(0.2)
        raise AssertionError(self.client.get(job).text)

    @property
    def cookies(self) -> list[dict[str, Any]]:
        """As a browser takes them."""
        return [
            {"name": one.name, "value": one.value, "domain": "127.0.0.1", "path": "/"}
            for one in self.client.cookies.jar
        ]
