"""Roles are given and taken by stewards, written down, and never leave a library without one."""

from __future__ import annotations

import pytest

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Role
from commonstacks.library.work.models import Audit
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db

DATASET = Ref("dataset", "3f2a")


def test_a_role_on_one_dataset_is_given_once_and_written_down():
    steward, ada = making.steward(), making.account(Role.Name.MEMBER)
    for _ in range(2):
        people.give_role(account=ada, name="publisher", scope=DATASET, by=steward, now=NOON)
    assert sorted(ada.roles.values_list("name", "scope")) == [
        ("member", ""),
        ("publisher", "dataset:3f2a"),
    ]
    line = Audit.objects.get()
    assert (line.actor, line.action, line.subject, line.facts) == (
        str(steward.agent_id),
        "give role",
        f"agent:{ada.agent_id}",
        {"role": "publisher", "scope": "dataset:3f2a"},
    )


def test_a_role_is_taken_and_written_down():
    steward, ada = making.steward(), making.account(Role.Name.MEMBER)
    people.take_role(role=ada.roles.get(), by=steward, now=NOON)
    assert not ada.roles.exists()
    assert Audit.objects.get().action == "take role"


def test_only_a_steward_gives_and_takes():
    ada, ben = making.account(Role.Name.CONTEXTUALIST), making.account(Role.Name.MEMBER)
    with pytest.raises(NotAllowed, match="Only a steward"):
        people.give_role(account=ada, name="steward", by=ada, now=NOON)
    with pytest.raises(NotAllowed, match="Only a steward"):
        people.take_role(role=ben.roles.get(), by=ada, now=NOON)
    assert not Audit.objects.exists()


def test_a_steward_of_one_dataset_gives_no_roles():
    ada = making.account(Role.Name.MEMBER)
    Role.objects.create(account=ada, name="steward", scope=str(DATASET))
    with pytest.raises(NotAllowed):
        people.give_role(account=ada, name="steward", by=ada, now=NOON)


def test_the_last_steward_stays():
    steward = making.steward()
    role = steward.roles.get(name="steward")
    with pytest.raises(Refusal, match="A library needs a steward"):
        people.take_role(role=role, by=steward, now=NOON)
    other = making.account(Role.Name.MEMBER)
    Role.objects.create(account=other, name="steward", scope=str(DATASET))
    with pytest.raises(Refusal, match="A library needs a steward"):
        people.take_role(role=role, by=steward, now=NOON)
    people.give_role(account=other, name="steward", by=steward, now=NOON)
    people.take_role(role=role, by=steward, now=NOON)
    assert not steward.roles.filter(name="steward").exists()


@pytest.mark.parametrize(
    ("name", "scope", "reason"),
    [
        ("emperor", None, "There is no such role"),
        ("member", Ref("place", "de"), "A role cannot stand on this"),
    ],
)
def test_an_unknown_role_or_scope_is_refused(name: str, scope: Ref | None, reason: str):
    steward = making.steward()
    with pytest.raises(Refusal, match=reason):
        people.give_role(account=steward, name=name, scope=scope, by=steward, now=NOON)
