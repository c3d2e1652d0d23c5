"""The settings, read from an environment that is given here."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any

import pytest

SETTINGS = Path(__file__).parents[2] / "src/commonstacks/config/settings.py"


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Reads the settings file anew under the given variables, and no other of ours."""
    for name in [name for name in os.environ if name.startswith("COMMONSTACKS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))

    def with_variables(**given: str) -> dict[str, Any]:
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return with_variables


def test_without_configuration_the_home_is_in_the_readers_folder(read, tmp_path):
    found = read()
    assert found["HOME"] == tmp_path / ".commonstacks"
    assert found["DATABASES"]["default"]["NAME"] == tmp_path / ".commonstacks/db.sqlite3"
    assert (found["DEBUG"], found["SECURE"], found["REVIEW_KEYS"]) == (False, False, 1)
    assert not (tmp_path / ".commonstacks").exists()


@pytest.mark.parametrize(
    ("variable", "value", "setting", "meaning"),
    [
        ("COMMONSTACKS_NAME", "Stacks of Ghent", "LIBRARY_NAME", "Stacks of Ghent"),
        ("COMMONSTACKS_ADDRESS", "https://a.example/", "LIBRARY_ADDRESS", "https://a.example"),
        ("COMMONSTACKS_KEYS", "2", "REVIEW_KEYS", 2),
        ("COMMONSTACKS_OUTBOUND_ALLOW", "a:1, b:2", "OUTBOUND_ALLOW", frozenset({"a:1", "b:2"})),
        ("COMMONSTACKS_FETCH_MEGABYTES", "10", "FETCH_MEGABYTES", 10),
        ("COMMONSTACKS_FETCH_SECONDS", "11", "FETCH_SECONDS", 11),
        ("COMMONSTACKS_READ_MEGABYTES", "12", "READ_MEGABYTES", 12),
        ("COMMONSTACKS_READ_SECONDS", "13", "READ_SECONDS", 13),
        ("COMMONSTACKS_LEASE_SECONDS", "14", "LEASE_SECONDS", 14),
        ("COMMONSTACKS_SECRET_KEY", "known", "SECRET_KEY", "known"),
        ("COMMONSTACKS_SIGN_UP", "open", "SIGN_UP", "open"),
        ("COMMONSTACKS_SIGN_UP", "open", "ACCOUNT_EMAIL_VERIFICATION", "mandatory"),
        ("COMMONSTACKS_PROXIES", "1", "ALLAUTH_TRUSTED_PROXY_COUNT", 1),
        ("COMMONSTACKS_EMAIL_URL", "smtp://relay", "EMAIL_HOST", "relay"),
        ("COMMONSTACKS_EMAIL_FROM", "a@example.org", "DEFAULT_FROM_EMAIL", "a@example.org"),
    ],
)
def test_a_variable_sets_its_setting(read, variable, value, setting, meaning):
    assert read(**{variable: value})[setting] == meaning


def test_the_home_holds_everything(read, tmp_path):
    found = read(COMMONSTACKS_HOME=str(tmp_path / "elsewhere"))
    places = [found[name] for name in ("VAULT", "DERIVED", "KEYS", "PEOPLE_FILE", "STATIC_ROOT")]
    assert [place.is_relative_to(tmp_path / "elsewhere") for place in places] == [True] * 5


def test_packages_lie_where_it_is_said(read, tmp_path):
    assert read(COMMONSTACKS_PACKAGES=str(tmp_path))["PACKAGES"] == tmp_path


def test_hosts_are_added_to_this_machine(read):
    hosts = read(COMMONSTACKS_HOSTS="library.example, other.example")["ALLOWED_HOSTS"]
    assert hosts[-2:] == ["library.example", "other.example"]
    assert "*" not in hosts


def test_an_https_address_makes_the_cookies_secure(read):
    found = read(COMMONSTACKS_ADDRESS="https://library.example")
    assert (found["SESSION_COOKIE_SECURE"], found["CSRF_COOKIE_SECURE"]) == (True, True)
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://library.example"]


def test_the_log_level_is_taken_over(read):
    assert read(COMMONSTACKS_LOG_LEVEL="INFO")["LOGGING"]["root"]["level"] == "INFO"


def test_the_key_of_the_home_is_used_when_none_is_given(read, tmp_path):
    (tmp_path / ".commonstacks/keys").mkdir(parents=True)
    (tmp_path / ".commonstacks/keys/django").write_text("written by init\n")
    assert read()["SECRET_KEY"] == "written by init"


def test_without_any_key_each_start_has_its_own(read):
    assert read()["SECRET_KEY"] != read()["SECRET_KEY"]


def test_a_number_that_is_none_is_refused_by_name(read):
    with pytest.raises(SystemExit, match="COMMONSTACKS_READ_SECONDS must be a whole number"):
        read(COMMONSTACKS_READ_SECONDS="soon")


def test_without_configuration_people_are_invited_and_letters_are_printed(read):
    found = read()
    assert (found["SIGN_UP"], found["ACCOUNT_EMAIL_VERIFICATION"]) == ("invited", "none")
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    assert found["SOCIALACCOUNT_PROVIDERS"] == {}


def test_another_way_to_sign_up_is_refused_by_name(read):
    with pytest.raises(SystemExit, match="COMMONSTACKS_SIGN_UP must be one of: invited, open, clo"):
        read(COMMONSTACKS_SIGN_UP="maybe")


def test_a_house_whose_accounts_are_accepted_is_installed_and_may_be_led_to(read):
    found = read(
        COMMONSTACKS_ORCID_ID="APP-1",
        COMMONSTACKS_ORCID_SECRET="s",
        COMMONSTACKS_OIDC_ID="id",
        COMMONSTACKS_OIDC_SECRET="s",
        COMMONSTACKS_OIDC_ADDRESS="https://login.example.org",
        COMMONSTACKS_OIDC_NAME="The city",
    )
    assert found["INSTALLED_APPS"][-2:] == [
        "allauth.socialaccount.providers.orcid",
        "allauth.socialaccount.providers.openid_connect",
    ]
    assert found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == [
        "'self'",
        "https://orcid.org",
        "https://login.example.org",
    ]
    assert found["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"][0]["name"] == "The city"
