"""Money and percentages: numbers that carry their sign in every cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from commonstacks.kit.errors import phrase
from commonstacks.workshop.tables.columns import currencies, number_styles, written
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.number_styles import (
    COMMA,
    COMMAS,
    MINUS,
    PLAIN,
    SIGN,
    SPACES,
    Writing,
)
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.columns.typed import Typing, as_text, near_miss, of_style
from commonstacks.workshop.tables.shape import Kind

_BODY = rf"\d[\d.,'’{SPACES}]*|\.\d+"
_PERCENT = rf"{SIGN}? ?(?:{_BODY})[{SPACES}]?%"
_SIGNS = re.compile(
    rf"\(?{SIGN}? ?(?P<before>{currencies.ANY})[{SPACES}]?[(]?{SIGN}?(?:{_BODY}|[-–—]) ?[)-]?"
    rf"|\(?{SIGN}? ?(?:{_BODY})\)?[{SPACES}]?(?P<after>{currencies.ANY})\)?-?"
)


@dataclass(frozen=True, slots=True)
class _Sign:
    """What stands beside every number: how to put it round a pattern of numbers."""

    kind: Kind
    what: str
    wrap: Callable[[str], str]
    scheme: str
    thousands: bool  # three digits behind a lone mark can only be thousands


def percentage(evidence: Evidence) -> Typing | None:
    """A percentage, if every value is a number with a percent sign behind it (0 needs none)."""
    if not (evidence.likely(_PERCENT, 0.0) and evidence.likely(f"{_PERCENT}|0")):
        return None
    sign = _Sign("percentage", "percentage", _with_percent, "%", thousands=False)
    return _decided(evidence, sign)


def decide(evidence: Evidence) -> Typing | None:
    """Money, if every value is a number with the same sign of money before or behind it.

    A minus stands anywhere, or brackets stand for it, or a dash for nothing at all. Several
    currencies in one column leave it as text, with a warning.
    """
    hits = [_SIGNS.fullmatch(value) for value in evidence.sample[:400]]
    found = [hit.group("before") or hit.group("after") for hit in hits if hit]
    if not found or len(found) < 0.8 * len(hits):
        return None
    schemes = dict.fromkeys(map(currencies.scheme, found))
    if len(schemes) > 1:
        return _several(evidence, list(schemes))
    signs = "|".join(re.escape(sign) for sign in dict.fromkeys(found))
    scheme = next(iter(schemes))
    sign = _Sign("money", "amount of money", _with_money(signs), scheme, thousands=True)
    return _decided(evidence, sign)


def _with_percent(body: str) -> str:
    return rf"(?:{number_styles.signed(body)})[{SPACES}]?%|0"


def _with_money(signs: str) -> Callable[[str], str]:
    gap = f"[{SPACES}]*"

    def wrap(body: str) -> str:
        before = rf"{SIGN}?{gap}(?:{signs}){gap}{SIGN}?(?:{body})[{MINUS}-]?"
        after = rf"{SIGN}?{gap}(?:{body})[{MINUS}-]?{gap}(?:{signs})[{MINUS}-]?"
        brackets = rf"(?:{signs})?{gap}\({gap}(?:{signs})?{gap}(?:{body}){gap}(?:{signs})?\)"
        nothing = rf"(?:{signs}){gap}[–—-]"
        return rf"{before}|{after}|{brackets}{gap}(?:{signs})?|{nothing}|0"

    return wrap


def _decided(evidence: Evidence, sign: _Sign) -> Typing | None:
    present = evidence.present()
    fits = written.ways(evidence, sign.wrap)
    if not fits:
        pattern = sign.wrap(written.nearest(evidence, sign.wrap).number)
        warning = near_miss(evidence, evidence.count(pattern), sign.what, pattern)
        why = f"not every value is a {sign.kind}"
        return as_text(evidence, "text", why, warning=warning) if warning else None
    way = _chosen(evidence, fits, sign)
    if way is None:
        return _ambiguous(evidence)
    whole, part = _styles(way, sign)
    style = whole if written.every(evidence, whole.pattern) else part
    if evidence.fitting(style) < present:
        return None
    return _told(evidence, of_style(evidence, style))


def _chosen(evidence: Evidence, fits: list[Writing], sign: _Sign) -> Writing | None:
    """The way of writing; None where a mark could stand for thousands as well as for decimals."""
    if sign.thousands:
        whole = [way for way in fits if written.every(evidence, sign.wrap(way.whole))]
        return whole[0] if whole else fits[0]
    unclear = PLAIN not in fits and COMMA in fits and COMMAS in fits
    return None if unclear else fits[0]


def _styles(way: Writing, sign: _Sign) -> tuple[Style, Style]:
    whole, part = number_styles.numbers(way, sign.wrap)
    words = f"{sign.what} {way.says}".strip()
    return _signed(whole, sign, words), _signed(part, sign, words)


def _signed(style: Style, sign: _Sign, words: str) -> Style:
    article = "an" if words[0] in "aeiou" else "a"
    sql = style.sql
    if sign.kind == "percentage":
        sql = f"CAST({sql} AS DOUBLE)"
    else:
        clean = "regexp_replace({v}, '[A-Za-z]+[.]', '')"  # the dot of "Fr."
        sql = sql.replace("{v}", f"replace({clean}, '(', '-')")
        sql = f"CASE WHEN regexp_matches({{v}}, '[0-9]') THEN {sql} ELSE 0 END"
    return replace(style, kind=sign.kind, says=f"{article} {words}", sql=sql, scheme=sign.scheme)


def _told(evidence: Evidence, typing: Typing) -> Typing:
    if typing.kind != "money":
        return typing
    brackets = evidence.count(r".*\(.*") if evidence.likely(r".*\(.*", 0.0) else 0
    nothing = evidence.count(r"\D+") if evidence.likely(r"\D+", 0.0) else 0
    says = [
        form.format(count=count)
        for count, form in (
            (brackets, phrase("{count:,} amounts in brackets read as less than nothing")),
            (nothing, phrase("{count:,} dashes behind a sign of money read as 0")),
        )
        if count
    ]
    return replace(typing, told=f"{evidence.name}: {'; '.join(says)}" if says else "")


def _ambiguous(evidence: Evidence) -> Typing:
    warning = (
        f"{evidence.name}: the comma in values such as “{min(evidence.sample)}” could stand before"
        " thousands or before decimals, so the column stays text."
    )
    return as_text(evidence, "text", "what the comma means cannot be told", warning=warning)


def _several(evidence: Evidence, schemes: list[str]) -> Typing:
    few = ", ".join(schemes[:5])
    warning = f"{evidence.name}: its amounts are in several currencies ({few}), so it stays text."
    return as_text(evidence, "text", "money of several currencies", warning=warning)
