"""Files of databases and statistical programs."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq

from tests.nasty.corpus import case, refused, table
from tests.nasty.making import gzipped, sqlite

ARROW = pa.table(
    {
        "code": pa.array(["007", "012", None]),
        "day": pa.array([dt.date(2024, 3, 1), None, dt.date(1598, 4, 13)]),
        "amount": pa.array([Decimal("1234.50"), Decimal("-0.05"), None], pa.decimal128(12, 2)),
        "kind": pa.array(["a", "b", "a"]).dictionary_encode(),
    }
)
DRAWN = table("""
code  | day        | amount  | kind
coded | date       | counted | words
007   | 2024-03-01 | 1234.5  | a
012   | ∅          | -0.05   | b
∅     | 1598-04-13 | ∅       | a
""")


def parquet(what: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(what, out)
    return out.getvalue()


def arrow_file(what: pa.Table) -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_file(out, what.schema) as writer:
        writer.write_table(what)
    return out.getvalue()


def arrow_stream(what: pa.Table) -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_stream(out, what.schema) as writer:
        writer.write_table(what)
    return out.getvalue()


def feathered(what: pa.Table) -> bytes:
    out = io.BytesIO()
    feather.write_feather(what, out)
    return out.getvalue()


CASES = [
    case(
        "parquet-typed",
        "Parquet with codes as text, old dates, exact decimals, a dictionary.",
        "t.parquet",
        parquet(ARROW),
        DRAWN,
    ),
    case(
        "parquet-moments",
        "Moments with and without a zone in nanoseconds.",
        "moments.parquet",
        parquet(
            pa.table(
                {
                    "at": pa.array(
                        [dt.datetime.fromisoformat("2024-03-01T12:00:00")], pa.timestamp("ns")
                    ),
                    "utc": pa.array(
                        [dt.datetime.fromisoformat("2024-03-01T12:00:00")],
                        pa.timestamp("us", "UTC"),
                    ),
                }
            )
        ),
        table("at | utc\ndatetime | datetime\n2024-03-01T12:00:00 | 2024-03-01T12:00:00+00:00"),
    ),
    case(
        "parquet-nested",
        "Lists and records within cells; no part of them may get lost.",
        "nested.parquet",
        parquet(
            pa.table({"id": ["01", "02"], "tags": [["a", "b"], []], "at": [{"x": 1, "y": 2}, None]})
        ),
        table("id | tags | at\ncoded | ? | ?\n01 | … | …\n02 | … | ∅"),
        table("id | tags | at\ncoded | ? | ?\n01 | … | …\n02 | ∅ | ∅"),
        table("id | tags | ? | ?\ncoded | ? | ? | ?\n01 | … | 1 | 2\n02 | … | ∅ | ∅"),
        table("id | tags | at\ncoded | ? | ?\n01 | … | …\n02 | … | …"),
    ),
    case(
        "parquet-not-a-number",
        "NaN beside null: both are missing to a reader.",
        "rain.parquet",
        parquet(pa.table({"rain": pa.array([1.5, float("nan"), None, 2.5])})),
        table("rain\ndecimal\n1.5\n∅\n∅\n2.5"),
    ),
    case(
        "parquet-cut",
        "Parquet without its end: nothing of it can be trusted.",
        "t.parquet",
        parquet(ARROW)[:-40],
        refused("Parquet|damaged|cut|complete|broken"),
    ),
    case("arrow-file", "An Arrow file.", "t.arrow", arrow_file(ARROW), DRAWN),
    case(
        "arrow-stream", "An Arrow stream saved as a file.", "t.arrows", arrow_stream(ARROW), DRAWN
    ),
    case(
        "feather",
        "Feather, compressed, from a data science bench.",
        "t.feather",
        feathered(ARROW),
        DRAWN,
    ),
    case(
        "sqlite-two-tables",
        "A SQLite file with two tables, codes as text.",
        "city.sqlite",
        sqlite(
            "CREATE TABLE stops (stop TEXT, name TEXT)",
            "INSERT INTO stops VALUES ('007', 'Dom'), ('012', 'Zoo')",
            "CREATE TABLE visits (day TEXT, visits INTEGER)",
            "INSERT INTO visits VALUES ('2024-03-01', 12), ('2024-03-02', NULL)",
        ),
        (
            table("stop | name\ncoded | words\n007 | Dom\n012 | Zoo", name="stops"),
            table("day | visits\ndate | integer\n2024-03-01 | 12\n2024-03-02 | ∅", name="visits"),
        ),
    ),
    case(
        "sqlite-loose-types",
        "SQLite keeps words in a column declared as whole numbers.",
        "loose.db",
        sqlite(
            "CREATE TABLE lots (lot INTEGER, area REAL)",
            "INSERT INTO lots VALUES (12, 1.5), ('12a', 2.5), (13, 'n/a')",
        ),
        table(
            "lot | area\nwords | decimal\n12 | 1.5\n12a | 2.5\n13 | ∅", missing=(("area", "n/a"),)
        ),
        table("lot | area\nwords | words\n12 | 1.5\n12a | 2.5\n13 | n/a"),
    ),
    case(
        "sqlite-empty",
        "A SQLite file without any table.",
        "empty.db",
        sqlite("CREATE TABLE gone (a)", "DROP TABLE gone"),
        refused("no table|empty|nothing"),
        (),
    ),
    case(
        "spss",
        "SPSS .sav, from survey archives.",
        "survey.sav",
        b"$FL2@(#) SPSS DATA FILE" + bytes(200),
        refused("SPSS"),
    ),
    case(
        "stata",
        "Stata .dta (118).",
        "survey.dta",
        b"<stata_dta><header><release>118</release>" + bytes(200),
        refused("Stata"),
    ),
    case(
        "sas",
        "SAS .sas7bdat.",
        "claims.sas7bdat",
        bytes(12) + bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011") + bytes(200),
        refused("SAS"),
    ),
    case(
        "sas-transport",
        "SAS transport (XPORT), from health surveys.",
        "demo.xpt",
        b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!000000000000000000000000000000  "
        + b" " * 240,
        refused("SAS"),
    ),
    case(
        "r-binary",
        "R's own .rds, gzipped.",
        "model.rds",
        gzipped(b"X\n\0\0\0\3\0\4\3\1" + bytes(64)),
        refused(r"R |R’s|R's|RDS|R program"),
    ),
    case(
        "access",
        "A Microsoft Access database.",
        "kataster.mdb",
        b"\0\1\0\0Standard Jet DB\0" + bytes(200),
        refused("Access"),
    ),
]
