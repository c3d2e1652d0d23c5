"""Inviting, roles, one person's page, claims: what stewards and custodians do through the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from commonstacks.flows import accounts
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Agent, Contact, Invitation, Membership
from tests.doors.web.library import text_of
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db


def invite(client: Client, **blanks: str) -> Any:
    given = {"email": "ada@example.org", "role": "constituent", "on-kind": "library"}
    return client.post("/people", {**given, **blanks})


def link_in(page: Any) -> str:
    text = text_of(page)
    start = text.index("http://127.0.0.1:8000/") + len("http://127.0.0.1:8000")
    return text[start : text.index("</pre>", start)]


def test_a_steward_invites_and_whoever_follows_the_link_is_in(writer: Client, client: Client):
    page = invite(writer)
    link = link_in(page)
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]
    assert link in mail.outbox[0].body
    assert "The steward invites you" in text_of(client.get(link))
    assert client.post(link, {"name": "Ada B."})["Location"] == "/account"
    assert "Signed in as Ada B." in text_of(client.get("/"))
    assert Client().get(link).status_code == 404


def test_looking_at_an_invitation_uses_nothing_up(writer: Client, client: Client):
    link = link_in(invite(writer))
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert Invitation.objects.count() == 1


def test_without_letters_the_steward_hands_over_the_link(writer: Client, settings: Any):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    page = invite(writer)
    assert "This library sends no letters" in text_of(page)
    assert link_in(page).startswith("/invitation/")


def test_a_link_is_told_once(writer: Client):
    link = link_in(invite(writer))
    assert link not in text_of(writer.get("/people"))
    assert "ada@example.org" in text_of(writer.get("/people"))


def test_a_role_on_one_dataset_is_named_by_its_title(writer: Client, dogs: str, client: Client):
    link = link_in(invite(writer, **{"on-kind": "dataset", "on": f"/datasets/{dogs}"}))
    client.post(link, {"name": "Ada"})
    ada, title = Account.objects.get(email="ada@example.org"), Dataset.objects.get().title
    assert [role.where for role in accounts.role_lines(ada)] == [title]
    assert title in text_of(client.get("/account"))


def test_a_role_on_an_organisation_is_named_by_its_name(writer: Client, client: Client):
    link = link_in(invite(writer, **{"on-kind": "organisation", "on": "The city"}))
    client.post(link, {"name": "Ada"})
    ada = Account.objects.get(email="ada@example.org")
    assert [role.where for role in accounts.role_lines(ada)] == ["The city"]


@pytest.mark.parametrize(
    ("blanks", "said"),
    [
        ({"email": "ada"}, "not an e-mail address"),
        ({"role": "emperor"}, "There is no such role"),
        ({"on-kind": "organisation", "on": " "}, "Say on what the role stands"),
        ({"on-kind": "dataset", "on": "nowhere"}, "no dataset called"),
        ({"email": "steward@example.org"}, "has an account here"),
    ],
)
def test_a_refused_invitation_keeps_what_was_typed(
    writer: Client, blanks: dict[str, str], said: str
):
    page = invite(writer, **blanks)
    assert page.status_code in {404, 422}
    assert said in text_of(page)
    if "email" in blanks:
        assert f'value="{blanks["email"]}"' in text_of(page)
    assert not Invitation.objects.exists()


def test_a_closed_library_takes_in_nobody(writer: Client, client: Client, settings: Any):
    link = link_in(invite(writer))
    settings.SIGN_UP = "closed"
    assert "takes in nobody new" in text_of(invite(writer, email="b@example.org"))
    assert client.post(link, {"name": "Ada"}).status_code == 422


def test_who_is_signed_in_does_not_become_two(writer: Client):
    link = link_in(invite(writer))
    page = writer.post(link, {"name": "Ada"})
    assert page.status_code == 422
    assert "You are signed in already" in text_of(page)


def test_an_invitation_is_withdrawn(writer: Client, client: Client):
    link = link_in(invite(writer))
    key = str(Invitation.objects.get().pk)
    assert writer.post("/people/withdraw", {"invitation": key}).status_code == 302
    assert client.get(link).status_code == 404
    for gone in (key, "no key"):
        assert writer.post("/people/withdraw", {"invitation": gone}).status_code == 404


def test_roles_are_given_and_taken(writer: Client, steward: Account):
    ada = making.account("member", name="Ada")
    page = f"/people/{ada.agent_id}"
    assert (
        writer.post(f"{page}/give", {"role": "publisher", "on-kind": "library"})["Location"] == page
    )
    role = ada.roles.get(name="publisher")
    assert writer.post(f"{page}/take", {"id": str(role.pk)}).status_code == 302
    assert list(ada.roles.values_list("name", flat=True)) == ["member"]
    assert writer.post(f"{page}/take", {"id": str(role.pk)}).status_code == 404


def test_a_role_is_taken_only_from_whom_it_belongs_to(writer: Client, steward: Account):
    ada, ben = making.account("member"), making.account("member")
    taken = writer.post(f"/people/{ada.agent_id}/take", {"id": str(ben.roles.get().pk)})
    assert taken.status_code == 404
    assert ben.roles.exists()


def test_the_last_steward_stays(writer: Client, steward: Account):
    role = steward.roles.get(name="steward")
    page = writer.post(f"/people/{steward.agent_id}/take", {"id": str(role.pk)})
    assert page.status_code == 422
    assert "A library needs a steward" in text_of(page)


def test_where_somebody_belongs_is_written_down(writer: Client):
    ada = making.account("member", name="Ada")
    page = f"/people/{ada.agent_id}"
    writer.post(f"{page}/belongs", {"organisation": "The city", "since": "2024-01-02"})
    assert Membership.objects.get().organisation.name == "The city"
    assert "since 2 January 2024" in text_of(writer.get(page))
    wrong = writer.post(f"{page}/belongs", {"organisation": "The city", "since": "soon"})
    assert (wrong.status_code, "not a day" in text_of(wrong)) == (422, True)


def test_contacts_are_for_the_custodian_and_the_stewards(writer: Client, client: Client):
    custodian, other = making.account("contextualist"), making.account("contextualist", "publisher")
    witness = people.record_agent(kind="person", name="A tenant", by=custodian, now=NOON)
    page = f"/people/{witness.pk}"
    client.force_login(custodian)
    client.post(f"{page}/contacts", {"contact-kind": "phone", "contact": "0123-4567"})
    assert "0123-4567" in text_of(client.get(page))
    assert "0123-4567" in text_of(writer.get(page))
    client.force_login(other)
    assert client.get(page).status_code == 403
    assert Client().get(page).status_code == 403
    kept = str(Contact.objects.get().pk)
    assert client.post(f"{page}/contacts", {"forget": kept}).status_code == 403
    assert writer.post(f"{page}/contacts", {"forget": kept}).status_code == 302
    assert not Contact.objects.exists()


def claim_link(client: Client, agent: Agent) -> str:
    return link_in(client.post(f"/people/{agent.pk}/claim-link"))


def test_a_custodian_makes_a_link_and_the_person_makes_an_account(client: Client):
    custodian = making.account("contextualist")
    witness = people.record_agent(kind="person", name="A tenant", by=custodian, now=NOON)
    client.force_login(custodian)
    assert "A tenant" in text_of(client.get("/account"))
    link = claim_link(client, witness)
    reader = Client()
    assert "A tenant" in text_of(reader.get(link))
    refused = reader.post(link, {"email": custodian.email})
    assert (refused.status_code, "has an account here" in text_of(refused)) == (422, True)
    assert reader.post(link, {"email": "t@example.org"})["Location"] == "/account"
    assert "Signed in as A tenant." in text_of(reader.get("/"))
    assert Client().get(link).status_code == 404


def test_or_joins_it_to_their_account(writer: Client, client: Client, steward: Account):
    witness = people.record_agent(kind="person", name="A tenant", by=steward, now=NOON)
    link = claim_link(writer, witness)
    client.force_login(making.account("member", name="Ada"))
    assert client.post(link)["Location"] == "/account"
    page = text_of(client.get("/account"))
    assert "Recorded as A tenant" in page
    client.post("/account", {"agent": str(witness.pk), "name": "T."})
    witness.refresh_from_db()
    assert witness.name == "T."
