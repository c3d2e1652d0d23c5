from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.places.assign import assign
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.shape import ColumnProfile, Kind, TableProfile

Row = tuple[str, float | None, float | None]
AMERICA: list[Row] = [
    ("Pittsburgh", -79.9959, 40.4406),
    ("Denver", -104.9903, 39.7392),
    ("San Juan", -66.1057, 18.4300),
    ("no position", None, None),
    ("half a position", -79.0, None),
    ("Pittsburgh again", -79.9959, 40.4406),
    ("in the Atlantic", -60.0, 35.0),
    ("Windsor, Ontario", -83.0, 42.25),
    ("Anchorage", -149.8, 61.18),
    ("off Atlantic City", -74.38, 39.35),
    ("not on Earth", -500.0, 40.0),
    ("Ciudad Juárez", -106.4850, 31.6904),
]


def column(name: str, position: int, kind: Kind, **more) -> ColumnProfile:
    return ColumnProfile(name, position, kind, "", 0, 0, distinct_exact=True, **more)


def table(folder: Path, rows: list[Row], **more) -> TableProfile:
    names, xs, ys = zip(*rows, strict=True)
    held = pa.table({"name": names, "lon": pa.array(xs, pa.float64()), "lat": ys})
    pq.write_table(held, folder / "table.parquet", row_group_size=5)
    columns = (
        column("name", 0, "text", **more),
        column("lon", 1, "longitude"),
        column("lat", 2, "latitude"),
    )
    return TableProfile("places", len(rows), 0, columns)


def found(folder: Path, name: str) -> list[str | None]:
    values: list[str | None] = pq.read_table(folder / "places.parquet").column(name).to_pylist()
    return values


def why(placed: TableProfile, name: str) -> str:
    return placed.column(name).why


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("america")


@pytest.fixture(scope="module")
def america(home: Path) -> TableProfile:
    return assign(home, table(home, AMERICA))


def test_each_row_is_given_its_country_in_the_order_of_the_table(home, america) -> None:
    us = "US"
    assert found(home, "country") == [
        *(us, us, "PR", None, None, us, None, "CA", us, us, None, "MX"),
    ]


def test_and_its_state_where_most_lie_in_the_united_states(home, america) -> None:
    assert found(home, "state") == [
        *("PA", "CO", "PR", None, None, "PA", None, None, "AK", "NJ", None, None),
    ]


def test_the_column_says_how_it_was_found(america) -> None:
    assert why(america, "state") == (
        "Found from the position of each row (lon, lat), with outlines of 2017 at 1:10 million;"
        " 1 row lies up to 10 km outside, near one area alone; 3 rows have no position;"
        " 3 rows lie in no area."
    )
    assert why(america, "country") == (
        "Found from the position of each row (lon, lat), with outlines of 2018 at 1:50 million, and"
        " of US states of 2017 at 1:10 million; 1 row lies up to 10 km outside, near one area"
        " alone; 3 rows have no position; 1 row lies in no area."
    )


def test_the_new_columns_are_profiled_after_the_old(home, america) -> None:
    assert [each.name for each in america.columns] == ["name", "lon", "lat", "country", "state"]
    assert [each.position for each in america.columns] == [0, 1, 2, 3, 4]
    state = america.column("state")
    assert (state.kind, state.scheme, state.nulls) == ("place code", "us-state", 6)
    assert state.top == (("PA", 2), ("AK", 1), ("CO", 1), ("NJ", 1), ("PR", 1))
    text = (home / "placed.json").read_text(encoding="utf-8")
    assert TableProfile.from_json(text) == america


def test_a_second_time_gives_the_same_bytes_and_leaves_nothing_half(home, america) -> None:
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    assert sorted(before) == ["placed.json", "places.parquet", "table.parquet"]
    assert assign(home, table(home, AMERICA)) == america
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_outside_the_united_states_there_are_only_countries(tmp_path) -> None:
    europe = [("Köln", 6.96, 50.94), ("Paris", 2.35, 48.86), ("Pittsburgh", -79.9959, 40.4406)]
    placed = assign(tmp_path, table(tmp_path, europe))
    assert [each.name for each in placed.columns[3:]] == ["country"]
    assert found(tmp_path, "country") == ["DE", "FR", "US"]


def test_a_column_that_would_say_the_same_everywhere_is_not_added(tmp_path) -> None:
    profile = table(tmp_path, [("Köln", 6.96, 50.94), ("Bonn", 7.1, 50.73)])
    assert assign(tmp_path, profile) == profile
    assert [path.name for path in tmp_path.iterdir()] == ["table.parquet"]


def test_a_table_without_positions_stays_as_it_is(tmp_path) -> None:
    profile = table(tmp_path, AMERICA)
    bare = replace(profile, columns=profile.columns[:2])
    assert assign(tmp_path, bare) == bare


def test_positions_that_are_all_missing_are_no_places(tmp_path) -> None:
    profile = table(tmp_path, [("a", None, None), ("b", math.nan, 3.0), ("c", math.inf, 3.0)])
    assert assign(tmp_path, profile) == profile


def test_what_the_table_says_already_is_not_added(tmp_path) -> None:
    coded = table(tmp_path, AMERICA)
    has = (*coded.columns, column("st", 3, "place code", scheme="us-state"))
    assert [each.name for each in assign(tmp_path, replace(coded, columns=has)).columns[4:]] == [
        "country"
    ]


def test_nor_what_it_says_by_name(tmp_path) -> None:
    named = table(tmp_path, AMERICA, top=(("Ohio", 3), ("Texas", 2), ("Iowa", 2)))
    assert [each.name for each in assign(tmp_path, named).columns[3:]] == ["country"]


def test_a_name_that_is_taken_is_not_taken_again(tmp_path) -> None:
    profile = table(tmp_path, AMERICA)
    taken = (*profile.columns, column("Country", 3, "text"))
    placed = assign(tmp_path, replace(profile, columns=taken))
    assert [each.name for each in placed.columns[4:]] == ["country by position", "state"]


def test_progress_is_told(tmp_path) -> None:
    told: list[Progress] = []
    assign(tmp_path, table(tmp_path, AMERICA), told.append)
    assert told[0] == Progress(0, 3, "finding places")


@pytest.mark.real
def test_postal_codes_agree_with_the_state_they_say(tmp_path, real_data) -> None:
    read = pack.read(
        real_data / "gazetteer/us-zipcodes.csv", tmp_path / "zip", name="zip", tell=ignore
    )
    unsaid = replace(read, columns=tuple(each for each in read.columns if each.name != "state"))
    placed = assign(tmp_path / "zip", unsaid)
    said = pq.read_table(tmp_path / "zip" / "table.parquet").column("state").to_pylist()
    states = found(tmp_path / "zip", "state")
    pairs = [pair for pair in zip(said, states, strict=True) if pair[1] is not None]
    assert len(pairs) > 0.995 * placed.rows
    assert sum(one == other for one, other in pairs) > 0.995 * len(pairs)
