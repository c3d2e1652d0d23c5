"""The page of one gap: who or what is missing, in blanks; the form's own check decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.inputs.blanks import Blank, options_from
from commonstacks.doors.web.inputs.evidence import (
    Line,
    evidence_facts,
    kept_evidence,
    typed_evidence,
)
from commonstacks.doors.web.pictures.words import language
from commonstacks.flows.shown import GapLine
from commonstacks.workshop.forms.form import Form

PLAIN: Final = (
    "kind", "text", "group", "place", "variable", "why", "why_text", "decided_by", "direction",
    "remedy",
)  # fmt: skip
NESTED: Final = (
    "first", "last", "low", "high", "unit", "method", "level", "use", "where", "values",
)  # fmt: skip
DEFAULTS: Final = {"why": "unknown", "direction": "unknown", "level": "note"}


@dataclass(frozen=True, slots=True)
class TypedGap:
    words: Mapping[str, str]
    columns: tuple[str, ...] = ()
    voice: str = "X"
    evidence: tuple[Line, ...] = ()


def typed_gap(post: QueryDict) -> TypedGap:
    return TypedGap(
        words={name: post.get(name, "").strip() for name in (*PLAIN, *NESTED)},
        columns=tuple(post.getlist("columns")),
        voice=post.get("voice", "X"),
        evidence=typed_evidence(post),
    )


def gap_like(line: GapLine | None) -> TypedGap:
    """The page filled in from a gap that is already there, such as one a machine suggests."""
    if line is None:
        return TypedGap({**dict.fromkeys((*PLAIN, *NESTED), ""), **DEFAULTS})
    gap = line.gap
    words = {name: str(getattr(gap, name)) for name in PLAIN}
    nested = dict.fromkeys(NESTED, "")
    if gap.period:
        nested |= {"first": gap.period.first, "last": gap.period.last}
    if gap.size:
        size = gap.size
        nested |= {"low": f"{size.low:g}", "high": f"{size.high:g}"}
        nested |= {"unit": size.unit, "method": size.method}
    if gap.severity:
        nested |= {"level": gap.severity[0].level, "use": gap.severity[0].use}
    if gap.where:
        nested |= {"where": gap.where[0].column, "values": "\n".join(gap.where[0].values)}
    return TypedGap({**words, **nested}, gap.columns, evidence=kept_evidence(line.evidence))


def gap_facts(asked: str, typed: TypedGap) -> dict[str, Any]:
    """In the shape the form writes a gap; what is empty is left out."""
    words = typed.words
    facts: dict[str, Any] = {name: words[name] for name in PLAIN if words[name]}
    facts |= {"question": asked, "voice": typed.voice, "language": language()}
    if typed.columns:
        facts["columns"] = list(typed.columns)
    if words["first"] or words["last"]:
        facts["period"] = {"first": words["first"], "last": words["last"]}
    if words["low"] or words["high"]:
        low, high = words["low"] or words["high"], words["high"] or words["low"]
        facts["size"] = {"low": low, "high": high, "unit": words["unit"], "method": words["method"]}
    if words["level"]:
        facts["severity"] = [{"level": words["level"], "use": words["use"]}]
    if words["where"]:
        values = [value.strip() for value in words["values"].splitlines() if value.strip()]
        facts["where"] = [{"column": words["where"], "values": values}]
    if typed.evidence:
        facts["evidence"] = evidence_facts(typed.evidence)
    return facts


def gap_blanks(form: Form, asked: str, typed: TypedGap) -> dict[str, tuple[Blank, ...]]:
    """The blanks in groups: what is missing, where, when, why, how much, and what it does."""
    say = typed.words
    kinds = form.vocabulary("gap_kinds")
    own = [term.id for term in kinds.terms if term.question == asked]
    return {
        "what": (
            Blank("kind", _("What kind of gap is it?"), "choice", say["kind"],
                  options_from(kinds, own), needed=True),
            Blank("text", _("Say in a sentence what is missing"), "lines", say["text"],
                  help=_("It stands in the margin, beside the thing it is about."), needed=True),
            Blank("group", _("Which people or things?"), value=say["group"]),
            Blank("variable", _("What was not written down?"), value=say["variable"]),
        ),
        "where": (
            Blank("place", _("Which place?"), value=say["place"],
                  help=_("Leave it empty where it holds everywhere.")),
        ),
        "when": (
            Blank("first", _("From when?"), value=say["first"], help=_("Like 2017 or 2017-05.")),
            Blank("last", _("Until when?"), value=say["last"], help=_("Empty: to this day.")),
        ),
        "why": (
            Blank("why", _("Why is it missing?"), "choice", say["why"],
                  options_from(form.vocabulary("gap_why"))),
            Blank("why_text", _("In your words"), "lines", say["why_text"]),
            Blank("decided_by", _("Who decided that?"), value=say["decided_by"]),
        ),
        "size": (
            Blank("low", _("At least"), "number", say["low"]),
            Blank("high", _("At most"), "number", say["high"]),
            Blank("unit", _("Of what?"), value=say["unit"]),
            Blank("method", _("How was that found?"), value=say["method"]),
        ),
        "effect": (
            Blank("direction", _("What does it do to numbers?"), "choice", say["direction"],
                  options_from(form.vocabulary("directions"))),
            Blank("level", _("How much does it matter?"), "choice", say["level"],
                  options_from(form.vocabulary("severities"))),
            Blank("use", _("For which use?"), value=say["use"]),
            Blank("remedy", _("What would help?"), "lines", say["remedy"]),
        ),
    }  # fmt: skip
