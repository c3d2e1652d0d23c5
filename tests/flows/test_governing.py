"""The form is changed by those who use it: nothing is skipped, nothing is made up."""

from __future__ import annotations

from typing import Any

import pytest

from commonstacks.flows import answering, following, governing, reading, wiring
from commonstacks.flows.answering import Given
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries as said
from commonstacks.library.context.models import Context, Said, StaleMark, Statement
from commonstacks.library.credit.models import Contribution
from commonstacks.library.governing.actions import Reasons
from commonstacks.library.governing.models import FormRelease, OwnQuestion, Proposal
from commonstacks.library.people.models import Account, Role
from commonstacks.library.work.models import Bookmark
from tests.library import making
from tests.library.calendar import Calendar, calendar
from tests.workshop.forms.changing import question

__all__ = ["calendar"]

pytestmark = pytest.mark.django_db

REASONS = Reasons(
    title="Ask how people were paid",
    wrong="Two stories could not say that the work was compelled.",
    alternatives="A note beside B2.",
    gains="Readers, and those who did the work.",
    bears="Whoever writes the story: one more question.",
)
GRANT = {
    "op": "add_term",
    "vocabulary": "pay",
    "term": {"id": "small_grant", "label": {"en": "A small grant"}},
}
REQUIRE = {"op": "require", "question": "B3", "gate": "always"}
REWORD = {"op": "reword", "question": "B3", "ask": {"en": "How were they paid, if at all?"}}


def put_up(by: Account, *operations: dict[str, Any]) -> int:
    number = governing.draft(by=by).number
    for operation in operations:
        governing.add_operation(number, operation, by=by)
    governing.say_why(number, REASONS, (), by=by)
    governing.put_up(number, by=by)
    return number


def backed(calendar: Calendar, by: Account, *operations: dict[str, Any]) -> int:
    """Put up, two behind it, two weeks gone."""
    number = put_up(by, *operations)
    for other in (making.account(), making.account(Role.Name.MEMBER)):
        governing.endorse(number, by=other)
    calendar.pass_days(14)
    return number


def released(calendar: Calendar, by: Account, steward: Account, *operations: Any) -> FormRelease:
    number = backed(calendar, by, *operations)
    governing.open_round(number, by=steward)
    calendar.pass_days(10)
    return governing.release(number, by=steward)


def test_a_draft_is_nobody_elses(steward: Account) -> None:
    number = governing.draft(by=making.account()).number
    with pytest.raises(NotHeld):
        governing.remark(number, "Hello.", by=making.account())


def test_the_class_is_computed_of_what_is_proposed(steward: Account) -> None:
    ada = making.account()
    number = governing.draft(by=ada).number
    classes = []
    for operation in (REWORD, GRANT, REQUIRE):
        governing.add_operation(number, operation, by=ada)
        classes.append(Proposal.objects.get(number=number).weight)
    assert classes == ["patch", "minor", "major"]
    governing.take_out(number, 3, by=ada)
    assert Proposal.objects.get(number=number).weight == "minor"


def test_a_change_the_form_cannot_take_is_refused_before_it_is_put_up(steward: Account) -> None:
    ada = making.account()
    number = governing.draft(by=ada).number
    with pytest.raises(Refusal, match="built around A1"):
        governing.add_operation(number, {"op": "deprecate", "question": "A1"}, by=ada)
    assert Proposal.objects.get(number=number).operations == []


def test_members_do_not_propose(steward: Account) -> None:
    with pytest.raises(NotAllowed):
        governing.draft(by=making.account(Role.Name.MEMBER))


def test_a_minor_change_takes_two_weeks_two_others_and_a_round(
    steward: Account, calendar: Calendar
) -> None:
    ada = making.account()
    number = put_up(ada, GRANT)
    governing.endorse(number, by=making.account(Role.Name.MEMBER))
    calendar.pass_days(13)
    with pytest.raises(Refusal, match="speak about it until"):
        governing.open_round(number, by=steward)
    calendar.pass_days(1)
    with pytest.raises(Refusal, match="1 of 2 others"):
        governing.open_round(number, by=steward)
    governing.endorse(number, by=making.account())
    governing.open_round(number, by=steward)
    calendar.pass_days(9)
    with pytest.raises(Refusal, match="not over"):
        governing.release(number, by=steward)
    calendar.pass_days(1)
    with pytest.raises(NotAllowed):
        governing.release(number, by=ada)
    release = governing.release(number, by=steward)
    assert (release.number, release.weight) == (2, "minor")
    assert wiring.form().vocabulary("pay").ids[-1] == "small_grant"
    assert wiring.form(1).vocabulary("pay").ids[-1] == "compelled"


def test_an_objection_names_a_harm_and_is_worked_in(steward: Account, calendar: Calendar) -> None:
    ada, rosa = making.account(), making.account(Role.Name.CONSTITUENT)
    number = backed(calendar, ada, GRANT, REQUIRE)
    governing.open_round(number, by=steward)
    with pytest.raises(Refusal, match="names a harm"):
        governing.take_position(number, "objection", " ", by=rosa)
    with pytest.raises(NotAllowed, match="circle"):
        governing.take_position(number, "consent", "", by=making.account(Role.Name.MEMBER))
    governing.take_position(number, "objection", "Volunteers would have to tell.", by=rosa)
    calendar.pass_days(10)
    with pytest.raises(Refusal, match="Somebody objects"):
        governing.release(number, by=steward)
    with pytest.raises(Refusal, match="Nothing is different"):
        governing.integrate(number, [GRANT, REQUIRE], "We talked.", by=ada)
    governing.integrate(number, [GRANT], "It stays optional.", by=ada)
    proposal = Proposal.objects.get(number=number)
    assert (proposal.weight, proposal.rounds.count()) == ("minor", 2)
    governing.take_position(number, "consent", "", by=rosa)
    calendar.pass_days(10)
    assert governing.release(number, by=steward).weight == "minor"
    assert wiring.form().question("B3").gate == ""


def test_wording_takes_two_stewards_and_three_days(steward: Account, calendar: Calendar) -> None:
    other = making.account(Role.Name.STEWARD)
    number = put_up(steward, REWORD)
    with pytest.raises(Refusal, match="need no round"):
        governing.open_round(number, by=steward)
    calendar.pass_days(3)
    with pytest.raises(Refusal, match="1 of 2 stewards"):
        governing.release(number, by=steward)
    governing.endorse(number, by=other)
    assert governing.release(number, by=other).weight == "patch"
    assert wiring.form().question("B3").ask.say("en") == "How were they paid, if at all?"
    assert wiring.form().question("B3").ask.say("de") == wiring.form(1).question("B3").ask.say("de")


def test_a_newly_needed_question_is_open_and_nothing_is_filled_in(
    published: Dataset, steward: Account, calendar: Calendar
) -> None:
    ada = making.account()
    number = backed(calendar, ada, REQUIRE)
    report = governing.open_round(number, by=steward).report
    assert (report["contexts"], report["incomplete"], report["by_hand"]) == (1, 1, 0)
    assert report["touched"][0]["opens"] == ["B3"]
    before = Statement.objects.count()
    calendar.pass_days(10)
    governing.release(number, by=steward)
    assert Statement.objects.count() == before
    assert [q.id for q in said.open_questions(published, wiring.form())] == ["B3"]
    assert Context.objects.get(dataset=published).form == 2
    story = reading.lend(published.slug, None).story
    assert story is not None
    assert (story.form.release, story.form.question("B3").gate) == (1, "")
    mark = StaleMark.objects.get(dataset=published)
    assert (mark.question, mark.level) == ("B3", "soft")


def test_what_was_said_moves_with_a_renamed_question_and_stays_below_a_split_one(
    published: Dataset, steward: Account, calendar: Calendar
) -> None:
    ada = making.account()
    answering.answer(published.slug, "B3", Given(answer={"kind": "piece"}), by=ada)
    answering.answer(published.slug, "E1", Given(answer="Every street."), by=ada)
    rename = {"op": "rename", "question": "B3", "to": "B10"}
    split = {"op": "split", "question": "E1", "into": [question("E10"), question("E11")]}
    released(calendar, ada, steward, rename, split)
    standing = {s.question: s for s in said.standing_statements(published)}
    assert (standing["B10"].answer, standing["B10"].author) == ({"kind": "piece"}, ada.agent)
    assert standing["B10"].supersedes.question == "B3"
    assert standing["E1"].answer == "Every street."
    assert wiring.form().question("E1").retired
    with pytest.raises(Refusal, match="no longer asked"):
        answering.answer(
            published.slug,
            "E1",
            Given(answer="Again.", supersedes=str(standing["E1"].pk)),
            by=ada,
        )
    form = wiring.form(1)
    assert form.has("B3")
    assert not form.has("B10")


def test_what_a_program_drafted_moves_with_its_question(
    published: Dataset, steward: Account, calendar: Calendar
) -> None:
    ada = making.account()
    draft = answering.answer(published.slug, "B3", Given(answer={"kind": "piece"}), by=ada)
    Statement.objects.filter(pk=draft.pk).update(state=Said.State.DRAFT, voice="M")
    released(calendar, ada, steward, {"op": "rename", "question": "B3", "to": "B10"})
    assert Statement.objects.get(pk=draft.pk).question == "B10"
    assert Statement.objects.filter(question__in=("B3", "B10")).count() == 1


def test_what_is_not_public_goes_along_and_does_not_close_the_gate(
    published: Dataset, steward: Account, calendar: Calendar
) -> None:
    ada = making.account()
    told = answering.answer(published.slug, "B3", Given(answer={"kind": "piece"}), by=ada)
    Statement.objects.filter(pk=told.pk).update(visibility=Said.Visibility.PRIVATE)
    number = backed(calendar, ada, REQUIRE)
    report = governing.open_round(number, by=steward).report
    assert report["touched"][0]["opens"] == ["B3"]


def test_an_id_that_was_used_never_means_another_question(
    steward: Account, calendar: Calendar
) -> None:
    ada = making.account()
    released(calendar, ada, steward, {"op": "rename", "question": "B3", "to": "B10"})
    number = governing.draft(by=ada).number
    with pytest.raises(Refusal, match="earlier release"):
        governing.add_operation(number, {"op": "add", "question": question("B3")}, by=ada)


def test_a_release_and_its_proposal_come_back_from_the_vault(
    published: Dataset, steward: Account, calendar: Calendar
) -> None:
    ada = making.account()
    answering.answer(published.slug, "B3", Given(answer={"kind": "piece"}), by=ada)
    release = released(
        calendar, ada, steward, {"op": "rename", "question": "B3", "to": "B10"}, GRANT
    )
    governing.add_own_question(own("x-library:parking"), by=steward)
    before = told()
    carried = said.standing_statements(published)[-1].pk
    FormRelease.objects.all().delete()
    Proposal.objects.all().delete()
    OwnQuestion.objects.all().delete()
    Contribution.objects.filter(work="form:context").delete()
    Bookmark.objects.all().delete()
    following.catch_up()
    assert told() == before
    assert FormRelease.objects.get().digest == release.digest == wiring.form().digest
    assert said.standing_statements(published)[-1].pk == carried


def told() -> Any:
    """What the pages about the form say, as far as rows keep it."""
    return (
        list(FormRelease.objects.values("number", "document", "digest", "weight", "at")),
        list(Proposal.objects.values("number", "title", "operations", "state", "put_up_at")),
        list(
            Proposal.objects.values_list(
                "endorsements__agent", "rounds__number", "rounds__report", "rounds__closes_at"
            ).order_by("endorsements__at")
        ),
        sorted(Contribution.objects.filter(work="form:context").values_list("pk", "agent", "role")),
        list(OwnQuestion.objects.values("name", "document", "number")),
    )


def own(name: str, **more: Any) -> dict[str, Any]:
    return {**question("B1"), "id": name, "section": "x", **more}


def test_an_own_question_is_asked_and_never_closes_the_gate(
    trees: Dataset, steward: Account
) -> None:
    digest = wiring.form().digest
    before = said.gate_size(trees, wiring.form())
    governing.add_own_question(own("x-library:parking"), by=steward)
    form = wiring.form()
    assert (form.questions[-1].id, form.digest) == ("x-library:parking", digest)
    assert said.gate_size(trees, form) == before
    answering.answer(trees.slug, "x-library:parking", Given(answer="On the kerb."), by=steward)
    governing.retire_own_question("x-library:parking", by=steward)
    assert not wiring.form().asked[-1].id.startswith("x-")
    assert [s.answer for s in said.standing_statements(trees)] == ["On the kerb."]


@pytest.mark.parametrize("name", ["parking", "x-Library:parking", "X1", "x-library:", "A1"])
def test_own_questions_have_names_of_their_own(steward: Account, name: str) -> None:
    with pytest.raises(Refusal, match="own question"):
        governing.add_own_question(own(name), by=steward)


def test_an_own_question_is_never_needed_and_only_a_steward_adds_it(steward: Account) -> None:
    with pytest.raises(Refusal, match="cannot be needed"):
        governing.add_own_question(own("x-library:parking", gate="always"), by=steward)
    with pytest.raises(NotAllowed):
        governing.add_own_question(own("x-library:parking"), by=making.account())


def test_postponed_withdrawn_rejected_superseded(steward: Account, calendar: Calendar) -> None:
    ada = making.account()
    first = put_up(ada, GRANT)
    governing.postpone(first, "After the summer.", by=steward)
    with pytest.raises(Refusal, match="put off"):
        governing.endorse(first, by=making.account())
    governing.resume(first, by=ada)
    second = governing.draft(by=ada, replaces=first).number
    governing.add_operation(second, REQUIRE, by=ada)
    governing.put_up(second, by=ada)
    assert Proposal.objects.get(number=first).state == "superseded"
    for other in (making.account(), making.account()):
        governing.endorse(second, by=other)
    calendar.pass_days(14)
    governing.open_round(second, by=ada)
    with pytest.raises(Refusal, match="cannot be turned down"):
        governing.reject(second, "No.", by=steward)
    governing.take_position(second, "objection", "It would drive people away.", by=steward)
    calendar.pass_days(10)
    governing.reject(second, "The harm stays.", by=steward)
    third = put_up(ada, GRANT)
    with pytest.raises(Refusal, match="Say why"):
        governing.withdraw(third, "", by=ada)
    governing.withdraw(third, "I saw B2.", by=ada)
    states = dict(Proposal.objects.values_list("number", "state"))
    assert states == {first: "superseded", second: "rejected", third: "withdrawn"}


def test_what_was_agreed_on_another_form_is_not_released_as_something_heavier(
    steward: Account, calendar: Calendar
) -> None:
    ada = making.account()
    retire = {"op": "deprecate", "question": "B3"}
    agreed = backed(calendar, ada, GRANT)
    governing.open_round(agreed, by=steward)
    calendar.pass_days(10)
    released(calendar, ada, steward, GRANT)
    with pytest.raises(Refusal):
        governing.release(agreed, by=steward)
    released(calendar, ada, steward, retire)
    assert [each.number for each in FormRelease.objects.all()] == [3, 2]


def test_the_labour_is_credited(steward: Account, calendar: Calendar) -> None:
    ada = making.account(name="Ada")
    number = backed(calendar, ada, GRANT)
    governing.remark(number, "Good.", by=making.account(Role.Name.MEMBER))
    governing.open_round(number, by=steward)
    governing.take_position(number, "objection", "Too small.", by=making.account())
    lines = Contribution.objects.filter(work="form:context", part=f"proposal {number}")
    told = sorted((line.role, line.what, line.level) for line in lines)
    assert told == [
        ("form proposer", "proposed a change of the form", "equal"),
        ("form proposer", "stood behind the proposal", "supporting"),
        ("form proposer", "stood behind the proposal", "supporting"),
        ("form proposer", "took part in the discussion", "supporting"),
        ("objector", "named a harm to the form's aim", "equal"),
    ]
