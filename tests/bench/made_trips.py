"""A table of bicycle trips as large as is wanted, made of real ones with a fixed seed.

Each copy of a trip is moved by a whole number of weeks and up to ten minutes, so hours and weekdays
keep their pattern; its duration is scaled by a factor near one; its two stations stay. Each station
has a made place, and a trip begins within a few hundred metres of it. Every 97th trip loses its
user's type, every 89th its duration, every 83rd its place, so that something is missing.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

TRIPS = Path(
    os.environ.get("COMMONSTACKS_REAL_DATA", Path(__file__).parents[2].parent / "shared/data")
).joinpath("tables/pittsburgh/healthy-ride-rentals")
WEEKS = 52 * 6
_BASE = """
CREATE TEMP TABLE base AS
SELECT coalesce(try_strptime("Starttime", ['%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M', '%Y-%m-%d %H:%M:%S']),
                TIMESTAMP '2016-01-01') AS started,
  try_cast("Tripduration" AS INT) AS seconds, "From station name" AS origin,
  "To station name" AS target, "Usertype" AS user_type
FROM read_csv('{files}', all_varchar = true, union_by_name = true)"""
_ROWS = """
SELECT started + to_days(CAST(h % {weeks} AS INT) * 7) + to_seconds(CAST(h // 977 % 600 AS INT))
    AS started,
  CASE WHEN h % 89 > 0 THEN CAST(seconds * (0.8 + (h // 31 % 400) / 1000.0) AS INT) END AS seconds,
  origin, target, origin || ' to ' || target AS route, CASE WHEN h % 97 > 0 THEN user_type END AS user_type,
  CASE WHEN h % 83 > 0 THEN round(-80.1 + hash(origin) % 300 / 1500.0 + h // 7 % 100 / 25000.0, 5) END
    AS longitude,
  CASE WHEN h % 83 > 0 THEN round(40.38 + hash(origin || 'n') % 300 / 2000.0 + h // 5 % 100 / 33000.0, 5) END
    AS latitude
FROM (SELECT base.*, hash(r * 7919 + rowid) AS h FROM base, range({copies}) AS c(r)
  WHERE r * {known} + rowid < {rows})"""


def trips(path: Path, rows: int) -> Path:
    """One Parquet file (zstd) of so many trips; nothing is done where it lies there already."""
    if path.exists():
        return path
    part = path.with_suffix(".part")
    with duckdb.connect(config={"preserve_insertion_order": "false"}) as connection:
        connection.execute(_BASE.format(files=TRIPS / "*.csv"))
        (known,) = connection.execute("SELECT count(*) FROM base").fetchone() or (0,)
        asked = _ROWS.format(weeks=WEEKS, known=known, copies=-(-rows // known), rows=rows)
        connection.execute(f"COPY ({asked}) TO '{part}' (FORMAT parquet, COMPRESSION zstd)")
    part.rename(path)
    return path
