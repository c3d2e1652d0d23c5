from __future__ import annotations

import gzip
import json
import runpy
from importlib import resources
from pathlib import Path

from commonstacks.workshop.places import gazetteer
from commonstacks.workshop.places.gazetteer import Name

TOOL = Path(__file__).parents[3] / "tools" / "gazetteer.py"
SHIPPED = resources.files("commonstacks.workshop.places")
PLACES = {place.id: place for place in gazetteer.places()}


def test_the_united_states_are_known_by_names_and_codes() -> None:
    place = PLACES["geonames:6252001"]
    assert (place.kind, place.name, place.parents) == (
        "country",
        "United States",
        ("geonames:6255149",),
    )
    assert Name("Vereinigte Staaten", "de", preferred=True) in place.names
    assert {name.text for name in place.names} >= {"USA", "U.S.", "America"}
    assert ("iso-alpha2", "US") in place.codes


def test_there_are_continents_countries_territories_and_states() -> None:
    kinds = [place.kind for place in PLACES.values()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "continent": 7,
        "country": 246,
        "territory": 6,
        "state": 51,
    }


def test_what_contains_comes_before_what_is_contained() -> None:
    seen: set[str] = set()
    for place in gazetteer.places():
        assert seen >= set(place.parents)
        seen.add(place.id)


def test_every_state_has_its_codes_and_lies_in_the_united_states() -> None:
    for place in PLACES.values():
        if place.kind in {"state", "territory"}:
            assert {"us-state", "us-fips", "geonames"} <= {scheme for scheme, _ in place.codes}
            assert "geonames:6252001" in place.parents


def test_a_code_means_one_place() -> None:
    codes = [code for place in PLACES.values() for code in place.codes]
    assert len(codes) == len(set(codes))


def test_points_are_longitude_and_latitude() -> None:
    points = {place.name: place.point for place in PLACES.values() if place.point}
    assert points["Europe"] == (9.14062, 48.69096)
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in points.values())


def test_the_file_is_small_and_says_whose_it_is() -> None:
    assert len(SHIPPED.joinpath(gazetteer.FILE).read_bytes()) < 200_000
    licence = SHIPPED.joinpath("GAZETTEER-LICENSE").read_text()
    assert "Creative Commons Attribution 4.0" in licence
    assert "Unicode-3.0" in licence


def test_the_file_is_what_the_tool_makes() -> None:
    made = json.loads(json.dumps(list(runpy.run_path(str(TOOL))["everything"]())))
    packed = SHIPPED.joinpath(gazetteer.FILE).read_bytes()
    assert packed[4:8] == bytes(4)  # no time inside, so that the same places are the same bytes
    lines = gzip.decompress(packed).decode().splitlines()
    assert [json.loads(line) for line in lines] == made
