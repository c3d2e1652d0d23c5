"""Which addresses may be visited. Only looks at the spelling; nothing is resolved or dialled."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from commonstacks.kit.errors import Refusal

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
INSIDE_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa")
# Ports above 1024 of services that are no web servers; browsers refuse them too (WHATWG Fetch).
ODD_PORTS = frozenset(
    (1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6679, 6697, 10080)
) | frozenset(range(6665, 6670))
NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
COMPATIBLE = IPv6Network("::/96")
SPELLED_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
OURS = "An address of a public web server begins with https:// and a name, as in a browser."


def check(address: str, *, allow: frozenset[str] = frozenset()) -> None:
    """Refuse what this library does not visit.

    ``allow`` holds ``host:port`` pairs that may be visited although they are private (IPv6 hosts
    in brackets); scheme, credentials and spelling are checked for them too.
    """
    parts = split(address)
    host, port = host_of(parts), port_of(parts)
    if pair(host, port) in allow:
        return
    check_port(port)
    check_host(host)


def split(address: str) -> SplitResult:
    """The parts of a well-formed http or https address without credentials."""
    if not address or len(address) > LONGEST:
        raise Refusal("The address is empty or too long.", OURS)
    if re.search(r"[\s\\\x00-\x20\x7f-\x9f\ud800-\udfff]", address):
        raise Refusal("The address contains a space or a sign that addresses do not have.", OURS)
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Refusal("The address cannot be read.", OURS) from error
    if parts.scheme not in PORTS:
        raise Refusal("Only https and http addresses are visited.", OURS)
    if "@" in parts.netloc:
        raise Refusal(
            "The address contains a name or a password.", "Remove everything before the @ sign."
        )
    return parts


def host_of(parts: SplitResult) -> str:
    """Lower-case host without brackets and final dot; look-alike digits become real ones."""
    host = unicodedata.normalize("NFKC", parts.hostname or "").lower()
    host = host.replace("\u3002", ".").removesuffix(".")
    if not host or host.startswith(".") or ".." in host or "%" in host:
        raise Refusal("The address has no proper host name.", OURS)
    return host


def port_of(parts: SplitResult) -> int:
    try:
        return parts.port if parts.port is not None else PORTS[parts.scheme]
    except ValueError as error:
        raise Refusal("The port of the address is no number up to 65535.", OURS) from error


def pair(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def check_port(port: int) -> None:
    if port in PORTS.values() or (port >= 1024 and port not in ODD_PORTS):
        return
    raise Refusal(
        "Port {port} is not one that web servers use.",
        "Ask the steward, who can allow it.",
        port=port,
    )


def check_host(host: str) -> None:
    number = as_number(host)
    if number is not None:
        if not is_public(number):
            raise inside(host)
        return
    if SPELLED_NUMBER.fullmatch(host.rpartition(".")[2]):
        raise Refusal("The number in the address is spelled in an unusual way.", OURS)
    if "." not in host or any(host.endswith("." + name) for name in INSIDE_NAMES):
        raise inside(host)


def inside(host: str) -> Refusal:
    return Refusal(
        "{host} lies inside a private network, where this library does not go.",
        "Ask the steward, who can allow single hosts in the settings.",
        host=host,
    )


def as_number(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that is written in its usual form, else nothing."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_public(number: IPv4Address | IPv6Address) -> bool:
    """Whether the whole internet reaches this IP address; one wrapped in IPv6 counts as itself.

    IANA special-purpose registries (RFC 6890), mapped (RFC 4291), 6to4 (RFC 3056), Teredo (RFC
    4380) and NAT64 (RFC 6052, RFC 8215) forms.
    """
    if isinstance(number, IPv6Address):
        wrapped = unwrapped(number)
        if wrapped is not None:
            return is_public(wrapped)
        if number.is_site_local or number.teredo is not None or number in NAT64[1]:
            return False
    odd = number.is_multicast or number.is_reserved or number.is_unspecified
    return number.is_global and not odd


def unwrapped(number: IPv6Address) -> IPv4Address | None:
    if number.ipv4_mapped is not None:
        return number.ipv4_mapped
    if number.sixtofour is not None:
        return number.sixtofour
    if number in NAT64[0] or number in COMPATIBLE:
        return IPv4Address(number.packed[-4:])
    return None
