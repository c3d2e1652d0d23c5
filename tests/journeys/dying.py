"""A child that walks a dataset through the library and is cut off after a named step.

Run as: python -m tests.journeys.dying HOME die STEP, or HOME copy FOLDER: then nothing dies, but
at each step the home is copied into FOLDER/<step>, which is what a kill at that moment leaves:
SIGKILL takes the memory of a process and none of the bytes it has written. HOME walk does
neither. The functions of the walk are wrapped from outside; the program itself knows nothing of
it. At the end it prints what the library says (see dump.py) and whether its vault is whole.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.journeys import dump

STEPS = (
    # module, function, when: the moments between which everything must survive
    ("commonstacks.flows.accession", "know", "after"),
    ("commonstacks.flows.accession", "bring", "after"),
    ("commonstacks.workshop.vault.ocfl.Vault", "hold_version", "before"),
    ("commonstacks.workshop.vault.ocfl.Vault", "hold_version", "after"),
    ("commonstacks.library.catalog.actions", "record_version", "after"),
    ("commonstacks.flows.tables", "make_ready", "before"),
    ("commonstacks.flows.tables", "make_ready", "after"),
    ("commonstacks.library.catalog.actions", "record_table", "after"),
    ("commonstacks.library.context.actions", "open_context", "after"),
    ("commonstacks.flows.placing", "place", "after"),
    ("commonstacks.flows.stocking", "tell_context", "before"),
    ("commonstacks.library.context.actions", "answer", "after"),
    ("commonstacks.library.context.actions", "add_gap", "after"),
    ("commonstacks.flows.stocking", "credit_makers", "after"),
    ("commonstacks.library.context.actions", "send_in", "after"),
    ("commonstacks.library.context.actions", "turn_key", "after"),
    ("commonstacks.workshop.vault.ocfl.Vault", "hold_context", "before"),
    ("commonstacks.workshop.vault.ocfl.Vault", "hold_context", "after"),
    ("commonstacks.library.context.actions", "record_revision", "after"),
    ("commonstacks.flows.names", "keep", "after"),
    ("commonstacks.flows.finding", "index_dataset", "after"),
)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def copier(home: str, folder: Path, step: int) -> Callable[[], None]:
    """Copies the home the first time it is called."""

    def copy() -> None:
        if not (folder / str(step)).exists():
            shutil.copytree(home, folder / str(step))

    return copy


def interrupted(function: Callable[..., Any], when: str, what: Callable[[], None]) -> Any:
    def instead(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            what()
        result = function(*args, **kwargs)
        if when == "after":
            what()
        return result

    return instead


def arm(step: int, what: Callable[[], None]) -> None:
    place, name, when = STEPS[step]
    owner: Any
    if place.rpartition(".")[2][:1].isupper():
        module, _, kind = place.rpartition(".")
        owner = getattr(importlib.import_module(module), kind)
    else:
        owner = importlib.import_module(place)
    setattr(owner, name, interrupted(getattr(owner, name), when, what))


def main(home: str, how: str, where: str = "") -> None:
    os.environ["COMMONSTACKS_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonstacks.config.settings"
    import django

    django.setup()
    from commonstacks.flows import opening, wiring

    if how == "die":
        arm(int(where), die)
    if how == "copy":
        for step in range(len(STEPS)):
            arm(step, copier(home, Path(where), step))
    opening.demo(lambda *_: None, ["columbus-crime-1980"])
    *_, report = wiring.vault().verify()
    print(json.dumps({**dump.dump(home), "whole": report.ok}))


if __name__ == "__main__":
    main(*sys.argv[1:])
