"""Files that are no tables are named, and leave nothing behind."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.files import archive, json_text
from commonstacks.workshop.tables.text import encoding

POINTER = b"""version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 12345
"""


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "a,b\n1,2\n")
    return file.getvalue()


def _nested() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("inner.zip", _zip("table.csv"))
        archive.writestr("other.zip", _zip("table.csv"))
    return file.getvalue()


STRANGERS = {
    "empty": (b"", "The file is empty."),
    "only white space": (b"\n \r\n\n", "The file is empty."),
    "only a mark": (b"\xef\xbb\xbf", "The file is empty."),
    "web page": (b"\n<!DOCTYPE html>\n<html><body>Sign in", "The file is a web page (HTML)"),
    "web page without doctype": (b"<html><head>", "The file is a web page (HTML)"),
    "pointer": (POINTER, "The file is a Git LFS pointer"),
    "archive": (_zip("one.csv", "two.csv"), "The file has no table called “”."),
    "archive without tables": (_zip("a.pdf", "b.pdf"), "The file is a zip archive with no file"),
    "empty archive": (_zip(), "The file is a zip archive with nothing in it."),
    "archives in archive": (_nested(), "The file is a zip archive of zip archives."),
    "cut archive": (_zip("table.csv")[:60], "The zip archive is broken or cut off."),
    "document": (b"%PDF-1.7\n%\xe2\xe3", "The file is a PDF document"),
    "Parquet": (b"PAR1\x15\x04", "The file is a Parquet file"),
    "JSON": (b'{"name": "not found"}', "The file is JSON, but holds no list of records."),
    "JSON error": (b'{"error": "not found"}', "The file is an error message (JSON)"),
    "JSON numbers": (b"[[1, 2], [3, 4]]", "The file is JSON, but holds no list of records."),
    "cut JSON": (b'[{"a": 1}, {"a": ', "The file is JSON, but broken or cut off."),
    "JSON and more": (b'[{"a": 1}] [{"a": 2}]', "The file is JSON, but broken or cut off."),
    "JSON without names": (b"[{}, {}]", "The file holds no records."),
    "deep JSON": (
        b'[{"a": ' + b"[" * 50_000 + b"]" * 50_000 + b"}]",
        "The file is JSON, but its values are nested too deep",
    ),
    "rather deep JSON": (
        b'[{"a": ' + b"[" * 200 + b"]" * 200 + b"}]",
        "The file is JSON, but its values are nested too deep",
    ),
    "empty GeoJSON": (
        b'{"type": "FeatureCollection", "features": []}',
        "The file is a map that holds no features",
    ),
    "topology without its arcs": (
        b'{"type": "Topology", "arcs": [], "objects": {"a": {"type": "LineString", "arcs": [3]}}}',
        "The file is TopoJSON, but its shapes do not fit its arcs.",
    ),
    "XML": (b'<?xml version="1.0"?><list/>', "The file is XML"),
    "XML error": (b'<?xml version="1.0"?><Error/>', "The file is an error message (XML)"),
    "noise": (random.Random(1).randbytes(4000) + bytes(4000), "The file is binary"),
    "cut UTF-16": (
        b"\xff\xfe" + "a,b\n1,2\n".encode("utf-16-le")[:-1],
        "The file says it is UTF-16",
    ),
    "broken gzip": (gzip.compress(b"a,b\n" * 9999)[:60], "The gzip file is broken"),
    "web page in gzip": (gzip.compress(b"<html>"), "The file is a web page (HTML)"),
    "too many columns": (
        b",".join(b"c%d" % n for n in range(10_001)) + b"\n",
        "The table has 10,001",
    ),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_is_named(name: str, tmp_path: Path) -> None:
    content, reason = STRANGERS[name]
    file = tmp_path / "table.csv"
    file.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        pack.read(file, tmp_path / "derived/table", name="t")
    assert refused.value.reason.startswith(reason)
    assert refused.value.hint
    assert list((tmp_path / "derived").iterdir()) == []


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    with file.open("wb") as out:
        out.write(b"a,b\n1,")
        for _ in range(17):
            out.write(b"x" * (1 << 20))
    with pytest.raises(Refusal, match="longer than 16 million"):
        pack.read(file, tmp_path / "table", name="t")


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "MOST_UNPACKED", 1 << 20)
    file = tmp_path / "table.csv.gz"
    file.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 1_000_000))
    with pytest.raises(Refusal, match="unpacks to far more"):
        pack.read(file, tmp_path / "table", name="t")


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1 << 20)
    file = tmp_path / "table.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("table.csv", "a,b\n" + "1,2\n" * 1_000_000)
    with pytest.raises(Refusal, match="unpacks to far more"):
        pack.read(file, tmp_path / "table", name="t")


def test_a_zip_of_very_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 5)
    file = tmp_path / "table.zip"
    file.write_bytes(_zip(*(f"{n}.csv" for n in range(6))))
    with pytest.raises(Refusal, match="archive of 6 files"):
        pack.read(file, tmp_path / "table", name="t")


def test_a_zip_that_says_too_little_is_refused(tmp_path: Path) -> None:
    content = bytearray(_zip("table.csv"))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (2).to_bytes(4, "little")
    (tmp_path / "table.zip").write_bytes(bytes(content))
    with pytest.raises(Refusal, match="zip archive"):
        pack.read(tmp_path / "table.zip", tmp_path / "table", name="t")


def test_names_in_a_zip_are_no_paths(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in/table.zip"
    file.write_bytes(_zip("../../outside.csv"))
    profile = pack.read(file, tmp_path / "in/table", name="t")
    assert profile.rows == 1
    assert list(tmp_path.rglob("outside.csv")) == []


def test_a_record_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "LONGEST", 1 << 20)
    (tmp_path / "t.json").write_text('[{"a": 1}, {"a": "' + "x" * (5 << 20))
    with pytest.raises(Refusal, match="longer than 64 million"):
        pack.read(tmp_path / "t.json", tmp_path / "table", name="t")
