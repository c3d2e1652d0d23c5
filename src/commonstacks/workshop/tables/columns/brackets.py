"""Numbers of which some stand in brackets, as accountants write what is less than nothing."""

from __future__ import annotations

from dataclasses import replace

from commonstacks.workshop.tables.columns import naming, number_styles, written
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.number_styles import (
    COMMA,
    COMMAS,
    DASHES,
    MINUS,
    NUMBERISH,
    PLAIN,
    SPACES,
    Writing,
)
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.columns.typed import Typing, as_text, of_style

_BRACKETS = rf"\( ?\d[\d.,'’{SPACES}]*\)"
_SIGNED = rf"[{DASHES}{MINUS}-].*|.*[{MINUS}-]"
_UNCERTAIN = ("/",)  # beside it, German statistics put numbers of few cases in brackets


def decide(evidence: Evidence) -> Typing | None:
    """Numbers, if every value is one when its brackets are taken off, and some have none.

    Brackets are read as a minus, and a step counts them. They may also mean an uncertain number:
    where others have a minus, or are written as on the continent, the column stays text, with a
    warning.
    """
    if naming.is_id(evidence.name) or naming.is_code(evidence.name):
        return None
    if not evidence.likely(rf"{NUMBERISH}|{_BRACKETS}", 1.0):
        return None
    count = evidence.count(_BRACKETS)
    fits = written.ways(evidence, _wrapped) if 0 < count < evidence.present() else []
    if not fits:
        return None
    if _unclear(evidence, fits):
        return _either(evidence, count)
    whole, part = map(_read, number_styles.numbers(fits[0], _wrapped))
    style = whole if written.every(evidence, whole.pattern) else part
    if evidence.fitting(style) < evidence.present():
        return None
    verb = "number in brackets was" if count == 1 else "numbers in brackets were"
    told = f"{evidence.name}: {count:,} {verb} read as less than nothing"
    return replace(of_style(evidence, style), told=told)


def _wrapped(body: str) -> str:
    return rf"{number_styles.signed(body)}|\( ?(?:{body}) ?\)"


def _read(style: Style) -> Style:
    says = f"{style.says}, in brackets where it is less than nothing"
    return replace(style, says=says, sql=style.sql.replace("{v}", "replace({v}, '(', '-')"))


def _unclear(evidence: Evidence, fits: list[Writing]) -> bool:
    if fits[0].point == "," or (evidence.delimiter == ";" and fits[0] is not COMMAS):
        return True
    if COMMA in fits and PLAIN not in fits and evidence.delimiter != ",":
        return True
    return bool(evidence.labelled(_UNCERTAIN)) or evidence.count(_SIGNED) > 0


def _either(evidence: Evidence, count: int) -> Typing:
    stand = "1 value stands" if count == 1 else f"{count:,} values stand"
    shown = evidence.strange(NUMBERISH)
    warning = (
        f"{evidence.name}: {stand} in brackets (such as “{shown}”), which could"
        " mean less than nothing or an uncertain number, so the column stays text."
    )
    return as_text(evidence, "text", "what its brackets mean cannot be told", warning=warning)
