"""What a file is, is told by its bytes and never by its name."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.files import detect, packed
from commonstacks.workshop.tables.files.found import Found
from commonstacks.workshop.tables.text import encoding


def found(tmp_path: Path, content: bytes, name: str = "table.csv") -> Found:
    (tmp_path / name).write_bytes(content)
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    return detect.find(tmp_path / name, scratch)


KINDS = {
    "text": (b"a,b\n1,2\n", "text"),
    "text that begins like Parquet": (b"PAR1,PAR2\n1,2\n", "text"),
    "text that begins like bzip2": (b"BZh9,b\n1,2\n", "text"),
    "text that begins like Arrow": (b"ARROW1;b\n1;2\n", "text"),
    "text with a sign of XML": (b"<5,b\n1,2\n", "text"),
    "text with a word in brackets": (b"<none>,b\n1,2\n", "text"),
    "one number": (b"404\n", "text"),
    "a table of errors": (b"status,count\n404 Not Found,3\n", "text"),
    "records": (b'[{"a": 1}]', "records"),
    "records beside an empty error": (b'{"error": null, "rows": [{"a": 1}]}', "records"),
    "records of errors beside others": (
        b'{"errors": [{"a": 1}], "rows": [{"a": 1}]}',
        "records",
    ),
    "one record a line": (b'{"a": 1}\n{"a": 2}\n', "ndjson"),
    "map features": (
        b'{"type": "FeatureCollection", "features": [{"geometry": null}]}',
        "geojson",
    ),
    "KML": (b'<?xml version="1.0"?>\n<!-- x -->\n<kml xmlns="http://a/"><Document/></kml>', "kml"),
    "KML without its first line": (b"<kml><Document></Document></kml>", "kml"),
    "KML in UTF-16": (
        '<?xml version="1.0" encoding="utf-16"?><kml><Document></Document></kml>'.encode("utf-16"),
        "kml",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_kind(name: str, tmp_path: Path) -> None:
    content, kind = KINDS[name]
    assert found(tmp_path, content, "file.pdf").kind == kind


NAMED = {
    "RTF": (b"{\\rtf1\\ansi\\deff0 {\\fonttbl}}", "The file is a text document (RTF)"),
    "GIF": (b"GIF89a\x01\x00\x01\x00", "The file is a picture (GIF)"),
    "TIFF": (b"II*\x00\x08\x00\x00\x00", "The file is a picture (TIFF)"),
    "WebP": (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "The file is a picture (WebP)"),
    "tar": (b"a.csv".ljust(257, b"\0") + b"ustar\x0000", "The file is a tar archive"),
    "7-Zip": (b"7z\xbc\xaf\x27\x1c\0\4", "The file is a 7-Zip archive"),
    "Access": (b"\x00\x01\x00\x00Standard Jet DB\x00", "The file is an Access database"),
    "old Feather": (b"FEA1\x00\x00\x00\x00", "The file is an old Feather file (version 1)"),
    "part of a shapefile": (b"\x00\x00\x27\x0a" + bytes(96), "The file is a part of a shapefile"),
    "zero bytes": (bytes(5000), "The file holds nothing but zero bytes"),
    "XML workbook": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "The file is XML, a workbook in the XML form of Excel 2003.",
    ),
    "news feed": (b'<?xml version="1.0"?><rss version="2.0"></rss>', "The file is XML (rss)"),
    "access denied": (
        b'<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message>',
        "The file is an error message (XML), not a table: “AccessDenied”.",
    ),
    "map service": (
        b'<ServiceExceptionReport><ServiceException code="x">Layer gone</ServiceException></x>',
        "The file is an error message (XML), not a table: “Layer gone”.",
    ),
    "JSON error in words": (
        b'{"error": "Not found"}',
        "The file is an error message (JSON), not a table: “Not found”.",
    ),
    "JSON error of CKAN": (
        b'{"help": "h", "success": false, "error": {"message": "Not found", "__type": "N"}}',
        "The file is an error message (JSON), not a table: “Not found”.",
    ),
    "JSON error of ArcGIS": (
        b'{"error": {"code": 400, "message": "Invalid URL", "details": []}}',
        "The file is an error message (JSON), not a table: “Invalid URL”.",
    ),
    "JSON error of Socrata": (
        b'{"code": "dataset.missing", "error": true, "message": "Not found"}',
        "The file is an error message (JSON), not a table: “Not found”.",
    ),
    "JSON list of errors": (
        b'{"errors": [{"code": 404, "detail": "No such file"}]}',
        "The file is an error message (JSON), not a table: “No such file”.",
    ),
    "404": (b"404 Not Found\n", "The file is an error message, not a table: “404 Not Found”."),
    "not found": (b"Not Found", "The file is an error message, not a table: “Not Found”."),
    "quoted": (b'"Access denied"', "The file is an error message, not a table: “Access denied”."),
    "error with reason": (
        b"Error 503: Service Unavailable. Try again",
        "The file is an error message, not a table: “Error 503: Service Unavailable. Try again”.",
    ),
    "page in UTF-16": ("<html><body>no".encode("utf-16"), "The file is a web page (HTML)"),
    "page after a comment": (b"<!-- a --> <!-- b -->\n<html>", "The file is a web page (HTML)"),
    "pointer in UTF-8 with a mark": (
        b"\xef\xbb\xbfversion https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
        "The file is a Git LFS pointer",
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_stranger_is_named(name: str, tmp_path: Path) -> None:
    content, reason = NAMED[name]
    with pytest.raises(Refusal) as refused:
        found(tmp_path, content)
    assert refused.value.reason.startswith(reason)
    assert refused.value.hint


def sheet() -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in (["code", "n"], ["007", 1], ["012", 2]):
        book.active.append(row)
    book.create_sheet("Other").append(["a", "b"])
    book["Other"].append([1, 2])
    book.save(file)
    return file.getvalue()


PAGE = b"<html><body><table><tr><th>a<th>b</tr><tr><td>1<td>2</tr></table></body></html>"


@pytest.mark.parametrize("wrap", [bytes, gzip.compress, lzma.compress])
def test_workbooks_and_pages_with_tables(wrap: Callable[[bytes], bytes], tmp_path: Path) -> None:
    book = found(tmp_path, wrap(sheet()))
    assert (book.kind, book.layers) == ("workbook", ("Sheet", "Other"))
    page = found(tmp_path, wrap(PAGE))
    assert (page.kind, page.layers) == ("html", ("",))


def test_a_workbook_in_an_archive(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("book.xlsx", sheet())
        archive.writestr("page.csv", PAGE)
        archive.writestr("t.csv", "a,b\n1,2\n")
    one = found(tmp_path, file.getvalue())
    assert one.layers == ("book.xlsx: Sheet", "book.xlsx: Other", "page.csv", "t.csv")
    inner, inside = detect.layer(tmp_path / "table.csv", "book.xlsx: Other", tmp_path / "scratch")
    assert (inner.kind, inner.inside("Other")) == ("workbook", inside)


@pytest.mark.parametrize("member", ["word/document.xml", "ppt/presentation.xml", "content.xml"])
def test_documents_that_are_archives_are_named(member: str, tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, "<x/>")
    with pytest.raises(Refusal, match=r"Word document|PowerPoint|office document"):
        found(tmp_path, file.getvalue())


@pytest.mark.parametrize("content", [b"<!---->" * 1100 + b"x", b"<?a?>" * 1600, b" " * 8000 + b"<"])
def test_markup_without_end_is_looked_at_quickly(content: bytes, tmp_path: Path) -> None:
    assert found(tmp_path, content + b",b\n1,2\n").kind == "text"


def test_a_text_in_gzip_stays_packed(tmp_path: Path) -> None:
    one = found(tmp_path, gzip.compress(b"a,b\n1,2\n"))
    assert (one.kind, one.path) == ("text", tmp_path / "table.csv")


def test_packed_many_times_over(tmp_path: Path) -> None:
    content = gzip.compress(b"PAR1\x00")
    for _ in range(2):
        content = gzip.compress(content)
    assert found(tmp_path, content).kind == "parquet"
    with pytest.raises(Refusal, match="packed many times over"):
        found(tmp_path, gzip.compress(content))


def test_what_is_unpacked_has_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_OTHER", 1 << 20)
    with pytest.raises(Refusal, match="gzip file unpacks to far more"):
        found(tmp_path, gzip.compress(b"PAR1" + bytes(5 << 20)))
    monkeypatch.setattr(packed, "FREE", 1 << 16)
    monkeypatch.setattr(encoding, "MOST_RATIO", 20)
    with pytest.raises(Refusal, match="gzip file unpacks to far more"):
        found(tmp_path, gzip.compress(b"<kml>" + b"<a></a>" * 100_000))
