"""One table says who may do what; the rules and the reference say the same."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from commonstacks.kit.refs import Ref
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Role
from commonstacks.library.people.permissions import ACTIONS, SIGNED_IN, VOICES
from tests.library import making

PAGE = Path(__file__).parents[3] / "docs/reference/permissions.md"
HERE, ELSEWHERE = Ref("dataset", "here"), Ref("dataset", "elsewhere")
HOUSE, OTHER_HOUSE = Ref("organisation", "a"), Ref("organisation", "b")
STANDS = (HERE, HOUSE)  # what the asked dataset stands on

PREDICATES = {
    "read": rules.may_read,
    "add": rules.may_add,
    "answer": rules.may_answer,
    "contest": rules.may_contest,
    "save views": rules.may_save_views,
    "facilitate": rules.may_facilitate,
    "turn key": rules.may_turn_key,
    "read as constituent": rules.may_read_as_constituent,
    "reply as publisher": rules.may_reply_as_publisher,
    "pause": rules.may_pause,
    "moderate": rules.may_moderate,
    "set groups": rules.may_set_groups,
    "erase": rules.may_erase,
    "give roles": rules.may_give_roles,
}


@pytest.fixture
def somebody(db: None) -> Account:
    account = making.account()
    account.roles.all().delete()
    return account


def with_role(account: Account, name: str, scope: str) -> Account:
    account.roles.all().delete()
    if name != SIGNED_IN:
        Role.objects.create(account=account, name=name, scope=scope)
    return account


def test_the_reference_is_the_table():
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    roles = [*Role.Name.values, SIGNED_IN]
    assert rows[0] == "| what | " + " | ".join(roles) + " |"
    assert rows[1:] == [
        f"| **{each.name}**: {each.means} | "
        + " | ".join("yes" if {role, SIGNED_IN} & each.roles else "–" for role in roles)
        + " |"
        for each in ACTIONS.values()
    ]


def test_every_action_has_its_predicate_or_its_voice():
    assert set(ACTIONS) == set(PREDICATES) | set(VOICES.values())


@pytest.mark.parametrize("name", [*Role.Name.values, SIGNED_IN])
def test_each_role_may_what_the_table_says_where_it_stands(somebody: Account, name: str):
    counts = {"": True, str(HERE): True, str(HOUSE): True}
    counts |= {str(ELSEWHERE): False, str(OTHER_HOUSE): False}
    for scope, counted in counts.items():
        account = with_role(somebody, name, scope)
        for action, predicate in PREDICATES.items():
            allowed = ACTIONS[action].roles
            wanted = SIGNED_IN in allowed or (counted and name in allowed)
            assert predicate(account, on=STANDS) is wanted, (name, scope, action)


@pytest.mark.parametrize("name", Role.Name.values)
def test_without_a_thing_only_roles_on_the_library_count(somebody: Account, name: str):
    account = with_role(somebody, name, str(HERE))
    held = {action for action, predicate in PREDICATES.items() if predicate(account)}
    assert held == {"contest", "save views"}
    somewhere = {action for action in ACTIONS if rules.may_somewhere(account, action)}
    assert somewhere == {a.name for a in ACTIONS.values() if {name, SIGNED_IN} & a.roles}


def test_proposing_and_publishing_are_different_rights():
    propose, publish = ACTIONS["answer"].roles, ACTIONS["turn key"].roles
    assert (Role.Name.MEMBER in propose, Role.Name.MEMBER in publish) == (False, True)
    assert Role.Name.PUBLISHER in ACTIONS["answer as publisher"].roles
    assert Role.Name.PUBLISHER not in publish


@pytest.mark.parametrize(
    ("name", "voices"),
    [
        (Role.Name.MEMBER, set()),
        (Role.Name.CONTEXTUALIST, {"P", "W", "S", "C", "X", ""}),
        (Role.Name.CONSTITUENT, {"S", "C"}),
        (Role.Name.PUBLISHER, {"P", "W"}),
        (Role.Name.LABEL_HOLDER, {"S", "C"}),
        (Role.Name.STEWARD, {"P", "W", "S", "C", "X", ""}),
    ],
)
def test_who_answers_in_which_voice(somebody: Account, name: str, voices: set[str]):
    account = with_role(somebody, name, "")
    spoken = {v for v in ("P", "W", "S", "C", "X", "") if rules.may_answer(account, voice=v)}
    assert spoken == voices


def test_nobody_and_a_closed_account_may_nothing(db: None):
    closed = making.steward()
    closed.is_active = False
    for account, action in itertools.product((None, closed), ACTIONS):
        assert rules.may(account, action) is False
        assert rules.may_somewhere(account, action) is False


def test_one_thing_may_be_given_without_a_list(somebody: Account):
    account = with_role(somebody, Role.Name.MEMBER, str(HERE))
    assert rules.may_turn_key(account, on=HERE)
    assert not rules.may_turn_key(account, on=ELSEWHERE)
