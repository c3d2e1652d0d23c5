"""Adding, the list of work, signing in and out."""

from __future__ import annotations

import pytest
from django.test import Client

from commonstacks.flows import entry, intake
from commonstacks.library.people.models import Account
from tests.doors.web.library import text_of

pytestmark = pytest.mark.django_db


def test_opening_a_sign_in_link_does_not_use_it_up(steward: Account, client: Client):
    address = entry.sign_in_link(steward, address="")
    path = address[address.index("/sign-in/") :]
    assert client.get(path).status_code == 200
    assert "Signed in as" not in text_of(client.get("/"))
    assert client.post(path).status_code == 302
    assert "Signed in as The steward." in text_of(client.get("/"))


def test_a_link_works_once(steward: Account, client: Client):
    address = entry.sign_in_link(steward)
    path = address[address.index("/sign-in/") :]
    assert client.post(path).status_code == 302
    again = Client().post(path)
    assert again.status_code == 403
    assert "no longer works" in text_of(again)


def test_signing_out_is_a_button(writer: Client):
    assert writer.get("/sign-out").status_code == 405
    assert writer.post("/sign-out").status_code == 302
    assert "Signed in as" not in text_of(writer.get("/"))


def test_adding_is_for_those_who_work_here(steward: object, client: Client):
    page = client.get("/add")
    assert page.status_code == 403
    assert "/sign-in" in text_of(page)


def test_a_path_of_this_machine_is_no_address(writer: Client):
    page = writer.post("/add", {"address": "/etc/passwd"})
    assert page.status_code == 422
    assert "This is not a web address." in text_of(page)
    assert "/etc/passwd" in text_of(page)


def test_an_added_address_becomes_work_that_can_be_stopped(writer: Client):
    page = writer.post("/add", {"address": "https://example.org/dogs.csv"})
    assert page.status_code == 302
    seen = writer.get(page["Location"])
    assert seen["Refresh"] == "3"
    assert "Refresh" not in writer.get(page["Location"] + "?still=1")
    assert "https://example.org/dogs.csv" in text_of(writer.get("/jobs"))
    assert writer.post(page["Location"] + "/cancel").status_code == 302
    assert "stopped" in text_of(writer.get(page["Location"]))


def test_finished_work_leads_to_the_questions(dogs: str, writer: Client, steward: Account):
    job = intake.jobs(steward)[0]
    assert f"/datasets/{dogs}/context" in text_of(writer.get(f"/jobs/{job.id}"))
