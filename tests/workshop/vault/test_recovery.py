"""What open() puts right, and what it leaves alone; a full disk leaves nothing half done."""

import errno
import subprocess
import sys

import pytest

from commonstacks.workshop.vault.base import Recovery
from commonstacks.workshop.vault.ocfl import Vault
from commonstacks.workshop.vault.verify import verify


@pytest.fixture
def filled(vault, dataset, given, at):
    for number in (1, 2):
        vault.hold_version(
            dataset=dataset,
            number=number,
            at=at,
            files=given({"a": str(number).encode()}),
            facts={},
        )
    return vault


def home(vault):
    return next(vault.store.root.rglob("0=ocfl_object_1.1")).parent


def test_a_sidecar_that_does_not_match_a_good_inventory_is_rebuilt(filled, at, ocfl_faults):
    sidecar = home(filled) / "inventory.json.sha512"
    right = sidecar.read_bytes()
    for wrong in (b"0" * 128 + b"  inventory.json\n", None):
        sidecar.unlink()
        if wrong:
            sidecar.write_bytes(wrong)
        recovery = filled.open(at=at)
        assert recovery == Recovery(sidecars=(str(sidecar.relative_to(filled.store.root)),))
        assert sidecar.read_bytes() == right
    assert ocfl_faults(filled.store.root) == []


def test_a_sidecar_that_shows_a_changed_inventory_is_left_to_verify(filled, at):
    inventory = home(filled) / "inventory.json"
    inventory.chmod(0o644)
    inventory.write_bytes(inventory.read_bytes().replace(b"data 1", b"data 9"))
    assert filled.open(at=at) == Recovery()
    assert not verify(filled).ok


def test_a_version_beyond_the_head_goes_to_quarantine_with_its_bytes(filled, at, ocfl_faults):
    stray = home(filled) / "v3" / "content" / "data"
    stray.mkdir(parents=True)
    (stray / "a").write_bytes(b"unacknowledged")
    (moved,) = filled.open(at=at).quarantined
    assert (filled.store.root / moved / "content/data/a").read_bytes() == b"unacknowledged"
    assert verify(filled).ok
    assert ocfl_faults(filled.store.root) == []


def test_a_torn_last_line_is_kept_aside_and_its_version_logged_again(filled, dataset, at):
    before = list(filled.entries())
    log = filled.store.log
    log.write_bytes(log.read_bytes()[:-20])
    vault = Vault(filled.store.root)
    recovery = vault.open(at=at)
    (aside,) = recovery.quarantined
    assert (vault.store.root / aside).read_bytes().startswith(b'{"action":"held"')
    assert [(entry.sequence, entry.number) for entry in recovery.logged] == [(2, 2)]
    assert [(entry.at, entry.number) for entry in vault.entries()] == [
        (entry.at, entry.number) for entry in before
    ]
    assert vault.open(at=at) == Recovery()
    assert verify(vault).ok
    assert vault.held(dataset, 2).sequence == 2


def test_a_torn_line_of_an_event_is_cut_by_the_next_writer(filled, dataset, at):
    with filled.store.log.open("ab") as lines:
        lines.write(b'{"action":"se')
    entry = filled.append(at=at, action="seen", dataset=dataset, facts={})
    assert (entry.sequence, verify(filled).ok) == (3, True)


def test_a_lost_log_is_written_again_from_the_tree(filled, dataset, at):
    filled.hold_context(dataset=dataset, number=1, at=at, document={"A1": "x"})
    held = [filled.held(dataset, 1), filled.held(dataset, 2), filled.held(dataset, 1, "context")]
    filled.store.log.unlink()
    vault = Vault(filled.store.root)
    assert len(vault.open(at=at).logged) == 3
    again = [vault.held(dataset, 1), vault.held(dataset, 2), vault.held(dataset, 1, "context")]
    assert [one.inventory_sha512 for one in again] == [one.inventory_sha512 for one in held]
    assert verify(vault).ok


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("stays", ["for this write", "full"])
def test_a_disk_full_at_any_write_leaves_nothing_half_done(
    tmp_path, dataset, given, at, ocfl_faults, version, stays
):
    count, refused = 0, True
    while refused:
        count += 1
        disk = Disk()
        vault = Vault(tmp_path / str(count), after_step=disk)
        vault.open(at=at)
        wanted = {"dataset": dataset, "at": at, "facts": {}}
        for number in range(1, version):
            vault.hold_version(number=number, files=given({"a": b"first"}), **wanted)
        disk.fill(after=count, for_good=stays == "full")
        refused = is_refused(vault, number=version, files=given({"a": b"second"}), **wanted)
        disk.clear()
        if stays == "full":
            vault.open(at=at)
        assert verify(vault).ok
        assert not vault.store.unfinished()
        assert ocfl_faults(vault.store.root) == []
        vault.hold_version(number=version, files=given({"a": b"second"}), **wanted)
        assert len(list(vault.entries())) == version
    assert count > 15


class Disk:
    """A disk that takes ``after`` more writes."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.left, self.for_good = 10**9, False

    def fill(self, *, after: int, for_good: bool) -> None:
        self.left, self.for_good = after, for_good

    def __call__(self, step: str) -> None:
        self.left -= 1
        if self.left == 0 or (self.left < 0 and self.for_good):
            raise OSError(errno.ENOSPC, "No space left on device")


def is_refused(vault, **wanted) -> bool:
    try:
        vault.hold_version(**wanted)
    except OSError:
        return True
    return False


def test_a_file_the_disk_cannot_take_is_gone_again(filled, dataset, tmp_path, at):
    (tmp_path / "big").write_bytes(b"x" * 3_000_000)
    script = (
        "import resource, sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from commonstacks.workshop.vault.ocfl import Vault\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        "try:\n"
        "    Vault(Path(sys.argv[1])).hold_version(dataset=sys.argv[2], number=3,\n"
        "        at=datetime.now(UTC), files={'big': Path(sys.argv[3])}, facts={})\n"
        "except OSError as error: print(error.errno)\n"
    )
    words = [sys.executable, "-c", script, str(filled.store.root), dataset, str(tmp_path / "big")]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout == f"{errno.EFBIG}\n"
    assert list(filled.store.staging.iterdir()) == []
    assert len(list(filled.entries())) == 2
    assert verify(filled).ok
