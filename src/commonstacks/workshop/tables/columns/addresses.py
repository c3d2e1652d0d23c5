"""Addresses: a street and a number, in the order of the country."""

from __future__ import annotations

import re

from commonstacks.workshop.tables.columns import naming
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.typed import Typing, as_text

_WAY = (
    r"(?:street|st|avenue|ave|av|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|place|pl|way|square"
    r"|sq|terrace|ter|parkway|pkwy|pike|highway|hwy|route|rt|rte|circle|cir|alley|aly|plaza|trail|trl"
    r"|row|close|crescent|gardens|grove|hill|expressway|freeway|turnpike|extension|ext)"
)
_STREET_AFTER = (
    r"(?:\S*stra(?:ß|ss)e|\S*str\.?|\S*weg|\S*platz|\S*allee|\S*gasse|\S*ufer|\S*ring|\S*damm"
    r"|\S*markt)"
)
_STREET_BEFORE = (
    r"(?:rue|avenue|boulevard|place|chemin|impasse|calle|avenida|plaza|via|viale|piazza|rua)"
)
_NUMBER = r"\d{1,6}(?:[-–/]\d{1,6})?(?: ?[A-Za-z])?(?: 1/2)?"
_NUMBER_FIRST = rf"(?i:(?:no\.? ?)?{_NUMBER},? [0-9A-Za-zÀ-ɏ.'’ -]*\b{_WAY}\b\.?.*)"
_FRENCH = rf"(?i:{_NUMBER}(?: (?:bis|ter))?,? {_STREET_BEFORE} .+)"
_NUMBER_LAST = (
    rf"(?i:(?:[0-9A-Za-zÀ-ɏ.'’-]+ )*{_STREET_AFTER}(?: [0-9A-Za-zÀ-ɏ.'’-]+)?,? {_NUMBER}\b.*)"
)
_SPANISH = rf"(?i:{_STREET_BEFORE} [^,\d]+,? (?:n[º°]? ?)?{_NUMBER}\b.*)"
_SURE = rf"{_NUMBER_FIRST}|{_FRENCH}|{_NUMBER_LAST}|{_SPANISH}"
_LIKE = (
    rf"{_SURE}|{_NUMBER},? [0-9A-Za-zÀ-ɏ.'’-]+ .+|[^\d,]{{4,}}[ ,]+{_NUMBER}(?:,.*)?"
    r"|(?i:p\.? ?o\.? box .+)"
)
_NAMED = re.compile(
    r"(?:.*_)?(?:address(?:es)?|addr|adresse|anschrift|direcci[óo]n|indirizzo|endere[çc]o|adres"
    r"|street_?address|address_?(?:line)?_?1|address_full|full_address|location_?address"
    r"|(?:stra(?:ß|ss)e|street|str)_?(?:und_|and_)?(?:haus)?(?:nr|nummer|number|no)?)(?:_?1)?"
)
_OTHER = re.compile(r"(?:.*_)?(?:e_?mail|web|ip|mac|url|internet|http|type|typ)(?:_.*)?")


def decide(evidence: Evidence) -> Typing | None:
    """An address, if nine in ten values are a street and a number, or half where the name says so.

    A number before the street (United States, Britain, France) or behind it (Germany, Spain,
    Italy, the Netherlands); what follows, such as a place, may be anything.
    """
    name = naming.joined(evidence.name)
    if _OTHER.fullmatch(name):
        return None
    if _NAMED.fullmatch(name) and _enough(evidence, _LIKE, 0.5):
        return as_text(evidence, "address", "its name says address, and most values have a number")
    if _enough(evidence, _SURE, 0.9):
        return as_text(evidence, "address", "its values are streets with a house number")
    return None


def _enough(evidence: Evidence, pattern: str, share: float) -> bool:
    if not evidence.likely(pattern, share):
        return False
    return evidence.count(f"(?s:{pattern})") >= share * evidence.present()
