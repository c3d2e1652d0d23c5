"""Jobs of the tests: a worker imports them by name, without the tests' own imports."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import time
from pathlib import Path

from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.views import locked


def pid() -> bytes:
    return str(os.getpid()).encode()


def add(one: int, other: int) -> bytes:
    return str(one + other).encode()


def many(n: int) -> bytes:
    return b"x" * n


def sleep(seconds: float, note: str = "") -> bytes:
    if note:
        Path(note).write_text(str(os.getpid()))
    time.sleep(seconds)
    return pid()


def note_and_answer(folder: str, name: str) -> bytes:
    time.sleep(0.05)
    with Path(folder, "order").open("a") as file:
        file.write(name + "\n")
    return name.encode()


def refuse() -> bytes:
    raise NotHeld("There is no {thing}.", "Ask for {other}.", questions=("A1",), thing="x", other=3)


def fail() -> bytes:
    raise KeyError("no such thing")


def eat() -> bytes:
    return str(sum(len(part) for part in [b"x" * (64 << 20) for _ in range(100)])).encode()


def crash(number: int) -> bytes:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    time.sleep(60)
    return b""


def follow_a_null() -> bytes:
    return ctypes.string_at(0)


def write(megabytes: int) -> bytes:
    with Path("spilled").open("wb") as file:
        file.writelines(b"x" * 1_000_000 for _ in range(megabytes))
    return b"written"


def where() -> bytes:
    return json.dumps([str(Path.cwd()), sorted(path.name for path in Path().iterdir())]).encode()


def ask_sql(table: str, statement: str) -> bytes:
    connection = locked.connect([table], megabytes=300, spill=Path("spill"), spill_megabytes=100)
    try:
        values = {"f": table} if "$f" in statement else None
        return json.dumps(connection.execute(statement, values).fetchall(), default=str).encode()
    finally:
        connection.close()
