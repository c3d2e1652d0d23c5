"""Ways in: by code, by password, and who may make an account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from commonstacks.library.people.models import Account, Agent
from tests.doors.web.library import text_of

pytestmark = pytest.mark.django_db

PASSWORD = "eleven green bottles"


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Tries are counted by address, and every test has the same one."""
    cache.clear()


def signed_in_as(client: Client, name: str) -> bool:
    return f"Signed in as {name}." in text_of(client.get("/"))


def sign_up(client: Client, name: str = "Ada") -> Any:
    blanks = {"email": "Ada@example.org", "password1": PASSWORD, "name": name}
    return client.post("/account/signup/", blanks)


def test_a_code_by_letter_signs_in(steward: Account, client: Client):
    asked = client.post("/account/login/code/", {"email": steward.email})
    assert asked.status_code == 302
    assert [letter.to for letter in mail.outbox] == [[steward.email]]
    assert mail.outbox[0].subject == "Commonstacks: Sign-In Code"
    code = re.search(r"^([A-Z0-9-]{6,})$", mail.outbox[0].body, re.MULTILINE)
    assert code
    assert client.post(asked["Location"], {"code": code[1]}).status_code == 302
    assert signed_in_as(client, "The steward")


def test_a_wrong_code_does_not(steward: Account, client: Client):
    asked = client.post("/account/login/code/", {"email": steward.email})
    assert "Incorrect code" in text_of(client.post(asked["Location"], {"code": "AAAAAA"}))
    assert not signed_in_as(client, "The steward")


def test_a_stranger_is_told_nothing(steward: Account, client: Client):
    known = client.post("/account/login/code/", {"email": steward.email})
    unknown = Client().post("/account/login/code/", {"email": "nobody@example.org"})
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])


def test_a_password_signs_in(steward: Account, client: Client):
    steward.set_password(PASSWORD)
    steward.save()
    for wrong in ("wrong", ""):
        page = client.post("/sign-in", {"login": steward.email, "password": wrong})
        assert page.status_code == 200
    page = client.post("/sign-in", {"login": steward.email.upper(), "password": PASSWORD})
    assert page.status_code == 302
    assert signed_in_as(client, "The steward")
    assert client.get("/sign-in")["Location"] == "/account"


def test_tries_are_counted(steward: Account, client: Client):
    statuses = [
        client.post("/sign-in", {"login": steward.email, "password": f"wrong {n}"}).status_code
        for n in range(12)
    ]
    assert statuses[0] == 200
    steward.set_password(PASSWORD)
    steward.save()
    page = client.post("/sign-in", {"login": steward.email, "password": PASSWORD})
    assert not signed_in_as(client, "The steward")
    assert "Too many failed login attempts" in text_of(page)


def test_codes_are_not_sent_without_end(steward: Account):
    pages = [Client().post("/account/login/code/", {"email": steward.email}) for _ in range(9)]
    assert len(mail.outbox) == 3
    assert "Too many failed login attempts" in text_of(pages[-1])


def test_one_machine_does_not_try_without_end(steward: Account, client: Client):
    pages = [client.post("/sign-in", {"login": f"{n}@example.org"}) for n in range(31)]
    assert [page.status_code for page in pages] == [*[200] * 30, 429]
    assert "Too many tries" in text_of(pages[-1])


@pytest.mark.parametrize("mode", ["invited", "closed"])
def test_nobody_makes_an_account_alone(steward: Account, client: Client, settings: Any, mode: str):
    settings.SIGN_UP = mode
    assert "password1" not in text_of(client.get("/account/signup/"))
    sign_up(client)
    assert Account.objects.count() == 1


def test_where_it_is_open_anybody_does_and_has_no_role(
    steward: Account, client: Client, settings: Any
):
    settings.SIGN_UP, settings.ACCOUNT_EMAIL_VERIFICATION = "open", "mandatory"
    assert sign_up(client, name="  Ada  B.").status_code == 302
    ada = Account.objects.get(email="ada@example.org")
    assert (ada.agent.name, ada.agent.kind, ada.roles.count()) == ("Ada B.", "person", 0)
    assert not signed_in_as(client, "Ada B.")
    link = re.search(r"http://testserver(/account/confirm-email/\S+)", mail.outbox[0].body)
    assert link
    assert client.post(link[1]).status_code == 302
    client.post("/sign-in", {"login": "ada@example.org", "password": PASSWORD})
    assert signed_in_as(client, "Ada B.")


def test_a_new_account_is_never_joined_to_somebody_recorded(
    steward: Account, client: Client, settings: Any
):
    settings.SIGN_UP = "open"
    recorded = Agent.objects.create(kind="person", name="Ada", created_at=steward.created_at)
    sign_up(client, name="Ada")
    assert Account.objects.get(email="ada@example.org").agent != recorded


@pytest.mark.parametrize(
    ("name", "said"), [("", "This field is required"), ("ada@example.org", "is not a name")]
)
def test_a_name_is_needed(steward: Account, client: Client, settings: Any, name: str, said: str):
    settings.SIGN_UP = "open"
    assert said in text_of(sign_up(client, name=name))
    assert Account.objects.count() == 1


def test_a_short_password_is_refused(steward: Account, client: Client, settings: Any):
    settings.SIGN_UP = "open"
    blanks = {"email": "ada@example.org", "password1": "short", "name": "Ada"}
    assert "at least 12 characters" in text_of(client.post("/account/signup/", blanks))


PAGES = (
    "/account/email/",
    "/account/password/set/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/3rdparty/",
    "/account/logout/",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_an_account_is_one_of_ours(writer: Client, path: str):
    page = writer.get(path)
    assert page.status_code == 200
    assert '<header class="site">' in text_of(page)
    assert "style=" not in text_of(page)
    assert "<script>" not in text_of(page)


@pytest.mark.parametrize("path", ["/sign-in", "/account/login/code/", "/account/password/reset/"])
def test_every_way_in_is_one_of_ours(steward: Account, client: Client, path: str):
    page = client.get(path)
    assert page.status_code == 200
    assert '<header class="site">' in text_of(page)
    assert "<script>" not in text_of(page)
