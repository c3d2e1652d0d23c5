import contextlib
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonstacks.kit import urls
from commonstacks.kit.errors import Refusal

PRIVATE = [
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0x7f.0.0.1/",
    "http://0x7f000001/",
    "http://127.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::808:808]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fd00::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://１２７.０.０.１/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://127.0.0.1./",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://data.localhost./",
    "http://router/",
    "http://printer.local/",
    "http://metadata.google.internal/",
]
PUBLIC = [
    "https://data.example.org/a.csv?x=1#y",
    "http://example.org:8080/",
    "https://example.org:8443/",
    "https://münchen.de/",
    "https://xn--mnchen-3ya.de/",
    "https://8.8.8.8/",
    "https://[2606:4700::1111]/",
    "https://[::ffff:8.8.8.8]/",
    "https://[64:ff9b::808:808]/",
    "https://3com.example/",
]
BADLY_WRITTEN = [
    "",
    "data.csv",
    "ftp://example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "HTTPS//example.org",
    "https://",
    "https:///a.csv",
    "https://.example.org/",
    "https://a..b/",
    "https://me@example.org/",
    "https://me:secret@example.org/",
    "https://example.org\\@127.0.0.1/",
    "https://exa mple.org/",
    "https://example.org/\n",
    "https://example.org:99999/",
    "https://example.org:x/",
    "https://[::1/",
    "https://example.org/" + "a" * 2000,
    "https://example.org/\ud800",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_inside_a_private_network_is_refused_in_any_spelling(address: str) -> None:
    with pytest.raises(Refusal):
        urls.check(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_passes(address: str) -> None:
    urls.check(address)


@pytest.mark.parametrize("address", BADLY_WRITTEN)
def test_an_address_that_is_not_well_written_is_refused_with_a_hint(address: str) -> None:
    with pytest.raises(Refusal) as refused:
        urls.check(address, allow=frozenset(["example.org:443"]))
    assert refused.value.hint


@pytest.mark.parametrize("port", [21, 22, 25, 53, 110, 389, 445, 2049, 6000, 6667])
def test_ports_of_other_services_are_refused(port: int) -> None:
    with pytest.raises(Refusal):
        urls.check(f"http://example.org:{port}/")


@pytest.mark.parametrize(
    ("address", "pair"),
    [
        ("http://127.0.0.1:8123/", "127.0.0.1:8123"),
        ("http://[::1]/", "[::1]:80"),
        ("https://portal.intranet/", "portal.intranet:443"),
        ("http://example.org:22/", "example.org:22"),
    ],
)
def test_only_the_very_pair_that_is_allowed_passes(address: str, pair: str) -> None:
    urls.check(address, allow=frozenset([pair]))
    with pytest.raises(Refusal):
        urls.check(address, allow=frozenset([pair + "1"]))


@pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "64:ff9b::8.8.8.8"])
def test_public_numbers_are_public(number: str) -> None:
    assert urls.is_public(ip_address(number))


@given(st.text(max_size=80))
def test_any_text_is_accepted_or_refused_and_never_breaks(tail: str) -> None:
    for address in (tail, f"http://{tail}", f"https://example.org{tail}"):
        with contextlib.suppress(Refusal):
            urls.check(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_number_wrapped_in_ipv6_is_as_public_as_itself(number: object) -> None:
    plain = urls.is_public(ip_address(str(number)))
    for wrapped in (f"::ffff:{number}", f"64:ff9b::{number}", f"::{number}"):
        if wrapped not in ("::0.0.0.0", "::0.0.0.1"):
            assert urls.is_public(ip_address(wrapped)) == plain
