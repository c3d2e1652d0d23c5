"""Packed files: every way to pack, several tables in one, and what is left in the archive."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.files import archive, detect
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.tables.text import encoding
from tests.workshop.tables.drawn import shapefile

CSV = b"code,n\n007,1\n012,2\n"
ROWS = [{"code": "007", "n": 1}, {"code": "012", "n": 2}]


def zstd(content: bytes) -> bytes:
    return bytes(pa.compress(content, codec="zstd", asbytes=True))


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "Zstandard": zstd,
}


def zipped(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in members:
            box.writestr(name, content)
    return file.getvalue()


def parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"code": ["007", "012"], "n": [1, 2]}), file)
    return file.getvalue()


def read(tmp_path: Path, content: bytes, layer: str = "") -> TableProfile:
    (tmp_path / "file").write_bytes(content)
    return pack.read(tmp_path / "file", tmp_path / "table", name="t", layer=layer)


def layers(tmp_path: Path, content: bytes) -> tuple[str, ...]:
    (tmp_path / "file").write_bytes(content)
    return pack.layers(tmp_path / "file")


def kind(tmp_path: Path) -> str:
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    return detect.find(tmp_path / "file", scratch).kind


def rows(tmp_path: Path) -> list[dict[str, object]]:
    return pq.read_table(tmp_path / "table/table.parquet").to_pylist()


def said(profile: TableProfile, name: str) -> list[str]:
    return [step.says for step in profile.steps if step.name == name]


@pytest.mark.parametrize("packing", PACKINGS)
def test_text_in_every_packing(packing: str, tmp_path: Path) -> None:
    profile = read(tmp_path, PACKINGS[packing](CSV))
    assert rows(tmp_path) == ROWS
    assert said(profile, "unpacked") == [f"Unpacked from {packing}"]


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("content", [parquet(), zipped(("table.csv", CSV))])
def test_what_is_no_text_in_every_packing(packing: str, content: bytes, tmp_path: Path) -> None:
    profile = read(tmp_path, PACKINGS[packing](content))
    assert rows(tmp_path) == ROWS
    assert said(profile, "unpacked")[0] == f"Unpacked from {packing}"


@pytest.mark.parametrize("packing", PACKINGS)
def test_several_streams_after_each_other(packing: str, tmp_path: Path) -> None:
    one = PACKINGS[packing]
    assert read(tmp_path, one(CSV) + one(b"003,3\n")).rows == 3
    assert rows(tmp_path) == [*ROWS, {"code": "003", "n": 3}]


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("content", [CSV * 100, parquet()])
def test_cut_off_in_every_packing(packing: str, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=f"The {packing} file is broken or cut off"):
        read(tmp_path, PACKINGS[packing](content)[:-12])


def test_a_wish_for_much_memory_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 30}]
    compressor = lzma.LZMACompressor(lzma.FORMAT_XZ, filters=filters)
    with pytest.raises(Refusal, match="The xz file is broken"):
        read(tmp_path, compressor.compress(CSV) + compressor.flush())


def test_a_bomb_in_another_packing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "MOST_UNPACKED", 1 << 20)
    for packing in ("bzip2", "xz", "Zstandard"):
        with pytest.raises(Refusal, match=f"{packing} file unpacks to far more"):
            read(tmp_path, PACKINGS[packing](b"a,b\n" + b"1,2\n" * 1_000_000))


def test_several_tables_are_layers(tmp_path: Path) -> None:
    people = json.dumps({"people": [{"a": 1}], "pets": [{"b": 2}]}).encode()
    content = zipped(
        ("README.txt", b"Read, and be glad,\nfor this, too,\nis text\n"),
        ("in/two.csv", CSV),
        ("in/one.tsv", b"x\ty\n1\t2\n"),
        ("in/named.json", people),
        ("in/stored.parquet", parquet()),
        ("in/picture.png", b"\x89PNG\r\n\x1a\n"),
        ("in/terms.pdf", b"%PDF-1.7\n"),
        ("in/list.out", b"p;q\n1;2\n3;4\n"),
    )
    assert layers(tmp_path, content) == (
        "list.out",
        "named.json: people",
        "named.json: pets",
        "one.tsv",
        "stored.parquet",
        "two.csv",
    )
    assert kind(tmp_path) == "zip"
    profile = read(tmp_path, content, "two.csv")
    assert rows(tmp_path) == ROWS
    assert said(profile, "unpacked") == ["Unpacked from a zip archive: in/two.csv"]
    (left,) = [step for step in profile.steps if step.name == "left in the archive"]
    assert (left.says, left.count) == ("3 other files of the archive left in it", 3)
    assert left.examples[0] == "README.txt: no table, by its name"
    for layer, expected in (
        ("named.json: pets", [{"b": 2}]),
        ("one.tsv", [{"x": 1, "y": 2}]),
        ("stored.parquet", ROWS),
        ("list.out", [{"p": 1, "q": 2}, {"p": 3, "q": 4}]),
    ):
        read(tmp_path, content, layer)
        assert rows(tmp_path) == expected
    with pytest.raises(Refusal, match=r"no table called “three\.csv”"):
        read(tmp_path, content, "three.csv")


def test_one_table_beside_other_files_is_the_table(tmp_path: Path) -> None:
    content = zipped(("data.csv", CSV), ("licence.txt", b"Free."), ("notes.txt", b"Some words.\n"))
    assert layers(tmp_path, content) == ("",)
    profile = read(tmp_path, content)
    assert rows(tmp_path) == ROWS
    assert said(profile, "left in the archive") == ["2 other files of the archive left in it"]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    content = zipped(("2019/t.csv", CSV), ("2020/t.csv", b"a,b\n5,6\n"), ("u.csv", CSV))
    assert layers(tmp_path, content) == ("2019/t.csv", "2020/t.csv", "u.csv")
    read(tmp_path, content, "2020/t.csv")
    assert rows(tmp_path) == [{"a": 5, "b": 6}]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_comes_twice_is_two_tables(tmp_path: Path) -> None:
    content = zipped(("t.csv", CSV), ("t.csv", b"a,b\n5,6\n"))
    assert layers(tmp_path, content) == ("t.csv", "t.csv (2)")
    read(tmp_path, content, "t.csv (2)")
    assert rows(tmp_path) == [{"a": 5, "b": 6}]


def test_a_table_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    content = zipped(("a.csv", CSV), ("b.csv", CSV), ("c.csv", pointer), ("d.json", b"[1, 2]"))
    assert layers(tmp_path, content) == ("a.csv", "b.csv")
    profile = read(tmp_path, content, "a.csv")
    (left,) = [step for step in profile.steps if step.name == "left in the archive"]
    assert left.examples[0].startswith("c.csv: The file is a Git LFS pointer")


def test_only_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    with pytest.raises(Refusal, match="Git LFS pointer"):
        read(tmp_path, zipped(("c.csv", pointer), ("readme.md", b"x")))


def test_a_zip_alone_in_a_zip_is_opened(tmp_path: Path) -> None:
    inner = zipped(("a.csv", CSV), ("b.csv", b"x,y\n1,2\n"))
    assert layers(tmp_path, zipped(("inner.zip", inner))) == ("a.csv", "b.csv")
    read(tmp_path, zipped(("inner.zip", inner), ("readme.txt", b"See inside")), "b.csv")
    assert rows(tmp_path) == [{"x": 1, "y": 2}]


def test_zips_in_a_zip_are_refused(tmp_path: Path) -> None:
    inner = zipped(("a.csv", CSV))
    with pytest.raises(Refusal, match="zip archive of zip archives"):
        read(tmp_path, zipped(("a.zip", inner), ("b.zip", inner)))
    profile = read(tmp_path, zipped(("a.zip", inner), ("b.csv", CSV)))
    (left,) = [step for step in profile.steps if step.name == "left in the archive"]
    assert left.examples == ("a.zip: an archive inside the archive, not opened",)


def test_zips_in_zips_in_zips_end(tmp_path: Path) -> None:
    content = zipped(("a.csv", CSV))
    for _ in range(5):
        content = zipped(("a.zip", content))
    with pytest.raises(Refusal, match="packed many times over"):
        read(tmp_path, content)


FEED = (
    ("trips.txt", b"route_id,service_id,trip_id\nr1,s,t1\n"),
    ("stops.txt", b"stop_id,stop_name,stop_lat,stop_lon\n001,First,40.44,-79.99\n"),
    ("routes.txt", b"route_id,route_type\nr1,3\n"),
    ("agency.txt", b"agency_name\nTransit\n"),
    ("shapes.txt", b""),
    ("our_own.txt", b"a,b\n1,2\n"),
    ("feed_info.txt", b"feed_publisher_name,feed_lang\nTransit,en\n"),
)


@pytest.mark.parametrize("folder", ["", "google_transit/"])
def test_a_timetable_has_its_tables_in_order(folder: str, tmp_path: Path) -> None:
    content = zipped(*((folder + name, text) for name, text in FEED))
    assert layers(tmp_path, content) == (
        "agency.txt",
        "stops.txt",
        "routes.txt",
        "trips.txt",
        "feed_info.txt",
        "our_own.txt",
    )
    assert kind(tmp_path) == "gtfs"
    profile = read(tmp_path, content, "stops.txt")
    assert rows(tmp_path) == [
        {"stop_id": "001", "stop_name": "First", "stop_lat": 40.44, "stop_lon": -79.99}
    ]
    (left,) = [step for step in profile.steps if step.name == "left in the archive"]
    assert left.examples == (f"{folder}shapes.txt: The file is empty.",)


def test_shapefiles_beside_other_tables(tmp_path: Path) -> None:
    parts = shapefile(tmp_path, "SELECT 1 AS n, ST_Point(1, 2) AS geom")
    drawn = [(f"maps/A.{ending.upper()}", content) for ending, content in parts.items()]
    content = zipped(*drawn, ("maps/A.shp.xml", b"<x/>"), ("maps/A.sbn", b"\0\0"), ("n.csv", CSV))
    assert layers(tmp_path, content) == ("A", "n.csv")
    profile = read(tmp_path, content, "A")
    assert rows(tmp_path) == [{"n": 1, "x": 1.0, "y": 2.0}]
    assert said(profile, "left in the archive") == []
    read(tmp_path, content, "n.csv")
    assert rows(tmp_path) == ROWS


def dbase(tmp_path: Path) -> bytes:
    query = "SELECT '007' AS code, 7 AS n, 1.5 AS d, 'Köln' AS t, ST_Point(1, 2) AS geom"
    return shapefile(tmp_path, query)["dbf"]


def test_a_dbase_table_alone(tmp_path: Path) -> None:
    expected = [{"code": "007", "n": 7, "d": 1.5, "t": "Köln"}]
    content = dbase(tmp_path)
    profile = read(tmp_path, content)
    assert (rows(tmp_path), kind(tmp_path)) == (expected, "dbase")
    assert said(profile, "format") == ["The file is a dBase table"]
    read(tmp_path, zipped(("t.dbf", content)))
    assert rows(tmp_path) == expected
    with pytest.raises(Refusal, match="dBase table, but broken or cut off"):
        read(tmp_path, content[:-20])


def test_numbers_of_the_machine_in_a_dbase_table(tmp_path: Path) -> None:
    fields = [("ID", b"I", 4), ("RATIO", b"B", 8), ("PRICE", b"Y", 8), ("WHEN", b"T", 8)]
    fields += [("NOTE", b"M", 4), ("OK", b"L", 1)]
    described, size = b"", 1
    for name, letter, wide in fields:
        described += name.encode().ljust(11, b"\0") + letter + bytes(4) + bytes([wide]) + bytes(15)
        size += wide
    first = 32 + len(described) + 1
    head = b"\x30\x18\x01\x02" + struct.pack("<IHH", 1, first, size) + bytes(20)
    row = b" " + struct.pack("<idqii", -5, 0.25, 123_400, 2_440_589, 3_600_000)
    read(tmp_path, head + described + b"\r" + row + bytes(4) + b"T" + b"\x1a")
    (only,) = rows(tmp_path)
    assert (only["ID"], only["RATIO"], only["PRICE"]) == ("-5", 0.25, 12.34)
    assert (str(only["WHEN"]), only["NOTE"]) == ("1970-01-02 01:00:00", None)


# ---- hostile -----------------------------------------------------------------------------------


def test_files_that_lie_over_each_other_are_refused(tmp_path: Path) -> None:
    """A hundred names for the same few bytes, as the best known bomb has them."""
    content = zipped(("a.csv", b"a,b\n" + b"1,2\n" * 1000))
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry = content[start:end]
    listed = b"".join(entry.replace(b"a.csv", b"%05d" % n) for n in range(100))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 100, 100, len(listed), start, 0)
    with pytest.raises(Refusal, match="unpacks to far more"):
        read(tmp_path, content[:start] + listed + tail)


def test_a_link_is_no_table(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        link = zipfile.ZipInfo("link.csv")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        box.writestr(link, "/etc/passwd")
        box.writestr("a.csv", CSV)
        box.writestr("b.csv", CSV)
    profile = read(tmp_path, file.getvalue(), "b.csv")
    (left,) = [step for step in profile.steps if step.name == "left in the archive"]
    assert left.examples == ("link.csv: a link, which leads nowhere",)


def test_ten_thousand_and_one_files_are_too_many(tmp_path: Path) -> None:
    content = zipped(*((f"{n}.csv", b"") for n in range(10_001)))
    with pytest.raises(Refusal, match="archive of 10,001 files"):
        read(tmp_path, content)


def test_a_list_of_files_that_never_ends_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_DIRECTORY", 1000)
    with pytest.raises(Refusal, match="too many to look into"):
        read(tmp_path, zipped(*((f"{n}{'x' * 100}.csv", b"") for n in range(20))))


def test_a_password_is_told(tmp_path: Path) -> None:
    content = bytearray(zipped(("a.csv", CSV), ("b.csv", CSV)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 1)
    with pytest.raises(Refusal, match="with a password"):
        read(tmp_path, bytes(content))


def test_a_packing_that_is_not_known_is_named(tmp_path: Path) -> None:
    content = bytearray(zipped(("a.csv", CSV)))
    content[8:10] = b"\x09\x00"
    at = content.index(b"PK\x01\x02")
    content[at + 10 : at + 12] = b"\x09\x00"
    with pytest.raises(Refusal, match=r"packed in a way that cannot be read here \(a.csv\)"):
        read(tmp_path, bytes(content))


def test_names_with_dots_and_quotes_stay_names(tmp_path: Path) -> None:
    content = zipped(("../../o'ut\"side.csv", CSV), ("/etc/in;side.csv", CSV))
    assert layers(tmp_path, content) == ("o'ut\"side.csv", "in;side.csv")
    read(tmp_path, content, "o'ut\"side.csv")
    assert rows(tmp_path) == ROWS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "table"]


def test_values_nested_a_million_deep_are_refused(tmp_path: Path) -> None:
    for sign in (b"[", b'{"a":', b'[{"a":'):
        with pytest.raises(Refusal, match=r"nested too deep|never ends|broken|no list of records"):
            read(tmp_path, sign * 1_000_000)
