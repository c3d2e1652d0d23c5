from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.portals import plain
from commonstacks.workshop.portals.base import RemoteFile

WIDE: dict[str, Any] = {"allow": frozenset(), "seconds": 10, "megabytes": 1}


def test_an_address_is_described_by_its_file_name() -> None:
    remote = plain.describe(" https://Data.example.org/files/us-postal_codes.csv#top ")
    assert (remote.source, remote.key, remote.slug, remote.title) == (
        "https://data.example.org",
        "https://data.example.org/files/us-postal_codes.csv",
        "us-postal-codes",
        "Us postal codes",
    )
    assert remote.files == (
        RemoteFile("us-postal_codes.csv", "https://Data.example.org/files/us-postal_codes.csv"),
    )


def test_the_key_leaves_out_what_changes_and_what_is_secret() -> None:
    one = plain.describe("https://x.org/get?id=7&X-Amz-Signature=aa&token=s&utm_source=mail#a")
    two = plain.describe("https://x.org/get?id=7&X-Amz-Signature=bb")
    other = plain.describe("https://x.org/get?id=8")
    assert one.key == two.key == one.address == "https://x.org/get?id=7"
    assert other.key == "https://x.org/get?id=8"
    assert "token=s" in one.files[0].address


def test_a_path_is_described_without_giving_it_away(tmp_path: Path) -> None:
    file = tmp_path / "Café trees.csv.gz"
    remote = plain.describe(str(file))
    assert (remote.title, remote.slug, remote.address, remote.source) == (
        "Café trees", "cafe-trees", "", "file:",
    )  # fmt: skip
    assert remote.files == (RemoteFile("Café trees.csv.gz", path=file),)
    assert str(tmp_path) not in remote.key
    assert plain.describe(str(tmp_path / "b" / ".." / "c.csv")).key != remote.key


def test_the_portal_offers_one_dataset() -> None:
    address = "https://x.org/a.csv"
    assert list(plain.Plain(address).datasets(None)) == [plain.describe(address)]


@pytest.mark.parametrize("address", ["ftp://x.org/a", "https://u:p@x.org/", "https:// x"])
def test_what_is_no_web_address_is_not_described(address: str) -> None:
    with pytest.raises(Refusal):
        plain.describe(address)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        (".htaccess", "htaccess"),
        ("a\x00b.csv", "a_b.csv"),
        ("x" * 300 + ".csv.gz", "x" * 113 + ".csv.gz"),
        ("", ""),
    ],
)
def test_names_are_safe_in_any_folder(given: str, name: str) -> None:
    assert plain.file_name(given) == name


@given(st.text(st.characters()))
def test_any_name_becomes_one_plain_name(name: str) -> None:
    safe = plain.file_name(name)
    assert safe not in {".", ".."}
    assert not set(safe) & set('/\\\x00:*?"<>|')
    assert len(safe) <= plain.LONGEST_NAME
    assert plain.title_of(safe)


def test_a_path_is_copied_with_its_digests(tmp_path: Path) -> None:
    file, into = tmp_path / "a.csv", tmp_path / "in"
    into.mkdir()
    file.write_bytes(b"a,b\n1,2\n")
    told: list[Progress] = []
    got = plain.bring(plain.describe(str(file)).files[0], into, tell=told.append, **WIDE)
    assert got.path == into / "a.csv"
    assert got.path.read_bytes() == b"a,b\n1,2\n"
    assert (got.size, got.sha256, got.sha512, got.status, got.address, got.headers) == (
        8, hashlib.sha256(b"a,b\n1,2\n").hexdigest(), hashlib.sha512(b"a,b\n1,2\n").hexdigest(),
        0, "", (),
    )  # fmt: skip
    assert told == [Progress(8, 8, "fetching")]
    assert file.read_bytes() == b"a,b\n1,2\n"


def test_an_address_is_fetched(site: Any, tmp_path: Path) -> None:
    site.gives("/a.csv", b"a\n1\n")
    remote = plain.describe(site.at("/a.csv"))
    got = plain.bring(remote.files[0], tmp_path, **{**WIDE, "allow": frozenset([site.pair])})
    assert (got.path, got.path.read_bytes()) == (tmp_path / "a.csv", b"a\n1\n")


def make_empty(file: Path) -> None:
    file.touch()


def make_large(file: Path) -> None:
    file.write_bytes(b"x" * 1_000_001)


def make_nothing(file: Path) -> None:
    """There is no such file."""


def make_loop(file: Path) -> None:
    file.symlink_to(file)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_nothing, "There is no file odd.csv."),
        (Path.mkdir, "odd.csv is a folder."),
        (make_empty, "odd.csv is empty."),
        (os.mkfifo, "odd.csv is no plain file."),
        (make_loop, "odd.csv cannot be read."),
        (make_large, "The file is larger than 1 MB, the most this library takes."),
    ],
)
def test_what_is_no_file_with_data_is_refused(tmp_path: Path, make: Any, reason: str) -> None:
    into = tmp_path / "in"
    into.mkdir()
    file = tmp_path / "odd.csv"
    make(file)
    with pytest.raises(Refusal) as refused:
        plain.bring(RemoteFile("odd.csv", path=file), into, **WIDE)
    assert refused.value.reason == reason
    assert str(tmp_path) not in refused.value.reason
    assert list(into.iterdir()) == []


def test_a_device_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="zero is no plain file"):
        plain.bring(RemoteFile("zero", path=Path("/dev/zero")), tmp_path, **WIDE)


def test_a_file_that_changes_while_it_is_copied_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"x" * 800_000)

    def meddle(progress: Progress) -> None:
        with file.open("ab") as more:
            more.write(b"y")

    with pytest.raises(Refusal, match="changed while it was copied"):
        plain.bring(RemoteFile("b.csv", path=file), tmp_path, tell=meddle, **WIDE)
    assert not (tmp_path / "b.csv").exists()
