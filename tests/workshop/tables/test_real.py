"""Real tables of real publishers, with what is known to be in them."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import commonstacks
from commonstacks.workshop.tables import pack, spatial
from commonstacks.workshop.tables.history import diff, keys
from commonstacks.workshop.tables.history.difference import Difference
from commonstacks.workshop.tables.shape import TableProfile

REAL = Path(os.environ.get("COMMONSTACKS_REAL_DATA", "../shared/data")) / "tables"
POSTAL = Path(commonstacks.__file__).parent / "shelf/us-postal-codes/zipcodes.csv"
real = pytest.mark.real


def read(tmp_path: Path, file: Path) -> TableProfile:
    if not file.exists():
        pytest.skip(f"{file} is not here")
    return pack.read(file, tmp_path / file.stem, name=file.stem)


def kinds(profile: TableProfile) -> dict[str, str]:
    return {column.name: column.kind for column in profile.columns}


def test_the_postal_codes_of_the_shelf(tmp_path: Path) -> None:
    profile = pack.read(POSTAL, tmp_path / "t", name="US postal codes")
    table = pq.read_table(tmp_path / "t/table.parquet")
    assert (profile.rows, profile.set_aside, profile.warnings) == (42_049, 0, ())
    assert kinds(profile) == {
        "zip_code": "place code",
        "latitude": "latitude",
        "longitude": "longitude",
        "city": "place name",
        "state": "place code",
        "county": "place name",
    }
    assert [profile.column(name).scheme for name in ("zip_code", "state")] == ["us-zip", "us-state"]
    first = table.slice(0, 1).to_pylist()[0]
    assert first == {
        "zip_code": "00501",
        "latitude": 40.922326,
        "longitude": -72.637078,
        "city": "Holtsville",
        "state": "NY",
        "county": "Suffolk",
    }
    assert profile.column("zip_code").distinct == 42_049
    assert (profile.column("zip_code").minimum, profile.column("zip_code").pattern) == (
        "00501",
        "99999",
    )
    assert keys.candidates(tmp_path / "t/table.parquet", profile)[0] == ("zip_code",)
    lines = POSTAL.read_text(encoding="utf-8").splitlines()
    assert table["city"].to_pylist() == [line.split(",")[3] or None for line in lines[1:]]


@real
def test_dog_licences(tmp_path: Path) -> None:
    profile = read(tmp_path, REAL / "pittsburgh/dog-licenses/lifetime-dog-licenses.csv")
    assert (profile.rows, profile.set_aside) == (23_523, 0)
    assert kinds(profile) == {
        "LicenseType": "category",
        "Breed": "category",
        "Color": "category",
        "DogName": "text",
        "OwnerZip": "place code",
        "ExpYear": "integer",
        "ValidDate": "datetime",
    }


@real
def test_bicycle_trips(tmp_path: Path) -> None:
    file = REAL / "pittsburgh/healthy-ride-rentals/healthyride-rentals-2016-q2.csv"
    profile = read(tmp_path, file)
    assert (profile.rows, profile.set_aside) == (26_373, 0)
    found = kinds(profile)
    assert (found["Trip id"], found["Starttime"], found["Tripduration"]) == (
        "identifier",
        "datetime",
        "integer",
    )
    starts = pq.read_table(tmp_path / file.stem / "table.parquet")["Starttime"]
    assert (str(pc.min(starts))[:7], str(pc.max(starts))[:7]) == ("2016-04", "2016-06")


@real
def test_smell_reports(tmp_path: Path) -> None:
    profile = read(tmp_path, REAL / "pittsburgh/smell-reports/smell_raw_v1.csv")
    assert (profile.rows, profile.set_aside) == (10_353, 0)
    assert profile.column("zipcode").scheme == "us-zip"
    assert profile.column("smell_value").top[0] == (4, 3364)
    assert profile.column("feelings_symptoms").missing == (("N/A", 2),)


@real
def test_election_of_cologne_with_semicolons(tmp_path: Path) -> None:
    folder = REAL / "cologne/bundestag-2013-stimmbezirk/versions"
    profile = read(tmp_path, folder / "2013-10-09T191724__706f8e67e6.csv")
    assert (profile.rows, len(profile.columns), profile.set_aside) == (1024, 102, 0)
    assert profile.columns[-1].name == "column 102"
    assert profile.columns[-1].nulls == 1024


def compared(tmp_path: Path, old: Path, new: Path) -> Difference:
    before, after = read(tmp_path, old), read(tmp_path, new)
    return diff.compare(
        tmp_path / old.stem / "table.parquet",
        tmp_path / new.stem / "table.parquet",
        old_profile=before,
        new_profile=after,
    )


@real
def test_the_incidence_was_calculated_anew(tmp_path: Path) -> None:
    folder = REAL / "germany/rki-7-day-incidence/versions"
    found = compared(
        tmp_path,
        folder / "2024-12-05T073025__ebda790b3f.csv",
        folder / "2025-07-06T073018__e15605e85c.csv",
    )
    assert (found.kind, found.key) == ("recalculated", ("Meldedatum", "Altersgruppe"))
    assert (found.same, found.added, found.removed, found.changed) == (0, 1491, 0, 12_593)


@real
def test_the_loans_grow_by_columns(tmp_path: Path) -> None:
    folder = REAL / "newcastle-libraries/monthly-issues-by-branch/versions"
    found = compared(
        tmp_path,
        folder / "2017-01-13T145046__5f4bb54cc5.csv",
        folder / "2017-04-19T173204__3a2080be4a.csv",
    )
    assert (found.kind, found.key, found.same) == ("reshaped", ("Library",), 19)
    assert found.columns_added == ("2016-12", "2017-01", "2017-02")


VEGA = Path(__file__).parents[3] / "frontend/node_modules/vega-datasets/data"


def layer(tmp_path: Path, name: str, layer: str = "") -> TableProfile:
    if not (VEGA / name).exists():
        pytest.skip(f"{VEGA / name} is not here")
    return pack.read(VEGA / name, tmp_path / "table", name=name, layer=layer)


@real
def test_earthquakes_as_geojson(tmp_path: Path) -> None:
    profile = layer(tmp_path, "earthquakes.json")
    assert (profile.rows, profile.set_aside) == (1707, 0)
    found = kinds(profile)
    assert [found[name] for name in ("id", "mag", "time", "code", "longitude", "height")] == [
        "identifier",
        "decimal",
        "datetime",
        "code",
        "longitude",
        "decimal",
    ]


@real
def test_bird_strikes(tmp_path: Path) -> None:
    profile = layer(tmp_path, "birdstrikes.csv")
    assert (profile.rows, profile.set_aside, profile.warnings) == (10_000, 0, ())
    found = kinds(profile)
    assert [found[name] for name in ("Flight Date", "Origin State", "Aircraft Make Model")] == [
        "date",
        "place name",
        "category",
    ]


@real
def test_counties_and_states_as_topojson(tmp_path: Path) -> None:
    counties, states = (layer(tmp_path, "us-10m.json", name) for name in ("counties", "states"))
    assert (counties.rows, states.rows) == (3641, 53)
    assert states.column("geometry").scheme == "EPSG:4326"
    with spatial.connect() as connection:
        (broken,) = connection.execute(
            "SELECT count(*) FROM read_parquet(?) WHERE ST_GeomFromText(geometry) IS NULL",
            [str(tmp_path / "table/table.parquet")],
        ).fetchall()[0]
    assert broken == 0


@real
def test_three_million_flights_in_parquet(tmp_path: Path) -> None:
    profile = layer(tmp_path, "flights-3m.parquet")
    assert (profile.rows, profile.set_aside) == (3_000_000, 0)
    assert kinds(profile) == {
        "date": "datetime",
        "delay": "integer",
        "distance": "integer",
        "origin": "category",
        "destination": "category",
    }
    ours, theirs = (
        pq.read_table(path, columns=["delay"])["delay"].cast("int64")
        for path in (tmp_path / "table/table.parquet", VEGA / "flights-3m.parquet")
    )
    assert ours.equals(theirs)
