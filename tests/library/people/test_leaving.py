"""Who leaves takes account and contacts along; what they said and did stays, as they wish."""

from __future__ import annotations

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.credit import actions as credit
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Agent, Contact, Membership, Role
from commonstacks.library.work.models import Audit
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Account:
    """With a contact, a membership, a line of credit, somebody in her care and a claimed name."""
    steward = making.steward()
    ada = making.account(Role.Name.CONTEXTUALIST, name="Ada")
    people.keep_contact(agent=ada.agent, kind="phone", value="0123", by=ada, now=NOON)
    city = people.know_agent(kind="organisation", name="The city", now=NOON)
    people.join(agent=ada.agent, organisation=city, by=steward)
    people.record_agent(kind="person", name="In care", by=ada, now=NOON)
    noted = people.record_agent(kind="person", name="Noted", by=steward, now=NOON)
    people.claim(token=people.make_claim_link(agent=noted, by=steward, now=NOON), by=ada, now=NOON)
    for agent in (ada.agent, noted):
        credit.record(
            work=Ref("dataset", "x"), agent=agent, role="cleaner", what="did it", by=agent, now=NOON
        )
    return ada


def test_the_chosen_names_stay_with_the_work(ada: Account):
    people.leave(account=ada, now=NOON)
    assert sorted(Contribution.objects.values_list("agent__name", flat=True)) == ["Ada", "Noted"]
    assert (Contact.objects.count(), Membership.objects.count()) == (0, 0)
    assert not Account.objects.filter(agent__name="Ada").exists()
    assert not Agent.objects.exclude(same_as=None).exists()
    assert Agent.objects.get(name="In care").custodian is None


def test_or_no_name_stays(ada: Account):
    key = str(ada.agent_id)
    people.leave_unnamed(account=ada, now=NOON)
    assert list(Contribution.objects.values_list("agent__name", flat=True)) == [
        "A person who left",
        "A person who left",
    ]
    last = Audit.objects.order_by("pk").last()
    assert (last.actor, last.action, last.facts) == (key, "leave", {})


def test_an_organisation_keeps_its_name():
    making.steward()
    house = people.open_account(
        email="house@example.org", name="The house", kind="organisation", roles=(), now=NOON
    )
    people.leave_unnamed(account=house, now=NOON)
    assert Agent.objects.filter(name="The house").exists()


def test_the_last_steward_stays():
    steward = making.steward()
    with pytest.raises(Refusal, match="A library needs a steward"):
        people.leave(account=steward, now=NOON)
    with pytest.raises(Refusal, match="A library needs a steward"):
        people.leave_unnamed(account=steward, now=NOON)
    assert Account.objects.get().agent.name == steward.agent.name
