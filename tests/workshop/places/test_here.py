"""A point lies in the area that is around it."""

from __future__ import annotations

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.places import boundaries, here


@pytest.mark.parametrize(
    ("scheme", "point", "name"),
    [
        ("us-county-fips", (-73.95, 40.65), "Kings, New York"),  # Flatbush, Brooklyn
        ("us-state", (-82.99, 39.96), "Ohio"),  # Columbus
        ("iso-alpha2", (6.96, 50.94), "Germany"),  # Cologne
        ("iso-alpha2", (28.2, -29.6), "Lesotho"),  # a hole in South Africa
        ("us-state", (6.96, 50.94), ""),
    ],
)
def test_the_area_around_a_point(scheme: str, point: tuple[float, float], name: str) -> None:
    found = boundaries.of(scheme)
    assert found is not None
    area = here.area_at(found, *point)
    assert (area.name if area else "") == name


def test_a_point_beyond_the_earth_is_refused() -> None:
    found = boundaries.of("iso-alpha2")
    assert found is not None
    with pytest.raises(Refusal, match="no point on the earth"):
        here.area_at(found, 200.0, 10.0)
    with pytest.raises(Refusal, match="no point on the earth"):
        here.area_at(found, float("nan"), 10.0)
