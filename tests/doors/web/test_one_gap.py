"""The page of one gap: read by everybody, confirmed or disputed by whoever is signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from commonstacks.library.context.models import Gap, Stance
from commonstacks.library.people.models import Account
from tests.doors.web import library
from tests.doors.web.library import text_of
from tests.library import making

CATS = {"kind": "missing_place", "text": "Dogs of Oak Street.", "voice": "X", "evidence-lines": "1"}
YES = {"do": "say", "side": "confirms", "voice": "S", "text": "Mine is not in it."}


@pytest.fixture
def page(writer: Client, dogs: str) -> str:
    assert writer.post(f"/datasets/{dogs}/context/gap/C1", CATS).status_code == 302
    library.publish(writer, dogs)
    return f"/datasets/{dogs}/gaps/{Gap.objects.get().pk}"


def neighbour() -> tuple[Account, Client]:
    account, client = making.account(name="A neighbour"), Client()
    account.roles.all().delete()
    client.force_login(account)
    return account, client


def test_a_neighbour_confirms_and_everybody_reads_it_beside_the_gap(page: str, dogs: str) -> None:
    assert f'href="{page}"' in text_of(Client().get(f"/datasets/{dogs}"))
    _, client = neighbour()
    assert "Nobody has confirmed or disputed it yet" in text_of(client.get(page))
    assert client.post(page, YES).status_code == 302
    shown = text_of(Client().get(f"/datasets/{dogs}"))
    assert (
        "<b>Confirmed</b> by A neighbour (Person the data are about): Mine is not in it." in shown
    )
    assert "Mine is not in it." in text_of(Client().get(f"/datasets/{dogs}/disputes/C1"))
    answer = Client().get(f"/api/v1/datasets/{dogs}/context").json()
    assert answer["gaps"][0]["says"] == [
        {
            "voice": "S",
            "agent": "A neighbour",
            "stance": "confirms",
            "text": "Mine is not in it.",
        }
    ]


def test_what_was_forgotten_is_said_and_nothing_typed_is_lost(page: str) -> None:
    _, client = neighbour()
    refused = client.post(page, {**YES, "side": ""})
    assert refused.status_code == 422
    assert "Say whether it is so." in text_of(refused)
    assert ">Mine is not in it.</textarea>" in text_of(refused)
    assert client.post(page, {**YES, "voice": "P"}).status_code == 403
    assert Stance.objects.count() == 0


def test_it_is_taken_back_by_its_giver_and_hidden_by_a_steward(page: str, writer: Client) -> None:
    _, client = neighbour()
    client.post(page, YES)
    own = text_of(client.get(page))
    assert "Take it back" in own
    assert "What do you say?" not in own
    key = str(Stance.objects.get().pk)
    assert writer.post(page, {"do": "back", "id": key}).status_code == 403
    assert client.post(page, {"do": "back", "id": key}).status_code == 302
    assert "Mine is not in it." not in text_of(Client().get(page))
    client.post(page, YES)
    hide = {"do": "hide", "id": str(Stance.objects.get(state="accepted").pk)}
    refused = writer.post(page, {**hide, "ground": "taste", "reason": "x"})
    assert "Words are hidden only for safety" in text_of(refused)
    assert writer.post(page, {**hide, "ground": "law", "reason": "A name."}).status_code == 302
    assert "Mine is not in it." not in text_of(Client().get(page))


def test_who_is_not_signed_in_is_asked_to(page: str, writer: Client) -> None:
    assert "Sign in to confirm or dispute it" in text_of(Client().get(page))
    assert Client().post(page, YES).status_code == 403
    assert "You said this yourself" in text_of(writer.get(page))
    assert Client().get(page.rpartition("/")[0] + "/none").status_code == 404
