"""Data Packages as they are written, and as somebody might write them to do harm."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.portals import plain
from commonstacks.workshop.portals.base import LeftOut, Listed, Problem, RemoteDataset, RemoteFile
from commonstacks.workshop.portals.datapackage import DataPackage
from commonstacks.workshop.portals.guest import Guest

BODY = b"tree,height\noak,3\n"
Read = Callable[..., list[Listed]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """What a package of these facts lists, lying in a folder beside ``a.csv`` and ``b.csv``."""
    folder = tmp_path / "package"
    folder.mkdir()
    for name in ("a.csv", "b.csv"):
        (folder / name).write_bytes(BODY)

    def go(*resources: Any, each: bool = False, **facts: Any) -> list[Listed]:
        told = {"name": "trees", "resources": list(resources), **facts}
        (folder / "datapackage.json").write_text(json.dumps(told))
        return list(DataPackage(str(folder), guest(tmp_path), each=each).datasets())

    return go


def guest(folder: Path, *pairs: str) -> Guest:
    return Guest(folder, frozenset(pairs), pause=0, sleep=lambda _: None)


def only(listed: list[Listed]) -> RemoteDataset:
    (found,) = [each for each in listed if isinstance(each, RemoteDataset)]
    return found


def test_a_package_is_one_dataset(read: Read, tmp_path: Path) -> None:
    found = only(read(
        {"name": "a", "path": "a.csv", "title": "Oaks", "bytes": 18},
        {"name": "b", "path": "b.csv"},
        title="Trees of the city", version="2020.1", created="2020-04-27T10:00:00Z",
        homepage="https://example.org/trees?utm_source=x", description="All of them.",
        licenses=[{"name": "CC-BY-4.0", "title": "…"}],
        sources=[{"title": "City", "path": "https://example.org/city"}],
        contributors=[{"title": "Parks Department", "roles": ["publisher"], "email": "x@y.org"}],
    ))  # fmt: skip
    assert (found.slug, found.title, found.kind) == ("trees", "Trees of the city", "datapackage")
    assert (found.version, found.published_on) == ("2020.1", "2020-04-27")
    assert (found.publisher, found.licence) == ("Parks Department", "CC-BY-4.0")
    assert found.address == "https://example.org/trees"
    assert found.attribution == "Source: City (https://example.org/city). By: Parks Department."
    assert (found.source, found.key[:5]) == ("file:", "file:")
    assert [(f.name, f.title, f.size) for f in found.files] == [
        ("a.csv", "Oaks", 18),
        ("b.csv", "b", 0),
    ]
    assert found.files[0].path == tmp_path / "package" / "a.csv"
    assert "x@y.org" not in found.harvested
    assert str(tmp_path) not in found.key + found.harvested + found.address


def test_each_file_can_be_a_dataset_of_its_own(read: Read) -> None:
    oaks, limes = read(
        {"name": "oaks", "path": "a.csv", "licenses": [{"title": "Public Domain"}]},
        {"name": "limes", "path": "b.csv", "title": "Limes"},
        each=True, licenses=[{"name": "MIT"}], version="3",
    )  # fmt: skip
    assert isinstance(oaks, RemoteDataset)
    assert isinstance(limes, RemoteDataset)
    assert (oaks.slug, oaks.title, oaks.licence, oaks.version) == (
        "oaks",
        "Oaks",
        "Public Domain",
        "3",
    )
    assert (limes.title, limes.licence) == ("Limes", "MIT")
    assert oaks.key != limes.key
    assert oaks.key.endswith("#oaks")


def test_reading_instructions_and_attribution_of_ours_are_taken(read: Read) -> None:
    ours = {"attribution": "Made by the city.", "reading": {"crs": "EPSG:3435", "n": 3}}
    found = only(read({"path": "a.csv"}, commonstacks=ours))
    assert (found.reading, found.attribution) == ((("crs", "EPSG:3435"),), "Made by the city.")


def test_no_licence_is_an_empty_one(read: Read) -> None:
    assert only(read({"path": "a.csv"}, licenses=[])).licence == ""
    assert only(read({"path": "a.csv"}, licenses="MIT")).licence == ""


@pytest.mark.parametrize(
    "path",
    ["../secret.csv", "/etc/passwd.csv", "x/../../secret.csv", "~/secret.csv", "..\\secret.csv",
     "c:/secret.csv", "file:///etc/passwd.csv", "ftp://example.org/a.csv", "a\x00.csv",
     "http://user:word@example.org/a.csv", "link/secret.csv", "link.csv"],
)  # fmt: skip
def test_a_path_never_leads_out_of_the_package(read: Read, tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.csv").write_bytes(BODY)
    (tmp_path / "package" / "link").symlink_to(tmp_path)
    (tmp_path / "package" / "link.csv").symlink_to(tmp_path / "secret.csv")
    problem, nothing = sorted(read({"path": path}), key=lambda each: "lists no file" in each.reason)
    assert isinstance(problem, Problem)
    assert problem.hint
    assert nothing.reason == "The Data Package lists no file that can be taken."


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        ({"path": ["a.csv", "b.csv"]}, "It comes in 2 parts that belong into one table."),
        ({"data": [{"a": 1}]}, "Its data stand inside the descriptor, not in a file."),
        ({"path": ""}, "It names no path."),
        ({"path": 7}, "It names no path."),
        ({"path": "a.csv", "hash": "crc32:aa"}, "Its checksum cannot be compared."),
        ({"path": "a.csv", "hash": {"a": 1}}, "Its checksum cannot be compared."),
    ],
)
def test_an_entry_that_cannot_be_taken_is_told_and_the_others_are_taken(
    read: Read, resource: dict[str, Any], reason: str
) -> None:
    listed = read({"name": "good", "path": "b.csv"}, {"name": "bad", **resource}, "nonsense")
    assert [file.name for file in only(listed).files] == ["b.csv"]
    assert [(p.title, p.reason) for p in listed if isinstance(p, Problem)] == [("bad", reason)]


def test_a_list_of_one_part_is_a_file(read: Read) -> None:
    assert only(read({"path": ["a.csv"]})).files[0].name == "a.csv"


def test_what_is_no_data_is_left_out(read: Read) -> None:
    listed = read({"path": "a.csv"}, {"path": "logo.png", "name": "logo", "format": "png"})
    (left,) = [each for each in listed if isinstance(each, LeftOut)]
    assert (left.name, left.reason) == ("logo", "left out: PNG")


def test_files_of_one_name_are_kept_apart(read: Read) -> None:
    found = only(read({"path": "x/a.csv"}, {"path": "y/a.csv"}, {"path": "y/a.csv"}))
    assert [file.name for file in found.files] == ["a.csv", "y-a.csv", "2-a.csv"]


@pytest.mark.parametrize("content", ["[]", "{}", '{"resources": {}}', "<html>", "no", "[" * 99_999])
def test_what_is_no_descriptor_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "datapackage.json").write_text(content)
    with pytest.raises(Refusal) as refused:
        list(DataPackage(str(tmp_path), guest(tmp_path)).datasets())
    assert refused.value.hint


def test_a_missing_descriptor_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no file"):
        list(DataPackage(str(tmp_path / "absent.json"), guest(tmp_path)).datasets())


def test_a_package_at_an_address(site: Any, tmp_path: Path) -> None:
    told = {"name": "t", "resources": [
        {"name": "near", "path": "data/a b%20c.csv"},
        {"name": "far", "path": "https://example.org/far.csv"},
        {"name": "out", "path": "%2e%2e/out.csv"},
        {"name": "machine", "path": "/etc/hosts.csv"},
    ]}  # fmt: skip
    site.gives("/p/datapackage.json", json.dumps(told).encode())
    address = site.at("/p/datapackage.json")
    listed = list(DataPackage(address, guest(tmp_path, site.pair)).datasets())
    found = only(listed)
    assert (found.source, found.key, found.address) == (f"http://{site.pair}", address, address)
    assert [file.address for file in found.files] == [
        site.at("/p/data/a%20b%20c.csv"), "https://example.org/far.csv",
    ]  # fmt: skip
    assert [file.path for file in found.files] == [None, None]
    assert [each.title for each in listed if isinstance(each, Problem)] == ["out", "machine"]


def bring(file: RemoteFile, tmp_path: Path) -> bytes:
    room = tmp_path / "room"
    room.mkdir()
    return plain.bring(file, room, allow=frozenset(), seconds=5, megabytes=1).path.read_bytes()


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
@pytest.mark.parametrize("prefixed", [True, False])
def test_the_announced_digest_is_compared_on_arrival(
    read: Read, tmp_path: Path, algorithm: str, prefixed: bool
) -> None:
    good = hashlib.new(algorithm, BODY).hexdigest()
    said = f"{algorithm.upper()}:{good}" if prefixed or algorithm != "md5" else good
    assert bring(only(read({"path": "a.csv", "hash": said})).files[0], tmp_path) == BODY


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
def test_other_bytes_than_announced_are_refused_and_removed(
    read: Read, tmp_path: Path, algorithm: str
) -> None:
    wrong = f"{algorithm}:{hashlib.new(algorithm, b'other').hexdigest()}"
    file = only(read({"path": "a.csv", "hash": wrong})).files[0]
    with pytest.raises(Refusal, match="other bytes than its source announced"):
        bring(file, tmp_path)
    assert list((tmp_path / "room").iterdir()) == []


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "files"),
    [("airport-codes", 2), ("country-codes", 1), ("covid-19", 8), ("gdp", 2),
     ("house-prices-us", 3), ("un-locode", 6)],
)  # fmt: skip
def test_real_descriptors_are_read(real_data: Path, tmp_path: Path, name: str, files: int) -> None:
    where = real_data / "portals" / "data-package" / name / "datapackage.json"
    listed = list(DataPackage(str(where), guest(tmp_path)).datasets())
    found = only(listed)
    assert len(found.files) == files
    assert found.licence.startswith("ODC-PDDL")
    assert [each for each in listed if isinstance(each, Problem)] == []


def test_the_name_that_git_gives_to_bytes_counts_as_their_sha1(read: Read, tmp_path: Path) -> None:
    """As vega-datasets publishes it."""
    blob = hashlib.sha1(b"blob %d\0" % len(BODY) + BODY).hexdigest()
    assert bring(only(read({"path": "a.csv", "hash": f"sha1:{blob}"})).files[0], tmp_path) == BODY
