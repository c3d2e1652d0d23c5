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

from commonstacks.workshop.views.conditions import sentence
from commonstacks.workshop.views.cubes import build, cube_facts
from commonstacks.workshop.views.german import GERMAN
from commonstacks.workshop.views.grid import class_of, classes
from commonstacks.workshop.views.measuring import Named
from commonstacks.workshop.views.sentences import (
    label,
    number_text,
    share_text,
    summary,
    title,
)
from commonstacks.workshop.views.spec import Chart, chart_facts, facts_of, parse
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


AREAS = (Chart("areas", ("quarter",), value="rent"), Chart("histogram", ("rent",)))
COUNTED = (Chart("areas", ("quarter",)), Chart("grid", ("lon", "lat"), focus=True))
NAMED = {"quarter": Named({"n": "1", "N.": "1", "s": "2", "w": "4"}, {"n": "North", "s": "South"})}
AREA_FILTERS = [
    [],
    [{"column": "quarter", "any_of": ["n", "s"]}],
    [{"column": "quarter", "any_of": [None, "?"]}],
    [{"column": "quarter", "any_of": ["w"]}],
    [{"column": "rent", "from": 200}],
    [{"column": "rent", "any_of": [None]}],
]
COUNTED_FILTERS = [
    [],
    [{"column": "quarter", "any_of": ["n", "N."]}],
    [{**BOX, "within": [0, 0, 0.5, 0.5]}],
    [{**BOX, "within": [50, 50, 50.1, 50.1]}],
    [{**BOX, "within": [0, 0, 0.04, 0.2]}],
]
DAYS = (Chart("time", ("month",), value="heat"), Chart("histogram", ("people",), steps="log"))
DAY_FILTERS = [
    [],
    [{"column": "month", "from": "2012-03-01", "to": "2013-01-01"}],
    [{"column": "people", "from": 1000}],
    [{"column": "people", "from": 5000}, {"column": "month", "to": "2011-06-01"}],
    [{"column": "people", "any_of": [None]}],
    [{"column": "month", "any_of": [None]}],
]
SINGLE = (Chart("areas", ("letter",)), Chart("bars", ("half",)))
LETTERS = {"letter": Named({letter: letter for letter in "ABCDEFG"}, {"A": "Alpha"})}
SINGLE_FILTERS = [
    [],
    [{"column": "letter", "any_of": ["A", "C"]}],
    [{"column": "half", "any_of": ["one"]}],
]


def months():
    """A month has one number, several, or rows without any."""
    for n in range(90):
        yield {
            "month": None if n % 43 == 5 else date(2011 + n // 30, 1 + n % 12, 1 + n % 27),
            "heat": None if n % 12 == 3 or n % 7 == 2 else n * 37 % 90 / 4 - 5,
            "people": None if n % 19 == 4 else (n % 9) ** 4 + n,
        }


def letters():
    for n, letter in enumerate("ABCDEFGH"):
        yield {"letter": letter, "half": "one" if n < 3 else "two"}


def quarters():
    names = ["n", "s", "N.", "w", None, "?", "s", "w"]
    for n in range(240):
        quarter = names[n * n % 8 if n % 3 else n % 8]
        yield {
            "quarter": quarter,
            "rent": None if quarter == "w" or n % 19 == 0 else n * 71 % 900 / 3 + n,
            "lon": 50.0 if n % 80 == 7 else (n * 37 % 400) / 400,
            "lat": 50.0 if n % 80 == 7 else (n * 53 % 300) / 300,
        }


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


def view(charts, filters):
    facts = {
        "schema": "commonstacks-view/1",
        "dataset": "things",
        "version": 3,
        "table": "0f" * 32,
        "charts": [chart_facts(chart) for chart in charts],
        "filters": filters,
    }
    return parse(facts)


def case(cube, filters, words=ENGLISH):
    spec = cube.snapped(view(cube.charts, filters))
    seen = cube.counts(spec.filters)
    pairs = list(zip(cube.charts, cube.axes, seen.counts, strict=True))
    return {
        "spec": facts_of(spec),
        "token": token(spec),
        "matching": seen.matching,
        "counts": [{str(code): n for code, n in enumerate(counts) if n} for _, _, counts in pairs],
        "sentence": [asdict(part) for part in sentence(spec, cube, seen, words)],
        "titles": [title(*pair, words) for pair in pairs],
        "summaries": [summary(axis, counts, words) for _, axis, counts in pairs],
    }


def said(cube, filters):
    """What a view says in German; all else is the same."""
    told = case(cube, filters, GERMAN)
    return {part: told[part] for part in ("sentence", "titles", "summaries")}


def labels(cube, words):
    return [[label(axis, code, words) for code in range(min(axis.size, 60))] for axis in cube.axes]


def cube_examples(folder, rows, charts, filters, named):
    parquet = folder / f"{cube_digest(charts)}.parquet"
    pq.write_table(pa.Table.from_pylist(list(rows)), parquet)
    cube = build(parquet, charts, folder / "cubes", named)
    arrow = (folder / "cubes" / f"{cube_digest(charts)}.arrow").read_bytes()
    return {
        "facts": cube_facts(cube),
        "arrow": base64.b64encode(arrow).decode(),
        "cases": [case(cube, asked) for asked in filters],
        "labels": labels(cube, ENGLISH),
        "german": {"said": [said(cube, asked) for asked in filters], "labels": labels(cube, GERMAN)},
    }  # fmt: skip


def examples(folder):
    numbers = [0, 1, -1.5, 999, 1000, 12500.25, -1234567.5, 0.1, 1e21, 2.5e-7, 123456789012]
    counts = [1, 2, 4, 5, 10, 99, 522, 40_000, 3_000_000]
    return {
        "words": asdict(ENGLISH),
        "german": {
            "words": asdict(GERMAN),
            "numbers": [number_text(value, GERMAN) for value in numbers],
            "shares": [share_text(a, b, GERMAN) for a, b in ((1, 3), (1, 2000), (0, 0), (7, 7))],
        },
        "cubes": [
            cube_examples(folder, rows(), CHARTS, FILTERS, {}),
            cube_examples(folder, quarters(), AREAS, AREA_FILTERS, NAMED),
            cube_examples(folder, quarters(), COUNTED, COUNTED_FILTERS, NAMED),
            cube_examples(folder, months(), DAYS, DAY_FILTERS, {}),
            cube_examples(folder, letters(), SINGLE, SINGLE_FILTERS, LETTERS),
        ],
        "numbers": [[value, number_text(value, ENGLISH)] for value in numbers],
        "shares": [[a, b, share_text(a, b, ENGLISH)] for a, b in ((1, 3), (1, 2000), (0, 0), (7, 7))],
        "classes": [[most, list(classes(most)), [class_of(n, classes(most)) for n in counts]] for most in counts],
    }  # fmt: skip


def test_the_page_is_tested_with_what_the_server_says(tmp_path):
    now = json.dumps(examples(tmp_path), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("COMMONSTACKS_WRITE_EXAMPLES"):
        FILE.write_text(now)
    assert FILE.read_text() == now
