"""A child that walks a dataset through the library and is killed after a named step.

Run as: python -m tests.journeys.dying HOME STEP. It wraps the functions of the walk from outside;
the program itself knows nothing of it. With step -1 nothing dies, and it prints what the library
says (see dump.py) and whether every byte of its vault is right.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from tests.journeys import dump

STEPS = (
    # module, function, when: the moments between which everything must survive
    ("commonstacks.flows.accession", "know", "after"),
    ("commonstacks.flows.accession", "bring", "after"),
    ("commonstacks.workshop.vault.ocfl.Vault", "hold_version", "before"),
    ("commonstacks.workshop.vault.ocfl.Vault", "hold_version", "after"),
    ("commonstacks.library.catalog.actions", "record_version", "after"),
    ("commonstacks.flows.tables", "read_layer", "before"),
    ("commonstacks.flows.tables", "read_layer", "after"),
    ("commonstacks.flows.tables", "placed_rows", "after"),
    ("commonstacks.flows.exploration", "prepare", "after"),
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


def dying(function: Callable[..., Any], when: str) -> Callable[..., Any]:
    def instead(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            die()
        result = function(*args, **kwargs)
        die()
        return result

    return instead


def arm(place: str, name: str, when: str) -> None:
    owner: Any
    if place.rpartition(".")[2][:1].isupper():
        module, _, kind = place.rpartition(".")
        owner = getattr(importlib.import_module(module), kind)
    else:
        owner = importlib.import_module(place)
    setattr(owner, name, dying(getattr(owner, name), when))


def main(home: str, step: int) -> None:
    os.environ["COMMONSTACKS_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonstacks.config.settings"
    import django

    django.setup()
    from commonstacks.flows import opening, wiring

    if step >= 0:
        arm(*STEPS[step])
    opening.demo(lambda *_: None, ["columbus-crime-1980"])
    *_, report = wiring.vault().verify()
    print(json.dumps({**dump.dump(home), "whole": report.ok}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
