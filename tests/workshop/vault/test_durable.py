"""Power loss: nothing gets its final name before the disk has it, nor is it acknowledged before."""

import os
from pathlib import Path

import pytest

from commonstacks.workshop.vault.ocfl import Vault


class Disk:
    """Notes what is synced and renamed, by inode, while the real calls go through."""

    def __init__(self, monkeypatch) -> None:
        self.events: list[tuple[str, object]] = []
        fsync, rename = os.fsync, Path.rename

        def noted_fsync(place: int) -> None:
            fsync(place)
            self.events.append(("synced", os.fstat(place).st_ino))

        def noted_rename(source: Path, target: Path) -> Path:
            inside = {source.stat().st_ino, *(path.stat().st_ino for path in source.rglob("*"))}
            moved = rename(source, target)
            self.events.append(("renamed", (str(target), inside, target.parent.stat().st_ino)))
            return moved

        monkeypatch.setattr(os, "fsync", noted_fsync)
        monkeypatch.setattr(Path, "rename", noted_rename)

    def synced_before(self, number: int) -> set[object]:
        return {inode for kind, inode in self.events[:number] if kind == "synced"}

    def synced_after(self, number: int) -> set[object]:
        return {inode for kind, inode in self.events[number:] if kind == "synced"}


@pytest.mark.parametrize("number", [1, 2])
def test_everything_is_synced_before_its_rename_and_its_folder_after(
    tmp_path, dataset, given, at, monkeypatch, number
):
    vault = Vault(tmp_path / "vault")
    vault.open(at=at)
    for earlier in range(1, number):
        vault.hold_version(
            dataset=dataset, number=earlier, at=at, files=given({"a": b"a"}), facts={}
        )
    disk = Disk(monkeypatch)
    files = given({"a": b"1", "folder/b": b"2"})
    vault.hold_version(dataset=dataset, number=number, at=at, files=files, facts={})
    log = vault.store.log.stat().st_ino
    final = [
        (count, *facts)
        for count, (kind, facts) in enumerate(disk.events)
        if kind == "renamed" and "staging" not in facts[0]
    ]
    named = [Path(target).name for _, target, _, _ in final]
    assert number == 1 or named == ["v2", "inventory.json", "inventory.json.sha512"]
    assert len(final) == (1 if number == 1 else 3)
    for count, _, inside, folder in final:
        assert inside <= disk.synced_before(count)
        assert folder in disk.synced_after(count)
        assert log in disk.synced_after(count)
        assert log not in disk.synced_before(count)
