"""Latitude and longitude together in one cell."""

from __future__ import annotations

from dataclasses import replace

from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.columns.typed import Typing, of_style

_DEGREES = r"[+-]?\d{1,3}(?:\.\d+)?"
_EXACT = r"[+-]?\d{1,3}\.\d+"
_PAIR = rf"[(\[]? ?{_DEGREES} ?(?:[,;] ?| ){_DEGREES} ?[)\]]?"
_EXACT_PAIR = rf"[(\[]? ?{_EXACT} ?(?:[,;] ?| ){_EXACT} ?[)\]]?"
_SEXAGESIMAL = (
    r"\d{1,3}° ?\d{1,2}['’′] ?(?:\d{1,2}(?:\.\d+)?[\"”″] ?)?[NS][,; ]{0,2}"
    r"\d{1,3}° ?\d{1,2}['’′] ?(?:\d{1,2}(?:\.\d+)?[\"”″] ?)?[EOW]"
)
_NUMBERS = "regexp_extract_all({v}, '[+-]?[0-9]+[.]?[0-9]*')"
_LATITUDE_FIRST = "latitude longitude"
_LONGITUDE_FIRST = "longitude latitude"


def decide(evidence: Evidence) -> Typing | None:
    """Coordinates, if every value is a pair of degrees on Earth; the text stays as it is.

    The scheme says which comes first: the one that the range allows; where it allows both, the
    longitude in square brackets (as in GeoJSON) and else the latitude, as people write it.
    """
    if evidence.likely(_SEXAGESIMAL) and evidence.count(_SEXAGESIMAL) == evidence.present():
        says = "a latitude and a longitude in degrees and minutes"
        return of_style(
            evidence, Style("coordinates", says, _SEXAGESIMAL, "{v}", scheme=_LATITUDE_FIRST)
        )
    if not (evidence.likely(_EXACT_PAIR) and evidence.likely(_PAIR, 1.0)):
        return None
    present = evidence.present()
    first, second = (evidence.fitting(_within(*most)) == present for most in ((90, 180), (180, 90)))
    bracketed = all(value.startswith("[") for value in evidence.sample)
    if not (first or second):
        return None
    latitude_first = first and not (second and bracketed)
    typing = of_style(evidence, _within(90, 180) if latitude_first else _within(180, 90))
    if first and second and not bracketed:
        usual = "which comes first is taken from the usual order"
        return replace(typing, why=f"{typing.why}; {usual}")
    return typing


def _within(most: int, then: int) -> Style:
    latitude = most < then
    order = _LATITUDE_FIRST if latitude else _LONGITUDE_FIRST
    first, second = (f"abs(try_cast({_NUMBERS}[{at}] AS DOUBLE))" for at in (1, 2))
    return Style(
        "coordinates",
        f"a pair of degrees, {' before '.join(order.split())}",
        _PAIR,
        f"CASE WHEN {first} <= {most} AND {second} <= {then} THEN {{v}} END",
        scheme=order,
    )
