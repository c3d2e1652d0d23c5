"""Run one function in a process of its own that can be stopped: by time, memory, wish or accident.

The child is a fresh interpreter (not a fork, not a ``multiprocessing`` child), so it may be started
from a console script, a test, a thread or a worker of a web server, and never imports ``__main__``.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from commonstacks.kit.errors import Refusal, Stopped, phrase

T = TypeVar("T")

_LOOK = 0.1  # seconds between two looks at the clock and at the wish to cancel
NONE: Mapping[str, str] = MappingProxyType({})
_MEMORY = {"MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system"}
GRACE = 10  # seconds after the deadline at which the kernel itself ends an orphan
_BOOT = (
    "import json,sys; from importlib import import_module; sys.path[:]=json.loads(sys.argv[1]);"
    "import_module(sys.argv[2]).child(*map(int, sys.argv[3:]))"
)


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` bytes or rows; ``what`` is a short plain phrase such as "reading"."""

    done: int
    total: int
    what: str


def ignore(progress: Progress) -> None:
    """Listens to no progress."""


def never() -> bool:
    """Never asks to cancel."""
    return False


def run(
    work: Callable[..., T],
    /,
    *args: object,
    seconds: float,
    megabytes: int,
    on_progress: Callable[[Progress], None] = ignore,
    cancelled: Callable[[], bool] = never,
    **kwargs: object,
) -> T:
    """What ``work(*args, tell=..., **kwargs)`` returns, computed in a process that can be killed.

    ``work`` must be importable by name, and its arguments and answer picklable. It is given
    ``tell``, a function that takes a ``Progress``; ``on_progress`` receives it here. ``seconds``
    is wall time; ``megabytes`` bounds the address space (RLIMIT_AS), libraries included.
    Raises the same ``Refusal`` or exception that ``work`` raised; raises ``Stopped`` after the
    deadline, on too much memory, when ``cancelled()`` turns true and when the child crashes.
    The child never outlives this process.
    """
    order = pickle.dumps((work, args, kwargs, seconds, megabytes))
    ours, theirs = Pipe()
    with contextlib.closing(ours), theirs:
        child_process = start(__name__, theirs.fileno())
        theirs.close()
        try:
            # A child that dies before it has read its order is told by its exit code below.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                ours.send_bytes(order)
            outcome = _follow(ours, time.monotonic() + seconds, seconds, on_progress, cancelled)
            code = _leave(child_process)
        finally:
            end(child_process)
    if outcome is None:
        raise crash(code, seconds, megabytes)
    kind, answer = outcome
    if kind == "memory":
        raise too_much_memory(megabytes)
    if kind == "raised":
        raise cast("BaseException", answer)
    return cast("T", answer)


def start(
    module: str, *filenos: int, folder: Path | None = None, environment: Mapping[str, str] = NONE
) -> subprocess.Popen[bytes]:
    """A fresh interpreter that calls ``child`` of the named module with the numbers of the files it
    inherits. It works in ``folder``, or where we do, and knows ``environment`` beside our own. The
    caller ends it."""
    paths = json.dumps([path or os.getcwd() for path in sys.path])  # noqa: PTH109  # text, not Path
    return subprocess.Popen(
        [sys.executable, "-c", _BOOT, paths, module, *map(str, filenos)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=filenos,
        cwd=folder,
        start_new_session=True,  # Ctrl-C is for us; we end the child
        env={**os.environ, **_MEMORY, **environment},
    )


def _follow(
    ours: Connection[Any, Any],
    deadline: float,
    seconds: float,
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> tuple[str, object] | None:
    """The child's last word, or None when it died without one."""
    while True:
        if cancelled():
            raise called_off()
        left = deadline - time.monotonic()
        if left <= 0:
            raise too_late(seconds)
        if not ours.poll(min(_LOOK, left)):
            continue
        try:
            word, content = pickle.loads(ours.recv_bytes())  # noqa: S301  # from our own child
        except (EOFError, ConnectionResetError):
            return None
        if word == "progress":
            on_progress(content)
        else:
            return word, content


def _leave(child_process: subprocess.Popen[bytes]) -> int:
    """The exit code of a child that has nothing more to say; it gets a moment to leave."""
    try:
        return child_process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        return end(child_process)


def end(child_process: subprocess.Popen[bytes]) -> int:
    """Kills what ``start`` started, and all it started, if it still lives; its exit code."""
    if child_process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child_process.pid, signal.SIGKILL)
    return child_process.wait()


def called_off() -> Stopped:
    """What is said where nobody wants the work any more."""
    return Stopped("The work was cancelled.", "Start it again when you want it.")


def too_late(seconds: float) -> Stopped:
    """What is said after a deadline of so many ``seconds``."""
    return Stopped(
        "The work was stopped because it took longer than {seconds:g} seconds.",
        "Try a smaller file or question, or ask the steward for more time.",
        seconds=seconds,
    )


def too_much_memory(megabytes: int) -> Stopped:
    """What is said where ``megabytes`` were not enough."""
    return Stopped(
        "The work was stopped because it needed more than {megabytes} MB of memory.",
        "Try a smaller file or question, or ask the steward for more memory.",
        megabytes=megabytes,
    )


def crash(code: int, seconds: float, megabytes: int) -> Stopped:
    """What is said of a child that ended with the exit ``code`` and without an answer."""
    if code == -signal.SIGALRM:
        return too_late(seconds)
    if code < 0:
        name = signal.Signals(-code).name
        hint = phrase(
            "It may have needed more than {megabytes} MB of memory, or met a fault of ours."
        )
        if name == "SIGKILL":
            hint = phrase("The machine may be out of memory; try again later.")
        return Stopped("The work crashed ({name}).", hint, name=name, megabytes=megabytes)
    return Stopped(
        "The work ended without an answer (exit code {code}).",
        "This is a fault of ours.",
        code=code,
    )


# ---- the child ---------------------------------------------------------------------------------


def child(fileno: int) -> None:
    """The child's whole life: take the order, obey the limits, answer once. Called by ``run``."""
    sys.meta_path.insert(0, Without("pandas", "numpy"))
    theirs: Connection[Any, Any] = Connection(fileno)
    order = theirs.recv_bytes()
    theirs.send_bytes(_answer(order, _Teller(theirs)))
    theirs.close()
    os._exit(0)


def _answer(order: bytes, teller: _Teller) -> bytes:
    try:
        work, args, kwargs, seconds, megabytes = pickle.loads(order)  # noqa: S301  # our parent's
        threading.Thread(target=_die_with, args=(teller.line,), daemon=True).start()
        limit(megabytes)
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
        return pickle.dumps(("answer", work(*args, tell=teller, **kwargs)))
    except MemoryError:
        return pickle.dumps(("memory", None))
    except Exception as error:  # noqa: BLE001  # every failure of the work is the parent's to raise
        if type(error).__name__ == "OutOfMemoryException":  # DuckDB's, named to import nothing here
            return pickle.dumps(("memory", None))
        return _raised(error)


def limit(megabytes: int) -> None:
    """Bounds the address space of this process for good, and forbids it to leave a core."""
    room = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _die_with(line: Connection[Any, Any]) -> None:
    """The parent never sends a second message: the pipe becomes readable when the parent ends."""
    with contextlib.suppress(OSError):
        line.poll(None)
    os.kill(os.getpid(), signal.SIGKILL)


def _raised(error: Exception) -> bytes:
    if not isinstance(error, Refusal):
        written = io.StringIO()
        traceback.print_exception(error, file=written)
        error.add_note("In the child process:\n" + written.getvalue())
    try:
        packed = pickle.dumps(("raised", error))
        pickle.loads(packed)  # noqa: S301  # a trial: some exceptions pickle but do not come back
    except Exception as reason:  # noqa: BLE001  # any reason is the same to us: tell it in words
        told = RuntimeError(f"{type(error).__name__}: {error} (it could not travel: {reason})")
        return pickle.dumps(("raised", told))
    return packed


class Without(MetaPathFinder):
    """Arrow imports pandas and numpy wherever they are installed: half a second, and much address
    space, that hardly any child needs."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname in self._names:
            raise ModuleNotFoundError(name=fullname)


class _Teller:
    """Sends progress at most ten times a second, and always the last step."""

    def __init__(self, line: Connection[Any, Any]) -> None:
        self.line = line
        self._told = 0.0

    def __call__(self, progress: Progress) -> None:
        moment = time.monotonic()
        if moment - self._told >= _LOOK or progress.done >= progress.total:
            self._told = moment
            self.line.send_bytes(pickle.dumps(("progress", progress)))
