"""What the public reads: shelf, search, dataset, rows, files; and what it does not."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from html import unescape

import pytest
from django.test import Client

from tests.doors.web import library
from tests.doors.web.library import text_of

pytestmark = pytest.mark.django_db
CLOSED = ["/v/1", "/v/1/rows", "/v/1/cite", "/v/1/download/csv", "/v/1/file/dogs.csv",
          "/v/1/cube.arrow", "/v/1/cube.json", "/v/1/view/x", "/v/1/view"]  # fmt: skip


def test_an_empty_library_says_what_to_do(steward: object, client: Client):
    assert "Nothing is published yet." in text_of(client.get("/"))
    assert "Nothing waits" in text_of(client.get("/waiting"))


def test_a_waiting_dataset_shows_its_stub_and_nothing_more(dogs: str, client: Client):
    page = client.get(f"/datasets/{dogs}")
    assert page.status_code == 200
    assert "This dataset waits for its context." in text_of(page)
    assert "21 of 21 questions open" in text_of(page)
    for word in ("breed", "Elm Street", "60 rows"):
        assert word not in text_of(page)


def test_every_other_address_of_a_waiting_dataset_is_closed(dogs: str, client: Client):
    for rest in CLOSED:
        page = client.get(f"/datasets/{dogs}{rest}")
        assert (rest, page.status_code) == (rest, 403)
        assert "This dataset waits for its context." in text_of(page)
        assert "Elm Street" not in text_of(page)


def test_an_unknown_dataset_is_a_page_that_helps(steward: object, client: Client):
    page = client.get("/datasets/cats")
    assert page.status_code == 404
    assert "This library holds no dataset called" in text_of(page)


def test_a_published_dataset_is_lent_whole(dogs: str, writer: Client, client: Client):
    library.publish(writer, dogs)
    base = f"/datasets/{dogs}/v/1"
    assert "Sixty dogs of one street." in text_of(client.get("/"))
    assert "Sixty dogs of one street." in text_of(client.get(f"/datasets/{dogs}"))
    assert client.get(base).status_code == 200
    assert "BibTeX" in text_of(client.get(f"{base}/cite"))
    assert dogs in text_of(client.get("/search?q=pug"))
    bundle = client.get(f"{base}/download/csv")
    names = zipfile.ZipFile(io.BytesIO(bundle.getvalue())).namelist()
    assert {"CONTEXT.md", "context.json", "datapackage.json"} <= set(names)


def test_original_bytes_come_back_as_they_were(dogs: str, writer: Client, client: Client):
    library.publish(writer, dogs)
    page = client.get(f"/datasets/{dogs}/v/1/file/dogs.csv")
    assert page.getvalue() == (library.DOGS + "\n").encode()
    assert page["Content-Disposition"] == 'attachment; filename="dogs.csv"'
    assert page["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/datasets/{dogs}/v/1/file/other.csv").status_code == 404


def test_rows_are_paged_and_missing_values_are_said(dogs: str, writer: Client):
    page = text_of(writer.get(f"/datasets/{dogs}/v/1/rows?from=51"))
    assert "Rows 51 to 60 of 60" in page
    assert "missing" in page
    assert "0050" in page
    assert "?from=1" in page
    assert writer.get(f"/datasets/{dogs}/v/1/rows?from=none").status_code == 409


def test_the_cube_is_revalidated(dogs: str, writer: Client, client: Client):
    library.publish(writer, dogs)
    first = client.get(f"/datasets/{dogs}/v/1/cube.json")
    assert first.json()
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(f"/datasets/{dogs}/v/1/cube.json", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def kept(client: Client, address: str) -> str:
    """For how long an answer may be kept."""
    with contextlib.closing(client.get(address)) as answer:
        return str(answer["Cache-Control"])


def test_the_cube_that_a_page_names_may_be_kept_for_a_day(
    dogs: str, writer: Client, client: Client
):
    page = text_of(writer.get(f"/datasets/{dogs}/v/1"))
    address = unescape(re.findall(r'data-axes-url="([^"]+)"', page)[0])
    assert kept(writer, address) == "private, no-store"
    library.publish(writer, dogs)
    assert kept(client, address) == "public, max-age=86400, immutable"
    assert kept(client, f"{address}0") == "public, no-cache"


def test_the_plain_form_leads_to_a_view(dogs: str, writer: Client):
    page = writer.get(f"/datasets/{dogs}/v/1/view")
    assert page.status_code == 302
    assert page["Location"].startswith(f"/datasets/{dogs}/v/1/view/")
    assert "You are looking at a fixed view of version 1." in text_of(writer.get(page["Location"]))


def test_a_first_version_has_no_change(dogs: str, writer: Client):
    page = writer.get(f"/datasets/{dogs}/changes/1")
    assert page.status_code == 404


def test_a_second_version_says_what_changed(dogs, writer, steward, tmp_path):
    fewer = "\n".join(library.DOGS.splitlines()[:-10])
    assert library.take_in(tmp_path, steward, fewer) == dogs
    page = text_of(writer.get(f"/datasets/{dogs}/changes/2"))
    assert "<b>10</b> taken out" in page
    assert "version 1 to 2" in page


def test_every_page_forbids_scripts_from_elsewhere(steward: object, client: Client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
