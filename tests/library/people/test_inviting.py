"""An invitation makes one account with one role, once, while its maker may still make it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Agent, Invitation, Role
from commonstacks.library.work.models import Audit
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db

DATASET = Ref("dataset", "3f2a")


@pytest.fixture
def steward() -> Account:
    return making.steward()


def invite(by: Account, email: str = "Ada@Example.org", role: str = "constituent") -> str:
    return people.invite(email=email, role=role, scope=DATASET, by=by, now=NOON)[1]


def test_whoever_follows_it_has_an_account_with_the_role(steward: Account):
    token = invite(steward)
    ada = people.accept(token=token, name="  Ada   B. ", now=NOON)
    assert (ada.email, ada.agent.name, ada.agent.kind) == ("ada@example.org", "Ada B.", "person")
    assert list(ada.roles.values_list("name", "scope")) == [("constituent", "dataset:3f2a")]
    assert not ada.has_usable_password()
    assert not Invitation.objects.exists()


def test_what_happened_is_written_down_without_the_address(steward: Account):
    ada = people.accept(token=invite(steward), name="Ada", now=NOON)
    assert [(line.actor, line.action) for line in Audit.objects.order_by("pk")] == [
        (str(steward.agent_id), "invite"),
        (str(steward.agent_id), "give role"),
        (str(ada.agent_id), "accept invitation"),
    ]
    assert "example.org" not in str(list(Audit.objects.values()))


def test_the_token_itself_is_not_kept(steward: Account):
    token = invite(steward)
    assert token not in str(list(Invitation.objects.values()))


def test_it_works_once_and_for_fourteen_days(steward: Account):
    token = invite(steward)
    with pytest.raises(NotHeld, match="no longer works"):
        people.accept(token=token, name="Ada", now=NOON + timedelta(days=14))
    people.accept(token=token, name="Ada", now=NOON + timedelta(days=13))
    with pytest.raises(NotHeld, match="no longer works"):
        people.accept(token=token, name="Ada", now=NOON)


def test_a_second_invitation_takes_the_place_of_the_first(steward: Account):
    first, second = invite(steward), invite(steward)
    with pytest.raises(NotHeld):
        people.invitation_of(token=first, now=NOON)
    assert people.invitation_of(token=second, now=NOON).email == "ada@example.org"


def test_it_ends_with_the_right_of_who_made_it(steward: Account):
    token = invite(steward)
    steward.roles.filter(name="steward").delete()
    with pytest.raises(NotHeld, match="no longer works"):
        people.accept(token=token, name="Ada", now=NOON)


def test_a_withdrawn_one_does_not_work(steward: Account):
    token = invite(steward)
    people.withdraw_invitation(invitation=Invitation.objects.get(), by=steward, now=NOON)
    with pytest.raises(NotHeld):
        people.accept(token=token, name="Ada", now=NOON)
    assert Audit.objects.order_by("pk").last().action == "withdraw invitation"


def test_only_a_steward_invites_and_withdraws(steward: Account):
    member = making.account(Role.Name.MEMBER, Role.Name.CONTEXTUALIST)
    with pytest.raises(NotAllowed):
        invite(member)
    invite(steward)
    with pytest.raises(NotAllowed):
        people.withdraw_invitation(invitation=Invitation.objects.get(), by=member, now=NOON)
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "role", "reason"),
    [
        ("ada", "member", "not an e-mail address"),
        ("@example.org", "member", "not an e-mail address"),
        ("ada b@example.org", "member", "not an e-mail address"),
        ("ada@example.org", "emperor", "There is no such role"),
    ],
)
def test_what_cannot_be_is_refused(steward: Account, email: str, role: str, reason: str):
    with pytest.raises(Refusal, match=reason):
        invite(steward, email, role)


def test_who_has_an_account_is_not_invited(steward: Account):
    with pytest.raises(Refusal, match="has an account here"):
        invite(steward, steward.email.upper())


@pytest.mark.parametrize(
    ("name", "reason"),
    [("  ", "A name is missing"), ("ada@example.org", "not a name"), ("a" * 201, "too long")],
)
def test_the_shown_name_is_a_name(steward: Account, name: str, reason: str):
    token = invite(steward)
    with pytest.raises(Refusal, match=reason):
        people.accept(token=token, name=name, now=NOON)
    assert Agent.objects.count() == 1


def test_an_invitation_without_a_role_makes_an_account_without_rights(steward: Account):
    _, token = people.invite(email="ada@example.org", role="", by=steward, now=NOON)
    assert not people.accept(token=token, name="Ada", now=NOON).roles.exists()
