"""Another house on this machine: it speaks OpenID Connect, and answers as ORCID does."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "library", "the library's word"
ORCID_ID = "0000-0002-1825-0097"


@dataclass
class House:
    """Who lives there, what it has handed out, and how it lies when it is told to."""

    address: str = ""
    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "7", "email": "mo@city.example", "email_verified": True}
    )
    token_says: dict[str, Any] = field(default_factory=dict)  # in place of the truth
    says_no: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def discovery(self) -> dict[str, Any]:
        ways = ("authorization", "token", "userinfo")
        return {
            "issuer": self.address,
            "jwks_uri": f"{self.address}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            **{f"{way}_endpoint": f"{self.address}/{way}" for way in ways},
        }

    def jwks(self) -> dict[str, Any]:
        found = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**found, "kid": "k1", "alg": "RS256"}]}

    def authorization(self, asked: dict[str, str]) -> str:
        """Where the browser goes next: back, with a code or with a no."""
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        said = {"error": "access_denied"} if self.says_no else {"code": code}
        return f"{asked['redirect_uri']}?{urlencode({**said, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """Only for a code handed out once, to whom it was meant for, with the word that fits."""
        asked = self.codes.pop(given.get("code", ""), {})
        named = (given.get("client_id"), given.get("client_secret"))
        if named != (CLIENT, SECRET) or given.get("redirect_uri") != asked.get("redirect_uri"):
            return None
        if challenge := asked.get("code_challenge"):
            digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
            if challenge != base64.urlsafe_b64encode(digest).decode().rstrip("="):
                return None
        now = int(time.time())
        says = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person}
        signed = jwt.encode(
            {**says, **self.token_says}, self.key, algorithm="RS256", headers={"kid": "k1"}
        )
        return {
            "access_token": "a", "token_type": "Bearer", "id_token": signed, "orcid": ORCID_ID
        }  # fmt: skip

    def record(self) -> dict[str, Any]:
        """As ORCID's public record of somebody who shows no e-mail address."""
        name = {"given-names": {"value": "Josiah"}, "family-name": {"value": "Carberry"}}
        return {
            "orcid-identifier": {"uri": f"https://orcid.org/{ORCID_ID}", "path": ORCID_ID},
            "person": {"name": name, "emails": {"email": []}},
        }


@contextmanager
def opened() -> Iterator[House]:
    house = House()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            house.asked.append(parts.path)
            if parts.path == "/authorization":
                self.send_response(302)
                given = {key: each[0] for key, each in parse_qs(parts.query).items()}
                self.send_header("Location", house.authorization(given))
                self.end_headers()
                return
            pages = {
                "/.well-known/openid-configuration": house.discovery,
                "/jwks": house.jwks,
                "/userinfo": lambda: house.person,
                f"/v3.0/{ORCID_ID}/record": house.record,
            }
            self.say(pages[parts.path]())

        def do_POST(self) -> None:
            house.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            made = house.token({key: each[0] for key, each in parse_qs(body).items()})
            self.say(made or {"error": "invalid_grant"}, 200 if made else 400)

        def say(self, facts: dict[str, Any], status: int = 200) -> None:
            body = json.dumps(facts).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    house.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield house
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
