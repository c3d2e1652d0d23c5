"""Tables to be asked, and an independent reading of every filter as SQL with its values inside."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.workshop.views.filters import (
    AnyOf,
    Between,
    Inside,
    Matching,
    Present,
    Within,
)
from commonstacks.workshop.views.placing import Cut

SHELF = Path(__file__).parents[3] / "src/commonstacks/shelf/us-postal-codes/zipcodes.csv"
RTL = "\u202erows\u202c"
HOSTILE_NAME = "'; DROP TABLE rows; --"


@dataclass(frozen=True)
class Asked:
    """A table and its columns by what they hold; ``place`` is a place that some rows lie in."""

    files: tuple[str, ...]
    numbers: tuple[str, ...]
    days: tuple[str, ...]
    texts: tuple[str, ...]
    place: str = ""
    cuts: tuple[tuple[str, Cut], ...] = ()

    @property
    def sql(self):
        return " POSITIONAL JOIN ".join(f"'{file}'" for file in self.files)


def odd(folder):
    """Names that break out of quotes, names that our own SQL uses, values of every odd kind."""
    words = ["tree", "Tree", "Bäume", "100%", "a_b", "a%b", "'; --", '"', RTL, "", "\\", "\x00n"]
    rows = [
        {
            "value": None if n % 11 == 0 else (n * 37 % 400) / 4 - 20,
            "code": [*words, None][n * n % 13 if n % 3 else n % 13],
            "v0": n * 7 % 90,
            "m": None if n % 17 == 2 else date(2017, 11, 3) + timedelta(days=n * 31 % 1400),
            'a"b': f"{n % 23:02}",
            HOSTILE_NAME: "x" if n % 2 else None,
            RTL: float("nan") if n % 29 == 0 else n * n % 5000 / 3,
        }
        for n in range(900)
    ]
    path = folder / "odd.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    return Asked((str(path),), ("value", "v0", RTL), ("m",), ("code", 'a"b', HOSTILE_NAME))


def postal(folder):
    path = folder / "postal.parquet"
    duckdb.execute(
        f"COPY (SELECT zip_code, latitude, longitude, city, state, county FROM"
        f" read_csv('{SHELF}', header = true, types = {{'zip_code': 'VARCHAR'}})"
        f" USING SAMPLE 3000 ROWS (reservoir, 7)) TO '{path}'"
    )
    return Asked((str(path),), ("latitude", "longitude"), (), ("city", "state", "county"))


def placed(folder):
    """Complaints with the states their rows lie in, in a file of their own."""
    codes = ["PA", "NY", "OH", None]
    path, places = folder / "complaints.parquet", folder / "complaint-places.parquet"
    rows = [
        {
            "opened": date(2018, 6, 1) + timedelta(days=n * n % 700),
            "closed": None if n % 9 == 0 else date(2019, 6, 1) + timedelta(days=n % 300),
            "topic": ["noise", "Noise at night", "dogs", "lights", None][n * 3 % 5],
            "days": n % 60,
        }
        for n in range(1200)
    ]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=256)
    states = [{"state": codes[n * 13 % 11 % 4]} for n in range(1200)]
    pq.write_table(pa.Table.from_pylist(states), places, row_group_size=100)
    cuts = (("geonames:1", Cut("state", ("PA", "NY"))), ("geonames:2", Cut("state", ("OH",))))
    files = (str(path), str(places))
    return Asked(files, ("days",), ("opened", "closed"), ("topic", "state"), "geonames:1", cuts)


def quoted(text):
    """A text in SQL; a NUL cannot stand in one."""
    return "||chr(0)||".join("'" + part.replace("'", "''") + "'" for part in text.split("\x00"))


def plainly(item, kinds, cuts):
    """A filter as plain SQL, from its words in docs/reference/views.md."""
    if isinstance(item, Inside):
        cut = dict(cuts)[item.place]
        return f'"{cut.column}" IN ({", ".join(map(quoted, cut.values))})'
    names = ['"' + column.replace('"', '""') + '"' for column in item.columns]
    finite = f"isfinite({names[0]})"
    if isinstance(item, Present):
        return f"{names[0]} IS NOT NULL" + (f" AND {finite}" if counts(kinds, item) else "")
    if isinstance(item, Matching):
        text = item.text.lower()
        found = f"position({quoted(text)} IN lower({names[0]}))"
        forms = {"contains": f"{found} > 0", "begins": f"{found} = 1"}
        return forms.get(item.how, f"lower({names[0]}) = {quoted(text)}")
    if isinstance(item, Within):
        ends = ((item.west, item.east), (item.south, item.north))
        return " AND ".join(
            f"{name} >= {low!r} AND {name} < {high!r}"
            for name, (low, high) in zip(names, ends, strict=True)
        )
    if isinstance(item, Between):
        return between(item, names[0], finite)
    return any_of(item, names, kinds)


def any_of(item: AnyOf, names, kinds):
    if counts(kinds, item):
        return " OR ".join(f"coalesce(NOT isfinite({name}), true)" for name in names)
    texts = [quoted(value) for value in item.values if value is not None]
    parts = [f"{names[0]} IS NULL"] if None in item.values else []
    return " OR ".join([*parts, *(f"CAST({names[0]} AS VARCHAR) = {text}" for text in texts)])


def between(item, name, finite):
    days = isinstance(item.low or item.high, str)
    ends = [(">=", item.low), ("<", item.high)]
    parts = [
        f"{name} {sign} " + (f"DATE '{end}'" if days else repr(end))
        for sign, end in ends
        if end is not None
    ]
    return " AND ".join([*parts, *([] if days else [finite])])


def counts(kinds, item):
    """Does a chart read the column as numbers?"""
    return kinds.get(item.columns) in ("histogram", "grid", "points")


def plain_where(filters, kinds, cuts):
    parts = [f"coalesce({plainly(item, kinds, cuts)}, false)" for item in filters]
    return " AND ".join(parts) or "true"


NUMBERS = itertools.count()
