"""The page of a view and the other versions of its dataset; clicks, points, and what goes wrong."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from commonstacks.flows import answering, intake, small_groups, wiring
from commonstacks.kit import digests
from commonstacks.kit.errors import Stopped
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account
from commonstacks.workshop.views.turns import Busy
from tests.doors.web import library
from tests.doors.web.library import text_of
from tests.doors.web.test_explore_page import link, rows_in, words
from tests.library import making

pytestmark = pytest.mark.django_db
ONE, TWO = "/datasets/dogs/v/1/explore", "/datasets/dogs/v/2/explore"
NASTY = '"><b>é🐶'


def dogs(rows: int, *, remark: bool) -> str:
    head = f"tag,breed,born,longitude,latitude,weight,{'remark' if remark else 'colour'}"
    return "\n".join(
        [
            head,
            *(
                f"{n:04d},{'Pug' if n % 2 else 'Mixed'},20{10 + n % 10}-05-01,"
                f"{-80 - n % 10 + n / 1000:.3f},{40 + n % 5}.5,{n % 30 + 2},{'good' if n % 5 else ''}"
                for n in range(rows)
            ),
        ]
    )


@pytest.fixture
def shelf(steward: Account, tmp_path: Path) -> Client:
    """Two versions: the second has forty rows more and another last column."""
    slug = library.take_in(tmp_path, steward, dogs(80, remark=True))
    library.take_in(tmp_path, steward, dogs(120, remark=False))
    making.answer_everything(Dataset.objects.get(slug=slug), steward)
    answering.send_in(slug, reply="not told", told_on=None, why="A test.", by=steward)
    answering.agree(slug, by=steward)
    small_groups.decide(slug, 1, "A test.", by=steward)
    return Client()


def token_in(page: str) -> str:
    found = re.search(r'name="view" value="([^"]+)"', page)
    assert found
    return found[1]


def ask(client: Client, base: str, view: str, **asked: Any) -> Any:
    query = urlencode({"view": view, **asked}, doseq=True)
    return client.get(f"{base}/change?{query}", follow=True)


def spec_of(token: str) -> dict[str, Any]:
    padded = token + "=" * (-len(token) % 4)
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(padded))
    return found


def token_of(facts: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(digests.canonical(facts)).rstrip(b"=").decode()


def test_a_view_goes_to_another_version_and_is_laid_beside_it(shelf: Client, steward: Account) -> None:  # fmt: skip
    """One walk, because every step needs two versions that were read."""
    first = token_in(text_of(shelf.get(ONE)))
    filtered = ask(shelf, ONE, first, do="values", column="breed", value=["Pug"])
    narrow = token_in(text_of(filtered))
    remark = ask(shelf, ONE, narrow, do="present", column="remark", missing="no")
    moved = ask(shelf, ONE, token_in(text_of(remark)), do="version", version="2")
    said = words(moved)
    assert "This is your view of version 1, on version 2. Not everything could come along:" in said
    assert "The filter of remark stayed behind: it is not in this version." in said
    assert "Only rows where breed is Pug" in said
    assert rows_in(said) == "60"
    assert "Back to version 1" in said
    whole = words(ask(shelf, ONE, narrow, do="version", version="2"))
    assert "This is your whole view of version 1, on version 2." in whole

    here = token_in(text_of(moved))
    beside = ask(shelf, TWO, here, do="beside", version="1")
    said = words(beside)
    assert "20 rows more than in version 1; " in said
    assert "Rows in version 1 Difference" in said
    assert "The dashed lines show version 1 where it differs." in said
    assert spec_of(token_in(text_of(beside)))["compare"]["version"] == 1
    away = shelf.get(link(beside, "Take version 1 away again"))
    assert "more than in version 1" not in words(away)
    itself = ask(shelf, TWO, here, do="beside", version="2")
    assert (itself.status_code, "not with itself" in text_of(itself)) == (409, True)
    gone = spec_of(token_in(text_of(beside)))
    gone["compare"]["table"] = "ab" * 32
    response = shelf.get(f"{TWO}/{token_of(gone)}")
    assert (response.status_code, "no longer kept" in text_of(response)) == (404, True)
    assert ask(shelf, TWO, here, do="version", version="9").status_code == 404

    small_groups.decide("dogs", 5, "Owners are in it.", by=steward)
    kept = shelf.get(TWO)
    assert "Two versions are not laid beside each other" in words(kept)
    assert "Show what changed" not in words(kept)
    refused = ask(shelf, TWO, token_in(text_of(kept)), do="beside", version="1")
    assert (refused.status_code, "single person" in text_of(refused)) == (409, True)
    stolen = shelf.get(f"{TWO}/{token_in(text_of(beside))}")
    assert stolen.status_code == 409
    box = with_box(token_in(text_of(kept)))
    assert shelf.get(f"/datasets/dogs/v/2/points.json?view={box}").status_code == 409


def with_box(token: str) -> str:
    """The rows between 84 and 80 degrees west, on a map alone."""
    facts = spec_of(token)
    grid = {"kind": "grid", "columns": ["longitude", "latitude"]}
    box = {"columns": grid["columns"], "within": [-84, 40, -80, 45]}
    return token_of({**facts, "charts": [grid], "filters": [box], "sort": {"column": "tag"}})


def test_points_clicks_and_what_cannot_be_counted(
    shelf: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = token_in(text_of(shelf.get(TWO)))
    box = with_box(first)
    page = text_of(shelf.get(f"{TWO}/{box}"))
    assert page.count('<circle class="dot"') == 48
    assert "Each point is one row: 48 in this box." in page
    door = f"/datasets/dogs/v/2/points.json?view={box}"
    points = shelf.get(door)
    assert len(points.json()["points"]) == 48
    etag = points.headers["ETag"]
    assert shelf.get(door, headers={"if-none-match": etag}).status_code == 304
    assert "no box" in shelf.get(f"/datasets/dogs/v/2/points.json?view={first}").json()["refused"]
    assert shelf.get("/datasets/dogs/v/2/points.json").status_code == 409
    assert shelf.get(f"/datasets/dogs/v/1/points.json?view={box}").status_code == 404

    facts = {**spec_of(first), "charts": [{"kind": "bars", "columns": ["breed"]}]}
    only = [{"column": "tag", "contains": "00"}]
    counted = shelf.get(f"{TWO}/{token_of({**facts, 'filters': only})}")
    picked = shelf.get(f"{counted.request['PATH_INFO']}{pick(counted, 'Pug')}", follow=True)
    assert "Only rows where breed is Pug" in words(picked)
    again = shelf.get(f"{picked.request['PATH_INFO']}{pick(picked, 'Pug')}", follow=True)
    assert "breed is Pug" not in words(again)
    on_view = counted.request["PATH_INFO"].replace("/explore/", "/view/")
    response = shelf.get(f"{on_view}{pick(counted, 'Mixed')}")
    assert response.headers["Location"].startswith("/datasets/dogs/v/2/view/")
    for nothing in ("x", "9.1", "0.99999", "0.", "0.1-", "-1.2", "0.1.1", "٣.1"):
        assert shelf.get(f"{TWO}/{box}?{urlencode({'pick': nothing})}").status_code == 409

    for refusal in (Busy("Too many ask.", "Wait."), Stopped("It took too long.", "Ask for less.")):

        def ask_nothing(*_: Any, raised: Exception = refusal, **__: Any) -> bytes:
            raise raised

        monkeypatch.setattr(wiring.runner(), "ask", ask_nothing)
        response = shelf.get(f"{counted.request['PATH_INFO']}?column=breed")
        said = " ".join(re.sub(r"<[^>]+>", " ", text_of(response)).split())
        assert response.status_code == 503
        assert "This could not be counted in time" in said
        assert "Only rows where tag contains “00”" in said
        assert "Which rows, by breed?" in said
        assert f'href="{counted.request["PATH_INFO"]}">Try again' in text_of(response)
        later = shelf.get(f"/datasets/dogs/v/2/points.json?view={box}")
        assert later.status_code == 503


def pick(response: Any, name: str) -> str:
    found = re.search(rf'href="(\?pick=[^"#]+)[^>]*>{name}<', text_of(response))
    assert found, name
    return found[1]


def test_odd_tables_and_broken_addresses_have_pages(steward: Account, tmp_path: Path) -> None:
    long = "L" * 500
    quoted = NASTY.replace('"', '""')
    text = f'"{quoted}",{long}\n' + "\n".join(f"v{n % 3},{n}" for n in range(30))
    slug = library.take_in(tmp_path, steward, text)
    making.answer_everything(Dataset.objects.get(slug=slug), steward)
    answering.send_in(slug, reply="not told", told_on=None, why="A test.", by=steward)
    answering.agree(slug, by=steward)
    small_groups.decide(slug, 1, "A test.", by=steward)
    client, base = Client(), f"/datasets/{slug}/v/1/explore"
    page = client.get(base)
    assert page.status_code == 200, words(page)
    assert "<b>é🐶" not in text_of(page)
    view = token_in(text_of(page))
    one = ask(client, base, view, do="values", column=NASTY, value=["v1"])
    assert rows_in(words(one)) == "10"
    none = ask(client, base, token_in(text_of(one)), do="words", column=NASTY, text="nothing")
    assert "No row is left." in words(none)
    assert rows_in(words(ask(client, base, view, do="range", column=long, to="5"))) == "5"
    two_tabs = ask(client, base, view, do="range", column=long, to="5")
    assert f"{NASTY} is v1" not in words(two_tabs)
    for cut in (view[:-1], view[: len(view) // 2], view + "A", "=", "%00", "é"):
        for address in (
            f"{base}/{cut}",
            f"{base}?view={cut}",
            f"{base}/change?view={cut}&do=chart",
        ):
            broken = client.get(address)
            assert (address[-40:], broken.status_code) in [
                (address[-40:], 404),
                (address[-40:], 409),
            ]
            assert "<h1>" in text_of(broken)


@pytest.mark.parametrize("text", ["only\n1", "a,b"])
def test_a_table_of_one_row_or_none_has_a_page(
    text: str, steward: Account, writer: Client, tmp_path: Path
) -> None:
    file = tmp_path / "small.csv"
    file.write_text(text + "\n", encoding="utf-8")
    line = intake.run_now(str(file), by=steward)
    slug = str(line.result["dataset"])
    small_groups.decide(slug, 1, "A test.", by=steward)
    response = writer.get(f"/datasets/{slug}/v/1/explore")
    assert "<h1>" in text_of(response)
    assert (line.reason, response.status_code) == ("", 200)
    if text == "a,b":
        assert "Showing all 0 rows" in words(response)
        assert "No row is left." in words(response)
    else:
        assert rows_in(words(response)) == "1"
