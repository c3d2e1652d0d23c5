"""The command line from an empty folder to a waiting dataset, as a steward walks it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.doors import homes

SHELF = homes.ROOT / "src/commonstacks/shelf/seattle-weather/seattle-weather.csv"


def test_from_an_empty_folder_to_a_dataset_that_waits(tmp_path: Path) -> None:
    home = tmp_path / "library"

    def stacks(*arguments: str) -> homes.Said:
        return homes.stacks(home, *arguments, "--json")

    made = stacks("init", "--email", "steward@example.org", "--name", "The steward", "--link")
    assert made.code == 0
    assert made.facts["steward"] == "The steward"
    assert "/sign-in/" in made.facts["sign_in"]

    added = stacks("add", str(SHELF))
    assert added.code == 0, added
    slug = added.facts["dataset"]
    assert (added.facts["version"], added.facts["new"]) == (1, True)
    assert (added.facts["state"], added.facts["open"]) == ("waiting", added.facts["asked"])

    again = stacks("add", str(SHELF))
    assert (again.code, again.facts["version"], again.facts["new"]) == (0, 1, False)

    listed = stacks("search", "")
    assert listed.code == 1
    assert listed.facts == {"results": [], "waiting": 1}

    status = stacks("status").facts
    assert (status["datasets"], status["published"], status["waiting"]) == (1, 0, 1)
    assert (status["versions"], status["served_at"]) == (1, None)

    checked = stacks("verify")
    assert (checked.code, checked.facts["ok"], checked.facts["findings"]) == (0, True, [])

    for command in (["versions", slug], ["export", slug]):
        refused = stacks(*command)
        assert refused.code == 2
        assert "waiting for its context" in refused.facts["refused"]
        assert "precipitation" not in refused.out

    rebuilt = stacks("rebuild")
    assert rebuilt.code == 0, rebuilt
    assert Path(rebuilt.facts["before"]).exists()
    assert rebuilt.facts["versions"] == 1
    assert stacks("add", str(SHELF)).facts["new"] is False  # the steward is known again

    erased = stacks("erase", slug, "--reason", "A trial.", "--yes")
    assert erased.code == 0, erased
    gone = stacks("versions", slug)
    assert (gone.code, gone.facts["hint"]) == (2, "A trial.")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["library"]


def test_a_damaged_byte_is_found(own_home: Path, tmp_path: Path) -> None:
    table = tmp_path / "trees.csv"
    table.write_text("tree,height\n" + "".join(f"oak {n},{n}\n" for n in range(100)))
    assert homes.stacks(own_home, "add", str(table)).code == 0
    kept = next(own_home.glob("vault/**/trees.csv"))
    kept.chmod(0o644)
    kept.write_text(kept.read_text().replace("oak 7,", "elm 7,"))
    said = homes.stacks(own_home, "verify", "--json")
    assert (said.code, said.facts["ok"]) == (1, False)
    assert any("trees.csv" in each["where"] for each in said.facts["findings"])


def test_what_cannot_be_added_is_refused(own_home: Path, tmp_path: Path) -> None:
    said = homes.stacks(own_home, "add", str(tmp_path / "absent.csv"), "--json")
    assert said.code == 2
    assert sorted(said.facts) == ["hint", "refused"]


def test_erasing_asks_for_a_reason_and_for_yes(own_home: Path, tmp_path: Path) -> None:
    table = tmp_path / "trees.csv"
    table.write_text("tree,height\noak,3\nelm,4\n")
    slug = homes.stacks(own_home, "add", str(table), "--json").facts["dataset"]
    assert "--reason" in homes.stacks(own_home, "erase", slug, "--json").facts["hint"]
    asked = homes.stacks(own_home, "erase", slug, "--reason", "A trial.", "--json")
    assert (asked.code, "--yes" in asked.facts["hint"]) == (2, True)
    assert homes.stacks(own_home, "status", "--json").facts["datasets"] == 1


def test_people_get_sentences(own_home: Path) -> None:
    said = homes.stacks(own_home, "search", "")
    assert (said.code, said.out) == (1, "Nothing is published yet.\n")
    with pytest.raises(json.JSONDecodeError):
        json.loads(homes.stacks(own_home, "status").out)
