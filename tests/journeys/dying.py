"""A child that walks a dataset through the library and is cut off after a named step.

Run as: python -m tests.journeys.dying die STEP HOME, or copy FOLDER HOME: then nothing dies, but
at each step the home is copied into FOLDER/<step>, which is what a kill at that moment leaves:
SIGKILL takes the memory of a process and none of the bytes it has written. With walk HOME… nothing
happens at any step. The functions of the walk are wrapped from outside; the program itself knows
nothing of it. At the end it prints what the library says (see dump.py) and whether its vault is
whole: a line for each home.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
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
        owner = getattr(import_module(module), kind)
    else:
        owner = import_module(place)
    setattr(owner, name, interrupted(getattr(owner, name), when, what))


def walk(home: str, arms: Callable[[], None] = lambda: None, *, pages: bool = True) -> None:
    """The first book comes onto the shelf, or the rest of what it still lacks."""
    os.environ["COMMONSTACKS_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonstacks.config.settings"
    import django

    django.setup()
    from commonstacks.flows import opening, wiring

    arms()
    opening.demo(lambda *_: None, ["columbus-crime-1980"])
    *_, report = wiring.vault().verify()
    print(json.dumps({**dump.dump(home, shown=pages), "whole": report.ok}), flush=True)


def walk_each(homes: Sequence[str]) -> None:
    """A process for each, one after the other; what knows nothing of a home is imported once.

    The pages are looked at where one home is walked.
    """
    if len(homes) == 1:
        return walk(homes[0])
    import_module("commonstacks.workshop.readying")
    import_module("django.db.models")
    for home in homes:
        child = os.fork()
        if child == 0:
            walk(home, pages=False)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            sys.exit(f"The walk in {home} failed.")
    return None


def arm_all(home: str, folder: Path) -> None:
    for step in range(len(STEPS)):
        arm(step, copier(home, folder, step))


def main(how: str, *rest: str) -> None:
    if how == "walk":
        walk_each(rest)
    if how == "die":
        walk(rest[1], lambda: arm(int(rest[0]), die))
    if how == "copy":
        walk(rest[1], lambda: arm_all(rest[1], Path(rest[0])))


if __name__ == "__main__":
    main(*sys.argv[1:])
