"""Every byte is read, and one that changed is found and never lent."""

import pytest

from commonstacks.workshop.vault.base import Damaged, Finding, Report
from commonstacks.workshop.vault.ocfl import Vault
from commonstacks.workshop.vault.verify import verify


@pytest.fixture
def filled(vault, dataset, given, at):
    for number in (1, 2):
        files = given({"a.csv": f"value {number}".encode() * 100})
        vault.hold_version(dataset=dataset, number=number, at=at, files=files, facts={})
    vault.hold_context(dataset=dataset, number=1, at=at, document={"A1": "x"})
    return vault


def flip(path, where=0):
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[where] ^= 1
    path.write_bytes(content)


def test_a_good_vault_is_counted(filled):
    report = verify(filled)
    stored = list(filled.store.root.rglob("content/*/*"))
    size = sum(path.stat().st_size for path in stored)
    assert report == Report(objects=2, files=6, bytes=size, entries=3, findings=())
    assert [part.objects for part in filled.verify()] == [1, 2, 2]


def test_any_flipped_byte_in_any_file_of_an_object_or_the_log_is_found(filled):
    root = filled.store.root
    kept = [path for path in root.rglob("*") if path.is_file() and path.name != "lock"]
    for path in kept:
        for where in (0, -2):
            if path.name == "README.txt":
                continue
            flip(path, where)
            try:
                found = not verify(Vault(root)).ok
            except Exception as error:  # noqa: BLE001  # a root that is none any more is refused
                found = "no vault" in str(error)
            assert found, (path, where)
            flip(path, where)
    assert verify(filled).ok


def test_a_flipped_byte_is_never_lent(filled, dataset):
    path = next(filled.store.root.rglob("v2/content/data/a.csv"))
    flip(path, 40)
    assert verify(filled).findings == (
        Finding(str(path.relative_to(filled.store.root)), "is not what was put there"),
    )
    with pytest.raises(Damaged), filled.lend(dataset, 2, "a.csv"):
        pass
    with filled.lend(dataset, 1, "a.csv") as lent:
        assert lent.read_bytes() == b"value 1" * 100


def test_a_changed_inventory_is_not_believed_even_with_a_fitting_sidecar(filled, dataset):
    folder = next(filled.store.root.rglob("v2/inventory.json")).parent
    flip(folder / "inventory.json", 20)
    with pytest.raises(Damaged):
        filled.facts(dataset, 2)


def test_what_is_missing_or_too_much_is_named(filled):
    root = filled.store.root
    data = next(root.rglob("v1/content/data/a.csv"))
    data.unlink()
    (data.parent / "b.csv").write_bytes(b"")
    (root / "abc").mkdir()
    (root / "note.txt").write_bytes(b"")
    below = [str(path.relative_to(root)) for path in (data, data.parent / "b.csv")]
    assert sorted((one.where, one.what) for one in verify(filled).findings) == sorted(
        [(below[0], "is missing"), (below[1], "unexpected here"), ("abc", "unexpected here"),
         ("note.txt", "unexpected here")]
    )  # fmt: skip


def test_the_log_and_the_objects_are_compared_both_ways(filled, dataset, tmp_path):
    root = filled.store.root
    lines = filled.store.log.read_bytes().splitlines(keepends=True)
    filled.store.log.write_bytes(b"".join(lines[:2]))
    context = next(root.rglob("*%2fcontext"))
    assert verify(filled).findings == (
        Finding(f"{dataset}/context v1", "is here, but the log does not say so"),
    )
    filled.store.log.write_bytes(b"".join(lines))
    context.parent.parent.parent.rename(tmp_path / "away")
    assert verify(filled).findings == (
        Finding(f"{dataset}/context v1", "is in the log, but not here"),
    )


def test_a_broken_chain_is_found_and_refused(filled):
    lines = filled.store.log.read_bytes().splitlines(keepends=True)
    for broken in (lines[1:], [lines[0], lines[2]], [lines[1], lines[0]], [*lines, lines[2]]):
        filled.store.log.write_bytes(b"".join(broken))
        assert [one.where for one in verify(filled).findings] == ["log"]
        with pytest.raises(Damaged):
            list(filled.entries())


def test_entries_after_a_number_and_events_of_others(filled, dataset, at):
    facts = {"digest": "abc", "rows": 3}
    entry = filled.append(at=at, action="seen", dataset=dataset, number=2, facts=facts)
    assert (entry.sequence, entry.at, entry.facts) == (4, "2024-05-01T12:00:00.000000Z", facts)
    assert list(filled.entries(after=3)) == [entry]
    assert entry.previous == list(filled.entries())[2].digest
    with pytest.raises(ValueError, match="itself"):
        filled.append(at=at, action="erased", dataset=dataset, facts={})
    assert verify(filled).ok
