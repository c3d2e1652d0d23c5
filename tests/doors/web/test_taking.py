"""What one takes along from a dataset's page: files, pictures, views one keeps."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from commonstacks.flows import exploration, reading, small_groups, taking
from commonstacks.library.people.models import Account
from commonstacks.workshop.views import tokens
from commonstacks.workshop.views.charts import Chart
from tests.doors.web import library
from tests.doors.web.library import text_of

BASE = "/datasets/dogs/v/1"


@pytest.fixture
def shelf(dogs: str, writer: Client, steward: Account) -> str:
    """The dogs, published, with no group too small to be told; the address of the pugs' view."""
    library.publish(writer, dogs)
    small_groups.decide(dogs, 1, "Rows are dogs.", by=steward)
    lent = reading.lend(dogs, None)
    cube = exploration.cube_of(lent)
    assert cube is not None
    place = [chart.columns for chart in cube.charts].index(("breed",))
    code = cube.axes[place].values.index("Pug") + 1  # type: ignore[union-attr]
    return f"{BASE}/view/{exploration.token_of_form(lent, {f'c{place}': [str(code)]})}"


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_view_is_downloaded_and_can_be_resumed(shelf: str) -> None:
    page = Client()
    whole = page.get(f"{shelf}/download.parquet")
    data = content(whole)
    assert pq.read_table(io.BytesIO(data)).column("breed").to_pylist() == ["Pug"] * 30
    assert whole.headers["Content-Length"] == str(len(data))
    assert whole.headers["Content-Disposition"] == 'attachment; filename="dogs-v1-view.parquet"'
    assert whole.headers["Access-Control-Allow-Origin"] == "*"
    assert whole.headers["Link"].endswith(f'{shelf}>; rel="cite-as"')
    again = {"If-Range": whole.headers["ETag"], "Range": "bytes=100-"}
    rest = page.get(f"{shelf}/download.parquet", headers=again)
    assert (rest.status_code, data[:100] + content(rest)) == (206, data)
    head = page.head(f"{shelf}/download.parquet")
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(data)))
    head.close()
    known = page.get(f"{shelf}/download.parquet", headers={"If-None-Match": whole.headers["ETag"]})
    assert known.status_code == 304


def test_all_rows_are_downloaded_without_a_view(shelf: str) -> None:
    taken = json.loads(content(Client().get(f"{BASE}/download.json")))
    assert (len(taken["rows"]), taken["shows"]) == (60, "All 60 rows.")


def test_what_cannot_be_is_refused_with_a_page(shelf: str) -> None:
    assert Client().get(f"{BASE}/download.exe").status_code == 404
    assert Client().get(f"{BASE}/download.geojson").status_code == 404
    assert Client().get(f"{BASE}/view/nonsense/download.json").status_code == 409
    assert Client().get(f"{shelf}/chart-9.svg").status_code == 404


def test_what_is_not_published_is_not_handed_out_even_to_a_steward(
    dogs: str, writer: Client
) -> None:
    assert writer.get(f"{BASE}/download.json").status_code == 409
    assert Client().get(f"{BASE}/download.json").status_code == 403


def test_who_has_to_wait_is_told_and_the_page_looks_again(
    shelf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "PATIENCE", 0.0)
    waiting = Client().get(f"{BASE}/download.xlsx", headers={"Accept": "text/html"})
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (503, "5")
    assert "This file is being made." in text_of(waiting)
    assert '<meta http-equiv="refresh" content="5">' in text_of(waiting)
    made = Client().get(f"{BASE}/download.xlsx")
    assert made.status_code == 200
    made.close()


def test_the_page_offers_exactly_this_view(shelf: str) -> None:
    text = text_of(Client().get(shelf))
    ends = re.findall(rf'href="{re.escape(shelf)}/download\.([a-z.]+)"', text)
    assert ends == ["csv.zip", "xlsx", "parquet", "json"]
    assert text.count(f"{shelf}/download.parquet</span>") == 3  # once in Python, twice in DuckDB
    assert f'href="{shelf}/chart-0.svg"' in text
    assert "Keep this view" not in text  # for people with an account


def test_frames_on_other_pages_offer_nothing_to_take(shelf: str) -> None:
    text = text_of(Client().get(shelf.replace("/view/", "/embed/")))
    assert "data-explorer" in text
    assert "Take it with you" not in text
    assert "Picture (SVG)" not in text


def test_a_picture_has_all_that_must_stand_in_it(shelf: str) -> None:
    response = Client().get(f"{shelf}/chart-0.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert "style-src 'unsafe-inline'" in response.headers["Content-Security-Policy"]
    drawn = ET.fromstring(response.content)
    said = [line.text or "" for line in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert any(line.startswith("Showing 30 of 60 rows where breed is Pug") for line in said)
    assert any("version 1, taken in" in line for line in said)
    assert any(line.startswith("Licence:") for line in said)
    assert "http://127.0.0.1:8000/datasets/dogs/v/1" in said
    assert any(line.startswith("Commonstacks, picture made on") for line in said)
    assert "The story names nothing that is left out. That does not mean that nothing is." in said
    names = {part.tag.rpartition("}")[2] for part in drawn.iter()}
    assert names & {"script", "foreignObject", "image", "a"} == set()


def test_a_view_that_was_counted_anew_has_its_picture_too(shelf: str) -> None:
    lent = reading.lend("dogs", None)
    spec = replace(exploration.spec_of(lent), charts=(Chart("ranked", ("breed",)),))
    at = f"{BASE}/view/{tokens.token(spec)}"
    drawn = ET.fromstring(Client().get(f"{at}/chart-0.svg").content)
    said = [line.text or "" for line in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert said[-1].startswith("Commonstacks, picture made on")
    assert {"Rows by breed", "Pug", "30", "missing"} <= set(said)
    german = Client().get(f"{at}/chart-0.svg", headers={"Accept-Language": "de"}).content.decode()
    assert "Zeilen nach breed" in german
    assert "ohne Angabe" in german
    page = text_of(Client().get(at))
    assert f'href="{at}/chart-0.svg"' in page
    assert Client().get(f"{at}/chart-1.svg").status_code == 404


def test_a_view_is_kept_described_and_let_go(shelf: str, writer: Client, steward: Account) -> None:
    token = shelf.rpartition("/")[2]
    asked = {"slug": "dogs", "number": "1", "view": token, "words": "Only the pugs."}
    kept = writer.post("/saved", asked)
    assert (kept.status_code, kept.headers["Location"]) == (302, shelf)
    opened = text_of(writer.get(shelf))
    assert opened.count("Only the pugs.") == 2  # shown, and in the box to change it
    assert "Only the pugs." not in text_of(Client().get(shelf))
    listed = text_of(writer.get("/saved"))
    assert f'href="{shelf}"' in listed
    key = steward.saved_views.get().pk
    assert writer.post(f"/saved/{key}", {"do": "describe", "words": "Pugs."}).status_code == 302
    assert steward.saved_views.get().words == "Pugs."
    assert writer.post(f"/saved/{key}", {"do": "let-go"}).status_code == 302
    assert "You keep no view yet." in text_of(writer.get("/saved"))


def test_keeping_takes_an_account_and_a_view(shelf: str, writer: Client) -> None:
    assert Client().get("/saved").status_code == 403
    assert Client().post("/saved", {}).status_code == 403
    assert writer.post("/saved", {"slug": "dogs", "number": "x", "view": "y"}).status_code == 422
    assert writer.post("/saved/1", {"do": "let-go"}).status_code == 404


def test_rows_about_people_are_said_to_be(shelf: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "The rows are about people, and go out as they were published."
    assert told not in text_of(Client().get(shelf))
    monkeypatch.setattr(taking, "people_in", lambda _: taking.People(about=True, who="On request"))
    said = text_of(Client().get(shelf))
    assert told in said
    assert "Who may see them: On request." in said


def test_where_charts_keep_small_groups_to_themselves_no_views_rows_go_out(
    shelf: str, steward: Account
) -> None:
    small_groups.decide("dogs", 5, "Rows are owners.", by=steward)
    text = text_of(Client().get(BASE))
    assert "Those of a view alone are not handed out." in text
    assert f'href="{BASE}/download.parquet"' in text
    assert re.findall(r"/view/[^\"]*/download", text) == []
    assert "data-take-text" not in text
    assert Client().get(f"{shelf}/download.parquet").status_code == 409
    whole = Client().get(f"{BASE}/download.parquet")
    assert pq.read_table(io.BytesIO(content(whole))).num_rows == 60
