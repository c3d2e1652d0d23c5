"""One's own account: the name, the data to take along, the way out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import Statement
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Contact
from tests.doors.web.library import answer_all, text_of
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(steward: Account) -> Account:
    return making.account("contextualist", name="Ada")


@pytest.fixture
def hers(ada: Account) -> Client:
    client = Client()
    client.force_login(ada)
    return client


def test_a_changed_name_is_changed_where_one_spoke(dogs: str, hers: Client):
    answer_all(hers, dogs)
    assert hers.post("/account", {"agent": "", "name": "Augusta"}).status_code == 404
    key = Account.objects.get(agent__name="Ada").agent_id
    assert hers.post("/account", {"agent": str(key), "name": "Augusta"}).status_code == 302
    page = text_of(hers.get(f"/datasets/{dogs}/context/A1"))
    assert ("Augusta" in page, "Ada" in page) == (True, False)


def test_nobody_changes_the_name_of_another(hers: Client, steward: Account):
    page = hers.post("/account", {"agent": str(steward.agent_id), "name": "Mine"})
    assert page.status_code == 404
    steward.agent.refresh_from_db()
    assert steward.agent.name == "The steward"


def test_the_page_says_what_one_did(dogs: str, hers: Client, ada: Account):
    answer_all(hers, dogs)
    page = text_of(hers.get("/account"))
    assert f'<a href="/datasets/{dogs}/context">{Dataset.objects.get().title}</a>' in page
    assert f"{Statement.objects.filter(author=ada.agent).count()} answers" in page


def test_a_dataset_one_may_not_see_any_more_is_not_named(dogs: str, hers: Client, ada: Account):
    answer_all(hers, dogs)
    ada.roles.all().delete()
    page = text_of(hers.get("/account"))
    assert (f"/datasets/{dogs}" in page, "may not see any more" in page) == (False, True)


def test_taking_ones_data_along(dogs: str, hers: Client, ada: Account):
    answer_all(hers, dogs)
    people.keep_contact(agent=ada.agent, kind="phone", value="0123", by=ada, now=NOON)
    page = hers.get("/account/my-data")
    assert page["Content-Disposition"] == 'attachment; filename="my-data.json"'
    told: dict[str, list[dict[str, Any]]] = json.loads(page.content)
    assert told["account"][0]["email"] == ada.email
    assert [row["name"] for row in told["agent"]] == ["Ada"]
    assert [row["name"] for row in told["role"]] == ["contextualist"]
    assert [row["value"] for row in told["contact"]] == ["0123"]
    assert len(told["statement"]) == Statement.objects.filter(author=ada.agent).count() > 10
    assert {row["role"] for row in told["contribution"]} == {"contextualist"}


def test_what_opens_a_door_is_not_handed_out(hers: Client, ada: Account):
    ada.set_password("eleven green bottles")
    ada.save()
    hers.force_login(ada)
    people.make_sign_in_link(account=ada, now=NOON)
    told = json.loads(hers.get("/account/my-data").content)
    assert "password" not in told["account"][0]
    assert told["sign in link"] == [
        {"account": str(ada.pk), "expires_at": "2026-11-22T00:00:00Z", "used_at": None}
    ]


def test_data_of_others_are_not_in_it(hers: Client, steward: Account):
    assert steward.email not in hers.get("/account/my-data").content.decode()
    assert str(steward.pk) not in hers.get("/account/my-data").content.decode()


@pytest.mark.parametrize("path", ["/account", "/account/my-data", "/account/leave"])
def test_these_pages_are_for_who_is_signed_in(steward: Account, client: Client, path: str):
    assert client.get(path).status_code == 403


@pytest.mark.parametrize(
    ("blanks", "said"),
    [
        ({"name": "goes", "email": "other@example.org"}, "not your e-mail address"),
        ({"email": "{own}"}, "whether your name stays"),
    ],
)
def test_leaving_has_to_be_meant(hers: Client, ada: Account, blanks: dict[str, str], said: str):
    given = {name: value.format(own=ada.email) for name, value in blanks.items()}
    page = hers.post("/account/leave", given)
    assert (page.status_code, said in text_of(page)) == (422, True)
    assert Account.objects.filter(pk=ada.pk).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("choice", "left"), [("stays", "Ada"), ("goes", "A person who left")])
def test_who_leaves_is_gone_and_what_they_said_stays(
    dogs: str, hers: Client, ada: Account, choice: str, left: str
):
    answer_all(hers, dogs)
    people.keep_contact(agent=ada.agent, kind="phone", value="0123", by=ada, now=NOON)
    page = hers.post("/account/leave", {"name": choice, "email": f" {ada.email.upper()}"})
    assert page.status_code == 302
    assert "Signed in as" not in text_of(hers.get("/"))
    assert not Account.objects.filter(email=ada.email).exists()
    assert not Contact.objects.exists()
    said = Statement.objects.filter(author__kind="person")
    assert set(said.values_list("author__name", flat=True)) == {left}


@pytest.mark.django_db(transaction=True)
def test_the_last_steward_cannot_leave(writer: Client, steward: Account):
    page = writer.post("/account/leave", {"name": "stays", "email": steward.email})
    assert (page.status_code, "A library needs a steward" in text_of(page)) == (422, True)
    assert "Signed in as The steward." in text_of(writer.get("/"))
