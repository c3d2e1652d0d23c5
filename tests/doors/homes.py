"""Home folders on disk and programs that run on them, as a steward would start them."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[2]
SETTINGS = "commonstacks.config.settings"


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """The one JSON object on standard output; anything beside it is an error here."""
        lines = self.out.splitlines()
        assert len(lines) == 1, (self.out, self.err)
        return json.loads(lines[0])


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("COMMONSTACKS_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "COMMONSTACKS_HOME": str(home), "COMMONSTACKS_LEAST_TOWN": "1000000", **more}


def stacks(home: Path, *arguments: str, **more: str) -> Said:
    ended = subprocess.run(
        [sys.executable, "-m", "commonstacks", *arguments],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Said(ended.returncode, ended.stdout, ended.stderr)


def start_worker(home: Path, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
    """A worker that finds the tasks of these tests beside its own."""
    path = [str(ROOT / "tests/doors/worker"), os.environ.get("PYTHONPATH", "")]
    return subprocess.Popen(
        [sys.executable, "-m", "commonstacks.doors.worker", *arguments],
        env=environment(home, PYTHONPATH=os.pathsep.join(filter(None, path)), **more),
        cwd=ROOT,
    )


def until(true: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "It did not come true in time."
        time.sleep(0.05)


def gone(pid: int) -> bool:
    """Dead, or dead and not yet fetched by its new parent."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def put_job(home: Path, task: str, **facts: Any) -> str:
    """A job as the queue keeps it."""
    now = datetime.now(UTC)
    row = {
        "id": uuid4().hex,
        "task": task,
        "arguments": json.dumps({"subject": "test:1", "folder": str(home)}),
        "subject": f"test:{uuid4().hex}",
        "state": "waiting",
        "worker": "",
        "lease_until": None,
        "attempts": 0,
        "progress_done": 0,
        "progress_total": 0,
        "progress_what": "",
        "cancel_requested": 0,
        "reason": "",
        "hint": "",
        "result": None,
        "enqueued_at": stamp(now),
        "started_at": None,
        "ended_at": None,
        **facts,
    }
    names = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    with sqlite3.connect(home / "db.sqlite3", timeout=20) as database:
        database.execute(f"INSERT INTO work_job ({names}) VALUES ({marks})", list(row.values()))
    database.close()
    return str(row["id"])


def job(home: Path, key: str) -> dict[str, Any]:
    database = sqlite3.connect(home / "db.sqlite3", timeout=20)
    database.row_factory = sqlite3.Row
    found = database.execute("SELECT * FROM work_job WHERE id = ?", [key]).fetchone()
    database.close()
    return dict(found)


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def ago(seconds: float) -> str:
    return stamp(datetime.now(UTC) - timedelta(seconds=seconds))


def descendants(pid: int) -> set[int]:
    """Everything that process started, and what those started."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal():
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(stat[1])
        except OSError:
            continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}
