from __future__ import annotations

import json
import lzma
import os
import runpy
import sys
from importlib import resources
from pathlib import Path

import pytest

from commonstacks.kit.text import spellings
from commonstacks.workshop.places import gazetteer
from commonstacks.workshop.places.gazetteer import Name

TOOL = Path(__file__).parents[3] / "tools" / "gazetteer.py"
SHIPPED = resources.files("commonstacks.workshop.places")
PLACES = {place.id: place for place in gazetteer.places()}
US, OHIO, COLUMBUS, FRANKLIN = (f"geonames:{n}" for n in (6252001, 5165418, 4509177, 4512214))


def test_the_united_states_are_known_by_names_and_codes() -> None:
    place = PLACES[US]
    assert (place.kind, place.name, place.parents) == (
        "country",
        "United States",
        ("geonames:6255149",),
    )
    assert Name("Vereinigte Staaten", "de", preferred=True) in place.names
    assert {name.text for name in place.names} >= {"USA", "U.S.", "America"}
    assert ("iso-alpha2", "US") in place.codes


def test_a_town_lies_in_its_county_or_region() -> None:
    assert (PLACES[COLUMBUS].name, PLACES[COLUMBUS].parents) == ("Columbus", (FRANKLIN,))
    assert (PLACES[FRANKLIN].name, PLACES[FRANKLIN].parents) == ("Franklin County", (OHIO,))
    assert PLACES[FRANKLIN].codes == (("us-county-fips", "39049"),)
    cologne = PLACES["geonames:2886242"]
    region = PLACES[cologne.parents[0]]
    assert (cologne.name, cologne.point) == ("Köln", (6.95, 50.93333))
    assert ("iso-3166-2", "DE-NW") in region.codes
    assert region.parents == ("geonames:2921044",)


def test_there_is_what_the_packages_hold() -> None:
    kinds = [place.kind for place in PLACES.values()]
    assert {kind: kinds.count(kind) for kind in gazetteer.KINDS} == {
        "continent": 7,
        "country": 246,
        "territory": 6,
        "state": 51,
        "region": 3723,
        "county": 3242,
        "city": 34005,
    }


def test_what_is_one_place_is_one_record() -> None:
    capital = PLACES["geonames:4138106"]
    assert {"Washington", "District of Columbia"} <= {name.text for name in capital.names}
    assert ("us-county-fips", "11001") in capital.codes
    assert "geonames:4140963" not in PLACES  # the city is all of the district
    codes = [code for place in PLACES.values() for code in place.codes]
    assert len(codes) == len(set(codes))
    states = [place for place in PLACES.values() if ("iso-3166-2", "US-OH") in place.codes]
    assert [(place.id, place.kind) for place in states] == [(OHIO, "state")]


def test_what_contains_comes_before_what_is_contained() -> None:
    seen: set[str] = set()
    for place in gazetteer.places():
        assert seen >= set(place.parents)
        seen.add(place.id)


def test_every_state_has_its_codes_and_lies_in_the_united_states() -> None:
    for place in PLACES.values():
        if place.kind in {"state", "territory"}:
            assert {"us-state", "us-fips"} <= {scheme for scheme, _ in place.codes}
            assert US in place.parents


def test_points_are_longitude_and_latitude() -> None:
    points = {place.name: place.point for place in PLACES.values() if place.point}
    assert points["Europe"] == (9.14062, 48.69096)
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in points.values())


def test_airports_and_sounds_of_other_scripts_are_no_names() -> None:
    names = {name.text for name in PLACES[COLUMBUS].names}
    assert names.isdisjoint({"CMH", "kolambas"})
    assert "Колумбус" in names


def test_a_part_of_the_gazetteer_is_a_gazetteer() -> None:
    part = {place.id: place for place in gazetteer.places(("country", "city"), least=1_000_000)}
    assert {place.kind for place in part.values()} == {"country", "city"}
    assert part["geonames:2886242"].parents == ("geonames:2921044",)
    assert part["geonames:2921044"].parents == ()
    assert COLUMBUS not in part


def test_a_name_is_folded_as_everywhere() -> None:
    names = [name.text for place in PLACES.values() for name in place.names][::20]
    assert [gazetteer.folds(text) for text in names] == [spellings(text) for text in names]
    assert gazetteer.folds(" two ") == ("two",)


def test_the_file_is_small_and_says_whose_it_is() -> None:
    assert len(SHIPPED.joinpath(gazetteer.FILE).read_bytes()) < 2_000_000
    licence = SHIPPED.joinpath("GAZETTEER-LICENSE").read_text()
    assert "Creative Commons Attribution 4.0" in licence
    assert "Unicode-3.0" in licence
    assert gazetteer.FILE in licence


def test_the_world_is_what_the_tool_makes() -> None:
    tool = runpy.run_path(str(TOOL))
    made = [json.loads(json.dumps(each)) for each in tool["world"](tool["cached"]())]
    lines = lzma.decompress(SHIPPED.joinpath(gazetteer.FILE).read_bytes()).decode().splitlines()
    shipped = [json.loads(line) for line in lines[: len(made)]]
    assert [each[:7] for each in shipped] == [each[:7] for each in made]


def test_the_whole_is_what_the_tool_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    archives = os.environ.get("COMMONSTACKS_GAZETTEER_ARCHIVES", "")
    if not archives:
        pytest.skip("the archives of tools/gazetteer.py are not here")
    monkeypatch.setattr(sys, "argv", ["gazetteer.py", archives])
    made = runpy.run_path(str(TOOL))["everything"]()
    lines = lzma.decompress(SHIPPED.joinpath(gazetteer.FILE).read_bytes()).decode().splitlines()
    assert [json.loads(line) for line in lines] == [json.loads(json.dumps(each)) for each in made]
