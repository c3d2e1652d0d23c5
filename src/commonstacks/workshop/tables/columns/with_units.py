"""Numbers with a unit behind them: they stay text, and it is said why."""

from __future__ import annotations

import re
from collections import Counter

from commonstacks.workshop.tables.columns import naming
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.typed import Typing, as_text

_SCALES = r"Tsd\.?|Mio\.?|Mill\.?|Mrd\.?|mln|mn|bn|thousand|millions?|billions?|k|K|M|B"
_MEASURES = (
    r"km²?|m²|m³|m|cm|mm|ha|km/h|mph|mi|miles?|ft|feet|in|sq\.? ?ft\.?|acres?|kg|g|mg|µg|t|tons?"
    r"|lbs?|h|hrs?|hours?|min|mins|minutes?|s|sec|Std\.?|days?|Tage?|years?|Jahre?|l|L|ml|kW|MW|GW"
    r"|kWh|MWh|GWh|°C|°F|°|dB|ppm|ppb|Stück|Stk\.?"
)
_NUMBER = r"[$€£]?[+−–-]?\d[\d.,'’ ]*"
_SCALED = rf"{_NUMBER} ?(?:{_SCALES}) ?(?:€|EUR|\$|USD|£|CHF)?"
_MEASURED = rf"{_NUMBER} ?(?:{_MEASURES})"
_BOTH = f"{_SCALED}|{_MEASURED}"
_UNIT = re.compile(r"[^\d.,'’ +−–$€£-].*$")
_NEARLY = 0.9


def decide(evidence: Evidence) -> Typing | None:
    """Text with a warning, if nine in ten values are a number and a unit; else None."""
    if naming.is_id(evidence.name) or naming.is_code(evidence.name):
        return None
    if not evidence.likely(_BOTH, 0.5) or evidence.count(_BOTH) < _NEARLY * evidence.present():
        return None
    seen = Counter(hit.group().strip() for v in evidence.sample if (hit := _UNIT.search(v)))
    few = ", ".join(f"“{unit}”" for unit, _ in seen.most_common(3))
    warning = (
        f"{evidence.name}: its numbers carry a unit ({few}, as in “{min(evidence.sample)[:40]}”),"
        " so the column stays text."
    )
    return as_text(evidence, "text", "its values are numbers with a unit", warning=warning)
