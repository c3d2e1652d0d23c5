"""Reads, types, profiles and writes a table: ``ours.py FILE FOLDER``."""

import json
import sys
from pathlib import Path

from commonstacks.workshop.tables import pack

profile = pack.read(Path(sys.argv[1]), Path(sys.argv[2]) / "ours", name="requests")
print(json.dumps({"rows": profile.rows, "kinds": [column.kind for column in profile.columns]}))
