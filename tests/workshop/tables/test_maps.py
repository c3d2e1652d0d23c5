"""KML and KMZ: places with their own facts; WGS 84 always; nothing outside is asked for."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.files.found import Found
from commonstacks.workshop.tables.files.kml import Places
from commonstacks.workshop.tables.shape import TableProfile

HEAD = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'


def kml(*places: str, head: str = HEAD) -> bytes:
    return f"{head}<Document>{''.join(places)}</Document></kml>".encode()


def place(shape: str = "", more: str = "") -> str:
    return f"<Placemark>{more}{shape}</Placemark>"


def spot(text: str) -> str:
    return f"<Point><coordinates>{text}</coordinates></Point>"


def read(tmp_path: Path, content: bytes, layer: str = "") -> TableProfile:
    (tmp_path / "file").write_bytes(content)
    return pack.read(tmp_path / "file", tmp_path / "table", name="t", layer=layer)


def rows(tmp_path: Path) -> list[dict[str, object]]:
    return pq.read_table(tmp_path / "table/table.parquet").to_pylist()


def said(profile: TableProfile, name: str) -> list[str]:
    return [step.says for step in profile.steps if step.name == name]


def test_places_and_their_facts(tmp_path: Path) -> None:
    schema = '<Schema id="s"><SimpleField name="zip" type="string"/></Schema>'
    data = (
        '<name>First</name><description><![CDATA[<b>Old</b> & "new"]]></description>'
        '<ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="zip">00501</SimpleData>'
        '</SchemaData><Data name="seats"><displayName>Seats</displayName><value>12</value></Data>'
        "</ExtendedData><TimeStamp><when>2001-02-03</when></TimeStamp>"
    )
    other = (
        '<name>Second</name><ExtendedData><Data name="seats"><value>7</value></Data></ExtendedData>'
    )
    content = kml(
        "<name>All places</name>",
        schema,
        "<Folder><name>North</name>",
        place(spot("-79.99,40.44"), data),
        "<Folder><name>Hill</name>",
        place(spot(" -80.5 , 40.5 ".replace(" , ", ",")), other),
        "</Folder></Folder>",
    )
    profile = read(tmp_path, content)
    assert rows(tmp_path) == [
        {
            "folder": "North",
            "name": "First",
            "description": '<b>Old</b> & "new"',
            "zip": "00501",
            "seats": 12,
            "when": rows(tmp_path)[0]["when"],
            "longitude": -79.99,
            "latitude": 40.44,
        },
        {
            "folder": "North / Hill",
            "name": "Second",
            "description": None,
            "zip": None,
            "seats": 7,
            "when": None,
            "longitude": -80.5,
            "latitude": 40.5,
        },
    ]
    assert str(rows(tmp_path)[0]["when"]) == "2001-02-03"
    assert said(profile, "format") == ["The file is KML: features with shapes"]
    assert said(profile, "place") == [
        "Coordinates are longitude and latitude, as the standard of KML says"
    ]


RING = "<LinearRing><coordinates>{}</coordinates></LinearRing>"
AREA = (
    "<Polygon><outerBoundaryIs>" + RING + "</outerBoundaryIs>"
    "<innerBoundaryIs>" + RING + "</innerBoundaryIs></Polygon>"
)
OUTER, INNER = "0,0,5 0,9,5 9,9,5 0,0,5", "1,1 1,2 2,2 1,1"
LINE = "<LineString><coordinates>7,7 8,8</coordinates></LineString>"
SHAPES = {
    "line": (
        "<LineString><coordinates>1,2\n 3,4\t5,6</coordinates></LineString>",
        "LINESTRING (1 2, 3 4, 5 6)",
    ),
    "area with a hole": (
        AREA.format(OUTER, INNER),
        "POLYGON ((0 0, 0 9, 9 9, 0 0), (1 1, 1 2, 2 2, 1 1))",
    ),
    "ring": (RING.format("0,0 0,1 1,1 0,0"), "POLYGON ((0 0, 0 1, 1 1, 0 0))"),
    "several points": (
        f"<MultiGeometry>{spot('1,2')}{spot('3,4')}</MultiGeometry>",
        "MULTIPOINT (1 2, 3 4)",
    ),
    "one of several": (f"<MultiGeometry>{spot('1,2')}</MultiGeometry>", "POINT (1 2)"),
    "of several kinds": (
        f"<MultiGeometry>{spot('1,2')}{LINE}</MultiGeometry>",
        "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (7 7, 8 8))",
    ),
    "track": (
        '<g:Track xmlns:g="g"><when>2</when><g:coord>1 2 3</g:coord><g:coord>4 5 6</g:coord></g:Track>',
        "LINESTRING (1 2, 4 5)",
    ),
    "numbers written in other ways": (
        "<LineString><coordinates>+1.,.5 -.25,1e1</coordinates></LineString>",
        "LINESTRING (1 0.5, -0.25 10)",
    ),
    "none": ("", None),
    "empty": ("<LineString><coordinates> </coordinates></LineString>", None),
    "words": (spot("here,there"), None),
    "one number": (spot("1"), None),
    "with a space too many": (spot("1, 2"), None),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape(name: str, tmp_path: Path) -> None:
    shape, expected = SHAPES[name]
    read(tmp_path, kml(place(shape), place(LINE)))
    assert rows(tmp_path) == [
        {"geometry": expected},
        {"geometry": "LINESTRING (7 7, 8 8)"},
    ]


def test_shapes_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    profile = read(tmp_path, kml(place(spot("1,2")), place(spot("x,y")), place(spot("1"))))
    assert profile.rows == 3
    assert said(profile, "unread shapes") == ["2 shapes could not be read and left empty"]


def test_what_is_no_place_is_told(tmp_path: Path) -> None:
    link = "<NetworkLink><Link><href>http://example.org/a.kml</href></Link></NetworkLink>"
    overlay = "<GroundOverlay><Icon><href>a.png</href></Icon></GroundOverlay>"
    profile = read(tmp_path, kml(link, place(spot("1,2")), overlay, overlay))
    assert said(profile, "left in the file") == [
        "1 links to other files left in the file",
        "2 pictures laid on the ground left in the file",
    ]


def test_a_file_of_links_alone_is_refused(tmp_path: Path) -> None:
    link = "<NetworkLink><Link><href>http://example.org/a.kml</href></Link></NetworkLink>"
    with pytest.raises(Refusal, match="only links to other files"):
        read(tmp_path, kml(link))
    with pytest.raises(Refusal, match="holds no places"):
        read(tmp_path, kml())


def test_letters_are_those_the_file_states(tmp_path: Path) -> None:
    head = HEAD.replace("UTF-8", "ISO-8859-1")
    text = kml(place(spot("1,2"), "<name>Köln</name>"), head=head).decode().encode("latin-1")
    read(tmp_path, text)
    assert rows(tmp_path)[0]["name"] == "Köln"
    head = HEAD.replace("UTF-8", "UTF-16")
    text = kml(place(spot("1,2"), "<name>Köln</name>"), head=head).decode().encode("utf-16")
    read(tmp_path, text)
    assert rows(tmp_path)[0]["name"] == "Köln"


def test_a_kmz(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        box.writestr("doc.kml", kml(place(spot("1,2"), "<name>a</name>")))
        box.writestr("files/icon.png", b"\x89PNG")
    profile = read(tmp_path, file.getvalue())
    assert rows(tmp_path) == [{"name": "a", "longitude": 1.0, "latitude": 2.0}]
    assert said(profile, "left in the archive") == ["1 other file of the archive left in it"]


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY a{n} "{("&a" + str(n - 1 or "") + ";") * 10}">' for n in range(1, 10))
    + "]><kml>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/hostname">]><kml>'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE])
def test_words_of_its_own_are_refused(head: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="words of its own"):
        read(tmp_path, kml(place(spot("1,2"), "<name>&a9;&a;</name>"), head=head))


def test_laughs_in_the_first_element_are_refused(tmp_path: Path) -> None:
    head = LAUGHS.removesuffix("<kml>") + '<kml id="&a9;">'
    with pytest.raises(Refusal, match=r"words of its own|broken"):
        read(tmp_path, kml(place(spot("1,2")), head=head))


def test_what_is_nested_too_deep_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="nested too deep"):
        read(tmp_path, kml("<Folder>" * 100_000))
    with pytest.raises(Refusal, match="nested too deep"):
        read(tmp_path, kml(place("<MultiGeometry>" * 100_000)))


def test_a_cut_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="KML, but broken or cut off"):
        read(tmp_path, kml(place(spot("1,2")))[:-20])


def test_memory_stays_flat(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(kml(*["<Style><a/></Style>" + place(spot("1,2"), "<name>x</name>")] * 5_000))
    tracemalloc.start()
    count = sum(1 for _ in Places(Found("kml", file)).entries())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 5_000
    assert peak < 1 << 20
