"""What the page of a large table asks for: bins, activations, counts; and who asks in a bad way."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonstacks.flows import exploration, reading, small_groups, wiring
from commonstacks.library.people.models import Account
from commonstacks.workshop.views import tokens
from commonstacks.workshop.views.spec import facts_of, parse
from tests.doors.web import library
from tests.flows.large_tables import binned

pytestmark = pytest.mark.django_db

PUGS = {"column": "breed", "any_of": ["Pug"]}
UNNAMED = {"column": "name", "any_of": [None]}
BASE = "/datasets/dogs/v/1"
DOGS = "tag,name,breed\n" + "\n".join(
    f"{n:04d},{('Rex', 'Bo', '')[n % 3]},{('Mixed', 'Pug')[n % 2]}" for n in range(60)
)


@pytest.fixture
def shelf(steward: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The digest of the table of sixty dogs, published, and prepared as a large table is."""
    return library.large(tmp_path, steward, DOGS, monkeypatch)


def view(*filters: dict[str, Any], **other: object) -> str:
    whole = facts_of(exploration.spec_of(reading.lend("dogs", None)))
    return tokens.token(parse({**whole, "filters": list(filters), **other}))


def asked(what: str, table: str, **wish: str) -> Any:
    return Client().get(
        f"{BASE}/{what}", {"table": table, **wish}, headers={"Accept-Encoding": "gzip, br"}
    )


def test_the_page_names_where_to_ask(shelf: str) -> None:
    page = library.text_of(Client().get(BASE))
    for what, name in (("bins", "bins.json"), ("active", "active"), ("counts", "counts")):
        assert f'data-{what}-url="{BASE}/{name}?table={shelf}&amp;key=' in page
    assert "data-cube-url" not in page


def test_bins_hold_the_first_view(shelf: str) -> None:
    answer = asked("bins.json", shelf)
    facts = json.loads(gzip.decompress(answer.content))
    assert (facts["schema"], facts["rows"]) == ("commonstacks-bins/1", 60)
    breeds = next(chart for chart in facts["charts"] if chart["columns"] == ["breed"])
    assert dict(zip(breeds["values"], breeds["counts"][1:], strict=True)) == {
        "Pug": 30,
        "Mixed": 30,
    }
    assert answer.headers["Cache-Control"] == "public, no-cache"
    again = Client().get(
        f"{BASE}/bins.json?table={shelf}", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_what_the_page_names_may_be_kept_for_a_day(shelf: str) -> None:
    page = Client().get(f"{BASE}").content.decode()
    kinds = ("bins", "active", "counts")
    urls = [unescape(re.findall(rf'data-{kind}-url="([^"]+)"', page)[0]) for kind in kinds]
    urls[1] += "&chart=0"
    for url in urls:
        with contextlib.closing(Client().get(url)) as answer:
            assert answer.headers["Cache-Control"] == "public, max-age=86400, immutable"
    other = Client().get(urls[1].replace("key=", "key=0"))
    assert other.headers["Cache-Control"] == "public, no-cache"


def test_an_activation_is_sent_packed_and_once(shelf: str) -> None:
    answer = asked("active", shelf, chart="0", view=view(UNNAMED))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/vnd.commonstacks.activation"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"].startswith("Accept-Encoding")
    assert gzip.decompress(answer.content)[:4] == b"CSA1"
    plain = Client().get(f"{BASE}/active", {"table": shelf, "chart": "0", "view": view(UNNAMED)})
    assert "Content-Encoding" not in plain.headers
    assert plain.content == gzip.decompress(answer.content)
    known = {"If-None-Match": answer.headers["ETag"]}
    again = Client().get(
        f"{BASE}/active", {"table": shelf, "chart": "0", "view": view(UNNAMED)}, headers=known
    )
    assert (again.status_code, again.content) == (304, b"")
    other = asked("active", shelf, chart="1", view=view(UNNAMED))
    assert other.headers["ETag"] != answer.headers["ETag"]


def test_counts_are_those_of_the_rows(shelf: str) -> None:
    told = json.loads(asked("counts", shelf, view=view(PUGS, UNNAMED)).content)
    assert told["matching"] == 10
    spec = exploration.spec_of(reading.lend("dogs", None))
    place = [chart.columns for chart in spec.charts].index(("breed",))
    assert sorted(told["counts"][place]) == [0, 10, 10]


HOSTILE: list[tuple[str, dict[str, str], int]] = [
    ("active", {}, 404),
    ("active", {"chart": "2"}, 404),
    ("active", {"chart": "-1"}, 404),
    ("active", {"chart": "1e1"}, 404),
    ("active", {"chart": "٣"}, 404),
    ("active", {"chart": "9" * 5000}, 404),
    ("active", {"chart": "0\x00"}, 404),
    ("active", {"chart": "0", "view": "x" * 5000}, 409),
    ("active", {"chart": "0", "view": "../../etc/passwd"}, 409),
    ("active", {"chart": "0", "view": "eyJhIjoxfQ"}, 409),
    ("counts", {"view": "' OR 1=1 --"}, 409),
    ("counts", {"view": "\x00"}, 409),
]


def test_hostile_questions_are_refused_in_words(shelf: str) -> None:
    for what, wish, status in HOSTILE:
        answer = asked(what, shelf, **wish)
        told = json.loads(answer.content)
        assert (answer.status_code, set(told)) == (status, {"refused", "hint"}), wish
        assert told["refused"]
        assert answer.headers["Cache-Control"] == "no-store"


def test_views_of_something_else_are_refused(shelf: str) -> None:
    charts = [{"kind": "ranked", "columns": ["tag"]}]
    for token, status in (
        (view(charts=charts), 404),
        (view(table="0f" * 32), 404),
        (view(version=2), 404),
        (view(dataset="another"), 404),
        (view({"column": "breed", "any_of": ["Wolf"]}), 409),
        (view({"column": "tag", "equals": "0001"}), 409),
    ):
        for what in ("active", "counts"):
            assert asked(what, shelf, chart="0", view=token).status_code == status
    assert asked("active", "0f" * 32, chart="0").status_code == 404
    assert asked("bins.json", "../.." * 9).status_code == 404
    assert Client().post(f"{BASE}/active").status_code == 405


def test_a_table_with_people_in_it_is_never_counted_this_way(shelf: str, steward: Account) -> None:
    small_groups.decide("dogs", 5, "Their owners are people.", by=steward)
    for what in ("bins.json", "active", "counts"):
        answer = asked(what, shelf, chart="0")
        assert (answer.status_code, json.loads(answer.content)["refused"]) == (
            404,
            "This table is not counted from bins.",
        )
    assert not (wiring.table_folder(shelf) / "bins").exists()


def test_what_is_not_published_is_kept_by_nobody(
    tmp_path: Path, writer: Client, monkeypatch: pytest.MonkeyPatch, steward: Account
) -> None:
    lent = reading.lend(library.take_in(tmp_path, steward, DOGS), steward)
    binned(lent, monkeypatch)
    address = f"{BASE}/active?table={lent.table}&chart=0"
    assert Client().get(address).status_code == 403
    answer = writer.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")


def test_what_takes_too_long_can_be_asked_again(shelf: str, impatient: None) -> None:
    token = view(PUGS)
    answer = asked("active", shelf, chart="0", view=token)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    page = Client().get(f"{BASE}/view/{token}")
    assert page.status_code == 503
    assert f'href="{BASE}/view/{token}">Ask again' in library.text_of(page)
    chart = f"{BASE}/view/{token}/chart-0.svg"
    alone = Client().get(chart)
    assert (alone.status_code, alone.headers["Retry-After"]) == (503, "5")
    assert f'href="{chart}">Try again' in library.text_of(alone)
    assert Client().get(f"{BASE}/explore/{token}").status_code == 503
    frame = Client().get(f"{BASE}/embed/{token}")
    assert frame.status_code == 503
    assert Client().get(BASE).status_code == 200
