"""Erased means that no byte of it is left under the root, whatever happened on the way."""

import os
import signal
import subprocess
import sys

import pytest

from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.vault.base import Recovery
from commonstacks.workshop.vault.ocfl import Vault
from commonstacks.workshop.vault.verify import verify

VALUE = b"Erika Mustermann's number"


@pytest.fixture
def filled(vault, dataset, other, given, at):
    for name, content in ((dataset, VALUE), (other, b"stays")):
        for number in (1, 2):
            files = given({"a.csv": content, "n": str(number).encode()})
            vault.hold_version(dataset=name, number=number, at=at, files=files, facts={})
        vault.hold_context(dataset=name, number=1, at=at, document={"A1": content.decode()})
    stray = next(vault.store.root.rglob(f"{dataset}%2f2024")) / "v3" / "content"
    stray.mkdir(parents=True)
    (stray / "a.csv").write_bytes(VALUE)
    vault.open(at=at)
    return vault


def places_of(value, root):
    return [path for path in root.rglob("*") if path.is_file() and value in path.read_bytes()]


def test_no_byte_is_left_and_others_stay(filled, dataset, other, at, ocfl_faults):
    root = filled.store.root
    assert len(places_of(VALUE, root)) == 3
    lines = filled.store.log.read_bytes()
    tombstone = filled.erase(dataset=dataset, at=at, reason="court order")
    assert places_of(VALUE, root) == []
    assert list(root.rglob(f"{dataset}%2f*")) == []
    assert filled.store.log.read_bytes().startswith(lines)
    assert (tombstone.action, tombstone.facts["reason"]) == ("erased", "court order")
    assert sorted(tombstone.facts["objects"]) == [f"{dataset}/2024", f"{dataset}/context"]
    with filled.lend(other, 2, "a.csv") as lent:
        assert lent.read_bytes() == b"stays"
    assert verify(filled).ok
    assert ocfl_faults(root) == []
    assert filled.open(at=at) == Recovery()


def test_erased_stays_erased(filled, dataset, given, at):
    tombstone = filled.erase(dataset=dataset, at=at, reason="court order")
    assert filled.erase(dataset=dataset, at=at, reason="again") == tombstone
    with pytest.raises(NotHeld, match="erased on 2024-05-01"):
        filled.facts(dataset, 1)
    with pytest.raises(NotHeld, match="erased on 2024-05-01"):
        filled.hold_version(
            dataset=dataset, number=3, at=at, files=given({"a.csv": VALUE}), facts={}
        )
    assert places_of(VALUE, filled.store.root) == []


def test_what_was_never_held_cannot_be_erased(vault, dataset, at):
    with pytest.raises(NotHeld, match="Nothing"):
        vault.erase(dataset=dataset, at=at, reason="by mistake")


def test_an_erasure_killed_at_any_write_is_done_or_not_begun(
    tmp_path, dataset, given, at, ocfl_faults
):
    script = (
        "import os, signal, sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from commonstacks.workshop.vault.ocfl import Vault\n"
        "left = int(sys.argv[3])\n"
        "def after(name):\n"
        "    global left; left -= 1\n"
        "    if left == 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Vault(Path(sys.argv[1]), after_step=after).erase(\n"
        "    dataset=sys.argv[2], at=datetime.now(UTC), reason='court order')\n"
    )
    ended, count, states = -signal.SIGKILL, 0, set()
    while ended == -signal.SIGKILL:
        count += 1
        vault = Vault(tmp_path / str(count))
        vault.open(at=at)
        files = given({"a.csv": VALUE})
        vault.hold_version(dataset=dataset, number=1, at=at, files=files, facts={})
        vault.hold_context(dataset=dataset, number=1, at=at, document={"A1": "x"})
        words = [sys.executable, "-c", script, str(vault.store.root), dataset, str(count)]
        ended = subprocess.run(words, timeout=60, check=False, env=dict(os.environ)).returncode
        vault = Vault(vault.store.root)
        vault.open(at=at)
        gone = [entry.action for entry in vault.entries()].count("erased")
        assert bool(places_of(VALUE, vault.store.root)) == (gone == 0)
        states.add(gone)
        assert verify(vault).ok
        assert ocfl_faults(vault.store.root) == []
    assert (ended, states) == (0, {0, 1})
