"""Files that are no tables are named, and leave nothing behind."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import encoding, pack

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


STRANGERS = {
    "empty": (b"", "The file is empty."),
    "only white space": (b"\n \r\n\n", "The file is empty."),
    "only a mark": (b"\xef\xbb\xbf", "The file is empty."),
    "web page": (b"\n<!DOCTYPE html>\n<html><body>Sign in", "The file is a web page (HTML)"),
    "web page without doctype": (b"<html><head>", "The file is a web page (HTML)"),
    "pointer": (POINTER, "The file is a Git LFS pointer"),
    "workbook": (_zip("[Content_Types].xml", "xl/workbook.xml"), "The file is an Excel workbook"),
    "archive": (_zip("table.csv"), "The file is a zip archive"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "The file is an old Excel"),
    "document": (b"%PDF-1.7\n%\xe2\xe3", "The file is a PDF document"),
    "Parquet": (b"PAR1\x15\x04", "The file is a Parquet file"),
    "JSON": (b'{"error": "not found"}', "The file is JSON"),
    "JSON records": (b'[{"a": 1}]', "The file is JSON"),
    "XML": (b'<?xml version="1.0"?><Error/>', "The file is XML"),
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
