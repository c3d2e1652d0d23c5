"""A second round: JSON, workbooks, archives and web pages, in other clothes."""

from __future__ import annotations

import json

import openpyxl
import pyarrow as pa

from tests.nasty.corpus import case, refused, table
from tests.nasty.making import gzipped, rezipped, sqlite, xlsx, zipped

CODES_CSV = "code,name\n001,Hull\n002,York\n003,Leeds\n"
CODES = table("code | name\ncoded | words\n001 | Hull\n002 | York\n003 | Leeds")
ROWS = [
    {"code": "001", "name": "Hull"},
    {"code": "002", "name": "York"},
    {"code": "003", "name": "Leeds"},
]


def book(*sheets: tuple[str, list[tuple[object, ...]]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def side_by_side() -> bytes:
    return xlsx(
        book(
            (
                "S",
                [
                    ("code", "name", None, None, "year", "births", "deaths"),
                    ("001", "Hull", None, None, 2021, 120, 90),
                    ("002", "York", None, None, 2022, 131, 95),
                    ("003", "Leeds", None, None, 2023, 128, 99),
                ],
            )
        )
    )


def with_cover() -> bytes:
    cover = [
        ("Deaths registered in towns",),
        ("This workbook has one worksheet with a table.",),
        ("Published by the registrar.",),
    ]
    return xlsx(
        book(
            ("Cover sheet", cover),
            ("Table 1", [("code", "name"), ("001", "Hull"), ("002", "York"), ("003", "Leeds")]),
        )
    )


def mixed_zeros() -> bytes:
    made = book(("S", [("key", "n"), (1001, 1), (11000, 2), (315, 3)]))
    for row in (2, 3, 4):
        made["S"].cell(row, 1).number_format = '00000;-00000;"-"'
    return xlsx(made)


def shared_strings() -> bytes:
    """Rich text: one cell of two runs, as people make half a word bold."""
    content = xlsx(book(("S", [("code", "name"), ("001", "HullXX"), ("002", "York")])))
    runs = b"<r><t>Hu</t></r><r><t>ll</t></r>"
    return rezipped(content, "xl/worksheets/sheet1.xml", (b"<t>HullXX</t>", runs))


def zstd(content: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(content)
    return sink.getvalue().to_pybytes()


CASES = [
    case(
        "again-json-value",
        "OData: the rows under “value”, beside a context address.",
        "rows.json",
        json.dumps({"@odata.context": "https://example.org/$metadata", "value": ROWS}),
        CODES,
    ),
    case(
        "again-json-d-results",
        "Older OData: rows under d.results.",
        "rows.json",
        json.dumps({"d": {"results": ROWS}}),
        CODES,
    ),
    case(
        "again-json-hits",
        "A search engine's answer: rows under hits.hits[]._source.",
        "rows.json",
        json.dumps(
            {
                "took": 3,
                "hits": {
                    "total": 3,
                    "hits": [{"_id": str(n), "_source": row} for n, row in enumerate(ROWS)],
                },
            }
        ),
        CODES,
        table("_id | ? | ?\n? | coded | words\n0 | 001 | Hull\n1 | 002 | York\n2 | 003 | Leeds"),
        table("_id | _source\n? | ?\n0 | …\n1 | …\n2 | …"),
    ),
    case(
        "again-json-split",
        "Columns, index and data as three lists.",
        "rows.json",
        json.dumps(
            {
                "columns": ["code", "name"],
                "index": [0, 1, 2],
                "data": [list(row.values()) for row in ROWS],
            }
        ),
        CODES,
    ),
    case(
        "again-json-by-id",
        "An object of records by their ids: the id is a column.",
        "rows.json",
        json.dumps(
            {
                "A01": {"name": "Hull", "n": 4},
                "A02": {"name": "York", "n": 5},
                "B07": {"name": "Leeds", "n": 6},
            }
        ),
        table(
            "? | name | n\nwords | words | integer\nA01 | Hull | 4\nA02 | York | 5\nB07 | Leeds | 6"
        ),
        refused("record|row|table"),
    ),
    case(
        "again-json-callback",
        "A script's callback around the JSON.",
        "rows.json",
        "callback(" + json.dumps(ROWS) + ");",
        CODES,
        refused("JSON|script|callback"),
    ),
    case(
        "again-json-two-lists",
        "Two lists of records in one object: two tables, none may vanish silently.",
        "rows.json",
        json.dumps(
            {"stops": ROWS, "lines": [{"line": "01", "stops": 12}, {"line": "07", "stops": 30}]}
        ),
        (CODES, table("line | stops\ncoded | integer\n01 | 12\n07 | 30")),
        refused("list|table|record"),
    ),
    case(
        "again-json-lines-mark",
        "Lines of JSON with a byte order mark, blank lines and CR LF.",
        "rows.ndjson",
        b"\xef\xbb\xbf" + "\r\n\r\n".join(json.dumps(row) for row in ROWS).encode() + b"\r\n",
        table("code | name\ncoded | words\n001 | Hull\n002 | York\n003 | Leeds", aside=()),
    ),
    case(
        "again-json-empty-list",
        "An empty list.",
        "rows.json",
        "[]",
        refused("no record|empty|no row|nothing|no list|no table"),
        (),
    ),
    case(
        "again-json-text-sequence",
        "GeoJSON text sequence: each feature after the sign 0x1E.",
        "x.geojsons",
        "".join(
            "\x1e" + json.dumps({"type": "Feature", "properties": row, "geometry": None}) + "\n"
            for row in ROWS
        ),
        table("code | name\ncoded | words\n001 | Hull\n002 | York\n003 | Leeds"),
        table(
            "code | name | ?\ncoded | words | ?\n001 | Hull | ∅\n002 | York | ∅\n003 | Leeds | ∅"
        ),
        refused("sequence|JSON"),
    ),
    case(
        "again-xlsx-side-by-side",
        "Two tables beside each other on a sheet.",
        "x.xlsx",
        side_by_side(),
        (
            table("code | name\ncoded | words\n001 | Hull\n002 | York\n003 | Leeds", aside=()),
            table(
                "year | births | deaths\ninteger | integer | integer\n2021 | 120 | 90\n2022 | 131 | 95\n2023 | 128 | 99",
                aside=(),
            ),
        ),
    ),
    case(
        "again-xlsx-cover",
        "A cover sheet of sentences before the sheet with the table: British statistics.",
        "x.xlsx",
        with_cover(),
        table(
            "code | name\ncoded | words\n001 | Hull\n002 | York\n003 | Leeds",
            aside=(),
            words=("cover|sheet",),
        ),
    ),
    case(
        "again-xlsx-zeros-mixed",
        "The format 00000 with three parts shows 01001, 11000 and 00315.",
        "x.xlsx",
        mixed_zeros(),
        table("key | n\ncoded | integer\n01001 | 1\n11000 | 2\n00315 | 3"),
    ),
    case(
        "again-xlsx-rich-text",
        "A cell in two runs of letters, half of it bold.",
        "x.xlsx",
        shared_strings(),
        table("code | name\ncoded | words\n001 | Hull\n002 | York"),
    ),
    case(
        "again-zip-of-workbook",
        "A workbook inside a zip.",
        "x.zip",
        zipped(
            {
                "x.xlsx": xlsx(
                    book(
                        (
                            "S",
                            [("code", "name"), ("001", "Hull"), ("002", "York"), ("003", "Leeds")],
                        )
                    )
                )
            }
        ),
        CODES,
    ),
    case(
        "again-zip-of-gz",
        "A gzipped CSV inside a zip.",
        "x.zip",
        zipped({"x.csv.gz": gzipped(CODES_CSV.encode())}),
        CODES,
    ),
    case(
        "again-zip-csv-and-json",
        "The same table as CSV and as JSON in a zip: two layers, both named.",
        "x.zip",
        zipped({"x.csv": CODES_CSV, "x.json": json.dumps(ROWS)}),
        (CODES, CODES),
    ),
    case(
        "again-zip-with-pointer",
        "A zip whose only member is a Git LFS pointer.",
        "x.zip",
        zipped(
            {
                "x.csv": "version https://git-lfs.github.com/spec/v1\noid sha256:"
                + "a" * 64
                + "\nsize 9\n"
            }
        ),
        refused("pointer|LFS"),
    ),
    case(
        "again-zst",
        "A CSV packed with zstd.",
        "x.csv.zst",
        zstd(CODES_CSV.encode()),
        CODES,
        refused("zst|Zstandard"),
    ),
    case(
        "again-gz-of-page",
        "An error page, gzipped, named .csv.gz.",
        "x.csv.gz",
        gzipped(b"<!doctype html><html><body>503 Service Unavailable</body></html>"),
        refused("web page|HTML"),
    ),
    case(
        "again-sqlite-view",
        "A view and an internal table beside the real one.",
        "x.db",
        sqlite(
            "CREATE TABLE towns (code TEXT, name TEXT)",
            "INSERT INTO towns VALUES ('001','Hull'),('002','York'),('003','Leeds')",
            "CREATE TABLE q (id INTEGER PRIMARY KEY AUTOINCREMENT)",
            "DROP TABLE q",
        ),
        CODES,
    ),
    case(
        "again-html-hard-spaces",
        "Hard spaces as thousands and a footnote sign in sup, in a page.",
        "x.html",
        "<html><body><table><tr><th>Commune</th><th>Habitants</th></tr><tr><td>Lyon<sup>1</sup></td><td>522&nbsp;250</td></tr><tr><td>Brest</td><td>139&nbsp;619</td></tr></table></body></html>",
        table("Commune | Habitants\nwords | integer\n… | 522250\nBrest | 139619", aside=()),
    ),
    case(
        "again-html-two-tables",
        "Two real tables in a page.",
        "x.html",
        "<html><body>"
        + "".join(
            f"<h2>{t}</h2><table><tr><th>code</th><th>{t}</th></tr><tr><td>001</td><td>Hull</td></tr><tr><td>002</td><td>York</td></tr></table>"
            for t in ("name", "seat")
        )
        + "</body></html>",
        (
            table("code | name\ncoded | words\n001 | Hull\n002 | York", aside=()),
            table("code | seat\ncoded | words\n001 | Hull\n002 | York", aside=()),
        ),
    ),
    case(
        "again-prose",
        "A note of two sentences instead of the table.",
        "budget.csv",
        "This dataset has been moved to our new portal.\nPlease contact the open data office if you cannot find it.\n",
        refused("table|sentence|text|prose"),
        table("?\n?\n…", aside=(), words=("sentence|prose|one column|single column",)),
    ),
    case(
        "again-soft-404-json",
        "Not found, in JSON with a status and nothing else.",
        "budget.csv",
        '{"status":404,"title":"Not Found","detail":"The resource does not exist."}',
        refused("error|no table|no rows|record|JSON"),
    ),
    case(
        "again-shell-script",
        "A shell script named .csv.",
        "run.csv",
        "#!/bin/sh\nset -e\ncurl -o out.csv https://example.org\n",
        refused("program|script|source|code|table"),
    ),
]
