"""Coordinate systems: which one shapes are written in, who says so, and the way to WGS 84."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonstacks.kit.errors import Refusal

WGS84 = "EPSG:4326"
NOWHERE = (
    "No coordinate system is stated: shapes can be drawn, but not placed on a map of the world"
)
_EPSG = re.compile(r"EPSG:\d{4,6}")
_NO_CHANGE = frozenset({WGS84, "OGC:CRS84"})


@dataclass(frozen=True, slots=True)
class System:
    """``code`` is what PROJ takes: "EPSG:3435" or well-known text; ``says`` who states it."""

    code: str
    name: str
    says: str
    given: bool = False

    @property
    def is_wgs84(self) -> bool:
        return self.code in _NO_CHANGE

    def misfit(self) -> Refusal:
        """For coordinates that cannot be in a system that a person gave."""
        return Refusal(
            "The coordinates in the file do not fit the coordinate system {code}.",
            "Look it up at the publisher, and give its EPSG number.",
            code=self.code,
        )


def given(code: str) -> System | None:
    """What a person says of the file: "EPSG:3435", or nothing. Refuses other ways to say it."""
    if not code:
        return None
    if not _EPSG.fullmatch(code):
        raise Refusal(
            "“{code}” is no coordinate system we can look up.",
            "Write its EPSG number, such as EPSG:4326.",
            code=code[:40],
        )
    return System(code, code, "as a person says", given=True)
