"""Names are chosen, contacts are private, membership gives no right."""

from __future__ import annotations

from datetime import date

import pytest

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.people import actions as people
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Agent, Contact, Membership, Role
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def custodian() -> Account:
    return making.account(Role.Name.CONTEXTUALIST)


@pytest.fixture
def witness(custodian: Account) -> Agent:
    return people.record_agent(kind="person", name="A tenant", by=custodian, now=NOON)


@pytest.fixture
def city() -> Agent:
    return people.know_agent(kind="organisation", name="The city", now=NOON)


def test_custodian_steward_and_the_person_read_contacts(custodian: Account, witness: Agent):
    people.keep_contact(agent=witness, kind="phone", value=" 0123 ", by=custodian, now=NOON)
    for reader in (custodian, making.steward()):
        assert [c.value for c in people.contacts_of(agent=witness, by=reader)] == ["0123"]
    ada = making.account(Role.Name.MEMBER)
    witness.same_as = ada.agent
    assert [c.value for c in people.contacts_of(agent=witness, by=ada)] == ["0123"]


def test_nobody_else_reads_keeps_or_forgets_them(custodian: Account, witness: Agent):
    kept = people.keep_contact(agent=witness, kind="phone", value="0123", by=custodian, now=NOON)
    other = making.account(Role.Name.CONTEXTUALIST, Role.Name.CONSTITUENT, Role.Name.PUBLISHER)
    with pytest.raises(NotAllowed, match="is private"):
        people.contacts_of(agent=witness, by=other)
    with pytest.raises(NotAllowed, match="is private"):
        people.keep_contact(agent=witness, kind="phone", value="1", by=other, now=NOON)
    with pytest.raises(NotAllowed, match="is private"):
        people.forget_contact(contact=kept, by=other)
    people.forget_contact(contact=kept, by=custodian)
    assert not Contact.objects.exists()


@pytest.mark.parametrize(("kind", "value"), [("pigeon", "coo"), ("phone", "  ")])
def test_a_contact_has_a_kind_and_words(custodian: Account, kind: str, value: str):
    with pytest.raises(Refusal, match="Write what it is"):
        people.keep_contact(agent=custodian.agent, kind=kind, value=value, by=custodian, now=NOON)


def test_the_legal_name_stands_beside_the_chosen_one_and_is_private(custodian: Account):
    people.keep_contact(
        agent=custodian.agent, kind="legal name", value="Augusta B.", by=custodian, now=NOON
    )
    people.rename(agent=custodian.agent, name="Ada", by=custodian)
    assert str(Agent.objects.get(pk=custodian.agent_id)) == "Ada"
    with pytest.raises(NotAllowed):
        people.contacts_of(agent=custodian.agent, by=making.account())


def test_only_one_changes_ones_name(custodian: Account, witness: Agent):
    with pytest.raises(NotAllowed, match="Only you"):
        people.rename(agent=witness, name="Somebody", by=making.steward())


def test_two_organisations_do_not_have_one_name(city: Agent):
    account = people.open_account(
        email="house@example.org", name="The house", kind="organisation", roles=(), now=NOON
    )
    with pytest.raises(Refusal, match="name is taken"):
        people.rename(agent=account.agent, name="The city", by=account)


def test_a_membership_is_recorded_once_ends_and_is_not_forgotten(custodian: Account, city: Agent):
    steward = making.steward()
    for _ in range(2):
        made = people.join(
            agent=custodian.agent, organisation=city, since=date(2024, 1, 2), by=steward
        )
    people.leave_organisation(membership=made, by=custodian, until=date(2026, 3, 4))
    assert list(Membership.objects.values_list("agent__name", "since", "until")) == [
        (custodian.agent.name, date(2024, 1, 2), date(2026, 3, 4))
    ]


def test_a_membership_gives_no_right(city: Agent):
    account = making.account(Role.Name.MEMBER)
    people.join(agent=account.agent, organisation=city, by=making.steward())
    assert not rules.may_reply_as_publisher(account)


def test_what_cannot_be_a_membership_is_refused(custodian: Account, witness: Agent, city: Agent):
    steward = making.steward()
    with pytest.raises(NotAllowed, match="Only a steward"):
        people.join(agent=witness, organisation=city, by=custodian)
    with pytest.raises(Refusal, match="belongs to an organisation"):
        people.join(agent=city, organisation=witness, by=steward)
    with pytest.raises(Refusal, match="Nobody belongs to themselves"):
        people.join(agent=city, organisation=city, by=steward)
    made = people.join(agent=witness, organisation=city, by=steward)
    with pytest.raises(NotAllowed):
        people.leave_organisation(membership=made, by=custodian, until=date(2026, 1, 1))
