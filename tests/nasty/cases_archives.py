"""Archives and compressed files."""

from __future__ import annotations

import bz2
import io
import lzma
import tarfile
import zipfile

from tests.nasty.corpus import case, refused, table
from tests.nasty.making import bomb_zip, gzipped, zipped

CODES_CSV = "code,name\n001,Hull\n002,York\n003,Leeds\n"
CODES = "code | name\ncoded | words\n001 | Hull\n002 | York\n003 | Leeds"
BRIDGES_CSV = "bridge,year\nNorth,1901\nSouth,1932\n"
BRIDGES = "bridge | year\nwords | integer\nNorth | 1901\nSouth | 1932"


def locked() -> bytes:
    """A zip whose headers say that the member is encrypted."""
    content = bytearray(zipped({"codes.csv": CODES_CSV}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def old_names() -> bytes:
    """A zip whose member name is in code page 850, as Windows packed it for twenty years."""
    return zipped({"gemXnden.csv": CODES_CSV}).replace(b"gemXnden", b"gem\x84nden")


def tar(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def empty_zip() -> bytes:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    return out.getvalue()


GTFS = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n1,KVB,https://example.org,Europe/Berlin\n",
    "stops.txt": "\ufeffstop_id,stop_name,stop_lat,stop_lon\n000001,Dom/Hbf,50.9427,6.9582\n000002,Neumarkt,50.9357,6.9480\n",
    "routes.txt": "route_id,route_short_name,route_type\n01,1,0\n02,7,0\n",
    "trips.txt": "route_id,service_id,trip_id\n01,0001,t1\n02,0001,t2\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,23:59:00,24:00:00,000001,1\nt1,24:05:00,24:05:30,000002,2\n",
    "calendar.txt": "service_id,monday,start_date,end_date\n0001,1,20240101,20241231\n",
}

CASES = [
    case(
        "zip-one-table",
        "One CSV in a zip, the commonest download of all.",
        "codes.zip",
        zipped({"codes.csv": CODES_CSV}),
        table(CODES),
    ),
    case(
        "zip-with-rubbish",
        "A Mac's hidden folder, a readme and a licence lie beside the table.",
        "codes.zip",
        zipped(
            {
                "__MACOSX/._codes.csv": b"\0\5\x16\7" + bytes(40),
                ".DS_Store": b"\0\0\0\1Bud1" + bytes(40),
                "codes.csv": CODES_CSV,
                "README.txt": "These are the codes.\nAsk the office if in doubt.\n",
                "LICENSE.pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
            }
        ),
        table(CODES),
        (table(CODES), table("? \n?\n…")),
    ),
    case(
        "zip-two-tables",
        "Two tables in folders of a zip: each is one, named after its file.",
        "all.zip",
        zipped({"a/codes.csv": CODES_CSV, "b/bridges.csv": BRIDGES_CSV}),
        (table(CODES, name="codes"), table(BRIDGES, name="bridges")),
    ),
    case(
        "zip-in-zip",
        "A zip in a zip, from two portals in a row.",
        "outer.zip",
        zipped({"inner.zip": zipped({"codes.csv": CODES_CSV})}),
        table(CODES),
    ),
    case(
        "zip-old-names",
        "A name with an umlaut in code page 850 within the zip.",
        "old.zip",
        old_names(),
        table(CODES),
    ),
    case(
        "zip-password",
        "A zip with a password.",
        "codes.zip",
        locked(),
        refused("password|encrypted|locked"),
    ),
    case(
        "zip-empty",
        "A zip with nothing in it.",
        "codes.zip",
        empty_zip(),
        refused("empty|nothing|no table|no file|holds no"),
    ),
    case(
        "zip-cut",
        "A zip whose download broke off: its list of contents is missing.",
        "codes.zip",
        zipped({"codes.csv": CODES_CSV, "bridges.csv": BRIDGES_CSV})[:180],
        refused("damaged|broken|complete|cut|zip|archive"),
    ),
    case(
        "zip-only-papers",
        "A zip of PDF files: there is no table in it.",
        "reports.zip",
        zipped({"2022.pdf": b"%PDF-1.4\n", "2023.pdf": b"%PDF-1.4\n"}),
        refused("PDF|no table|table"),
    ),
    case(
        "zip-climbing-names",
        "A member named ../../etc/codes.csv, which may not be written anywhere.",
        "climb.zip",
        zipped({"../../etc/codes.csv": CODES_CSV}),
        table(CODES),
        refused("path|name|outside|safe"),
    ),
    case(
        "zip-bomb",
        "A small zip that unpacks to 600 MB of the same row.",
        "bomb.zip",
        bomb_zip("bomb.csv", 600),
        refused("unpack|large|bomb|ratio|big|grow|times"),
    ),
    case(
        "gz-table",
        "A gzipped CSV, from statistical bulk services.",
        "codes.csv.gz",
        gzipped(CODES_CSV.encode()),
        table(CODES),
    ),
    case(
        "gz-cut",
        "A gzip file that breaks off: what can still be read is not the whole table.",
        "codes.csv.gz",
        gzipped((CODES_CSV * 200).encode())[:-30],
        refused("damaged|broken|complete|cut|end|gzip"),
    ),
    case(
        "gz-twice",
        "A server has gzipped the gzip file once more.",
        "codes.csv.gz",
        gzipped(gzipped(CODES_CSV.encode())),
        table(CODES),
        refused("gzip|compressed|archive|packed|within"),
    ),
    case(
        "xz-table", "An xz file.", "codes.csv.xz", lzma.compress(CODES_CSV.encode()), table(CODES)
    ),
    case(
        "bz2-table",
        "A bzip2 file, from older research archives.",
        "codes.csv.bz2",
        bz2.compress(CODES_CSV.encode()),
        table(CODES),
        refused("bzip2|bz2"),
    ),
    case(
        "tar-gz-table",
        "A tar archive, gzipped, with one CSV.",
        "codes.tar.gz",
        tar(("codes.csv", CODES_CSV.encode())),
        table(CODES),
        refused("tar"),
    ),
    case(
        "seven-zip",
        "A 7z archive, which offices in Eastern Europe like.",
        "codes.7z",
        b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(64)),
        refused("7z|7-zip|7zip"),
    ),
    case(
        "rar",
        "A RAR archive.",
        "codes.rar",
        b"Rar!\x1a\x07\x01\x00" + bytes(range(64)),
        refused("rar"),
    ),
    case(
        "gtfs",
        "A timetable: six tables in a zip, times after midnight, stop ids with zeros, dates as digits.",
        "gtfs.zip",
        zipped(GTFS),
        (
            table(
                "agency_id | agency_name | agency_url | agency_timezone\n? | words | words | words\n1 | KVB | https://example.org | Europe/Berlin",
                name="agency",
            ),
            table(
                "stop_id | stop_name | stop_lat | stop_lon\ncoded | words | latitude/decimal | longitude/decimal\n000001 | Dom/Hbf | 50.9427 | 6.9582\n000002 | Neumarkt | 50.9357 | 6.948",
                name="stops",
            ),
            table(
                "route_id | route_short_name | route_type\ncoded | ? | ?\n01 | 1 | 0\n02 | 7 | 0",
                name="routes",
            ),
            table(
                "route_id | service_id | trip_id\ncoded | coded | words\n01 | 0001 | t1\n02 | 0001 | t2",
                name="trips",
            ),
            table(
                "trip_id | arrival_time | departure_time | stop_id | stop_sequence\nwords | words | words | coded | integer\nt1 | 23:59:00 | 24:00:00 | 000001 | 1\nt1 | 24:05:00 | 24:05:30 | 000002 | 2",
                name="stop_times",
            ),
            table(
                "service_id | monday | start_date | end_date\ncoded | ? | date | date\n0001 | 1 | 2024-01-01 | 2024-12-31",
                name="calendar",
            ),
        ),
    ),
]
