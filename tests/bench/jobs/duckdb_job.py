"""All cells as text, summarised, and written as zstd Parquet: ``duckdb_job.py FILE FOLDER``.

The file is scanned twice, which is faster than to keep it as a table of text in between.
"""

import json
import sys

import duckdb

source = f"read_csv('{sys.argv[1]}', all_varchar = true, header = true)"
duckdb.sql(f"SUMMARIZE SELECT * FROM {source}").fetchall()
target = f"{sys.argv[2]}/duckdb.parquet"
duckdb.execute(f"COPY (FROM {source}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
(rows,) = duckdb.execute("SELECT count(*) FROM read_parquet(?)", [target]).fetchone()
print(json.dumps({"rows": rows}))
