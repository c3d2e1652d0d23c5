"""What somebody would write by hand who knows the key: ``duckdb_diff.py OLD.csv NEW.csv``."""

import json
import sys

import duckdb

old, new = (
    f"(FROM read_csv('{each}', all_varchar = true, header = true))" for each in sys.argv[1:]
)
columns = [name for (name, *_) in duckdb.sql(f"DESCRIBE SELECT * FROM {old}").fetchall()]
values = ", ".join(columns)
rows = duckdb.sql(
    f"SELECT count(*) FILTER (o.id IS NULL), count(*) FILTER (n.id IS NULL),"
    f" count(*) FILTER (o.h <> n.h)"
    f" FROM (SELECT id, hash(({values})) AS h FROM {old}) o"
    f" FULL JOIN (SELECT id, hash(({values})) AS h FROM {new}) n USING (id)"
).fetchone()
print(json.dumps({"rows": list(rows)}))
