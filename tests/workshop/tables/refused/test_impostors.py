"""Text, XML and bytes that are no table, told by how they begin; and tables that begin alike."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import pack

XML = '<?xml version="1.0"?>\n'
GPX = f'{XML}<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">%s</gpx>'
MAIL = "Received: from a\n\tby b\nFrom: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\n\nHi\n"
STRANGERS: dict[str, tuple[str | bytes, str]] = {
    "PHP": ("<?php\necho $rows;\n", "a program (PHP source)"),
    "ASP": ("<%@ Page Language='C#' %>\n<% a %>\n", "a program (source of a web page"),
    "shell": ("#!/bin/sh\ncurl x > y.csv\n", "a program (a script)"),
    "JavaScript": ("// made\nvar trees = [1, 2];\n", "a program (JavaScript source)"),
    "moving page": ('window.location = "/login";\n', "a program (JavaScript source)"),
    "Python": ("# x\nimport csv\n\nrows = csv.reader(f)\n", "a program (Python source)"),
    "SQL": ("-- MySQL dump\n\nDROP TABLE IF EXISTS `a`;\n", "a dump of a database (SQL)"),
    "header lines": (
        "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n\r\na,b\r\n",
        "an answer of a web",
    ),
    "calendar": ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "a calendar"),
    "addresses": ("BEGIN:VCARD\nFN:A\nEND:VCARD\n", "an address book"),
    "mail": (MAIL, "a mail or a saved web page"),
    "Turtle": ("@prefix dct: <http://purl.org/dc/terms/> .\n", "linked data (Turtle"),
    "N-Triples": ('<http://a> <http://b> "c" .\n<http://a> <http://d> <e> .\n', "linked data (N-T"),
    "YAML": ("---\nname: trees\n", "a list of settings (YAML)"),
    "shortcut": ("[InternetShortcut]\nURL=https://example.org/a.csv\n", "a link to a web page"),
    "address": ("data:text/csv;base64,YSxiCjEsMgo=", "an address that holds a file"),
    "encrypted": ("-----BEGIN PGP MESSAGE-----\n\nhQ\n", "encrypted or signed"),
    "system": ('GEOGCS["WGS 84",DATUM["x"]]', "the coordinate system of a shapefile"),
    "RDF": (f'{XML}<rdf:RDF xmlns:rdf="http://a"/>', "XML (rdf): linked data (RDF)"),
    "GML": (
        f'{XML}<wfs:FeatureCollection xmlns:wfs="http://a"/>',
        "XML (featurecollection): a map",
    ),
    "services": (f"{XML}<WFS_Capabilities/>", "XML (wfs_capabilities): the description of a map"),
    "map error": (
        f"{XML}<ServiceExceptionReport><ServiceException>No such layer</ServiceException>",
        "an error message (XML), not a table: “No such layer”",
    ),
    "GPX without places": (GPX % "<metadata/>", "GPX, but holds no places"),
    "GPX cut": ((GPX % '<wpt lat="1" lon="2"/>')[:-9], "GPX, but broken or cut off"),
    "SAS": (bytes(12) + bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011"), "a SAS file"),
    "SAS transport": (b"HEADER RECORD*******LIBV8   HEADER", "a SAS transport file"),
    "SPSS": (b"$FL3@(#) IBM SPSS", "an SPSS file"),
    "SPSS portable": (b" " * 456 + b"SPSSPORT", "an SPSS file (portable)"),
    "Stata 13": (b"<stata_dta><header>", "a Stata file"),
    "Stata 12": (b"\x73\x02\x01\x00\x05\x00" + bytes(90), "a Stata file"),
    "R data": (b"RDX3\nX\n\x00\x00\x00\x03", "a file of the R program"),
    "R data packed": (gzip.compress(b"RDX2\nX\n\x00\x00\x00\x02"), "a file of the R program"),
    "R value packed": (
        gzip.compress(b"X\n\x00\x00\x00\x03\x00\x04"),
        "a file of the R program (RDS)",
    ),
    "R value as text": (b"A\n3\n262657\n197888\n5\nUTF-8\n", "a file of the R program (RDS)"),
    "pickle": (b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00]", "a pickle of the Python program"),
    "DuckDB": (bytes(8) + b"DUCK" + bytes(80), "a DuckDB database"),
    "macOS": (b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X", "a note of macOS"),
    "film": (b"\x00\x00\x00\x20ftypisom\x00\x00", "a film or a picture"),
    "program": (b"MZ\x90\x00\x03\x00\x00", "a program (Windows)"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_an_impostor_is_named(name: str, tmp_path: Path) -> None:
    content, what = STRANGERS[name]
    (tmp_path / "a.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(Refusal) as refused:
        pack.read(tmp_path / "a.csv", tmp_path / "table", name="t")
    assert refused.value.reason.startswith(f"The file is {what}")
    assert refused.value.hint


TABLES = {
    "a word of Python": "import data,export data\n1,2\n",
    "names of a page": "document.id,document.title\n1,2\n",
    "words of SQL": "SET A,SET B\n1,2\n",
    "marks of a report": "From: 2020,To: 2021\n1,2\n",
    "letters of a program": "MZ,LASF\n1,2\n",
    "a letter of R": "A,B\n3,2\n",
    "a call": "count(a),count(b)\n1,2\n",
    "a name in brackets": "<a>,<b>\n1,2\n",
    "a word alone as a name": "null,true\n1,2\n",
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_begins_like_one_is_read(name: str, tmp_path: Path) -> None:
    header = TABLES[name].splitlines()[0].split(",")
    (tmp_path / "a.csv").write_text(TABLES[name])
    profile = pack.read(tmp_path / "a.csv", tmp_path / "table", name="t")
    assert [column.name for column in profile.columns] == header
    assert profile.rows == 1


SPOT = '<wpt lat="50.5" lon="6.5"><ele>%s</ele><name>%s</name><link href="https://x"/></wpt>'
TRACK = (
    "<trk><name>Way</name><trkseg>"
    '<trkpt lat="1" lon="2"><time>2024-01-01T00:00:00Z</time></trkpt><trkpt lat="3" lon="4"/>'
    "</trkseg></trk>"
)


def test_waypoints_are_points(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(GPX % (SPOT % (7, "Dom") + SPOT % (8, "Zoo")))
    pack.read(tmp_path / "a", tmp_path / "table", name="t")
    assert pq.read_table(tmp_path / "table/table.parquet").to_pylist() == [
        {"name": name, "link": "https://x", "longitude": 6.5, "latitude": 50.5, "height": height}
        for name, height in (("Dom", 7), ("Zoo", 8))
    ]


def test_tracks_are_lines_and_a_table_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(GPX % (SPOT % (7, "Dom") + TRACK))
    assert pack.layers(tmp_path / "a") == ("waypoints", "tracks")
    pack.read(tmp_path / "a", tmp_path / "table", name="t", layer="tracks")
    assert pq.read_table(tmp_path / "table/table.parquet").to_pylist() == [
        {"name": "Way", "geometry": "LINESTRING (2 1, 4 3)"}
    ]
