"""Ways in, one's account, people and roles: looked at, and a passkey used for real."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import Readers, check
from tests.browser.running import Hand, Library

pytestmark = pytest.mark.browser

OPEN = {
    "code": "/account/login/code/",
    "forgotten": "/account/password/reset/",
    "sign-up": "/account/signup/",
}
OWN = {
    "account": "/account",
    "leave": "/account/leave",
    "people": "/people",
    "safe": "/account/2fa/",
    "passkeys": "/account/2fa/webauthn/",
    "passkey-add": "/account/2fa/webauthn/add/",
    "app": "/account/2fa/totp/activate/",
    "email": "/account/email/",
    "password": "/account/password/set/",
}
DARK = {"account", "app", "people"}


@pytest.mark.parametrize("name", OPEN)
def test_page_before_signing_in(readers: Readers, name: str) -> None:
    reader = readers.open()
    assert reader.go(OPEN[name]) == 200
    check(reader, f"people-{name}")


@pytest.mark.parametrize("name", OWN)
def test_page_of_an_account(readers: Readers, hand: Hand, name: str) -> None:
    reader = readers.open(cookies=hand.cookies)
    assert reader.go(OWN[name]) == 200
    check(reader, f"people-{name}", dark=name in DARK)


def test_somebody_is_invited_comes_in_and_is_given_a_role(readers: Readers, hand: Hand) -> None:
    steward, ada = readers.open(cookies=hand.cookies), readers.open()
    steward.go("/people")
    steward.page.fill("#email", "ada@example.org")
    steward.page.select_option("#role", "member")
    steward.page.get_by_role("button", name="Invite").click()
    check(steward, "people-invited")
    link = re.sub(r"^https?://[^/]+", "", steward.page.locator("pre").inner_text())
    ada.go(link)
    check(ada, "people-invitation")
    ada.page.fill("#name", "Ada B.")
    ada.page.get_by_role("button", name="Come in").click()
    expect(ada.page.locator("h1")).to_have_text("Your account")
    steward.go("/people")
    steward.page.get_by_role("link", name="Ada B.").click()
    check(steward, "people-person")
    steward.page.select_option("#role", "constituent")
    steward.page.get_by_role("button", name="Give this role").click()
    expect(steward.page.locator(".messages")).to_contain_text("The role is given.")
    ada.go("/account")
    expect(ada.page.locator("main")).to_contain_text("constituent")


def test_a_passkey_signs_in(chromium: Browser, library: Library) -> None:
    """Browsers give passkeys to names, not to numbers: the library is opened as localhost."""
    home = library.address.replace("127.0.0.1", "localhost")
    readers = Readers(chromium, home)
    page = readers.open().page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(library.sign_in_link().replace(library.address, home))
    page.locator("main form button").click()
    page.goto(f"{home}/account/2fa/webauthn/add/")
    page.get_by_label("Its name").fill("my phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator(".messages")).to_contain_text("added")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator(".site-foot")).not_to_contain_text("Signed in as")
    page.goto(f"{home}/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator(".site-foot")).to_contain_text("Signed in as")
    assert readers.close() == []
