"""Codes of places, known by the name of a column and by the structure of its values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonstacks.workshop.tables.columns import labels, naming, schemes
from commonstacks.workshop.tables.columns.evidence import Evidence, quoted
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.columns.typed import Typing, as_text

_NEARLY = 0.95
_MOST = 0.75
_ENOUGH = 10  # different postal abbreviations of states that need no name to be known by


@dataclass(frozen=True, slots=True)
class _Scheme:
    """``named`` matches the column's name, ``values`` every value; ``begins`` are its first signs.

    ``short`` are values that lost the zero in front; they are only told of.
    """

    scheme: str
    says: str
    named: str
    values: str
    begins: frozenset[str] = frozenset()
    signs: int = 2
    short: str = ""

    def style(self) -> Style:
        first = quoted(sorted(self.begins))
        checked = f"CASE WHEN left({{v}}, {self.signs}) IN ({first}) THEN {{v}} END"
        return Style("place code", self.says, self.values, checked if self.begins else "{v}")


_US_WORDS = (
    r"(?:.*_)?(?:fips(?:_?code)?|geo_?id(?:_?\d\d)?|stfid|{})(?:_?(?:20)?[0129]0|_?code|_?id|_?\d)?"
)
_AGS = (
    r"(?:.*_)?(?:ags(?:_?\d)?|(?:amtlicher_)?gemeinde_?(?:schl(?:ü|ue)ssel|kennziffer|nr|nummer|id)"
    r"|(?:land)?kreis_?(?:schl(?:ü|ue)ssel|nr|nummer|id|kennziffer)|id_?landkreis|id_?bundesland|krs"
    r"|regional_?schl(?:ü|ue)ssel)"
)
_GERMAN_STATES = frozenset(f"{number:02d}" for number in range(1, 17))
_GSS = frozenset(f"{land}{digit}" for land in "EWSNK" for digit in "0123469")
_US = schemes.US_FIPS
_SCHEMES = (
    _Scheme(
        "us-zip", "a ZIP code of five digits",
        r"(?:.*_)?(?:zips?|zip_?codes?|zip_?5|zcta\d?a?)(?:_\d+)?|.*zip(?:code)?|.*zip_?code.*",
        r"\d{5}(?:-\d{4})?", short=r"\d{3,4}",
    ),
    _Scheme(
        "us-block-group", "the code of a US block group (12 digits)",
        _US_WORDS.format(r"block_?group|bg|cbg|bgid"), r"\d{12}", _US, short=r"\d{11}",
    ),
    _Scheme(
        "us-tract", "the code of a US census tract (11 digits)",
        _US_WORDS.format(r"(?:census_?)?tract|ct|ctid|tract_?fips|tractid"), r"\d{11}", _US,
        short=r"\d{10}",
    ),
    _Scheme(
        "us-county-fips", "the code of a US county (5 digits)",
        _US_WORDS.format(r"county|cnty|county_?fips|cnty_?fips|fips_?st_?co|fipsstco|stco(?:fips)?"),
        r"\d{2}[0-8]\d{2}", _US, short=r"\d[0-8]\d{2}",
    ),
    _Scheme(
        "us-fips", "the code of a US state (2 digits)",
        _US_WORDS.format(r"state|st|state_?fp|state_?fips|statefp\d\d|st_?fips|usps"),
        r"\d{2}", _US,
    ),
    _Scheme(
        "ags", "a German municipality or district key (AGS)", _AGS, r"\d{8}|\d{5}|\d{2}",
        _GERMAN_STATES, short=r"\d{7}|\d{4}",
    ),
    _Scheme(
        "ars", "a German regional key of 12 digits (ARS)", rf"{_AGS}|(?:.*_)?a?rs", r"\d{12}",
        _GERMAN_STATES, short=r"\d{11}",
    ),
    _Scheme(
        "plz", "a German postal code of five digits",
        r"(?:.*_)?(?:plz|postleitzahl(?:en)?)(?:_.*)?", r"\d{5}", short=r"\d{4}",
    ),
    _Scheme(
        "nuts", "a NUTS code of Eurostat", r"(?:.*_)?(?:nuts(?:_?\d)?(?:_?(?:id|code))?|geo)",
        r"[A-Z]{2}[0-9A-Z]{0,3}", schemes.NUTS_COUNTRIES,
    ),
    _Scheme(
        "un-locode", "a UN/LOCODE", r"(?:.*_)?(?:un_?)?locode", r"[A-Z]{2} ?[A-Z2-9]{3}",
        schemes.ISO_ALPHA2,
    ),
    _Scheme(
        "iso-3166-2", "a code of ISO 3166-2",
        r"(?:.*_)?(?:iso.*|code|region.*|state.*|province.*|subdivision.*|canton.*|admin.*|land"
        r"|bundesland.*|gebiet.*)", r"[A-Z]{2}-[A-Z0-9]{1,3}", schemes.ISO_ALPHA2,
    ),
    _Scheme(
        "gb-gss", "a code of the Office for National Statistics (GSS)",
        r".*", r"[EWSNK]\d{8}",
        _GSS,
    ),
    _Scheme(
        "gb-postcode", "a British postcode", r"(?:.*_)?post_?codes?|(?:.*_)?postal_?codes?|pcds?",
        r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
    ),
    _Scheme(
        "postal", "a postal code, of which country is not said",
        r"(?:.*_)?post(?:al)?_?(?:codes?|leitzahl)|(?:.*_)?(?:code_?postal|codigo_?postal|c(?:ó|o)digo_"
        r"postal|cap|plz)", r"\d{4,6}|\d{4} ?[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d",
    ),
    _Scheme(
        "fr-insee", "the code of a French commune (INSEE)",
        r"(?:.*_)?(?:insee(?:_?com)?|code_?insee|codgeo|depcom|code_?(?:commune|geo)|com)(?:_.*)?",
        r"\d{5}|2[AB]\d{3}", frozenset(c[:2] for c in schemes.FRENCH_DEPARTMENTS), short=r"\d{4}",
    ),
    _Scheme(
        "fr-departement", "the code of a French département",
        r"(?:.*_)?(?:dep|dept|(?:code_?)?d[ée]partement)(?:_.*)?", r"\d{2}|2[AB]|9[78]\d",
        frozenset(c[:2] for c in schemes.FRENCH_DEPARTMENTS),
    ),
)  # fmt: skip


def decide(evidence: Evidence) -> Typing | None:
    """A place code with its scheme; None where neither name nor values say so.

    The first signs are checked where they have a meaning, as the state in a county's code. A
    column whose values lost the zero in front is no place code, and a warning says so.
    """
    name = naming.joined(evidence.name)
    for scheme in _SCHEMES:
        if re.fullmatch(scheme.named, name) and _fits(evidence, scheme):
            return _coded(evidence, scheme.scheme, f"every value is {scheme.says}")
    return _country(evidence) or _state(evidence) or _shortened(evidence, name)


def _fits(evidence: Evidence, scheme: _Scheme) -> bool:
    if not evidence.likely(scheme.values):
        return False
    needed = _NEARLY if scheme.scheme in ("us-zip", "nuts", "gb-postcode") else 1.0
    return evidence.fitting(scheme.style()) >= needed * evidence.present()


def _coded(evidence: Evidence, scheme: str, why: str, warning: str = "") -> Typing:
    return as_text(evidence, "place code", why, scheme=scheme, warning=warning)


def _country(evidence: Evidence) -> Typing | None:
    if not naming.is_country(evidence.name) and "m49" not in naming.words(evidence.name):
        return None
    for scheme, codes, pattern in (
        ("iso-alpha2", schemes.ISO_ALPHA2, "[A-Z]{2}"),
        ("iso-alpha3", schemes.ISO_ALPHA3, "[A-Z]{3}"),
        ("iso-numeric", schemes.ISO_NUMERIC, r"\d{3}"),
        ("iso-alpha2", _small(schemes.ISO_ALPHA2), "[a-z]{2}"),
        ("iso-alpha3", _small(schemes.ISO_ALPHA3), "[a-z]{3}"),
    ):
        share = _among(evidence, codes) if evidence.likely(pattern, 1.0) else 0.0
        if share >= _MOST:
            why = "its name says country and its values are codes of ISO 3166"
            return _coded(evidence, scheme, why, _strange(evidence, codes, share))
    return None


def _strange(evidence: Evidence, codes: frozenset[str], share: float) -> str:
    others = [value for value in evidence.sample if value not in codes]
    if share >= _NEARLY or not others:
        return ""
    few = ", ".join(f"“{value}”" for value in sorted(others)[:3])
    return f"{evidence.name}: {len(others)} of its codes are no codes of ISO 3166 (such as {few})."


def _state(evidence: Evidence) -> Typing | None:
    named = naming.is_state(evidence.name)
    small = named and _among(evidence, _small(schemes.US_STATES)) == 1
    if not small and _among(evidence, schemes.US_STATES) < 1:
        return None
    if not named and not evidence.varied(_ENOUGH + 1):
        return None
    why = "every value is the postal abbreviation of a US state or territory"
    return _coded(evidence, "us-state", why)


def _small(codes: frozenset[str]) -> frozenset[str]:
    return frozenset(code.lower() for code in codes)


def _among(evidence: Evidence, codes: frozenset[str]) -> float:
    present = evidence.present(labels.ANYWHERE)
    known = sum(value in codes for value in evidence.sample)
    if not present or known < _MOST * len(evidence.sample):
        return 0.0
    return evidence.among(codes) / present


def _shortened(evidence: Evidence, name: str) -> Typing | None:
    """Numbers of which some have lost the zero that a code begins with."""
    for scheme in _SCHEMES:
        if not scheme.short or not re.fullmatch(scheme.named, name):
            continue
        either = f"{scheme.values}|{scheme.short}"
        short = evidence.count(scheme.short) if evidence.likely(either, 1.0) else 0
        if not short or evidence.count(either) < evidence.present():
            continue
        if short < evidence.present() or _begun(evidence, scheme):
            return _short(evidence, scheme, short)
    return None


def _begun(evidence: Evidence, scheme: _Scheme) -> bool:
    """Whether every value would begin as it should if a zero stood before it."""
    return all(f"0{value}"[: scheme.signs] in scheme.begins for value in evidence.sample)


def _short(evidence: Evidence, scheme: _Scheme, short: int) -> Typing:
    warning = (
        f"{evidence.name}: {short:,} of {evidence.present():,} values are one digit too short for"
        f" {scheme.says}; it seems that the file lost the zero they begin with."
    )
    return as_text(evidence, "code", "its name says that the digits are a code", warning=warning)
