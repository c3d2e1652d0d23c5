"""What is given is kept byte for byte, once, in a tree that others can read."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.vault.base import HeldFile, Recovery
from commonstacks.workshop.vault.ocfl import Vault

TREES = b"species,height\nlime,12\n\xff not utf-8"


def test_a_version_comes_back_byte_for_byte(vault, dataset, given, at):
    files = given({"trees.csv": TREES, "Straßenbäume 樹.csv": b"\x00" * 3_000_000})
    held = vault.hold_version(
        dataset=dataset, number=1, at=at, files=files, facts={"source": "https://example.org/t"}
    )
    assert (held.object_id, held.object_version, held.sequence) == (f"{dataset}/2024", 1, 1)
    assert [file.name for file in held.files] == ["Straßenbäume 樹.csv", "trees.csv"]
    assert held.files[1] == HeldFile(
        "trees.csv",
        hashlib.sha512(TREES).hexdigest(),
        hashlib.sha256(TREES).hexdigest(),
        len(TREES),
    )
    for name, path in files.items():
        with vault.lend(dataset, 1, name) as lent:
            assert lent.read_bytes() == path.read_bytes()


def test_deposit_json_has_the_facts_and_the_digests(vault, dataset, given, at):
    files = given({"trees.csv": TREES})
    held = vault.hold_version(
        dataset=dataset, number=7, at=at, files=files, facts={"source": "here", "status": 200}
    )
    (only,) = held.files
    assert vault.facts(dataset, 7) == {
        "source": "here",
        "status": 200,
        "dataset": dataset,
        "version": 7,
        "kind": "data",
        "profile": "plain",
        "files": [
            {"name": "trees.csv", "sha512": only.sha512, "sha256": only.sha256, "size": only.size}
        ],
    }
    assert vault.held(dataset, 7) == held


def test_the_tree_is_valid_after_one_version(vault, dataset, given, at, ocfl_faults):
    vault.hold_version(dataset=dataset, number=1, at=at, files=given({"a": b"a"}), facts={})
    assert ocfl_faults(vault.store.root) == []


def test_the_tree_is_valid_after_three_versions_in_two_years_and_two_revisions(
    vault, dataset, other, given, at, ocfl_faults
):
    moments = [at, at + timedelta(days=1), at + timedelta(days=300)]
    for number, moment in enumerate(moments, 1):
        files = given({"same.csv": TREES, "twin.csv": TREES, "new.csv": str(number).encode()})
        vault.hold_version(dataset=dataset, number=number, at=moment, files=files, facts={})
        vault.hold_version(dataset=other, number=number, at=moment, files=files, facts={})
    for number in (1, 2):
        vault.hold_context(dataset=dataset, number=number, at=at, document={"A1": "Bäume"})
    assert ocfl_faults(vault.store.root) == []
    assert [entry.facts["object"].partition("/")[2] for entry in vault.entries()] == [
        "2024", "2024", "2024", "2024", "2025", "2025", "context", "context",
    ]  # fmt: skip
    for number in (1, 2, 3):
        for name, content in {"same.csv": TREES, "new.csv": str(number).encode()}.items():
            with vault.lend(dataset, number, name) as lent:
                assert lent.read_bytes() == content


def test_the_year_is_that_of_utc(vault, dataset, given):
    late = datetime.fromisoformat("2024-12-31T23:30:00-05:00")
    held = vault.hold_version(
        dataset=dataset, number=1, at=late, files=given({"a": b"a"}), facts={}
    )
    assert held.object_id == f"{dataset}/2025"


def test_equal_bytes_are_stored_once(vault, dataset, given, at):
    for number in (1, 2):
        vault.hold_version(
            dataset=dataset, number=number, at=at, files=given({"a": TREES}), facts={"n": number}
        )
    copies = [path for path in vault.store.root.rglob("*") if path.is_file()]
    assert sum(path.read_bytes() == TREES for path in copies) == 1


def test_holding_the_same_again_gives_the_same_and_writes_nothing(vault, dataset, given, at):
    first = vault.hold_version(
        dataset=dataset, number=1, at=at, files=given({"a": TREES}), facts={"source": "x"}
    )
    before = snapshot(vault.store.root)
    again = vault.hold_version(
        dataset=dataset,
        number=1,
        at=at + timedelta(days=400),
        files=given({"a": TREES}),
        facts={"source": "x"},
    )
    assert again == first
    assert snapshot(vault.store.root) == before


@pytest.mark.parametrize(
    ("contents", "facts"),
    [({"a": b"other"}, {}), ({"a": TREES}, {"source": "y"}), ({"b": TREES}, {})],
)
def test_a_number_is_never_used_for_something_else(vault, dataset, given, at, contents, facts):
    vault.hold_version(dataset=dataset, number=1, at=at, files=given({"a": TREES}), facts={})
    before = snapshot(vault.store.root)
    with pytest.raises(Refusal, match="held with other content"):
        vault.hold_version(dataset=dataset, number=1, at=at, files=given(contents), facts=facts)
    assert snapshot(vault.store.root) == before


def test_context_revisions_come_back_and_repeat(vault, dataset, at):
    document = {"A1": {"text": "Bäume & Co"}, "gaps": [], "count": 3}
    held = vault.hold_context(dataset=dataset, number=1, at=at, document=document)
    assert held.kind == "context"
    assert vault.context(dataset, 1) == document
    assert vault.held(dataset, 1, "context") == held
    assert vault.hold_context(dataset=dataset, number=1, at=at, document=document) == held
    with pytest.raises(Refusal, match="held with other content"):
        vault.hold_context(dataset=dataset, number=1, at=at, document={})
    stored = next(vault.store.root.rglob("meta/context.json")).read_text()
    assert stored == json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_what_is_not_held_is_refused(vault, dataset, other, given, at):
    vault.hold_version(dataset=dataset, number=1, at=at, files=given({"a": b"a"}), facts={})
    for key in [(other, 1, "a"), (dataset, 2, "a"), (dataset, 1, "b")]:
        with pytest.raises(NotHeld), vault.lend(*key):
            pass
    with pytest.raises(NotHeld):
        vault.context(dataset, 1)


def test_another_vault_object_on_the_same_root_sees_the_same(vault, dataset, given, at):
    reader = Vault(vault.store.root)
    assert list(reader.entries()) == []
    held = vault.hold_version(dataset=dataset, number=1, at=at, files=given({"a": b"a"}), facts={})
    assert reader.held(dataset, 1) == held


def test_opening_twice_changes_nothing(vault, at):
    before = snapshot(vault.store.root)
    assert vault.open(at=at) == Recovery()
    assert snapshot(vault.store.root) == before


def test_a_folder_with_other_things_is_refused(tmp_path, at):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Refusal, match="other things"):
        Vault(tmp_path).open(at=at)
    with pytest.raises(NotHeld, match="no vault"):
        Vault(tmp_path).facts("x", 1)


def test_times_without_an_offset_are_our_mistake(vault, dataset, given):
    with pytest.raises(ValueError, match="offset"):
        vault.hold_version(
            dataset=dataset,
            number=1,
            at=datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None),
            files=given({"a": b"a"}),
            facts={},
        )


def test_facts_may_not_speak_for_the_deposit(vault, dataset, given, at):
    with pytest.raises(ValueError, match="files"):
        vault.hold_version(
            dataset=dataset, number=1, at=at, files=given({"a": b"a"}), facts={"files": []}
        )


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
