"""How letters go out, and by which other houses' accounts people may come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

BACKEND: Final = "django.core.mail.backends.{}.EmailBackend"
PORTS: Final = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Mail:
    """Where e-mail goes; the words of Django's settings."""

    backend: str
    folder: str | None = None
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False


def mail(url: str) -> Mail:
    """``""`` prints letters, ``file:///folder`` writes them, ``smtp+tls://user:word@host`` sends.

    ``smtp`` is plain (a relay of one's own), ``smtp+tls`` begins plain and turns encrypted
    (STARTTLS), ``smtps`` is encrypted from the start.
    """
    parts = urlsplit(url)
    if not url:
        return Mail(BACKEND.format("console"))
    if parts.scheme == "file" and parts.path:
        return Mail(BACKEND.format("filebased"), folder=unquote(parts.path))
    if parts.scheme not in PORTS or not parts.hostname:
        message = (
            "COMMONSTACKS_EMAIL_URL must begin with file:///, smtp://, smtp+tls:// or smtps://."
        )
        raise SystemExit(message)
    return Mail(
        BACKEND.format("smtp"),
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtp+tls",
        ssl=parts.scheme == "smtps",
    )


@dataclass(frozen=True, slots=True)
class Providers:
    """Other houses whose accounts are accepted: none unless the steward names them."""

    apps: tuple[str, ...]  # for INSTALLED_APPS
    settings: dict[str, Any]  # for SOCIALACCOUNT_PROVIDERS
    origins: tuple[str, ...]  # where a form of ours may lead to


def providers(
    *,
    orcid: tuple[str, str] = ("", ""),
    oidc: tuple[str, str] = ("", ""),
    oidc_address: str = "",
    oidc_name: str = "",
) -> Providers:
    """The pairs are the client's id and its secret; without both a provider is off."""
    apps: list[str] = []
    found: dict[str, Any] = {}
    origins: list[str] = []
    if all(orcid):
        apps.append("allauth.socialaccount.providers.orcid")
        found["orcid"] = {"APPS": [{"client_id": orcid[0], "secret": orcid[1]}]}
        origins.append("https://orcid.org")
    if all(oidc) and oidc_address:
        apps.append("allauth.socialaccount.providers.openid_connect")
        app = {
            "provider_id": "oidc",
            "name": oidc_name or urlsplit(oidc_address).netloc,
            "client_id": oidc[0],
            "secret": oidc[1],
            "settings": {"server_url": oidc_address},
        }
        found["openid_connect"] = {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
        parts = urlsplit(oidc_address)
        origins.append(f"{parts.scheme}://{parts.netloc}")
    return Providers(tuple(apps), found, tuple(origins))
