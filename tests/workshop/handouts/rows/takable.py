"""A small table with every kind of value, and what goes with it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.workshop.handouts.rows.wanted import Beside, Wanted

moment = datetime.fromisoformat
TREES = pa.table(
    {
        "kind": ["Oak", "=1+1", None, "Lime"],
        "height": [2.5, -3.0, None, float("inf")],
        "count": [1, 2**60, None, 4],
        "planted": [date(1850, 1, 2), date(2019, 7, 1), None, date(2020, 2, 29)],
        "seen": [moment("2020-01-02T03:04:05"), None, None, moment("1899-01-01T12:00:00")],
        "alive": [True, False, None, True],
        "lon": [-73.5, 13.4, None, 200.0],
        "lat": [40.7, 52.5, 1.0, 0.0],
    }
)
BESIDE = Beside(
    name="trees",
    title="Trees",
    shows="Showing all 4 rows.",
    citation="City of Trees (2026). Trees.",
    licence="Licence: stated, CC0-1.0.",
    address="http://127.0.0.1/datasets/trees/v/1",
    context=b'{"revision":1}',
    markdown="# Trees\n\n=not a formula\n",
    package=b"{}\n",
    made_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
)


def kept(folder: Path, table: pa.Table = TREES, **more: object) -> Wanted:
    file = folder / "table.parquet"
    pq.write_table(table.replace_schema_metadata({"geometry columns": "[]"}), file)
    return Wanted((str(file),), **more)  # type: ignore[arg-type]
