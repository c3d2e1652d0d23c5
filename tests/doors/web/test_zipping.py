"""What goes over the line: text zipped for those who take it, files as they are."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import cast

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from commonstacks.doors.web.pages.cube import JSON, kept
from commonstacks.doors.web.zipping import ZipMiddleware
from commonstacks.flows import small_groups
from commonstacks.library.people.models import Account
from tests.doors.web import library

ZIPPED = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def dogs_lent(dogs: str, writer: Client, steward: Account) -> str:
    library.publish(writer, dogs)
    small_groups.decide(dogs, 1, "Rows are dogs.", by=steward)
    return f"/datasets/{dogs}"


def test_a_page_is_zipped_for_whoever_takes_it(dogs_lent: str, client: Client) -> None:
    plain, zipped = client.get(dogs_lent), client.get(dogs_lent, headers=ZIPPED)
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert len(zipped.content) < len(plain.content) / 4
    for page in (plain, zipped):
        assert "Accept-Encoding" in page.headers["Vary"]
        assert page.headers["Content-Length"] == str(len(page.content))


def test_two_answers_differ_in_length_so_that_nobody_guesses_what_is_in_them(
    dogs_lent: str, client: Client
) -> None:
    lengths = {len(client.get(dogs_lent, headers=ZIPPED).content) for _ in range(12)}
    assert len(lengths) > 1


@pytest.mark.parametrize("path", ["/datasets/no-such", "/api/v1/datasets", "/search?q=dogs"])
def test_refusals_and_the_programs_door_are_zipped_too(path: str, dogs_lent: str) -> None:
    page = Client().get(path, headers=ZIPPED)
    assert page.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(page.content) == Client().get(path).content


def test_the_axes_of_a_cube_are_zipped_and_asked_for_once(tmp_path: Path) -> None:
    file = tmp_path / "axes.json"
    file.write_text(json.dumps({"values": [f"Place {n}" for n in range(3000)]}))

    def asked(**headers: str) -> HttpResponse:
        request = RequestFactory().get("/cube.json", headers={**ZIPPED, **headers})
        answer = kept(request, file, JSON, "0" * 40, "public, immutable")
        return cast("HttpResponse", ZipMiddleware(lambda _: answer)(request))

    axes = asked()
    assert gzip.decompress(axes.content) == file.read_bytes()
    assert axes.headers["Cache-Control"] == "public, immutable"
    again = asked(**{"If-None-Match": axes.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_downloads_keep_their_bytes_so_that_they_can_be_resumed(
    dogs_lent: str, client: Client
) -> None:
    for form in ("csv.zip", "parquet"):
        path = f"{dogs_lent}/v/1/download.{form}"
        whole = client.get(path, headers=ZIPPED)
        assert "Content-Encoding" not in whole.headers
        assert whole.headers["ETag"].startswith('"')
        data = b"".join(whole.streaming_content)
        part = {**ZIPPED, "Range": "bytes=100-", "If-Range": whole.headers["ETag"]}
        rest = client.get(path, headers=part)
        assert rest.status_code == 206
        assert b"".join(rest.streaming_content) == data[100:]
