"""Who may do what with the form, and what each step waits for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.governing import actions as governing
from commonstacks.library.governing import queries, rules
from commonstacks.library.governing.models import Position, Proposal
from commonstacks.library.people.models import Account, Role
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db

Name = Role.Name
EMPTY = {"contexts": 0, "statements": 0, "carried": 0, "by_hand": 0, "incomplete": 0, "touched": []}
OPERATION = {"op": "deprecate", "question": "B3"}
REASONS = governing.Reasons("Title", "Wrong", (), "Other ways", "Readers", "Writers")


def put_up(by: Account, weight: str = "minor") -> Proposal:
    made = governing.draft(release=1, by=by, now=NOON)
    governing.change(proposal=made, by=by, operations=[OPERATION], weight=weight, reasons=REASONS)
    governing.put_up(proposal=made, weight=weight, by=by, now=NOON)
    return made


@pytest.mark.parametrize(
    ("role", "proposes", "in_circle", "releases"),
    [
        (Name.MEMBER, False, False, False),
        (Name.PUBLISHER, False, False, False),
        (Name.LABEL_HOLDER, False, False, False),
        (Name.CONSTITUENT, False, True, False),
        (Name.CONTEXTUALIST, True, True, False),
        (Name.STEWARD, True, True, True),
    ],
)
def test_each_role_has_its_part(role: str, proposes: bool, in_circle: bool, releases: bool) -> None:
    somebody = making.account(role)
    assert rules.may_propose(somebody) is proposes
    assert rules.in_circle(somebody) is in_circle
    assert rules.may_release(somebody) is releases
    assert rules.may_add_own(somebody) is releases
    assert rules.may_endorse(somebody, put_up(making.account()))


def test_nobody_and_who_left_have_no_part() -> None:
    proposal, gone = put_up(making.account()), making.account(Name.STEWARD)
    gone.is_active = False
    for somebody in (None, gone):
        assert not rules.may_propose(somebody)
        assert not rules.in_circle(somebody)
        assert not rules.may_release(somebody)
        assert not rules.may_endorse(somebody, proposal)


def test_a_reader_of_one_dataset_sits_in_the_circle() -> None:
    reader = making.account(Name.MEMBER)
    Role.objects.create(account=reader, name=Name.CONSTITUENT, scope="dataset:trees")
    assert rules.in_circle(reader)
    assert rules.is_constituent(reader)
    assert not rules.may_propose(reader)


def test_nobody_stands_behind_their_own_proposal() -> None:
    ada = making.account()
    with pytest.raises(NotAllowed, match="cannot stand behind"):
        governing.endorse(proposal=put_up(ada), by=ada, now=NOON)


def test_who_stands_behind_it_twice_counts_once() -> None:
    proposal, bert = put_up(making.account()), making.account()
    governing.endorse(proposal=proposal, by=bert, now=NOON)
    governing.endorse(proposal=proposal, by=bert, now=NOON)
    assert proposal.endorsements.count() == 1


def test_an_unfinished_proposal_is_not_put_up() -> None:
    ada = making.account()
    made = governing.draft(release=1, by=ada, now=NOON)
    with pytest.raises(Refusal, match="not complete") as refused:
        governing.put_up(proposal=made, weight="minor", by=ada, now=NOON)
    assert refused.value.hint == (
        "Still missing: a title, what went wrong, a change of the form, which other ways there "
        "are, who gains, who has the work."
    )


def test_only_its_proposer_changes_a_draft() -> None:
    made = governing.draft(release=1, by=making.account(), now=NOON)
    with pytest.raises(NotAllowed):
        governing.change(proposal=made, by=making.account(), reasons=REASONS)


def test_what_was_put_up_is_not_changed_any_more() -> None:
    ada = making.account()
    proposal = put_up(ada)
    with pytest.raises(Refusal, match="in discussion"):
        governing.change(proposal=proposal, by=ada, reasons=REASONS)


def test_a_position_may_change_until_the_round_is_over() -> None:
    steward, rosa = making.account(Name.STEWARD), making.account(Name.CONSTITUENT)
    proposal = put_up(making.account())
    for other in (steward, rosa):
        governing.endorse(proposal=proposal, by=other, now=NOON)
    later = NOON + timedelta(days=14)
    round_ = governing.open_round(
        proposal=proposal, weight="minor", report=EMPTY, by=steward, now=later
    )
    for stance in ("objection", "consent"):
        governing.take_position(
            round_=round_, stance=stance, harm="It would hurt.", by=rosa, now=later
        )
    position = Position.objects.get()
    assert (position.stance, position.harm, position.constituent) == ("consent", "", True)
    with pytest.raises(Refusal, match="round is over"):
        governing.take_position(
            round_=round_, stance="consent", harm="", by=steward, now=later + rules.ROUND
        )
    with pytest.raises(Refusal, match="Say whether"):
        governing.take_position(round_=round_, stance="maybe", harm="", by=rosa, now=later)


@pytest.mark.parametrize(("text", "reason"), [(" ", "no words"), ("x" * 4001, "4001 characters")])
def test_a_remark_has_words_and_an_end(text: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        governing.remark(
            proposal=put_up(making.account()), text=text, by=making.account(), now=NOON
        )


def test_a_draft_is_its_proposers_and_the_stewards() -> None:
    ada, steward = making.account(), making.account(Name.STEWARD)
    made = governing.draft(release=1, by=ada, now=NOON)
    assert [each.number for each in queries.proposals(ada)] == [made.number]
    assert [each.number for each in queries.proposals(steward)] == [made.number]
    assert queries.proposals(None) == queries.proposals(making.account()) == []
