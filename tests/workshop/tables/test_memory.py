"""Reading takes the same memory whatever the size of the file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb

MOST = 1200  # megabytes: the database may take a thousand; about 500 in all are taken
ROWS = 1_500_000
CHILD = """
import json, re, sys
from pathlib import Path
from commonstacks.workshop.tables import pack
profile = pack.read(Path(sys.argv[1]), Path(sys.argv[2]), name="large")
most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(json.dumps([profile.rows, int(most[1]) // 1024]))
"""


def test_a_large_file_takes_little_memory(tmp_path: Path) -> None:
    """``VmHWM`` is of the program alone; ``ru_maxrss`` begins with what its parent had."""
    file = tmp_path / "large.csv"
    made = (
        "SELECT i AS id, hash(i) AS code, md5(i::VARCHAR) AS key, hash(i) / 1e9 AS amount,"
        " DATE '2000-01-01' + (hash(i) % 9000)::INT AS day, 'said \"no\", ' || hash(i) AS note"
        f" FROM range({ROWS}) t(i)"
    )
    duckdb.execute(f"COPY ({made}) TO '{file}' (FORMAT csv)")
    assert file.stat().st_size > 150_000_000
    answer = subprocess.run(
        [sys.executable, "-c", CHILD, str(file), str(tmp_path / "table")],
        check=True,
        capture_output=True,
        text=True,
    )
    rows, megabytes = json.loads(answer.stdout)
    assert rows == ROWS
    assert megabytes < MOST
