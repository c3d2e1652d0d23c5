"""Areas that the library knows and a table lacks."""

from __future__ import annotations

from pathlib import Path

from commonstacks.workshop.places import absent, boundaries
from commonstacks.workshop.places.assign import assign
from commonstacks.workshop.tables.missing.absences import Side
from tests.workshop.places.rows import Told, table


def codes(scheme: str, *, start: str = "", without: str = "") -> list[str]:
    found = boundaries.of(scheme)
    assert found is not None
    return [a.key for a in found.areas if a.key.startswith(start) and a.key != without]


def states(*, without: str = "") -> list[str]:
    apart = {"AS", "GU", "MP", "PR", "VI"}
    return [key for key in codes("us-state", without=without) if key not in apart]


def sentences(folder: Path, columns: dict[str, Told]) -> list[str]:
    found = absent.find(folder, table(folder, columns))
    return [each.sentence for each in found if each.kind == "missing place"]


def test_a_state_without_rows_though_all_others_have_some(tmp_path) -> None:
    values = states(without="WY") * 20
    assert sentences(tmp_path, {"st": ("place code", "us-state", values)}) == [
        "No row for Wyoming, though all other 50 US states have some."
    ]


def test_by_name_as_well_as_by_code(tmp_path) -> None:
    found = boundaries.of("us-state")
    assert found is not None
    names = [area.name for area in found.areas if area.key in states(without="OH")] * 20
    assert sentences(tmp_path, {"State": ("place name", None, names)}) == [
        "No row for Ohio, though all other 50 US states have some."
    ]


def test_territories_are_not_missed_where_there_is_none(tmp_path) -> None:
    assert sentences(tmp_path, {"st": ("place code", "us-state", states() * 20)}) == []


def test_but_where_most_of_them_are_there(tmp_path) -> None:
    values = codes("us-state", without="GU") * 20
    assert sentences(tmp_path, {"st": ("place code", "us-state", values)}) == [
        "No row for Guam, though all other 55 US states have some."
    ]


def test_counties_are_missed_within_their_state(tmp_path) -> None:
    values = codes("us-county-fips", start="39", without="39061") * 8
    assert sentences(tmp_path, {"fips": ("place code", "us-county-fips", values)}) == [
        "No row for Hamilton, Ohio, though all other 87 counties of Ohio have some."
    ]


def test_a_few_rows_in_each_state_make_no_set_of_counties(tmp_path) -> None:
    values = [code for code in codes("us-county-fips") if code.endswith("001")] * 8
    assert sentences(tmp_path, {"fips": ("place code", "us-county-fips", values)}) == []


def test_rows_that_say_no_state_may_be_the_missing_ones(tmp_path) -> None:
    values = [*states(without="WY") * 20, *[None] * 30]
    assert sentences(tmp_path, {"st": ("place code", "us-state", values)}) == []
    values = [*states(without="WY") * 20, *["Wyo."] * 30]
    assert sentences(tmp_path, {"st": ("place code", "us-state", values)}) == []


def test_the_places_that_were_assigned_to_rows_count_too(tmp_path) -> None:
    tracts = [f"{key}{n:06d}" for key in codes("us-county-fips", start="36", without="36061")
              for n in range(10)]  # fmt: skip
    tracts += [f"{key}{n:06d}" for key in codes("us-county-fips", start="42") for n in range(10)]
    placed = assign(tmp_path, table(tmp_path, {"tract": ("place code", "us-tract", tracts)}))
    found = absent.find(tmp_path, placed)
    assert [(each.sentence, each.column) for each in found if each.kind == "missing place"] == [
        (
            "No row for New York, New York, though all other 61 counties of New York have some.",
            "county",
        )
    ]


def test_a_column_of_people_is_no_set_of_areas(tmp_path) -> None:
    profile = table(tmp_path, {"who": ("person name", None, ["Georgia", "Chad", "Jordan"])})
    assert absent.area_sets(Side(tmp_path, profile)) == ()
