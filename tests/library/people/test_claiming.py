"""Somebody who was recorded without an account says “this is me”; nothing is merged or lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.credit import actions as credit
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Agent, Claim, Role
from commonstacks.library.people.queries import own_agents
from commonstacks.library.work.models import Audit
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def custodian() -> Account:
    return making.account(Role.Name.CONTEXTUALIST)


@pytest.fixture
def witness(custodian: Account) -> Agent:
    """Somebody recorded, with a line of credit."""
    agent = people.record_agent(kind="person", name="A tenant", by=custodian, now=NOON)
    credit.record(
        work=Ref("dataset", "x"),
        agent=agent,
        role="witness",
        what="told what the table leaves out",
        by=custodian.agent,
        now=NOON,
    )
    return agent


def test_who_records_somebody_is_their_custodian(custodian: Account, witness: Agent):
    assert witness.custodian == custodian.agent


def test_a_member_records_nobody():
    with pytest.raises(NotAllowed, match="may not record people"):
        people.record_agent(
            kind="person", name="A tenant", by=making.account(Role.Name.MEMBER), now=NOON
        )


def test_an_unknown_kind_is_refused(custodian: Account):
    with pytest.raises(Refusal, match="no agent of kind"):
        people.record_agent(kind="robot", name="R", by=custodian, now=NOON)


def test_a_claim_joins_without_merging(custodian: Account, witness: Agent):
    ada = making.account(Role.Name.MEMBER, name="Ada")
    token = people.make_claim_link(agent=witness, by=custodian, now=NOON)
    people.claim(token=token, by=ada, now=NOON)
    assert [agent.name for agent in own_agents(ada)] == ["Ada", "A tenant"]
    assert Contribution.objects.get().agent.name == "A tenant"
    witness.refresh_from_db()
    assert (witness.same_as, witness.custodian) == (ada.agent, None)
    line = Audit.objects.get()
    assert (line.actor, line.action, line.subject) == (
        str(ada.agent_id),
        "claim",
        f"agent:{witness.pk}",
    )


def test_without_an_account_one_is_made_that_is_this_agent(custodian: Account, witness: Agent):
    token = people.make_claim_link(agent=witness, by=custodian, now=NOON)
    ada = people.claim_by_new_account(token=token, email=" Ada@example.org", now=NOON)
    assert (ada.agent, ada.email, ada.roles.count()) == (witness, "ada@example.org", 0)
    assert Contribution.objects.get().agent == ada.agent


def test_an_address_that_is_known_is_not_taken_over(custodian: Account, witness: Agent):
    token = people.make_claim_link(agent=witness, by=custodian, now=NOON)
    with pytest.raises(Refusal, match="has an account here"):
        people.claim_by_new_account(token=token, email=custodian.email, now=NOON)
    assert Account.objects.count() == 1


def test_a_link_works_once_and_for_thirty_days(custodian: Account, witness: Agent):
    ada, ben = making.account(), making.account()
    token = people.make_claim_link(agent=witness, by=custodian, now=NOON)
    spare = people.make_claim_link(agent=witness, by=custodian, now=NOON)
    with pytest.raises(NotHeld):
        people.claim(token=token, by=ada, now=NOON + timedelta(days=30))
    people.claim(token=token, by=ada, now=NOON + timedelta(days=29))
    for used in (token, spare):
        with pytest.raises(NotHeld):
            people.claim(token=used, by=ben, now=NOON)


def test_only_the_custodian_and_stewards_make_the_link(witness: Agent):
    with pytest.raises(NotAllowed, match="who recorded this person"):
        people.make_claim_link(agent=witness, by=making.account(), now=NOON)
    assert people.make_claim_link(agent=witness, by=making.steward(), now=NOON)


def test_who_has_an_account_and_what_is_no_person_is_not_claimed(custodian: Account):
    steward = making.steward()
    with pytest.raises(Refusal, match="has claimed this already"):
        people.make_claim_link(agent=custodian.agent, by=steward, now=NOON)
    house = people.know_agent(kind="organisation", name="The city", now=NOON)
    with pytest.raises(Refusal, match="Only people are claimed"):
        people.make_claim_link(agent=house, by=steward, now=NOON)
    assert not Claim.objects.exists()


def test_one_does_not_claim_oneself(custodian: Account, witness: Agent):
    token = people.make_claim_link(agent=witness, by=custodian, now=NOON)
    ada = people.claim_by_new_account(token=token, email="ada@example.org", now=NOON)
    Claim.objects.update(used_at=None)
    with pytest.raises(Refusal, match="This is you already"):
        people.claim(token=token, by=ada, now=NOON)
