"""Bins of a table of trips, built as at publication: `explore_build.py FOLDER`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from commonstacks.workshop.killable import Without
from commonstacks.workshop.views.binned import build
from commonstacks.workshop.views.charts import Chart

CHARTS = (
    Chart("time", ("started",)),
    Chart("areas", ("route",)),
    Chart("histogram", ("seconds",), steps="log"),
    Chart("bars", ("user_type",)),
)


def main() -> None:
    folder = Path(sys.argv[1])
    bins = build(folder / "table.parquet", CHARTS, folder / "bins")
    size = sum(path.stat().st_size for path in bins.folder.iterdir())
    codes = [axis.size for axis in bins.axes]
    print(json.dumps({"rows": bins.rows, "codes": codes, "bytes on disk": size}))


if __name__ == "__main__":
    sys.meta_path.insert(0, Without("numpy", "pandas"))  # as where it is built in earnest
    main()
