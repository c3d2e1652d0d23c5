"""Histograms with twenty equal bins over the range in which nearly all values lie."""

from __future__ import annotations

import datetime as dt

import duckdb

from commonstacks.workshop.tables.shape import Histogram, Kind
from commonstacks.workshop.tables.sql import one

_BINS = 20
_FAR = 10  # an end that stretches the middle 98 % more than tenfold is cut off


def histogram(
    connection: duckdb.DuckDBPyConnection, source: str, name: str, kind: Kind
) -> Histogram:
    """Counts of a numeric, date or datetime column; at least one value must be present."""
    time = kind in ("date", "datetime")
    value = f"epoch(CAST({name} AS TIMESTAMP))" if time else f"CAST({name} AS DOUBLE)"
    low, first, last, high = one(
        connection,
        f"SELECT min(v), quantile_disc(v, 0.01), quantile_disc(v, 0.99), max(v)"
        f" FROM (SELECT {value} AS v FROM {source})",
    )
    if last > first:
        usual = _FAR * (last - first)
        low, high = (first if last - low > usual else low), (last if high - first > usual else high)
    width = (high - low) / _BINS
    if width <= 0:
        (count,) = one(connection, f"SELECT count({name}) FROM {source}")
        return Histogram((_edge(low, kind), _edge(high, kind)), (count,))
    edges = tuple(_edge(low + width * at, kind) for at in range(_BINS + 1))
    return _filled(connection, f"(SELECT {value} AS v FROM {source})", low, high, edges)


def _filled(
    connection: duckdb.DuckDBPyConnection,
    values: str,
    low: float,
    high: float,
    edges: tuple[float | str, ...],
) -> Histogram:
    rows = connection.execute(
        f"SELECT CASE WHEN v < $low THEN -1 WHEN v > $high THEN {_BINS} ELSE"
        f" least({_BINS - 1}, CAST(floor((v - $low) / ($high - $low) * {_BINS}) AS INTEGER)) END"
        f" AS bin, count(*) FROM {values} WHERE v IS NOT NULL GROUP BY 1",
        {"low": low, "high": high},
    ).fetchall()
    counts = dict(rows)
    inside = tuple(counts.get(at, 0) for at in range(_BINS))
    return Histogram(edges, inside, counts.get(-1, 0), counts.get(_BINS, 0))


def _edge(value: float, kind: Kind) -> float | str:
    if kind not in ("date", "datetime"):
        return value
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=value)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
