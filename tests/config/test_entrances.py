"""Where letters go, and which other houses' accounts are accepted."""

from __future__ import annotations

import pytest

from commonstacks.config.entrances import Mail, Providers, mail, providers

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("", Mail("django.core.mail.backends.console.EmailBackend")),
        (
            "file:///var/letters%20out",
            Mail("django.core.mail.backends.filebased.EmailBackend", folder="/var/letters out"),
        ),
        ("smtp://relay", Mail(SMTP, host="relay", port=25)),
        (
            "smtp+tls://ada%40example.org:a%3Ab@mail.example.org",
            Mail(SMTP, None, "mail.example.org", 587, "ada@example.org", "a:b", tls=True),
        ),
        (
            "smtps://u:p@mail.example.org:4650",
            Mail(SMTP, None, "mail.example.org", 4650, "u", "p", ssl=True),
        ),
    ],
)
def test_an_address_says_where_letters_go(url: str, wanted: Mail):
    assert mail(url) == wanted


@pytest.mark.parametrize("url", ["mail.example.org", "pop://x", "smtp://", "file:"])
def test_an_address_that_says_nothing_is_refused_by_name(url: str):
    with pytest.raises(SystemExit, match="COMMONSTACKS_EMAIL_URL must begin with"):
        mail(url)


def test_nobody_elses_accounts_are_accepted_unless_named():
    assert providers() == Providers((), {}, ())
    assert providers(orcid=("APP-1", ""), oidc=("id", "secret")) == Providers((), {}, ())


def test_orcid():
    found = providers(orcid=("APP-1", "s"))
    assert found.apps == ("allauth.socialaccount.providers.orcid",)
    assert found.settings == {"orcid": {"APPS": [{"client_id": "APP-1", "secret": "s"}]}}
    assert found.origins == ("https://orcid.org",)


def test_any_house_that_speaks_openid_connect():
    found = providers(oidc=("id", "s"), oidc_address="https://login.example.org/realm")
    assert found.apps == ("allauth.socialaccount.providers.openid_connect",)
    assert found.origins == ("https://login.example.org",)
    app = found.settings["openid_connect"]["APPS"][0]
    assert (app["provider_id"], app["name"]) == ("oidc", "login.example.org")
    assert app["settings"] == {"server_url": "https://login.example.org/realm"}
    named = providers(
        oidc=("id", "s"), oidc_address="https://login.example.org", oidc_name="The city"
    )
    assert named.settings["openid_connect"]["APPS"][0]["name"] == "The city"
