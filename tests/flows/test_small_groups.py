"""From how many rows on groups are told: by the context, by a steward, in every lending."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonstacks.flows import (
    answering,
    counting,
    exploration,
    finding,
    following,
    groups,
    history,
    intake,
    reading,
    small_groups,
    stocking,
    taking,
    wiring,
)
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people.models import Account, Role
from commonstacks.library.work.models import Bookmark
from commonstacks.workshop.forms import gate
from commonstacks.workshop.forms.document import Document
from commonstacks.workshop.views import tokens
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.spec import facts_of, parse
from tests.library import making

pytestmark = pytest.mark.django_db

LONELY = "Zyxwald"
PEOPLE = "name,district,born\n" + "".join(
    f"P{n},{LONELY if n == 1 else ('North', 'South')[n % 2]},{1950 + n % 30}-05-01\n"
    for n in range(1, 61)
)


@pytest.fixture
def people(steward: Account, tmp_path: Path) -> Dataset:
    """Sixty persons, one of them alone in a district; published with F1 answered yes."""
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)
    taken = intake.run_now(str(file), by=steward)
    assert taken.reason == ""
    dataset = Dataset.objects.get(slug=taken.result["dataset"])
    making.answer_everything(dataset, steward, about_people="yes")
    answering.send_in(dataset.slug, reply="not told", told_on=None, why="A test.", by=steward)
    second = making.account(Role.Name.CONSTITUENT, Role.Name.MEMBER)
    if answering.agree(dataset.slug, by=steward) is None:
        assert answering.agree(dataset.slug, by=second) == 1
    return dataset


def lend(dataset: Dataset) -> Lent:
    return reading.lend(dataset.slug, None)


def cubes_of(lent: Lent) -> list[int]:
    """The thresholds of the cubes that lie beside the table."""
    folder = wiring.table_folder(lent.table) / "cubes"
    views = {"views.json"}
    found = (file for file in folder.glob("*.json") if file.name not in views)
    return [json.loads(file.read_text()).get("threshold", 1) for file in found]


def test_a_context_that_says_nobody_is_in_it_leaves_the_table_open(published: Dataset) -> None:
    lent = lend(published)
    assert (lent.policy, lent.groups.reason) == (OPEN, "")
    assert exploration.rows(lent).total == 60
    assert cubes_of(lent) == [1]


def test_publication_makes_the_cube_anew_and_nothing_tells_of_one_row(people: Dataset) -> None:
    lent = lend(people)
    assert (lent.policy, lent.groups.reason) == (Policy(5), "")
    assert cubes_of(lent) == [5]
    files = exploration.cube_files(lent)
    assert LONELY not in files.axes.read_text()
    cube = exploration.cube_of(lent)
    assert cube is not None
    assert cube.rows == 60
    assert {n for n in cube.cells["n"].to_pylist() if n < 5} == set()
    with pytest.raises(Refusal, match="rows are not shown one by one"):
        exploration.rows(lent)
    with pytest.raises(Refusal, match="what changed in its rows"):
        history.change_of(lent, 1)
    assert {(c.nulls, c.distinct, c.minimum, c.top, c.examples) for c in lent.profile.columns} == {
        (0, 0, None, (), ())
    }
    assert finding.search(LONELY).total == 0


def test_an_open_cube_beside_a_protected_table_is_not_served(people: Dataset) -> None:
    """As after a crash between the publication and the making anew."""
    lent = lend(people)
    folder = wiring.table_folder(lent.table)
    exploration.prepare(folder, lent.charted, exploration.Watch(), OPEN)
    assert cubes_of(lent) == [1]
    assert LONELY not in exploration.cube_files(lent).axes.read_text()
    assert cubes_of(lent) == [5]


def test_any_view_but_the_prepared_ones_is_refused(people: Dataset) -> None:
    lent = lend(people)
    whole = facts_of(exploration.spec_of(lent))
    asked = parse({**whole, "filters": [{"column": "name", "equals": "P1"}]})
    token = tokens.token(asked)
    with pytest.raises(Refusal, match="only its prepared charts are shown"):
        counting.counted(lent, token)
    with pytest.raises(Refusal, match="not handed out"):
        taking.take(lent, "csv.zip", tokens.token(parse(whole)))


def test_a_steward_decides_with_a_reason_that_is_shown_and_credited(
    people: Dataset, steward: Account
) -> None:
    small_groups.decide(people.slug, 1, "All of them\n died in 1854.", by=steward)
    lent = lend(people)
    assert (lent.policy, lent.groups.reason) == (OPEN, "All of them died in 1854.")
    assert lent.groups.by == steward.agent.name
    assert cubes_of(lent) == [1]
    assert exploration.rows(lent).total == 60
    assert finding.search(LONELY).total == 1
    line = Contribution.objects.get(part="small groups 1")
    assert (line.agent, line.role) == (steward.agent, "curator")
    small_groups.decide(people.slug, 10, "They live.", by=steward)
    assert cubes_of(lend(people)) == [10]
    assert finding.search(LONELY).total == 0


@pytest.mark.parametrize(
    ("threshold", "reason", "says"),
    [(0, "Why not.", "from 1 to 1000"), (1001, "So.", "from 1 to 1000"), (1, "  ", "to be said")],
)
def test_what_cannot_be_decided_changes_nothing(
    people: Dataset, steward: Account, threshold: int, reason: str, says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        small_groups.decide(people.slug, threshold, reason, by=steward)
    people.refresh_from_db()
    assert people.groups == ""


def test_who_is_no_steward_decides_nothing(people: Dataset) -> None:
    with pytest.raises(NotAllowed):
        small_groups.decide(people.slug, 1, "I say so.", by=making.account())
    assert groups.policy_of(people) == Policy(5)


def test_a_library_made_again_from_its_vault_protects_the_same(
    people: Dataset, steward: Account
) -> None:
    small_groups.decide(people.slug, 7, "Few live there.", by=steward)
    Dataset.objects.filter(pk=people.pk).update(groups="")
    Bookmark.objects.all().delete()
    following.catch_up()
    lent = lend(people)
    assert (lent.policy, lent.groups.reason) == (Policy(7), "Few live there.")
    assert Contribution.objects.filter(part__startswith="small groups").count() == 1


def test_books_of_the_shelf_that_speak_of_people_say_why_they_are_open() -> None:
    """None of them has living people one by one; a book that does says nothing and is protected."""
    books = list(stocking.books())
    speak = {book.slug for book in books if book.context and speaks_of_people(book.context)}
    assert speak == {
        "baltimore-houses-1978",
        "columbus-crime-1980",
        "county-unemployment",
        "soho-cholera-1854",
        "us-employment",
    }
    assert {book.slug for book in books if book.groups} == speak


def speaks_of_people(written: Document) -> bool:
    return gate.about_people(
        gate.Said(each.question, each.answer, each.absence, each.voice)
        for each in written.statements
    )
