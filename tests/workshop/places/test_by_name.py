from __future__ import annotations

from pathlib import Path

from commonstacks.workshop.places.assign import assign, placeable
from tests.workshop.places.rows import added, found, table


def test_countries_are_known_in_several_languages_and_spellings(tmp_path: Path) -> None:
    names = ["Deutschland", "Germany", "FRANCE", "Schweiz", "Österreich", "Oesterreich", "Italien"]
    profile = table(tmp_path, {"Land": ("place name", None, names)})
    placed = assign(tmp_path, profile)
    assert added(placed, profile) == [("country", "iso-alpha2")]
    assert found(tmp_path, "country") == ["DE", "DE", "FR", "CH", "AT", "AT", "IT"]
    assert placed.column("country").why == (
        "Found from the names in “Land”: all of the rows that have one."
    )


def test_states_by_name_get_their_letters_and_unknown_names_are_counted(tmp_path: Path) -> None:
    names = ["Ohio", "Texas", "Iowa", "Georgia", "Utah", "Maine", None, "", "Guam", "Nevada"]
    profile = table(tmp_path, {"name": ("category", None, [*names, "Alaska", "Kansas", "Oz"])})
    placed = assign(tmp_path, profile)
    assert added(placed, profile) == [("state", "us-state")]
    assert found(tmp_path, "state") == [
        *("OH", "TX", "IA", "GA", "UT", "ME", None, None, "GU", "NV", "AK", "KS", None)
    ]
    assert placed.column("state").why == (
        "Found from the names in “name”: 90.9 % of the rows that have one;"
        " 1 row has a name of no known area, such as “Oz”; 2 rows have none."
    )


def test_a_county_needs_its_state(tmp_path: Path) -> None:
    counties = [
        "Washington",
        "Washington County",
        "Allegheny",
        "Orleans Parish",
        "Orange",
        "Orange",
    ]
    states = ["PA", "OH", "PA", "LA", "FL", "CA"]
    told = {"county": ("place name", None, counties), "st": ("place code", "us-state", states)}
    profile = table(tmp_path, told)  # type: ignore[arg-type]  # tuples of one shape
    placed = assign(tmp_path, profile)
    assert added(placed, profile) == [("county by name", "us-county-fips")]
    assert found(tmp_path, "county by name") == [
        *("42125", "39167", "42003", "22071", "12095", "06059")
    ]
    assert placed.column("county by name").why == (
        "Found from the names in “county” and the states in “st”: all of the rows that have one."
    )


def test_the_state_beside_a_county_may_be_a_name(tmp_path: Path) -> None:
    told = {
        "county": ("place name", None, ["Washington", "Lake", "Orange", "Kent"]),
        "state": ("category", None, ["Pennsylvania", "Ohio", "Texas", "Delaware"]),
    }
    profile = table(tmp_path, told)  # type: ignore[arg-type]  # tuples of one shape
    assign(tmp_path, profile)
    assert found(tmp_path, "county by name") == ["42125", "39085", "48361", "10001"]
    assert found(tmp_path, "state by name") == ["PA", "OH", "TX", "DE"]


def test_counties_without_their_states_are_left_alone(tmp_path: Path) -> None:
    profile = table(tmp_path, {"county": ("place name", None, ["Washington", "Lake", "Orange"])})
    placed = assign(tmp_path, profile)
    assert "us-county-fips" not in [scheme for _, scheme in added(placed, profile)]


def test_towns_tell_their_country_by_any_of_their_names(tmp_path: Path) -> None:
    towns = ["Köln", "Cologne", "KOELN", "Paris", "Lyon", "Wien", "Vienna", "Zürich", "Bonn"]
    profile = table(tmp_path, {"Stadt": ("place name", None, towns)})
    placed = assign(tmp_path, profile)
    assert added(placed, profile) == [("country", "iso-alpha2")]
    assert found(tmp_path, "country") == ["DE", "DE", "DE", "FR", "FR", "AT", "AT", "CH", "DE"]
    assert placed.column("country").why == (
        "Found from the towns in “Stadt”, as the gazetteer knows them:"
        " all of the rows that have one."
    )


def test_a_name_of_several_towns_is_left_out_and_counted(tmp_path: Path) -> None:
    towns = ["Pittsburgh", "Denver", "Seattle", "Chicago", "Boston", "Phoenix", "Springfield"]
    profile = table(tmp_path, {"city": ("place name", None, [*towns, "Houston", "Omaha", "Miami"])})
    placed = assign(tmp_path, profile)
    assert added(placed, profile) == [("state", "us-state")]
    assert found(tmp_path, "state") == [
        *("PA", "CO", "WA", "IL", "MA", "AZ", None, "TX", "NE", "FL")
    ]
    assert placed.column("state").why == (
        "Found from the towns in “city”, as the gazetteer knows them: 90 % of the rows that have"
        " one; 1 row has a name of several areas, such as “Springfield”."
    )


def test_words_that_are_no_places_are_left_alone(tmp_path: Path) -> None:
    told = {
        "quartier": ("place name", None, ["Nippes", "Ehrenfeld", "Deutz", "Kalk"]),
        "colour": ("category", None, ["red", "green", "blue", "white"]),
    }
    profile = table(tmp_path, told)  # type: ignore[arg-type]  # tuples of one shape
    assert assign(tmp_path, profile) == profile


def test_positions_go_before_names(tmp_path: Path) -> None:
    told = {
        "town": ("place name", None, ["Köln", "Paris", "Wien"]),
        "lon": ("longitude", None, [6.96, 2.35, 12.5]),
        "lat": ("latitude", None, [50.94, 48.86, 41.9]),
    }
    profile = table(tmp_path, told)  # type: ignore[arg-type]  # tuples of one shape
    placed = assign(tmp_path, profile)
    assert found(tmp_path, "country") == ["DE", "FR", "IT"]
    assert placed.column("country").why.startswith("Found from the position of each row")


def test_what_belongs_to_people_is_not_looked_at(tmp_path: Path) -> None:
    profile = table(tmp_path, {"who": ("person name", None, ["Georgia", "Jordan", "Chad"])})
    assert not placeable(profile)
    assert assign(tmp_path, profile) == profile
