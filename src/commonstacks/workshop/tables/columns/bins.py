"""Histograms with twenty equal bins over the range in which nearly all values lie."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import duckdb

from commonstacks.workshop.tables.shape import Histogram, Kind

_BINS = 20
_FAR = 10  # an end that stretches the middle 98 % more than tenfold is cut off
_TIMES: tuple[Kind, ...] = ("date", "datetime")


@dataclass(frozen=True, slots=True)
class Spread:
    """Least value, the values at 1 % and 99 % of the sorted column, and greatest, as numbers."""

    low: float
    first: float
    last: float
    high: float


def number(value: str, kind: Kind) -> str:
    """SQL for a value as a number: times are seconds since 1970."""
    return f"epoch(CAST({value} AS TIMESTAMP))" if kind in _TIMES else f"CAST({value} AS DOUBLE)"


def histogram(
    connection: duckdb.DuckDBPyConnection, values: str, kind: Kind, spread: Spread
) -> Histogram:
    """Counts of a numeric, date or datetime column; at least one value must be present.

    ``values`` is SQL for FROM with the columns ``v``, a value, and ``n``, its rows.
    """
    low, high = spread.low, spread.high
    if spread.last > spread.first:
        usual = _FAR * (spread.last - spread.first)
        low = spread.first if spread.last - low > usual else low
        high = spread.last if high - spread.first > usual else high
    width = (high - low) / _BINS
    rows = _counts(connection, f"(SELECT {number('v', kind)} AS v, n FROM {values})", low, high)
    if width <= 0:
        return Histogram((_edge(low, kind), _edge(high, kind)), (sum(rows.values()),))
    return Histogram(
        tuple(_edge(low + width * at, kind) for at in range(_BINS + 1)),
        tuple(rows.get(at, 0) for at in range(_BINS)),
        rows.get(-1, 0),
        rows.get(_BINS, 0),
    )


def _counts(
    connection: duckdb.DuckDBPyConnection, values: str, low: float, high: float
) -> dict[int, int]:
    """Rows by bin; -1 is below ``low``, 20 above ``high``."""
    share = f"floor((v - $low) / nullif($high - $low, 0) * {_BINS})"
    rows = connection.execute(
        f"SELECT CASE WHEN v < $low THEN -1 WHEN v > $high THEN {_BINS} ELSE"
        f" least({_BINS - 1}, CAST({share} AS INTEGER)) END AS bin, CAST(sum(n) AS BIGINT)"
        f" FROM {values} WHERE v IS NOT NULL GROUP BY 1",
        {"low": low, "high": high},
    ).fetchall()
    return dict(rows)


def _edge(value: float, kind: Kind) -> float | str:
    if kind not in _TIMES:
        return value
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=value)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
