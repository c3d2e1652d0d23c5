from __future__ import annotations

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.places.areas import Area, Areas, areas_of, middle, readable

TOLD = {"kind": "community area", "name": "COMMUNITY", "code": "AREANO",
        "scheme": "chicago-community-area", "inside": "geonames:4887398"}  # fmt: skip
AREAS = Areas.from_json(TOLD)


def test_rows_become_areas_with_ids_of_their_dataset() -> None:
    rows = [("ROGERS PARK", "1", (-87.67, 42.01)), ("West Ridge", "2", None),
            ("ROGERS PARK", "1", None), (None, "3", None), ("Nowhere", " ", None)]  # fmt: skip
    assert areas_of(AREAS, rows, dataset="chicago") == (
        Area(
            "chicago:1", "community area", "Rogers Park", "1", AREAS.scheme, (-87.67, 42.01), False
        ),
        Area("chicago:2", "community area", "West Ridge", "2", AREAS.scheme, None, False),
    )


def test_without_codes_names_serve() -> None:
    areas = Areas.from_json({**TOLD, "code": "", "community_defined": True})
    (one,) = areas_of(areas, [("Köln Süd", None, None)], dataset="veedel")
    assert (one.id, one.code, one.community_defined) == ("veedel:koln-sud", "Köln Süd", True)


def test_what_cannot_be_told_apart_is_refused() -> None:
    with pytest.raises(Refusal, match="cannot be told apart"):
        areas_of(AREAS, [("A", "a b", None), ("B", "a-b?", None)], dataset="x")


@pytest.mark.parametrize("part", ["kind", "name", "scheme", "inside"])
def test_a_description_without_a_part_is_refused(part: str) -> None:
    with pytest.raises(Refusal, match=part):
        Areas.from_json({**TOLD, part: ""})


def test_the_middle_of_a_shape() -> None:
    assert middle("POLYGON ((0 0, 4 0, 4 2, 0 2, 0 0))") == (2.0, 1.0)
    assert middle("POLYGON EMPTY") is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("LAKE VIEW", "Lake View"),
        ("O'HARE", "O'Hare"),
        ("MCKINLEY PARK", "McKinley Park"),
        ("PRENZLAUER-BERG", "Prenzlauer-Berg"),
        ("ISLE OF DOGS", "Isle of Dogs"),
        ("Mitte", "Mitte"),
        ("NW5", "NW5"),
    ],
)
def test_capitals_become_names(name: str, shown: str) -> None:
    assert readable(name) == shown
