"""daff with the key: ``daff_job.py OLD.csv NEW.csv``."""

import csv
import json
import sys
from pathlib import Path

import daff

tables = []
for path in sys.argv[1:3]:
    with Path(path).open(newline="") as file:
        tables.append(daff.PythonTableView(list(csv.reader(file))))
flags = daff.CompareFlags()
flags.addPrimaryKey("id")
flags.unchanged_context = 0
alignment = daff.compareTables(*tables, flags).align()
marked = []
daff.TableDiff(alignment, flags).hilite(daff.PythonTableView(marked))
signs = [row[0] for row in marked]
changed = sum(1 for sign in signs if sign.endswith("->"))
print(json.dumps({"rows": [signs.count("+++"), signs.count("---"), changed]}))
