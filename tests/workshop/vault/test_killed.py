"""kill -9 after every single write: what was acknowledged is there, nothing is double or invalid."""

import importlib.util
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from commonstacks.workshop.vault.ocfl import Vault
from commonstacks.workshop.vault.verify import verify

CHILD = Path(__file__).with_name("writing_child.py")


@pytest.fixture(scope="module")
def child():
    """The child's own code, so that both hold the very same."""
    spec = importlib.util.spec_from_file_location("writing_child", CHILD)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(root: Path, dataset: str, first: int, last: int, die_after: int):
    """Acknowledged numbers, writes done (0 when killed) and whether it was killed."""
    words = [sys.executable, str(CHILD), str(root), dataset, str(first), str(last), str(die_after)]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr
    said = [line.split() for line in ended.stdout.splitlines()]
    held = [int(count) for word, count in said if word == "held"]
    writes = sum(int(count) for word, count in said if word == "writes")
    return held, writes, ended.returncode != 0


@pytest.mark.parametrize("version", [1, 2])
def test_after_every_write(tmp_path, dataset, at, ocfl_faults, child, version):
    die_after, killed = 0, True
    kinds = set()
    while killed:
        die_after += 1
        root = tmp_path / str(die_after) / "vault"
        vault = Vault(root)
        vault.open(at=at)
        source = root.parent / f"source-{dataset}"
        for number in range(1, version):
            child.hold(vault, dataset, number, source)
        held, writes, killed = run(root, dataset, version, version, die_after)

        vault = Vault(root)
        recovery = vault.open(at=at)
        kinds |= {
            kind
            for kind in ("dropped", "quarantined", "sidecars", "logged")
            if getattr(recovery, kind)
        }
        assert vault.open(at=at) == type(recovery)()
        assert verify(vault).ok
        assert ocfl_faults(root) == []
        for number in held:
            assert vault.facts(dataset, number)["number"] == number

        again = child.hold(vault, dataset, version, source)
        with vault.lend(dataset, version, "moving.csv") as lent:
            assert lent.read_bytes() == source.with_suffix(".moving").read_bytes()
        assert [entry.number for entry in vault.entries()] == list(range(1, version + 1))
        assert again.object_version == version
        assert verify(vault).ok
        assert ocfl_faults(root) == []
    assert die_after == writes + 1
    assert kinds == (
        {"dropped", "logged"} if version == 1 else {"dropped", "quarantined", "sidecars", "logged"}
    )


def test_the_next_writer_recovers_without_being_opened_again(tmp_path, dataset, at, child):
    """A server that stays up while its worker dies at any write."""
    for die_after in range(1, 40, 3):
        root = tmp_path / str(die_after) / "vault"
        vault = Vault(root)
        vault.open(at=at)
        child.hold(vault, dataset, 1, root.parent / f"source-{dataset}")
        run(root, dataset, 2, 2, die_after)
        held = child.hold(vault, dataset, 3, root.parent / f"source-{dataset}")
        assert held.object_version in {2, 3}
        assert verify(vault).ok


def test_two_processes_at_once_both_succeed(tmp_path, dataset, other, at, ocfl_faults):
    vault = Vault(tmp_path / "vault")
    vault.open(at=at)
    words = [sys.executable, str(CHILD), str(vault.store.root)]
    both = [
        subprocess.Popen([*words, name, "1", "12", "0"], stdout=subprocess.PIPE, text=True)
        for name in (dataset, other)
    ]
    for process in both:
        said, _ = process.communicate(timeout=60)
        assert [line for line in said.splitlines() if line.startswith("held")] == [
            f"held {number}" for number in range(1, 13)
        ]
    report = verify(vault)
    assert (report.ok, report.objects, report.entries) == (True, 2, 24)
    assert [entry.sequence for entry in vault.entries()] == list(range(1, 25))
    assert ocfl_faults(vault.store.root) == []


def test_opening_an_empty_folder_survives_a_kill_at_every_write(tmp_path, at):
    script = (
        "import os, signal, sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from commonstacks.workshop.vault.ocfl import Vault\n"
        "left = int(sys.argv[2])\n"
        "def after(name):\n"
        "    global left; left -= 1\n"
        "    if left == 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Vault(Path(sys.argv[1]), after_step=after).open(at=datetime.now(UTC))\n"
    )
    ended, count = -signal.SIGKILL, 0
    while ended == -signal.SIGKILL:
        count += 1
        root = tmp_path / str(count)
        words = [sys.executable, "-c", script, str(root), str(count)]
        ended = subprocess.run(words, timeout=60, check=False).returncode
        vault = Vault(root)
        vault.open(at=at)
        assert verify(vault).ok
    assert (ended, count) == (0, 6)
