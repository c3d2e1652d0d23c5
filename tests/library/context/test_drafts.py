"""A program's drafts: kept apart, renewed, set aside for good, never counting."""

from __future__ import annotations

from datetime import date

import pytest

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries
from commonstacks.library.context.actions import drafts
from commonstacks.library.context.models import Said, Statement
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Agent, Role
from commonstacks.workshop.drafts.draft import Cell, Draft
from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.form import load
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db

FORM = load(1)
READ = Evidence("documented", "Record at example.org", "https://example.org/t", date(2026, 11, 21))
RECORD = drafts.Origin("the record", date(2026, 11, 21), renewed=True)
SHEET = drafts.Origin("a sheet", date(2026, 11, 21))


def offer(to: Dataset, *offered: Draft, origin: drafts.Origin = RECORD) -> list[Statement]:
    program = people.know_agent(kind=Agent.Kind.SOFTWARE, name="A program", now=NOON)
    return drafts.offer(
        dataset=to, form=FORM, drafts=offered, origin=origin, program=program, now=NOON
    )


def a1(text: str) -> Draft:
    return Draft("A1", text, READ, ("notes",))


def waiting(of: Dataset) -> list[object]:
    return [s.answer for s in of.statements.filter(state=Said.State.DRAFT)]


def test_a_draft_speaks_as_a_machine_with_its_evidence_and_only_on_the_desk() -> None:
    trees = making.dataset()
    (kept,) = offer(trees, a1("Street trees."))
    assert (kept.voice, kept.state, kept.visibility) == ("M", "draft", "circle")
    assert kept.evidence == [READ.as_facts()]
    assert (kept.asked_of, kept.asked_on) == ("the record", date(2026, 11, 21))
    assert (kept.author.kind, kept.author.name) == ("software", "A program")
    assert not Contribution.objects.exists()


def test_a_draft_never_counts() -> None:
    trees = making.dataset()
    offer(trees, a1("Street trees."))
    assert queries.standing_statements(trees) == []
    assert "A1" in {each.id for each in queries.open_questions(trees, FORM)}


def test_drafts_are_renewed_and_those_of_people_and_papers_stay() -> None:
    trees, ada = making.dataset(), making.account()
    offer(trees, a1("Trees."), Draft("A3", "A tree.", READ))
    offer(trees, a1("Trees, says a sheet."), origin=SHEET)
    context.answer(dataset=trees, form=FORM, question="A1", answer="Mine.", by=ada, now=NOON)
    before = {s.answer: s.pk for s in Statement.objects.all()}
    offer(trees, a1("More trees."), Draft("A3", "A tree.", READ))
    after = {s.answer: s.pk for s in Statement.objects.all()}
    assert set(after) == {"More trees.", "A tree.", "Trees, says a sheet.", "Mine."}
    assert after["A tree."] == before["A tree."]


def test_what_was_set_aside_is_not_offered_again() -> None:
    trees, ada = making.dataset(), making.account()
    (kept,) = offer(trees, a1("Trees."))
    drafts.set_draft_aside(draft=kept, by=ada)
    offer(trees, a1("Trees."))
    offer(trees, a1("Trees."), origin=SHEET)
    offer(trees)
    kept.refresh_from_db()
    assert (kept.state, kept.reason, kept.author) == ("returned", drafts.NOT_THIS, ada.agent)
    assert waiting(trees) == []
    offer(trees, a1("Other trees."))
    assert waiting(trees) == ["Other trees."]


def test_only_drafts_of_a_program_can_be_set_aside_and_only_by_those_who_work_here() -> None:
    trees, ada, member = making.dataset(), making.account(), making.account(Role.Name.MEMBER)
    said = context.answer(dataset=trees, form=FORM, question="A1", answer="A.", by=ada, now=NOON)
    with pytest.raises(Refusal, match="Only what a program suggested"):
        drafts.set_draft_aside(draft=said, by=ada)
    (kept,) = offer(trees, a1("Trees."))
    with pytest.raises(NotAllowed):
        drafts.set_draft_aside(draft=kept, by=member)
    assert waiting(trees) == ["Trees."]


def test_two_datasets_with_the_same_words_have_a_draft_each() -> None:
    trees, dogs = making.dataset(), making.dataset("Dogs")
    offer(trees, a1("Things."))
    offer(dogs, a1("Things."))
    assert waiting(trees) == waiting(dogs) == ["Things."]


def test_what_found_no_place_is_kept_as_one_note() -> None:
    trees, ada = making.dataset(), making.account()
    cells = [Cell("keywords", "trees; streets"), Cell("theme", "nature")]
    facts = {"dataset": trees, "form": FORM, "origin": SHEET, "by": ada, "now": NOON}
    note = drafts.keep_left_over(cells=cells, **facts)
    again = drafts.keep_left_over(cells=cells, **facts)
    assert note is not None
    assert note == again
    assert note.answer == [["keywords", "trees; streets"], ["theme", "nature"]]
    assert drafts.keep_left_over(cells=[], **facts) is None
    assert queries.standing_statements(trees) == []
