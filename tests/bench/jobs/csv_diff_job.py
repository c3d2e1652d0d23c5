"""csv-diff with the key: ``csv_diff_job.py OLD.csv NEW.csv``."""

import json
import sys
from pathlib import Path

import csv_diff

with Path(sys.argv[1]).open(newline="") as old, Path(sys.argv[2]).open(newline="") as new:
    found = csv_diff.compare(csv_diff.load_csv(old, key="id"), csv_diff.load_csv(new, key="id"))
print(json.dumps({"rows": [len(found[each]) for each in ("added", "removed", "changed")]}))
