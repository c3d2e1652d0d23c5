"""Tasks for the worker under test; each leaves a line in a file of the home it works on."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django_tasks import task


def note(folder: str, line: str) -> None:
    with Path(folder, "notes").open("a") as file:
        file.write(f"{line}\n")


@task()
def quick(*, subject: str, folder: str, watch: Any = None) -> Any:
    note(folder, "quick")
    return {"ok": True}


@task()
def broken(*, subject: str, folder: str, watch: Any = None) -> Any:
    note(folder, "broken")
    raise ZeroDivisionError


@task()
def patient(*, subject: str, folder: str, watch: Any = None) -> Any:
    """Until somebody asks it to stop."""
    note(folder, "started")
    while True:
        watch.check()
        time.sleep(0.05)


@task()
def silent(*, subject: str, folder: str, watch: Any = None) -> Any:
    """A step that never beats."""
    note(folder, "started")
    time.sleep(3)
    note(folder, "ended")
    return {"ok": True}
