"""The kind of change and the changed rows of two tables that were read: ``ours_diff.py OLD NEW``.

OLD and NEW are folders as ``pack.read`` leaves them.
"""

import json
import sys
from pathlib import Path

from commonstacks.workshop.tables.history import diff
from commonstacks.workshop.tables.shape import TableProfile

old, new = (Path(each) for each in sys.argv[1:3])
before, after = (TableProfile.from_json((each / "profile.json").read_text()) for each in (old, new))
found = diff.compare(
    old / "table.parquet", new / "table.parquet", old_profile=before, new_profile=after
)
print(json.dumps({"kind": found.kind, "rows": [found.added, found.removed, found.changed]}))
