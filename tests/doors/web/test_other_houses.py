"""People come in with an account of another house: really, over HTTP, with a house of our own."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount import providers as known
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.orcid.views import OrcidOAuth2Adapter
from django.core.cache import cache
from django.test import Client

from commonstacks.config.entrances import providers
from commonstacks.flows import names
from commonstacks.library.people.models import Account
from tests.doors.web.library import text_of
from tests.doors.web.openid_house import CLIENT, ORCID_ID, SECRET, House, opened

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/oidc/oidc/login/"
BACK = "/account/oidc/oidc/login/callback/"
MO = {"email": "mo@city.example", "name": "Mo"}


@pytest.fixture
def house(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Named in the settings as a steward does, in a library that is open to everybody."""
    cache.clear()
    with opened() as other:
        pair = (CLIENT, SECRET)
        made = providers(orcid=pair, oidc=pair, oidc_address=other.address, oidc_name="The city")
        settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, *made.apps]
        settings.SOCIALACCOUNT_PROVIDERS = made.settings
        settings.ROOT_URLCONF = "tests.doors.web.with_other_houses"
        settings.SIGN_UP, settings.ACCOUNT_EMAIL_VERIFICATION = "open", "mandatory"
        monkeypatch.setattr(known.registry, "provider_map", OrderedDict())
        monkeypatch.setattr(known.registry, "loaded", False)
        known.registry.load()
        for name, path in (
            ("authorize_url", "/authorization"),
            ("access_token_url", "/token"),
            ("profile_url", "/v3.0/%s/record"),
        ):
            monkeypatch.setattr(OrcidOAuth2Adapter, name, other.address + path)
        yield other


def at_the_house(sent: Any) -> str:
    """The browser goes where it was sent, and is sent back; to which address here."""
    assert sent.status_code == 302, text_of(sent)
    parts = urlsplit(sent["Location"])
    line = HTTPConnection(parts.netloc, timeout=10)
    line.request("GET", f"{parts.path}?{parts.query}")
    answer = line.getresponse()
    line.close()
    back = urlsplit(answer.headers["Location"])
    assert back.netloc == "testserver"
    return f"{back.path}?{back.query}"


def come_back(client: Client, address: str = SIGN_IN) -> Any:
    return client.get(at_the_house(client.post(address)))


def signed_in_as(client: Client, name: str) -> bool:
    return f"Signed in as {name}." in text_of(client.get("/"))


def nobody(client: Client) -> bool:
    return "Signed in as" not in text_of(client.get("/")) and not SocialAccount.objects.exists()


def joined(client: Client) -> Any:
    asked = come_back(client)
    assert asked["Location"] == "/account/3rdparty/signup/"
    return client.post(asked["Location"], MO)


def test_the_first_time_one_chooses_a_name_and_the_second_time_one_is_in(
    steward: Account, house: House, client: Client
) -> None:
    assert joined(client).status_code == 302
    assert signed_in_as(client, "Mo")
    made = SocialAccount.objects.get()
    assert (made.provider, made.uid, made.user.email) == ("oidc", "7", "mo@city.example")
    assert made.user.agent.name == "Mo"
    again = Client()
    assert come_back(again).status_code == 302
    assert signed_in_as(again, "Mo")
    assert Account.objects.count() == 2
    assert "/.well-known/openid-configuration" in house.asked


def test_the_browser_proves_that_it_is_the_one_that_asked(
    steward: Account, house: House, client: Client
) -> None:
    asked = parse_qs(urlsplit(client.post(SIGN_IN)["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert sorted(asked["scope"][0].split()) == ["email", "openid", "profile"]


def test_a_code_that_somebody_else_asked_for_is_refused(
    steward: Account, house: House, client: Client
) -> None:
    """Its challenge is theirs; the word that this browser has does not fit."""
    theirs = parse_qs(urlsplit(at_the_house(Client().post(SIGN_IN))).query)["code"][0]
    mine = parse_qs(urlsplit(client.post(SIGN_IN)["Location"]).query)["state"][0]
    assert_refused(client.get(BACK, {"code": theirs, "state": mine}))
    assert nobody(client)


def test_what_this_browser_did_not_ask_for_is_refused(
    steward: Account, house: House, client: Client
) -> None:
    theirs = at_the_house(Client().post(SIGN_IN))
    assert_refused(client.get(theirs))
    assert_refused(client.get(BACK, {"code": "x", "state": "made up"}))
    assert nobody(client)


def test_a_way_back_leads_in_once(steward: Account, house: House, client: Client) -> None:
    back = at_the_house(client.post(SIGN_IN))
    assert client.get(back).status_code == 302
    assert_refused(client.get(back))


@pytest.mark.parametrize(
    "lie", [{"iss": "https://elsewhere.example"}, {"aud": "another library"}, {"exp": 1}]
)
def test_a_token_for_others_or_of_yesterday_is_refused(
    steward: Account, house: House, client: Client, lie: dict[str, Any]
) -> None:
    house.token_says = lie
    assert_refused(come_back(client))
    assert nobody(client)


def test_who_changes_their_mind_there_is_told_so(
    steward: Account, house: House, client: Client
) -> None:
    house.says_no = True
    answer = come_back(client)
    assert answer["Location"] == "/account/3rdparty/login/cancelled/"
    assert "cancel" in text_of(client.get(answer["Location"]))
    assert nobody(client)


@pytest.mark.parametrize("verified", [True, False])
def test_an_address_that_somebody_has_here_takes_nothing_over(
    steward: Account, house: House, client: Client, verified: bool
) -> None:
    house.person |= {"email": steward.email, "email_verified": verified}
    asked = come_back(client)
    if asked.status_code == 302 and "signup" in asked["Location"]:
        client.post(asked["Location"], {"email": steward.email, "name": "Mo"})
    assert nobody(client)
    assert Account.objects.get() == steward


def test_an_address_that_the_house_did_not_confirm_is_confirmed_here_first(
    steward: Account, house: House, client: Client
) -> None:
    house.person["email_verified"] = False
    assert joined(client)["Location"] == "/account/confirm-email/"
    assert "Signed in as" not in text_of(client.get("/"))


def test_where_people_are_invited_no_stranger_comes_in(
    steward: Account, house: House, client: Client, settings: Any
) -> None:
    settings.SIGN_UP = "invited"
    answer = come_back(client)
    assert answer.status_code == 200
    assert nobody(client)
    assert Account.objects.get() == steward


def test_who_has_an_account_links_it_and_then_comes_in_by_it(
    steward: Account, house: House, writer: Client, settings: Any
) -> None:
    settings.SIGN_UP, settings.ACCOUNT_EMAIL_VERIFICATION = "invited", "none"
    come_back(writer, f"{SIGN_IN}?process=connect")
    assert SocialAccount.objects.get().user == steward
    again = Client()
    come_back(again)
    assert signed_in_as(again, "The steward")


@pytest.mark.django_db(transaction=True)
def test_a_way_in_survives_a_library_made_again(
    steward: Account, house: House, client: Client
) -> None:
    joined(client)
    SocialAccount.objects.all().delete()
    names.restore()
    again = Client()
    come_back(again)
    assert signed_in_as(again, "Mo")


def test_a_house_that_is_away_is_told_and_nothing_breaks(
    steward: Account, house: House, client: Client
) -> None:
    back = at_the_house(client.post(SIGN_IN))
    house.codes.clear()
    assert_refused(client.get(back))
    assert nobody(client)


def test_orcid_says_who_it_is_and_gives_no_address(
    steward: Account, house: House, client: Client
) -> None:
    asked = come_back(client, "/account/orcid/login/")
    assert asked["Location"] == "/account/3rdparty/signup/"
    client.post(asked["Location"], {"email": "josiah@brown.example", "name": "Josiah"})
    made = SocialAccount.objects.get()
    assert (made.provider, made.uid) == ("orcid", ORCID_ID)
    assert made.get_profile_url() == f"https://orcid.org/{ORCID_ID}"
    assert house.asked[-2:] == ["/token", f"/v3.0/{ORCID_ID}/record"]


def assert_refused(answer: Any) -> None:
    assert answer.status_code in {200, 401, 403}
    assert "An error occurred" in text_of(answer)
