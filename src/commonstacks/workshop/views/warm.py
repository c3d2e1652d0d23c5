"""One worker that stays warm: a process of its own that answers one order after the other.

It is started, limited and killed as ``killable`` does; what it says is never unpickled here, so a
worker that was taken over can only answer wrongly. It works in a folder of its own, which goes
when it ends.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal, Stopped
from commonstacks.workshop import killable

Job = Callable[..., bytes]
"""A function of ours, importable by name, or a ``partial`` of one. What it returns is all that
comes back."""

_FOLDER = "stacks-worker-"
_ALWAYS = ("duckdb", "pyarrow")
_LOOK = 0.02  # seconds between two looks at the clock and at the wish to cancel
_SHORT = 1.0  # seconds of work that are not ended: to start a worker again takes longer
_STARTING = 60.0  # seconds in which a worker must be ready, whatever the machine does
_REFUSALS = {kind.__name__: kind for kind in (Refusal, NotHeld, NotAllowed, Stopped)}
_READY, _ANSWER, _REFUSED, _MEMORY, _FAULT = b"W", b"A", b"R", b"M", b"F"


class Worker:
    """A warm process. Of one thread at a time."""

    def __init__(
        self,
        *,
        megabytes: int,
        spill_megabytes: int = 500,
        preload: Sequence[str] = (),
        environment: Mapping[str, str] = killable.NONE,
    ) -> None:
        """Starts at once and returns before it is ready. ``megabytes`` bound its address space,
        ``spill_megabytes`` every file it writes; ``preload`` names modules it imports first, and
        ``environment`` is known to it beside our own."""
        self.megabytes = megabytes
        self.answered = 0
        self._ready = False
        self._folder = TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True)
        self._line, theirs = Pipe()
        below, self._life = os.pipe()
        with theirs:
            self._process = killable.start(
                __name__,
                theirs.fileno(),
                below,
                folder=Path(self._folder.name),
                environment={"OPENBLAS_NUM_THREADS": "1", **environment},
            )
        os.close(below)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._line.send_bytes(pickle.dumps((megabytes, spill_megabytes, tuple(preload))))

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def usable(self) -> bool:
        """May it be asked again?"""
        return not self._line.closed and self._process.poll() is None

    def ask(
        self,
        job: Job,
        *,
        seconds: float,
        cancelled: Callable[[], bool] = killable.never,
    ) -> bytes:
        """What ``job()`` returns within ``seconds`` of wall time.

        Raises the ``Refusal`` that the job raised, ``Stopped`` for time, memory, a wish to cancel
        and a death, ``RuntimeError`` for every fault of the job. After ``Stopped`` it is ended; but
        a wish to cancel ends neither its start nor a job that has run less than a second.
        """
        try:
            if not self._ready:
                self._expect(_STARTING, killable.never)
                self._ready = True
            if wanted := not cancelled():
                self._line.send_bytes(pickle.dumps((job, seconds)))
                kind, said = self._expect(seconds, cancelled)
        except Stopped:
            self.end()
            raise
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise killable.crash(self._dying(), seconds, self.megabytes) from None
        if not wanted:
            raise killable.called_off()
        self.answered += 1
        return said if kind == _ANSWER else self._raise(kind, said)

    def kill(self) -> None:
        """Kills it under the hands of the thread that is asking it; that one clears away."""
        killable.end(self._process)

    def end(self) -> int:
        """Kills it if it lives, and clears its folder away; its exit code."""
        self._line.close()
        code = killable.end(self._process)
        if self._life >= 0:
            os.close(self._life)
            self._life = -1
        self._folder.cleanup()
        return code

    def _dying(self) -> int:
        """The code of a worker that let go of its line: it gets a moment to end by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=2)
        return self.end()

    def _expect(self, seconds: float, cancelled: Callable[[], bool]) -> tuple[bytes, bytes]:
        """The next word and what follows it."""
        began = time.monotonic()
        deadline = began + seconds
        while not self._line.poll(min(_LOOK, max(deadline - time.monotonic(), 0))):
            if time.monotonic() - began >= _SHORT and cancelled():
                raise killable.called_off()
            if time.monotonic() >= deadline:
                raise killable.too_late(seconds)
        said = self._line.recv_bytes()
        return said[:1], said[1:]

    def _raise(self, kind: bytes, said: bytes) -> NoReturn:
        if kind == _MEMORY:
            self.end()
            raise killable.too_much_memory(self.megabytes)
        if kind == _REFUSED:
            facts = json.loads(said)
            refusal = _REFUSALS.get(facts["kind"], Refusal)
            raise refusal(
                facts["form"], facts["hint"], questions=tuple(facts["questions"]), **facts["facts"]
            )
        fault, _, trace = said.decode(errors="replace").partition("\n")
        error = RuntimeError(fault)
        error.add_note("In the worker:\n" + trace)
        raise error


# ---- the child ---------------------------------------------------------------------------------


def child(fileno: int, life: int) -> None:
    """The worker's whole life, called by its interpreter: it ends with the line to its parent."""
    without = killable.Without("pandas", "numpy")
    sys.meta_path.insert(0, without)
    watch = threading.Thread(target=_die_with, args=(life,), daemon=True)
    watch.start()
    line: Connection[Any, Any] = Connection(fileno)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        megabytes, spill_megabytes, modules = pickle.loads(line.recv_bytes())  # noqa: S301  # our parent's
        killable.limit(megabytes)
        room = spill_megabytes * 10**6
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        _import(*_ALWAYS)
        sys.meta_path.remove(without)  # numpy is for those jobs that ask for it themselves
        sys.meta_path.insert(0, killable.Without("pandas"))
        _import(*modules)
        line.send_bytes(_READY)
        while True:
            line.send_bytes(_answered(line.recv_bytes()))
    watch.join()  # it clears away before it ends this process, if our parent does not


def _import(*names: str) -> None:
    for name in names:
        importlib.import_module(name)


def _answered(order: bytes) -> bytes:
    job, seconds = pickle.loads(order)  # noqa: S301  # from our parent
    signal.setitimer(signal.ITIMER_REAL, seconds + killable.GRACE)
    try:
        return b"".join([_ANSWER, job()])
    except MemoryError:
        return _MEMORY
    except Refusal as refusal:
        return _REFUSED + _told(refusal)
    except Exception as error:  # noqa: BLE001  # every failure of the job is the parent's to raise
        if type(error).__name__ == "OutOfMemoryException":  # DuckDB's, named to import nothing here
            return _MEMORY
        written = io.StringIO()
        traceback.print_exception(error, file=written)
        first = f"{type(error).__name__}: {error}".replace("\n", " ")
        return _FAULT + f"{first}\n{written.getvalue()}".encode(errors="replace")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _told(refusal: Refusal) -> bytes:
    """A refusal as JSON, so that any door can say it in its own language."""
    facts = {
        "kind": type(refusal).__name__,
        "form": refusal.form,
        "hint": refusal.hint_form,
        "questions": refusal.questions,
        "facts": refusal.facts,
    }
    return json.dumps(facts, default=str).encode()


def _die_with(life: int) -> None:
    """Nothing is ever written into this pipe: it becomes readable when the parent ends, which then
    clears nothing away."""
    with contextlib.suppress(OSError):
        os.read(life, 1)
    folder = Path.cwd()
    if folder.name.startswith(_FOLDER):
        shutil.rmtree(folder, ignore_errors=True)
    os.kill(os.getpid(), signal.SIGKILL)
