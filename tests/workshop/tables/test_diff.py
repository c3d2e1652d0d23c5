"""What changed between two versions, counted, named and said in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import diff, pack
from commonstacks.workshop.tables.difference import Difference, Example

HEAD = "id,name,n\n"
NAMES = [
    "Ash",
    "Beech",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Ginkgo",
    "Hazel",
    "Ivy",
    "Juniper",
    "Kapok",
    "Larch",
]
ROWS = [f"{at},{name},{at * 10}\n" for at, name in enumerate(NAMES, 1)]
OLD = HEAD + "".join(ROWS)


def compare(tmp_path: Path, old: str, new: str, key: tuple[str, ...] | None = None) -> Difference:
    profiles = []
    for side, text in (("old", old), ("new", new)):
        (tmp_path / f"{side}.csv").write_text(text)
        profiles.append(pack.read(tmp_path / f"{side}.csv", tmp_path / side, name=side))
    found = diff.compare(
        tmp_path / "old/table.parquet",
        tmp_path / "new/table.parquet",
        old_profile=profiles[0],
        new_profile=profiles[1],
        key=key,
    )
    assert Difference.from_json(found.to_json()) == found
    return found


def counts(found: Difference) -> tuple[str, int, int, int, int]:
    return (found.kind, found.same, found.added, found.removed, found.changed)


def test_identical(tmp_path: Path) -> None:
    shuffled = HEAD + "".join(reversed(ROWS))
    found = compare(tmp_path, OLD, shuffled)
    assert counts(found) == ("identical", 12, 0, 0, 0)
    assert (found.key, found.share_changed) == (("id",), 0.0)
    assert found.summary == "all 12 rows are the same."


def test_appended(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, OLD + "13,Maple,130\n")
    assert counts(found) == ("appended", 12, 1, 0, 0)
    assert found.summary == "1 row added, 12 the same (told apart by id)."
    assert found.examples == (
        Example("added", ("13",), (("name", None, "Maple"), ("n", None, 130))),
    )


def test_corrected(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, OLD.replace("Elm,50", "Elm,55"))
    assert counts(found) == ("corrected", 11, 0, 0, 1)
    assert found.examples == (Example("changed", ("5",), (("n", 50, 55),)),)
    assert found.share_changed == round(1 / 12, 6)


def test_a_value_that_goes_missing_is_a_change(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, OLD.replace("Elm,50", "Elm,"))
    assert counts(found) == ("corrected", 11, 0, 0, 1)
    assert found.examples == (Example("changed", ("5",), (("n", 50, None),)),)


def test_removed(tmp_path: Path) -> None:
    assert counts(compare(tmp_path, OLD, HEAD + "".join(ROWS[1:]))) == ("removed", 11, 0, 1, 0)


def test_renumbered(tmp_path: Path) -> None:
    anew = [f"{at},{name},{(13 - at) * 10}\n" for at, name in enumerate(reversed(NAMES), 1)]
    found = compare(tmp_path, OLD, HEAD + "".join(anew) + "13,Maple,130\n")
    assert counts(found) == ("renumbered", 12, 1, 0, 0)
    assert found.key is None
    assert found.summary.startswith("id was numbered anew, so rows were compared by their content")


def test_recalculated(tmp_path: Path) -> None:
    anew = [f"{at},{name},{at * 11}\n" for at, name in enumerate(NAMES, 1)]
    assert counts(compare(tmp_path, OLD, HEAD + "".join(anew))) == ("recalculated", 0, 0, 0, 12)


def test_reshaped(tmp_path: Path) -> None:
    wider = "id,name,n,2024\n" + "".join(row.strip() + ",1\n" for row in ROWS)
    found = compare(tmp_path, OLD, wider)
    assert counts(found) == ("reshaped", 12, 0, 0, 0)
    assert found.columns_added == ("2024",)
    back = compare(tmp_path, wider, OLD)
    assert (back.kind, back.columns_removed) == ("reshaped", ("2024",))


def test_a_column_of_another_kind_is_compared_by_its_numbers(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, OLD.replace("Elm,50", "Elm,50.5"))
    assert found.columns_retyped == (("n", "integer", "decimal"),)
    assert counts(found) == ("corrected", 11, 0, 0, 1)


def test_suspicious(tmp_path: Path) -> None:
    assert counts(compare(tmp_path, OLD, HEAD)) == ("suspicious", 0, 0, 12, 0)
    assert compare(tmp_path, OLD, HEAD + "".join(ROWS[:3])).kind == "suspicious"


def test_mixed(tmp_path: Path) -> None:
    new = HEAD + "".join(ROWS[1:]).replace("Elm,50", "Elm,55") + "13,Maple,130\n"
    assert counts(compare(tmp_path, OLD, new)) == ("mixed", 10, 1, 1, 1)


def test_rows_that_come_twice_are_counted_as_often(tmp_path: Path) -> None:
    old = "a,b\nx,1\nx,1\nx,1\ny,2\ny,2\n"
    new = "a,b\nx,1\ny,2\ny,2\ny,2\nz,3\nx,1\n"
    found = compare(tmp_path, old, new)
    assert counts(found) == ("mixed", 4, 2, 1, 0)
    assert found.key is None
    assert "compared as whole rows, so a changed row counts as one removed and one added" in (
        found.summary
    )


def test_a_given_key_is_used_or_said_to_be_of_no_use(tmp_path: Path) -> None:
    assert compare(tmp_path, OLD, OLD, key=("name",)).key == ("name",)
    assert compare(tmp_path, OLD, OLD.replace("Fir", "Elm"), key=("name",)).key is None
    with pytest.raises(Refusal, match="Not a column of both versions: tree") as refused:
        compare(tmp_path, OLD, OLD, key=("tree",))
    assert refused.value.hint == "Columns of both are: id, name, n."


def test_nothing_in_common(tmp_path: Path) -> None:
    found = compare(tmp_path, OLD, "x,y\n1,2\n")
    assert counts(found) == ("suspicious", 0, 1, 12, 0)
    assert (found.columns_added, found.columns_removed) == (("x", "y"), ("id", "name", "n"))


def test_people_are_not_shown_in_examples(tmp_path: Path) -> None:
    old = "id,email\n1,ann@example.org\n2,bob@example.org\n"
    found = compare(tmp_path, old, old.replace("ann", "eve"))
    assert found.examples == (
        Example("changed", ("1",), (("email", "xxx@xxxxxxx.xxx", "xxx@xxxxxxx.xxx"),)),
    )


def test_a_code_that_loses_its_zero_is_a_change(tmp_path: Path) -> None:
    old = "zip,n\n00501,1\n15213,2\n"
    found = compare(tmp_path, old, "zip,n\n501,1\n15213,2\n", key=("zip",))
    assert (found.kind, found.same, found.added, found.removed) == ("mixed", 1, 1, 1)
