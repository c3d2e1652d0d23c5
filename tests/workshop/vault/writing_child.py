"""A process of its own that holds numbers one after another and says each that is acknowledged.

``python writing_child.py ROOT DATASET FIRST LAST DIE_AFTER``: after DIE_AFTER writes it kills
itself; 0 means never. It prints the number of writes when it lives to its end.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from commonstacks.workshop.vault.ocfl import Vault

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)


def main(root: str, dataset: str, first: str, last: str, die_after: str) -> None:
    done = 0

    def after_step(name: str) -> None:
        nonlocal done
        done += 1
        if done == int(die_after):
            os.kill(os.getpid(), signal.SIGKILL)

    source = Path(root).parent / f"source-{dataset}"
    vault = Vault(Path(root), after_step=after_step)
    for number in range(int(first), int(last) + 1):
        hold(vault, dataset, number, source)
        print("held", number, flush=True)
    print("writes", done, flush=True)


def hold(vault: Vault, dataset: str, number: int, source: Path):
    """Two files: one that changes with the number and one that never does."""
    still, moving = source.with_suffix(".still"), source.with_suffix(".moving")
    still.write_bytes(b"always the same\n" * 1000)
    moving.write_bytes(f"value of {dataset} number {number}\n".encode() * 1000)
    files = {"still.csv": still, "moving.csv": moving}
    return vault.hold_version(
        dataset=dataset, number=number, at=AT, files=files, facts={"number": number}
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
