"""The outbound door: a client that reaches public servers only, however they are spelled."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx
from httpx_secure import httpx_ssrf_protection

from commonstacks.kit import urls
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.portals.answers import LOOK, NotReached, refused

REDIRECTS = 5
MOVED = (301, 302, 303, 307, 308)
SILENCE = 30.0  # seconds without a byte


class Door:
    """Asks for an address and follows it, checking each step before anything is dialled.

    A name is resolved and refused when any of its addresses is private; httpx-secure then checks
    the address that is really connected to, so that a name cannot change its mind in between.
    """

    def __init__(self, *, allow: frozenset[str], seconds: float, agent: str) -> None:
        self.allow = allow
        timeout = httpx.Timeout(min(SILENCE, seconds), connect=min(SILENCE / 3, seconds))
        self.client = httpx.AsyncClient(
            timeout=timeout,
            trust_env=False,  # a proxy from the environment would dial without our checks
            headers={"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity"},
        )
        httpx_ssrf_protection(
            self.client, check_globally_reachable=False, custom_validator=self.may_connect
        )

    async def ask(self, address: str, headers: dict[str, str]) -> httpx.Response:
        """The answer at the end of at most five redirects; its body is not read yet."""
        url = self.read(address)
        for _ in range(REDIRECTS + 1):
            await self.check_resolved(url)
            request = self.client.build_request("GET", url, headers=headers)
            answer = await self.client.send(request, stream=True, follow_redirects=False)
            further = answer.headers.get("location")
            if answer.status_code not in MOVED or not further:
                return answer
            await answer.aclose()
            url = self.read(further, url)
        raise Refusal("The address leads on more than {most} times.", LOOK, most=REDIRECTS)

    def read(self, address: str, base: httpx.URL | None = None) -> httpx.URL:
        """The address as it will be asked for, checked in just that spelling."""
        try:
            url = httpx.URL(address) if base is None else base.join(address)
            spelled = url.raw_host.decode()
        except (httpx.InvalidURL, ValueError) as error:
            raise Refusal("The address cannot be read.", LOOK) from error
        urls.check(str(url), allow=self.allow)
        urls.check(str(url.copy_with(host=spelled)), allow=self.allow)
        return url

    async def check_resolved(self, url: httpx.URL) -> None:
        host = url.raw_host.decode().strip("[]")
        port = url.port or urls.PORTS[url.scheme]
        if urls.pair(host, port) in self.allow:
            return
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise NotReached(
                "There is no server called {host}.",
                "Look for a slip of the pen in the address.",
                host=host,
            ) from error
        for *_, place in found:
            if not urls.is_public(ip_address(str(place[0]).partition("%")[0])):
                raise urls.inside(host)

    def may_connect(self, host: str, number: IPv4Address | IPv6Address, port: int) -> bool:
        return urls.pair(host.strip("[]"), port) in self.allow or urls.is_public(number)


async def answered(door: Door, address: str, headers: dict[str, str]) -> httpx.Response:
    """The same as ``door.ask``, with what goes wrong before the answer as a Refusal."""
    try:
        return await door.ask(address, headers)
    except httpx.RequestError as error:
        raise refused(error, error.request.url.host) from error
