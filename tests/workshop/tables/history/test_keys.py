"""Columns that tell rows apart, in one version and through all of them."""

from __future__ import annotations

from pathlib import Path

from commonstacks.workshop.tables.history import keys
from commonstacks.workshop.tables.shape import TableProfile
from tests.workshop.tables.twice import NAMES, read, table, trees


def found(tmp_path: Path, text: str) -> tuple[tuple[str, ...], ...]:
    profile = read(tmp_path, "one", text)
    return keys.candidates(tmp_path / "one/table.parquet", profile)


def stable(tmp_path: Path, *texts: str) -> tuple[tuple[str, ...], ...]:
    versions: list[tuple[Path, TableProfile]] = []
    for at, text in enumerate(texts):
        profile = read(tmp_path, f"v{at}", text)
        versions.append((tmp_path / f"v{at}/table.parquet", profile))
    return keys.stable(versions)


def test_single_columns_come_before_pairs(tmp_path: Path) -> None:
    text = (
        "id,name,year,branch,loans,lat,lon\n"
        "1,a,2001,Main,5,40.1,-80.1\n2,b,2001,East,5,40.2,-80.2\n"
        "3,c,2002,Main,5,40.3,-80.3\n4,d,2002,East,5,40.4,-80.4\n"
    )
    assert found(tmp_path, text) == (("id",), ("name",), ("year", "branch"))


def test_a_missing_cell_is_no_key(tmp_path: Path) -> None:
    assert found(tmp_path, "id,n\n1,1\n,1\n3,1\n") == ()


def test_a_table_without_rows_has_no_key(tmp_path: Path) -> None:
    assert found(tmp_path, "id,n\n") == ()


def test_three_columns_where_two_are_no_key(tmp_path: Path) -> None:
    rows = [
        [f"2024-0{month}", branch, kind, "5"]
        for month in (1, 2, 3)
        for branch in ("Main", "East")
        for kind in ("books", "films")
    ]
    assert found(tmp_path, table(rows, "month,branch,kind,loans")) == (("month", "branch", "kind"),)


def test_a_key_is_minimal(tmp_path: Path) -> None:
    rows = [[f"K{at:03d}", name, "x"] for at, name in enumerate(NAMES)]
    assert found(tmp_path, table(rows, "code,name,kind")) == (("code",), ("name",))


def test_measured_values_and_people_are_no_keys(tmp_path: Path) -> None:
    rows = [[f"{at}.25", f"p{at}@example.org", f"412-555-01{at:02d}"] for at in range(10, 40)]
    assert found(tmp_path, table(rows, "height,email,phone")) == ()


def test_keys_that_hold_through_all_versions(tmp_path: Path) -> None:
    versions = [table(trees(12)), table(trees(14)), table(trees(13)).replace("Elm,50", "Elm,55")]
    assert stable(tmp_path, *versions)[:2] == (("id",), ("name",))


def test_one_version_has_its_own_keys(tmp_path: Path) -> None:
    assert stable(tmp_path, table(trees())) == found(tmp_path, table(trees()))
    assert keys.stable([]) == ()


def test_a_number_given_anew_is_not_stable(tmp_path: Path) -> None:
    anew = [[str(13 - at), name, n] for at, (_, name, n) in enumerate(trees(), 1)]
    assert ("id",) not in stable(tmp_path, table(trees()), table(anew))
    assert ("name",) in stable(tmp_path, table(trees()), table(anew))


def test_a_key_with_doubles_in_one_version_is_not_stable(tmp_path: Path) -> None:
    assert ("name",) not in stable(tmp_path, table(trees()).replace("Fir", "Elm"), table(trees()))


def test_a_key_that_an_older_version_lacks_is_not_stable(tmp_path: Path) -> None:
    old = table([row[1:] for row in trees()], "name,n")
    assert ("id",) not in stable(tmp_path, old, table(trees()))
    assert ("name",) in stable(tmp_path, old, table(trees()))


def test_keys_that_are_nearly_one_are_found_apart(tmp_path: Path) -> None:
    rows = [[f"K{at:03d}", "x"] for at in [*range(40), 39]]
    profile = read(tmp_path, "one", table(rows, "code,kind"))
    assert keys.candidates(tmp_path / "one/table.parquet", profile) == ()
    assert keys.near_single(profile) == (("code",),)
