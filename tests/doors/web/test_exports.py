"""Exports by their addresses: linked on the page, answered to everybody, never unpublished."""

from __future__ import annotations

import json
import re

from django.test import Client

from commonstacks.flows import exporting
from tests.doors.web import library
from tests.doors.web.library import text_of


def test_a_published_dataset_links_and_answers_every_export(writer: Client, dogs: str) -> None:
    library.publish(writer, dogs)
    page = text_of(Client().get(f"/datasets/{dogs}/v/1"))
    names = [each.name for each in exporting.listed()]
    addresses = [f"/datasets/{dogs}/v/1/download/{name}" for name in names]
    assert re.findall(r'<link rel="alternate"[^>]* href="([^"]+)"', page) == addresses
    line = page[page.index("Also as:") :].partition("</p>")[0]
    assert re.findall(r'href="([^"]+)"', line) == addresses
    for each, address in zip(exporting.listed(), addresses, strict=True):
        answer = Client().get(address)
        assert answer.status_code == 200, address
        assert answer["Content-Type"].startswith(each.media_type)
        assert "Sixty dogs of one street." in text_of(answer)


def test_the_page_tells_search_engines_what_it_is(writer: Client, dogs: str) -> None:
    library.publish(writer, dogs)
    page = text_of(Client().get(f"/datasets/{dogs}"))
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    made = json.loads(told)
    assert (made["@type"], made["description"]) == ("Dataset", "Sixty dogs of one street.")
    assert made["distribution"][1]["contentUrl"].endswith(f"/datasets/{dogs}/v/1/download/csv")


def test_what_waits_has_no_export_not_even_for_its_writers(writer: Client, dogs: str) -> None:
    page = text_of(writer.get(f"/datasets/{dogs}"))
    assert ("Also as:" in page, 'rel="alternate"' in page) == (False, False)
    for each in exporting.listed():
        for reader in (Client(), writer):
            answer = reader.get(f"/datasets/{dogs}/v/1/download/{each.name}")
            assert answer.status_code in {403, 409}, each.name
            assert "breed" not in text_of(answer)


def test_a_form_that_nobody_makes_is_not_found(writer: Client, dogs: str) -> None:
    library.publish(writer, dogs)
    assert Client().get(f"/datasets/{dogs}/v/1/download/marc.xml").status_code == 404
