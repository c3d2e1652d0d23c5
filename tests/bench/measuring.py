"""Jobs in fresh processes, one after the other: their time, and the memory of the whole tree."""

from __future__ import annotations

import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results"
JOBS = Path(__file__).parent / "jobs"
PEERS = Path(os.environ.get("COMMONSTACKS_PEERS", ROOT / ".venv-peers/bin/python"))
"""The interpreter that has the packages we are measured against."""

OURS = Path(sys.executable)
_LOOK = 0.01  # seconds between two looks at the memory
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Runs:
    """All runs of one job; ``answer`` is what the last one said of its result."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)  # seconds, of all cores together
    megabytes: list[float] = field(default_factory=list)
    answer: Mapping[str, Any] = field(default_factory=dict)
    times: float = 1.0  # what was measured on a part of the table is multiplied by this

    @property
    def median(self) -> float:
        return statistics.median(self.seconds) * self.times

    def facts(self) -> dict[str, Any]:
        return {
            "seconds": round(self.median, 3),
            "processor seconds": round(statistics.median(self.processor) * self.times, 3),
            "megabytes": round(max(self.megabytes)),
            "all": [round(each, 3) for each in self.seconds],
            "scaled by": self.times,
            "answer": self.answer,
        }


def run(python: Path, job: str, *args: object, into: Runs) -> None:
    """Runs ``jobs/<job>.py`` once and adds what it took to ``into``."""
    command = [str(python), str(JOBS / f"{job}.py"), *map(str, args)]
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peaks = [0]
    watch = threading.Thread(target=_watch, args=(child, peaks))
    watch.start()
    assert child.stdout is not None
    said = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    watch.join()
    if child.returncode:
        raise SystemExit(f"{job} failed with {child.returncode}")
    into.seconds.append(seconds)
    into.processor.append(used.ru_utime + used.ru_stime)
    into.megabytes.append(max(used.ru_maxrss * 1024, *peaks) / 1e6)
    into.answer = json.loads(said.splitlines()[-1])


def _watch(child: subprocess.Popen[str], peaks: list[int]) -> None:
    """The sum over the process and all its descendants, as often as may be."""
    while child.returncode is None:
        peaks[0] = max(peaks[0], sum(map(_resident, _tree(child.pid))))
        time.sleep(_LOOK)


def _tree(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            found.extend(map(int, _words(task)))
    return found


def _resident(pid: int) -> int:
    words = _words(Path(f"/proc/{pid}/statm"))
    return int(words[1]) * _PAGE if words else 0


def _proportional(pid: int) -> int:
    """In kB."""
    words = _words(Path(f"/proc/{pid}/smaps_rollup"))
    return int(words[words.index("Pss:") + 1]) if "Pss:" in words else 0


def _words(path: Path) -> list[str]:
    try:
        return path.read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def warm(paths: Iterable[Path]) -> None:
    """Reads files once, so that no job is the first to fetch them from the disk."""
    for path in paths:
        with path.open("rb") as file:
            while file.read(1 << 24):
                pass


def save(name: str, facts: Mapping[str, Any]) -> None:
    """Writes ``results/<name>.json``, with the machine."""
    RESULTS.mkdir(exist_ok=True)
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    text = json.dumps({**facts, "machine": machine}, indent=2, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Program:
    """A server that runs beside."""

    pid: int

    @property
    def megabytes(self) -> float:
        """In memory now, with all its children; what they share is counted once."""
        return round(sum(map(_proportional, _tree(self.pid))) / 1e3, 1)


@contextmanager
def program(command: Sequence[str]) -> Iterator[Program]:
    """Runs until the block ends; only this one is ended."""
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield Program(running.pid)
    finally:
        running.terminate()
        running.wait(timeout=30)


def free_port() -> int:
    """One that nobody listens at now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def spread(milliseconds: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and most, of how many."""
    ordered = sorted(milliseconds)
    late = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return {
        "median": round(statistics.median(ordered), 2),
        "p95": round(late, 2),
        "most": round(ordered[-1], 2),
        "of": len(ordered),
    }
