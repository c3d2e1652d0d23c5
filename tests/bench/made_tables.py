"""Tables of a usual mix of columns, made by arithmetic: the same bytes on every machine."""

from __future__ import annotations

from pathlib import Path

import duckdb

COLUMNS = (
    "id",
    "opened",
    "updated",
    "category",
    "neighborhood",
    "amount",
    "persons",
    "note",
    "zip",
    "open",
)
_KINDS = "['Noise', 'Light', 'Pothole', 'Graffiti', 'Tree', 'Water leak', 'Parking', 'Refuse']"
_PLACES = (
    "['Bloomfield', 'Squirrel Hill', 'East Liberty', 'Etna', 'Ehrenfeld', 'Köln-Deutz',"
    " 'Lindenthal', 'Nippes', 'Byker', 'Heaton']"
)
_ROWS = f"""
SELECT 100000 + i AS id,
  DATE '2010-01-01' + CAST(h % 5000 AS INT) AS opened,
  TIMESTAMP '2010-01-01' + to_seconds(CAST(g % 430000000 AS BIGINT)) AS updated,
  {_KINDS}[1 + CAST(k % 8 AS INT)] AS category,
  {_PLACES}[1 + CAST(h // 5000 % 10 AS INT)] || ' ' || (g % 9) AS neighborhood,
  CAST((k // 64) % 10000000 / 100.0 AS DECIMAL(12, 2)) AS amount,
  CAST(h // 977 % 1000 AS INT) AS persons,
  CASE g % 3 WHEN 0 THEN 'Caller said: "fixed", again ' || (k % 100000)
    WHEN 1 THEN 'No answer, called twice; ref ' || (h % 900000)
    ELSE 'Seen near the bridge' END AS note,
  lpad(CAST(g // 31 % 100000 AS VARCHAR), 5, '0') AS zip,
  CASE WHEN k % 7 < 3 THEN 'true' ELSE 'false' END AS open
FROM (SELECT i, hash(i * 7 + 1) AS h, hash(i * 7 + 2) AS g, hash(i * 7 + 3) AS k
      FROM range({{first}}, {{end}}) t(i))"""


def requests(path: Path, rows: int) -> Path:
    """A CSV of requests to a city: ten columns of ten kinds, about 115 bytes a row."""
    return _written(path, _ROWS.format(first=0, end=rows))


def later(path: Path, rows: int) -> Path:
    """The next version of ``requests(…, rows)``.

    One row in a hundred is gone, one in fifty has another amount, one in a hundred is new.
    """
    changed = "amount + CASE WHEN id % 50 = 7 THEN 1 ELSE 0 END AS amount"
    columns = ", ".join(changed if name == "amount" else name for name in COLUMNS)
    kept = f"SELECT {columns} FROM ({_ROWS.format(first=0, end=rows)}) WHERE id % 100 <> 3"
    new = f"SELECT * FROM ({_ROWS.format(first=rows, end=rows + rows // 100)})"
    return _written(path, f"{kept} UNION ALL {new}")


def _written(path: Path, query: str) -> Path:
    with duckdb.connect(config={"preserve_insertion_order": "true"}) as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT csv, HEADER)")
    return path
