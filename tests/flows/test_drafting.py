"""What a program suggests for a context, from a portal's record and from the table."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonstacks.flows import accession, answering, drafting, reading, wiring
from commonstacks.flows.answering import Given
from commonstacks.flows.watching import Watch
from commonstacks.kit.errors import NotHeld
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context import queries as said
from commonstacks.library.people.models import Account
from commonstacks.workshop.portals.base import RemoteDataset, RemoteFile

pytestmark = pytest.mark.django_db

RECORD = {
    "notes": "Trees of the town.",
    "license_id": "cc-by",
    "license_title": "Creative Commons Attribution 4.0",
    "organization": {"title": "Town"},
    "frequency": "Annual",
}
Take = Callable[..., Version]


@pytest.fixture
def take(steward: Account, tmp_path: Path) -> Take:
    def go(record: Any = None, rows: int = 60) -> Version:
        file = tmp_path / "trees.csv"
        lines = "".join(f"T{n:03d},{1900 + n}-05-01\n" for n in range(rows))
        file.write_text(f"tree,planted\n{lines}")
        remote = RemoteDataset(
            source="https://portal.example",
            key="trees",
            slug="trees",
            title="Trees",
            files=(RemoteFile("trees.csv", path=file),),
            address="https://portal.example/dataset/trees",
            publisher="Town",
            kind="ckan",
            harvested=json.dumps(record) if record else "",
        )
        accession.take(remote, account=steward, watch=Watch())
        newest = held.newest_version(Dataset.objects.get(slug="trees"))
        assert newest is not None
        return newest

    return go


def suggested(slug: str, by: Account) -> dict[str, Any]:
    return {line.question: line.answer for line in drafting.drafts(slug, by)}


def test_record_and_table_suggest(take: Take, steward: Account) -> None:
    drafting.renew(take(RECORD))
    found = suggested("trees", steward)
    assert {key: found[key] for key in ("A1", "H1", "H2", "A3")} == {
        "A1": "Trees of the town.",
        "H1": {"steward": "Town"},
        "H2": {"rhythm": "yearly"},
        "A3": "One “tree”; no two rows share one.",
    }
    assert (found["G1"]["state"], found["G1"]["id"]) == ("stated", "CC-BY-4.0")
    assert found["E1"].startswith("60 rows, 2 columns.")


def test_each_says_where_it_is_from(take: Take, steward: Account) -> None:
    version = take(RECORD)
    drafting.renew(version)
    lines = {line.question: line for line in drafting.drafts("trees", steward)}
    assert lines["A1"].evidence == (
        {
            "kind": "documented",
            "title": "Record at portal.example",
            "url": "https://portal.example/dataset/trees",
            "read_on": version.taken_at.date().isoformat(),
            "note": "notes",
        },
    )
    assert lines["E1"].evidence == (
        {"kind": "measured", "title": "Counted in the table", "note": "Version 1, trees.csv"},
    )


def test_nothing_is_answered_by_it(take: Take, steward: Account) -> None:
    version = take(RECORD)
    before = [q.id for q in said.open_questions(version.dataset, wiring.form())]
    drafting.renew(version)
    assert [q.id for q in said.open_questions(version.dataset, wiring.form())] == before
    assert said.standing_statements(version.dataset) == []


def test_a_new_version_takes_the_place_of_the_drafts(take: Take, steward: Account) -> None:
    drafting.renew(take(RECORD))
    drafting.renew(take({**RECORD, "notes": "More trees.", "frequency": "soon"}, rows=70))
    found = suggested("trees", steward)
    assert found["A1"] == "More trees."
    assert found["H2"] == {"text": "soon"}
    assert found["E1"].startswith("70 rows")


def test_it_can_be_repeated(take: Take, steward: Account) -> None:
    version = take(RECORD)
    first = [statement.pk for statement in drafting.renew(version)]
    assert [statement.pk for statement in drafting.renew(version)] == first


def test_set_aside_it_stays_away(take: Take, steward: Account) -> None:
    version = take(RECORD)
    drafting.renew(version)
    (line,) = drafting.at("trees", "A1", steward)
    assert drafting.set_aside("trees", line.id, by=steward) == "A1"
    drafting.renew(version)
    assert drafting.at("trees", "A1", steward) == ()
    with pytest.raises(NotHeld):
        drafting.draft("trees", line.id, steward)
    with pytest.raises(NotHeld):
        drafting.draft("trees", "no-uuid", steward)


def test_what_a_person_said_in_the_same_words_is_not_suggested(
    take: Take, steward: Account
) -> None:
    drafting.renew(take(RECORD))
    answering.answer("trees", "A1", Given(answer="Trees of the town."), by=steward)
    assert drafting.at("trees", "A1", steward) == ()
    assert drafting.at("trees", "H1", steward) != ()


def test_a_file_without_a_record_suggests_what_the_table_shows(
    trees: Dataset, steward: Account
) -> None:
    version = held.newest_version(trees)
    assert version is not None
    drafting.renew(version)
    assert set(suggested(trees.slug, steward)) == {"A3", "A4", "E1"}


def test_a_doubtful_version_suggests_nothing_of_its_table(take: Take, steward: Account) -> None:
    version = take()
    version.doubt = "It lost half its rows."
    assert drafting.of_table(version, wiring.form()) == []


def test_visitors_see_no_draft(published: Dataset, steward: Account) -> None:
    version = held.newest_version(published)
    assert version is not None
    drafting.renew(version)
    with pytest.raises(NotHeld):
        drafting.drafts(published.slug, None)
    lent = reading.lend(published.slug, None)
    assert lent.story is not None
    assert {answer.voice for answer in lent.story.answers} == {"X"}
