"""Columns of shapes written as text (OGC well-known text)."""

from __future__ import annotations

from dataclasses import replace

from commonstacks.workshop.tables import spatial
from commonstacks.workshop.tables.columns import geometry
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.columns.typed import Typing, of_style
from commonstacks.workshop.tables.sql import literal
from commonstacks.workshop.tables.systems import NOWHERE, WGS84, System

_STYLE = Style(
    "geometry",
    "a shape written as text (WKT)",
    geometry.PATTERN,
    "CASE WHEN TRY(ST_GeomFromText({v})) IS NOT NULL THEN {v} END",
)
_ON_EARTH = (
    "CASE WHEN ST_XMin(TRY({move})) >= -180 AND ST_XMax(TRY({move})) <= 180"
    " AND ST_YMin(TRY({move})) >= -90 AND ST_YMax(TRY({move})) <= 90 THEN 1 END"
)


def decide(evidence: Evidence, system: System | None) -> Typing | None:
    """Geometry, if every value can be drawn; None where the values are no shapes.

    The text stays as it is, or is moved to WGS 84 from the ``system`` that a person gives.
    Refuses a system that does not fit.
    """
    if not evidence.likely(_STYLE.pattern):
        return None
    spatial.load(evidence.connection)
    present = evidence.present()
    if evidence.fitting(_STYLE) < present:
        return None
    typing = of_style(evidence, _STYLE)
    if system is None:
        return replace(typing, sql="{v}", told=f"{evidence.name}: {NOWHERE}")
    move = (
        f"ST_Transform(ST_GeomFromText({{v}}), {literal(system.code)}, '{WGS84}',"
        " always_xy := true)"
    )
    if evidence.fitting(replace(_STYLE, sql=_ON_EARTH.format(move=move))) < present:
        raise system.misfit()
    says = f"coordinates moved from {system.name} ({system.says}) to longitude and latitude"
    return replace(typing, sql=f"ST_AsText({move})", scheme=WGS84, told=f"{evidence.name}: {says}")
