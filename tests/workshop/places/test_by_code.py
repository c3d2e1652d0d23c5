from __future__ import annotations

from pathlib import Path

from commonstacks.workshop.places.assign import assign, placeable
from tests.workshop.places.rows import added, found, table

TRACTS = [
    *("42003010300", "42003020100", "17031010100", "06037101110", "6037101122"),
    *("48201100000", None, "36061000100", "99999000000", "42003010300", "42101000100"),
    *("17031010200", "36061000201", "06037101110", "48201100000", "42101000200"),
]


def test_a_tract_tells_its_county_and_its_state(tmp_path: Path) -> None:
    profile = table(tmp_path, {"tract": ("place code", "us-tract", TRACTS)})
    placed = assign(tmp_path, profile)
    assert added(placed, profile) == [("state", "us-state"), ("county", "us-county-fips")]
    assert found(tmp_path, "state") == [
        *("PA", "PA", "IL", "CA", "CA", "TX", None, "NY", None, "PA", "PA"),
        *("IL", "NY", "CA", "TX", "PA"),
    ]
    assert found(tmp_path, "county") == [
        *("42003", "42003", "17031", "06037", "06037", "48201", None, "36061", None, "42003"),
        *("42101", "17031", "36061", "06037", "48201", "42101"),
    ]


def test_the_column_says_how_many_rows_were_found_and_which_were_not(tmp_path: Path) -> None:
    placed = assign(tmp_path, table(tmp_path, {"tract": ("place code", "us-tract", TRACTS)}))
    state = placed.column("state")
    assert state.why == (
        "Found from the codes in “tract”: 93.3 % of the rows that have one;"
        " 1 row has a code of no known area, such as “99999000000”; 1 row has none."
    )
    assert state.nulls == 2
    assert state.top[0] == ("PA", 5)


def test_countries_under_other_codes_get_the_codes_of_two_letters(tmp_path: Path) -> None:
    three = ["DEU", "FRA", "deu", "CHE", "DEU", "FRA", "CHE", "AUT", "AUT", "FRA", "DEU"]
    profile = table(tmp_path, {"iso": ("place code", "iso-alpha3", three)})
    placed = assign(tmp_path, profile)
    assert added(placed, profile) == [("country", "iso-alpha2")]
    assert found(tmp_path, "country") == [
        *("DE", "FR", "DE", "CH", "DE", "FR", "CH", "AT", "AT", "FR", "DE")
    ]


def test_numbers_may_lack_their_leading_zeros(tmp_path: Path) -> None:
    profile = table(tmp_path, {"nr": ("place code", "iso-numeric", ["40", "276", "756", "8"])})
    assert added(assign(tmp_path, profile), profile) == [("country", "iso-alpha2")]
    assert found(tmp_path, "country") == ["AT", "DE", "CH", "AL"]


def test_counties_and_state_numbers_tell_the_state(tmp_path: Path) -> None:
    profile = table(
        tmp_path, {"fips": ("place code", "us-county-fips", ["1001", "42003", "72001"])}
    )
    assert added(assign(tmp_path, profile), profile) == [("state", "us-state")]
    assert found(tmp_path, "state") == ["AL", "PA", "PR"]
    profile = table(tmp_path, {"fips": ("place code", "us-fips", ["1", "42", "11"])})
    assert added(assign(tmp_path, profile), profile) == [("state", "us-state")]
    assert found(tmp_path, "state") == ["AL", "PA", "DC"]


def test_what_the_codes_say_themselves_is_not_added(tmp_path: Path) -> None:
    profile = table(
        tmp_path,
        {
            "st": ("place code", "us-state", ["PA", "OH", "WV"]),
            "zip": ("place code", "us-zip", ["15213", "44101", "25301"]),
            "fips": ("place code", "us-fips", ["42", "39", "54"]),
        },
    )
    assert assign(tmp_path, profile) == profile
    assert [path.name for path in tmp_path.iterdir()] == ["table.parquet"]


def test_nothing_is_added_where_a_tenth_of_the_codes_is_unknown(tmp_path: Path) -> None:
    codes = ["DEU", "FRA", "CHE", "AUT", "XXA", "XXB"]
    profile = table(tmp_path, {"iso": ("place code", "iso-alpha3", codes)})
    assert assign(tmp_path, profile) == profile


def test_one_state_for_all_rows_says_nothing(tmp_path: Path) -> None:
    tracts = [f"42003{n:06d}" for n in range(100, 130)]
    profile = table(tmp_path, {"tract": ("place code", "us-tract", tracts)})
    assert assign(tmp_path, profile) == profile


def test_a_name_that_is_taken_is_not_taken_again(tmp_path: Path) -> None:
    told = {
        "State": ("text", None, ["a", "b", "c"]),
        "f": ("place code", "us-fips", ["1", "2", "4"]),
    }
    profile = table(tmp_path, told)
    assert added(assign(tmp_path, profile), profile) == [("state by code", "us-state")]


def test_columns_may_be_called_like_words_of_the_join(tmp_path: Path) -> None:
    told = {
        name: ("place code", "us-fips", ["42", "39", "54"])
        for name in ("key", "x", 'a "b"', "known")
    }
    profile = table(tmp_path, told)
    assign(tmp_path, profile)
    assert found(tmp_path, "state") == ["PA", "OH", "WV"]


def test_codes_that_tell_more_are_placeable_and_others_are_not(tmp_path: Path) -> None:
    assert placeable(table(tmp_path, {"t": ("place code", "us-tract", TRACTS)}))
    assert not placeable(table(tmp_path, {"z": ("place code", "us-zip", ["15213"])}))
    assert not placeable(table(tmp_path, {"words": ("text", None, ["one", "two"])}))
