"""Server and page say and count the same: one file of examples, read by both sides' tests.

Where this test says that the file is old, write it anew with COMMONSTACKS_WRITE_EXAMPLES=1 and look
at what changed before keeping it.
"""

import base64
import json
import os
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.workshop.views.cubes import build, cube_facts
from commonstacks.workshop.views.grid import class_of, classes
from commonstacks.workshop.views.sentences import (
    label,
    number_text,
    sentence,
    share_text,
    summary,
    title,
)
from commonstacks.workshop.views.spec import Chart, facts_of, parse
from commonstacks.workshop.views.tokens import cube_digest, token
from commonstacks.workshop.views.words import ENGLISH

FILE = Path(__file__).parents[3] / "frontend/tests/agreement.json"
CHARTS = (
    Chart("grid", ("lon", "lat")),
    Chart("bars", ("kind of thing",)),
    Chart("histogram", ("size",)),
    Chart("time", ("day",)),
)
BOX = {"columns": ["lon", "lat"]}
KIND = {"column": "kind of thing"}
FILTERS = [
    [],
    [{**KIND, "any_of": ["tree"]}],
    [{**KIND, "any_of": [None, "Bäume", "\U0001f333 grove", "\uffee", ""]}],
    [{**KIND, "any_of": ["tree", "hedge", "Bäume", "", "\uffee", None]}],
    [{"column": "size", "from": 10}],
    [{"column": "size", "to": 10, "from": -5}, {"column": "day", "from": "2019-03-01"}],
    [{"column": "size", "to": 0}],
    [{"column": "day", "from": "2018-02-01", "to": "2019-06-01"}, {**KIND, "any_of": ["hedge"]}],
    [{"column": "day", "to": "2018-02-01"}],
    [{**BOX, "within": [-1, -0.5, 1.5, 0.5]}, {**KIND, "any_of": ["tree", "hedge"]}],
    [{**BOX, "any_of": [None]}],
    [{"column": "size", "any_of": [None]}, {**BOX, "within": [0, 0, 0.1, 0.1]}],
]


def rows():
    """No chance in it: every number comes from its place."""
    kinds = ["tree", "tree", "hedge", "Bäume", "\U0001f333 grove", "\uffee", "", None]
    for n in range(400):
        yield {
            "lon": None if n % 41 == 0 else (n * 37 % 400) / 100 - 2,
            "lat": (n * 53 % 300) / 100 - 1.5,
            "kind of thing": kinds[n * n % 8 if n % 3 else n % 8],
            "size": None if n % 29 == 0 else (n * 71 % 90) / 2 - 5 if n else 9e6,
            "day": None if n % 31 == 0 else date(2018, 1, 1) + timedelta(days=n * 17 % 900),
        }


def view(filters):
    facts = {
        "schema": "commonstacks-view/1",
        "dataset": "things",
        "version": 3,
        "table": "0f" * 32,
        "charts": [{"kind": c.kind, "columns": list(c.columns)} for c in CHARTS],
        "filters": filters,
    }
    return parse(facts)


def case(cube, filters):
    spec = cube.snapped(view(filters))
    seen = cube.counts(spec.filters)
    pairs = list(zip(cube.charts, cube.axes, seen.counts, strict=True))
    return {
        "spec": facts_of(spec),
        "token": token(spec),
        "matching": seen.matching,
        "counts": [{str(code): n for code, n in enumerate(counts) if n} for _, _, counts in pairs],
        "sentence": [asdict(part) for part in sentence(spec, cube, seen, ENGLISH)],
        "titles": [title(*pair, ENGLISH) for pair in pairs],
        "summaries": [summary(axis, counts, ENGLISH) for _, axis, counts in pairs],
    }


def examples(folder):
    parquet = folder / "table.parquet"
    pq.write_table(pa.Table.from_pylist(list(rows())), parquet)
    cube = build(parquet, CHARTS, folder / "cubes")
    arrow = (folder / "cubes" / f"{cube_digest(CHARTS)}.arrow").read_bytes()
    numbers = [0, 1, -1.5, 999, 1000, 12500.25, -1234567.5, 0.1, 1e21, 2.5e-7, 123456789012]
    counts = [1, 2, 4, 5, 10, 99, 522, 40_000, 3_000_000]
    return {
        "words": asdict(ENGLISH),
        "facts": cube_facts(cube),
        "arrow": base64.b64encode(arrow).decode(),
        "cases": [case(cube, filters) for filters in FILTERS],
        "labels": [[label(axis, code, ENGLISH) for code in range(min(axis.size, 60))] for axis in cube.axes],
        "numbers": [[value, number_text(value, ENGLISH)] for value in numbers],
        "shares": [[a, b, share_text(a, b, ENGLISH)] for a, b in ((1, 3), (1, 2000), (0, 0), (7, 7))],
        "classes": [[most, list(classes(most)), [class_of(n, classes(most)) for n in counts]] for most in counts],
    }  # fmt: skip


def test_the_page_is_tested_with_what_the_server_says(tmp_path):
    now = json.dumps(examples(tmp_path), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("COMMONSTACKS_WRITE_EXAMPLES"):
        FILE.write_text(now)
    assert FILE.read_text() == now
