"""Words that stand where a value is missing."""

from __future__ import annotations

ANYWHERE = (
    "N/A", "n/a", "#N/A", "N.A.", "n.a.", "NULL", "(null)", "<null>", "<NA>", "<Null>",
    "-", "--", "---", "–", "—", "..", "...", "#NULL!", "#VALUE!", "#REF!", "#DIV/0!",
)  # fmt: skip
"""Missing in any column."""

AMONG_VALUES = (
    *ANYWHERE,
    "NA", "na", "NA?", "NaN", "nan", "None", "none", "null", "Null", ".", "*", "**", "***", "?",
    "unknown", "Unknown", "UNKNOWN", "missing", "Missing", "k.A.", "k. A.", "x", "X",
    "<3", "<4", "<5", "<6", "<10", "<11", "< 5", "< 10", "< 11",
)  # fmt: skip
"""Missing where everything else is a number, a date or yes/no; in text they may mean something."""

SENTINELS = (
    "-999", "-9999", "-99999", "-999.0", "-9999.0", "-99999.0", "-999.00", "-9999.00",
)  # fmt: skip
"""Missing only where they lie far outside all other numbers."""
