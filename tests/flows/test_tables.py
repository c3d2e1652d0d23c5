"""A version may have several files, and a file several tables; releases come one after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from commonstacks.flows import accession, history, reading, upkeep
from commonstacks.flows.watching import Watch
from commonstacks.kit.errors import NotHeld
from commonstacks.library.catalog.models import Change, Dataset, File, Table, Version
from commonstacks.library.people.models import Account
from commonstacks.workshop.portals.base import RemoteDataset, RemoteFile

pytestmark = pytest.mark.django_db


def well(folder: Path, name: str, text: str) -> RemoteFile:
    (folder / name).write_text(text)
    return RemoteFile(name=name, path=folder / name)


@pytest.fixture
def wells(tmp_path: Path) -> RemoteDataset:
    return RemoteDataset(
        source="https://example.org",
        key="wells",
        slug="wells",
        title="Wells and who drinks",
        files=(
            well(tmp_path, "wells.csv", "well,depth\nA1,3\nA2,4\nA3,9\n"),
            well(tmp_path, "people.csv", "house,people\n1,5\n2,7\n"),
            well(tmp_path, "letter.csv", "<html><body>Moved</body></html>"),
        ),
        version="spring",
        published_on="2021-04-01",
    )


def take(remote: RemoteDataset, by: Account) -> dict[str, object]:
    return accession.take(remote, account=by, watch=Watch())


def test_every_file_is_kept_and_every_table_read(wells: RemoteDataset, steward: Account) -> None:
    taken = take(wells, steward)
    assert [name for name, *_ in taken["unreadable"]] == ["letter.csv"]
    version = Version.objects.get()
    assert (version.label, version.published_on) == ("spring", date(2021, 4, 1))
    assert list(version.files.values_list("name", flat=True)) == [
        "wells.csv",
        "people.csv",
        "letter.csv",
    ]
    assert list(version.tables.values_list("name", "rows")) == [("wells.csv", 3), ("people.csv", 2)]
    assert version.unreadable == ""
    assert "web page" in File.objects.get(name="letter.csv").unreadable


def test_a_table_is_lent_by_its_name(wells: RemoteDataset, steward: Account) -> None:
    take(wells, steward)
    first = reading.lend("wells", steward)
    assert (first.table_name, first.profile.rows) == ("wells.csv", 3)
    assert [(t.name, t.columns, t.shown) for t in first.tables] == [
        ("wells.csv", 2, True),
        ("people.csv", 2, False),
    ]
    other = reading.lend("wells", steward, table="people.csv")
    assert (other.table_name, other.profile.rows) == ("people.csv", 2)
    assert reading.lend("wells", steward, table=other.table) == other
    with pytest.raises(NotHeld, match="no such table"):
        reading.lend("wells", steward, table="birds.csv")


def test_the_same_files_again_are_the_same_version(wells: RemoteDataset, steward: Account) -> None:
    assert take(wells, steward)["new"] is True
    assert take(wells, steward)["new"] is False
    assert (Version.objects.count(), Table.objects.count()) == (1, 2)


def test_one_changed_file_is_a_new_version_with_all_files(
    wells: RemoteDataset, steward: Account, tmp_path: Path
) -> None:
    take(wells, steward)
    well(tmp_path, "wells.csv", "well,depth\nA1,3\nA2,5\nA3,9\nA4,2\n")
    again = take(replace(wells, version="autumn", published_on=""), steward)
    assert again["version"] == 2
    second = Version.objects.get(number=2)
    assert (second.label, second.published_on, second.files.count()) == ("autumn", None, 3)
    change = Change.objects.get()
    assert (change.before.number, change.version.number) == (1, 2)


def test_every_table_is_compared(wells: RemoteDataset, steward: Account, tmp_path: Path) -> None:
    take(wells, steward)
    people = well(tmp_path, "people.csv", "house,people\n1,5\n2,8\n3,1\n")
    birds = well(tmp_path, "birds.csv", "bird,seen\nwren,2\n")
    take(replace(wells, files=(people, birds)), steward)
    change = Change.objects.get()
    assert [(t.name, t.before and t.before.name, bool(t.after)) for t in change.tables.all()] == [
        ("people.csv", "people.csv", True),
        ("birds.csv", None, True),
        ("wells.csv", "wells.csv", False),
    ]
    assert change.kind == "mixed"
    assert change.summary == (
        "3 of 3 tables changed: “people.csv”: 1 row added, 1 row changed (only"
        " people), 1 the same (told apart by house); “birds.csv” is new; “wells.csv” is gone."
    )
    lent = reading.lend("wells", steward)
    assert history.change_of(lent, 2).shown.name == "people.csv"
    with pytest.raises(NotHeld, match="compared with no other"):
        history.change_of(lent, 2, "birds.csv")


def test_files_of_one_name_are_told_apart(wells: RemoteDataset, steward: Account) -> None:
    one = wells.files[0]
    take(replace(wells, files=(one, replace(wells.files[1], name="wells.csv"))), steward)
    assert list(File.objects.values_list("name", flat=True)) == ["wells.csv", "wells-2.csv"]


def test_a_rebuilt_library_has_the_same_tables_in_the_same_order(
    wells: RemoteDataset, steward: Account
) -> None:
    take(wells, steward)
    before = list(Table.objects.values_list("name", "digest", "position"))
    files = list(File.objects.values_list("name", "position"))
    Dataset.objects.all().delete()
    from commonstacks.library.work.models import Bookmark

    Bookmark.objects.all().delete()
    upkeep.rebuild(Watch())
    assert list(Table.objects.values_list("name", "digest", "position")) == before
    assert list(File.objects.values_list("name", "position")) == files
    assert Version.objects.get().published_on == date(2021, 4, 1)
