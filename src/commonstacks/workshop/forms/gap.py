"""One gap: who or what is left out, or was never written down, as a structured entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from commonstacks.workshop.forms.evidence import Evidence

RANKS: Final = ("note", "biases", "blocks")
PLAIN: Final = (
    "question", "kind", "text", "voice", "group", "place", "variable", "versions", "why",
    "why_text", "decided_by", "direction", "remedy", "status", "language",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How big a gap is: from ``low`` to ``high`` of ``unit``, and how that was found."""

    low: float
    high: float
    unit: str
    method: str


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``: "2017", "2017-05" or "2017-05-01"; empty is open-ended."""

    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """Rows whose ``column`` holds one of ``values``, written as text. Of several, all must hold."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Severity:
    """How much a gap matters (note, biases, blocks) for one use; no use means for all."""

    level: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class Says:
    """Somebody confirms or disputes a gap."""

    voice: str
    agent: str
    stance: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap. ``text`` says it in one or two sentences, as the margin shows it.

    ``question`` is C1 (left out) or D1 (not recorded); ``columns``, ``where`` and ``versions``
    are its scope; ``size`` is none where it was not estimated; ``place`` is a code or a name.
    """

    question: str
    kind: str
    text: str
    voice: str
    group: str = ""
    place: str = ""
    period: Period | None = None
    variable: str = ""
    columns: tuple[str, ...] = ()
    where: tuple[Where, ...] = ()
    versions: str = ""
    why: str = "unknown"
    why_text: str = ""
    decided_by: str = ""
    size: Size | None = None
    direction: str = "unknown"
    severity: tuple[Severity, ...] = (Severity("note"),)
    evidence: tuple[Evidence, ...] = ()
    says: tuple[Says, ...] = ()
    remedy: str = ""
    status: str = "open"
    repaired_in: int | None = None
    language: str = ""  # in which its words are written; empty where that is not known

    @property
    def worst(self) -> str:
        """The worst severity over all uses."""
        return max((each.level for each in self.severity), key=RANKS.index, default="note")

    @property
    def named_columns(self) -> tuple[str, ...]:
        """Every column the gap names, each once."""
        return tuple(dict.fromkeys([*self.columns, *(each.column for each in self.where)]))

    def to_json(self) -> dict[str, object]:
        """As JSON values, as kept and exported; what is empty is left out."""
        facts: dict[str, object] = {
            **{name: getattr(self, name) for name in PLAIN},
            "columns": list(self.columns),
            "where": [{"column": each.column, "values": list(each.values)} for each in self.where],
            "severity": [_filled({"level": each.level, "use": each.use}) for each in self.severity],
            "evidence": [each.as_facts() for each in self.evidence],
            "says": [
                _filled({name: getattr(each, name) for name in Says.__slots__})
                for each in self.says
            ],
            "repaired_in": self.repaired_in,
        }
        if self.period:
            facts["period"] = _filled({"first": self.period.first, "last": self.period.last})
        if self.size:
            facts["size"] = {name: getattr(self.size, name) for name in Size.__slots__}
        return _filled(facts)

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Gap:
        """The gap ``to_json`` wrote; for facts this library kept. Ask ``check_gap`` for others."""
        plain = {name: facts[name] for name in PLAIN if name in facts}
        period, size = facts.get("period"), facts.get("size")
        levels = facts.get("severity", [{"level": "note"}])
        return cls(
            **plain,
            columns=tuple(facts.get("columns", ())),
            where=tuple(
                Where(each["column"], tuple(each["values"])) for each in facts.get("where", ())
            ),
            period=Period(**period) if period else None,
            size=Size(**size) if size else None,
            severity=tuple(Severity(**each) for each in levels),
            evidence=tuple(Evidence.from_facts(each) for each in facts.get("evidence", ())),
            says=tuple(Says(**each) for each in facts.get("says", ())),
            repaired_in=facts.get("repaired_in"),
        )


def _filled(facts: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in facts.items() if value not in ("", None, [])}
