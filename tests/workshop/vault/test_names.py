"""Names from outside never leave their folder and never change."""

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.vault.names import refuse_bad_dataset, refuse_bad_files


@pytest.mark.parametrize(
    "name",
    ["", "..", ".", "../x", "a/../x", "/etc/passwd", "a//b", "a/", "a\0b", "a\nb", "x" * 256,
     "ü" * 128, "\ud800", "./a"],
)  # fmt: skip
def test_refused(name):
    with pytest.raises(Refusal):
        refuse_bad_files([name])


@pytest.mark.parametrize(
    "name", ["a.csv", "..a", "a..b", "öffentlich 樹.csv", "x" * 255, "a/b.csv"]
)
def test_kept_as_given(vault, dataset, given, at, name):
    held = vault.hold_version(dataset=dataset, number=1, at=at, files=given({name: b"1"}), facts={})
    assert [file.name for file in held.files] == [name]
    with vault.lend(dataset, 1, name) as lent:
        assert lent.read_bytes() == b"1"


def test_composed_and_decomposed_letters_stay_two_names(vault, dataset, given, at):
    names = {"\u00e9.csv": b"1", "e\u0301.csv": b"2"}
    vault.hold_version(dataset=dataset, number=1, at=at, files=given(names), facts={})
    for name, content in names.items():
        with vault.lend(dataset, 1, name) as lent:
            assert lent.read_bytes() == content


def test_a_file_is_not_a_folder_too():
    with pytest.raises(Refusal, match="inside"):
        refuse_bad_files(["a", "a/b/c"])


def test_no_file_at_all_is_refused():
    with pytest.raises(Refusal, match="no file"):
        refuse_bad_files([])


@pytest.mark.parametrize("dataset", ["", "../x", "3F2A6C1E-5B1D-4A57-9A3E-0C9D7F6B2A11", "trees"])
def test_ids_are_uuids(dataset):
    with pytest.raises(Refusal):
        refuse_bad_dataset(dataset)


@pytest.mark.parametrize("number", [0, -1])
def test_numbers_count_from_one(vault, dataset, given, at, number):
    with pytest.raises(Refusal, match="not the number"):
        vault.hold_version(
            dataset=dataset, number=number, at=at, files=given({"a": b"a"}), facts={}
        )
