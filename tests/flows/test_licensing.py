"""From a licence that is not clear to an answer, and the list that anybody may read."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from commonstacks.flows import accession, answering, licensing, unclear
from commonstacks.flows.answering import Given
from commonstacks.flows.licensing import Heard
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries as said
from commonstacks.library.context.actions.licences import Outcome
from commonstacks.library.context.models import LicenceCase
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people.models import Account, Role
from commonstacks.workshop.portals.base import RemoteDataset, RemoteFile
from tests.library import making

pytestmark = pytest.mark.django_db

RECORD = {"license_id": "cc-zero", "notes": "Free under CC BY 4.0."}


@pytest.fixture
def disputed(steward: Account, tmp_path: Path) -> str:
    """A dataset whose record names one licence and whose description another."""
    file = tmp_path / "trees.csv"
    file.write_text("tree\nelm\noak\n")
    remote = RemoteDataset(
        source="https://portal.example",
        key="trees",
        slug="trees",
        title="Trees",
        files=(RemoteFile("trees.csv", path=file),),
        address="https://portal.example/dataset/trees",
        publisher="Town",
        kind="ckan",
        harvested=json.dumps(RECORD),
    )
    accession.take(remote, account=steward, watch=Watch())
    return "trees"


def test_what_each_source_says_is_laid_open(disputed: str, steward: Account) -> None:
    case = licensing.case(disputed, steward)
    assert (case.finding, case.state) == ("conflicting", "")
    assert case.heard == (
        Heard("portal.example, license_id", "cc-zero", "Creative Commons Zero 1.0"),
        Heard("portal.example, notes", "Free under CC BY 4.0.", "Creative Commons Attribution 4.0"),
    )
    assert not LicenceCase.objects.exists()


def test_an_answer_given_here_is_one_of_the_words(trees: Dataset, steward: Account) -> None:
    answer = {"state": "stated", "id": "ODbL-1.0"}
    answering.answer(trees.slug, "G1", Given(answer=answer), by=steward)
    case = licensing.case(trees.slug, steward)
    assert (case.finding, case.licence) == ("stated", "ODbL-1.0")
    assert [each.where for each in case.heard] == ["answered here (Contextualist or reviewer)"]


def test_the_letter_is_made_from_the_facts_and_may_be_reworded(
    disputed: str, steward: Account
) -> None:
    licensing.make_letter(disputed, "en", by=steward)
    case = licensing.case(disputed, steward)
    assert (case.state, case.language) == ("letter made", "en")
    assert "- portal.example, license_id: “cc-zero”" in case.letter
    assert case.letter.endswith(f"Kind regards\n{steward.agent.name}\nCommonstacks\n")
    licensing.reword(disputed, "Dear town", by=steward)
    assert licensing.case(disputed, steward).letter == "Dear town"
    licensing.make_letter(disputed, "de", by=steward)
    assert licensing.case(disputed, steward).letter.startswith("Betreff: ")


def test_the_publishers_answer_becomes_an_answer_in_their_voice(
    disputed: str, steward: Account
) -> None:
    today = clock.now().date()
    licensing.make_letter(disputed, "en", by=steward)
    licensing.sent(disputed, on=today - timedelta(days=3), to="the office", by=steward)
    licensing.answered(disputed, "It is CC BY 4.0.", on=today, by=steward)
    licensing.settle(disputed, Outcome("stated", "CC-BY-4.0"), found_at="", by=steward)
    (answer,) = said.standing_statements(Dataset.objects.get(slug=disputed))
    assert (answer.question, answer.voice, answer.answer) == (
        "G1",
        "P",
        {"state": "stated", "id": "CC-BY-4.0", "text": "It is CC BY 4.0."},
    )
    assert answer.evidence == [
        {
            "kind": "testimony",
            "title": "Answer of the publisher",
            "read_on": today.isoformat(),
        }
    ]
    case = licensing.case(disputed, steward)
    assert (case.state, case.finding, case.licence) == ("settled", "stated", "CC-BY-4.0")
    assert Contribution.objects.filter(role="records requester").count() == 1


def test_a_page_that_states_it_settles_it_too_and_supersedes(
    disputed: str, steward: Account
) -> None:
    answering.answer(disputed, "G1", Given(answer={"state": "none_stated"}, voice="P"), by=steward)
    licensing.look_again(disputed, by=steward)
    page = "https://town.example/licence"
    licensing.settle(disputed, Outcome("stated", "CC0-1.0"), found_at=page, by=steward)
    (answer,) = said.standing_statements(Dataset.objects.get(slug=disputed))
    assert answer.answer == {"state": "stated", "id": "CC0-1.0", "url": page}
    assert (answer.evidence[0]["kind"], answer.evidence[0]["url"]) == ("documented", page)


def test_without_proof_or_with_a_bad_name_nothing_is_settled(
    disputed: str, steward: Account
) -> None:
    with pytest.raises(Refusal, match="Nobody has begun"):
        licensing.settle(disputed, Outcome("stated", "CC0-1.0"), found_at="", by=steward)
    licensing.make_letter(disputed, "en", by=steward)
    with pytest.raises(Refusal, match="how this is known"):
        licensing.settle(disputed, Outcome("stated", "CC0-1.0"), found_at="", by=steward)
    page = "https://town.example/licence"
    with pytest.raises(Refusal, match="not a web address"):
        licensing.settle(disputed, Outcome("stated", "free for all"), found_at=page, by=steward)
    assert LicenceCase.objects.get().state == "letter made"
    assert said.standing_statements(Dataset.objects.get(slug=disputed)) == []


def test_settled_it_can_be_looked_at_again(disputed: str, steward: Account) -> None:
    licensing.make_letter(disputed, "en", by=steward)
    page = "https://town.example/licence"
    licensing.settle(disputed, Outcome("none_stated"), found_at=page, by=steward)
    licensing.look_again(disputed, by=steward)
    case = licensing.case(disputed, steward)
    assert (case.state, case.letter, case.finding) == ("open", "", "conflicting")


def test_visitors_and_members_do_not_see_a_case(disputed: str, published: Dataset) -> None:
    member = making.account(Role.Name.MEMBER)
    for slug in (disputed, published.slug):
        with pytest.raises(NotAllowed):
            licensing.case(slug, member)
        with pytest.raises(NotAllowed):
            licensing.make_letter(slug, "en", by=member)
    with pytest.raises(NotHeld):
        licensing.case("nothing", member)


def test_the_list_names_what_is_published_and_only_counts_the_rest(
    disputed: str, published: Dataset, steward: Account
) -> None:
    licensing.make_letter(disputed, "en", by=steward)
    public = unclear.unclear(None)
    assert [line.shelved.card.title for line in public.published] == []
    assert (public.waiting, public.cases) == (1, ())
    mine = unclear.unclear(steward)
    assert [(line.slug, line.state, line.finding) for line in mine.cases] == [
        ("trees", "letter made", "conflicting")
    ]


def test_a_published_dataset_without_a_stated_licence_is_listed(
    trees: Dataset, steward: Account
) -> None:
    making.answer_everything(trees, steward)
    (before,) = [s for s in said.standing_statements(trees) if s.question == "G1"]
    none = Given(answer={"state": "none_stated"}, supersedes=str(before.pk))
    answering.answer(trees.slug, "G1", none, by=steward)
    answering.send_in(trees.slug, reply="not told", told_on=None, why="A test.", by=steward)
    answering.agree(trees.slug, by=steward)
    licensing.make_letter(trees.slug, "en", by=steward)
    today = clock.now().date()
    licensing.sent(trees.slug, on=today, to="the office", by=steward)
    (line,) = unclear.unclear(None).published
    assert (line.shelved.card.slug, line.shelved.licence, line.state, line.sent_on) == (
        trees.slug,
        "none_stated",
        "sent",
        today,
    )
