"""A German page of a dataset has no English sentence of ours: charts, steps, changes, jobs."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from commonstacks.flows import exploration, intake, reading
from commonstacks.library.people.models import Account
from commonstacks.workshop.views import tokens
from commonstacks.workshop.views.filters import AnyOf
from tests.doors.web.library import steward, text_of

GERMAN = {"accept-language": "de"}
ENGLISH = re.compile(
    r"\b(?:the|rows?|cells?|each|bars?|shown|because|missing|added|removed|changed|same|kept|aside"
    r"|separated|read|left|version|showing|most|highest|nothing|where|told|apart)\b",
    re.IGNORECASE,
)


def trees(rows: int, first: str) -> str:
    kinds = ("oak", "elm", "ash")
    lines = ["Baumbestand 2019;;;", "id;day;kind;amount"]
    lines += [
        f"{n};{'' if n == 7 else f'20{15 + n % 4}-{1 + n % 12:02}-{1 + n % 28:02}'};"
        f"{first if n == 3 else kinds[n % 3]};{n * 37 % 901}"
        for n in range(rows)
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture
def pages(client: Client, tmp_path: Path) -> dict[str, str]:
    """The dataset's page, what changed, a filtered view and the jobs, as a steward reads them."""
    by, file = steward(), tmp_path / "trees.csv"
    client.force_login(by)
    for rows, first in ((1300, "oak"), (1302, "elm")):
        file.write_text(trees(rows, first), encoding="utf-8")
        line = intake.run_now(str(file), by=by)
        assert line.reason == ""
    slug = str(line.result["dataset"])
    found = {
        "dataset": f"/datasets/{slug}",
        "change": f"/datasets/{slug}/changes/2",
        "view": f"/datasets/{slug}/v/2/view/{oaks(slug, by)}",
        "explore": f"/datasets/{slug}/v/2/explore",
    }
    return {
        name: text_of(client.get(address, headers=GERMAN, follow=True))
        for name, address in found.items()
    }


def oaks(slug: str, by: Account) -> str:
    """The address of a view of the oaks alone."""
    spec = exploration.spec_of(reading.lend(slug, by))
    return tokens.token(replace(spec, filters=(AnyOf(("kind",), ("oak",)),)))


def words(html: str) -> str:
    """What stands on the page to read."""
    shown = re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]+>", " ", html)
    return " ".join(unescape(shown).split())


@pytest.mark.django_db
def test_charts_speak_german(pages: dict[str, str]) -> None:
    said = words(pages["dataset"])
    assert "Zu sehen sind alle 1.302 Zeilen der Fassung 2." in said
    assert "Jeder Balken zählt die Zeilen mit einem Wert." in said
    assert "Gezeigt, weil 1.301 von 1.302 Zeilen ein Datum haben." in said
    assert "&quot;all_rows&quot;: &quot;Zu sehen sind alle {rows} Zeilen" in pages["dataset"]
    assert "Zeilen der Fassung 2, für die gilt: kind ist oak ." in words(pages["view"])
    assert "Jeder Balken zählt die Zeilen mit einem Wert." in words(pages["explore"])


@pytest.mark.django_db
def test_steps_and_changes_speak_german(pages: dict[str, str]) -> None:
    said = words(pages["dataset"])
    assert "Zellen sind getrennt durch: Strichpunkt" in said
    assert "1 Zeile über dem Kopf beiseitegelegt" in said
    for page in ("dataset", "change"):
        assert (
            "2 Zeilen hinzugefügt, 1 Zeile geändert (nur kind), 1.299 gleich"
            " (unterschieden nach id)." in words(pages[page])
        )


@pytest.mark.django_db
def test_no_english_word_of_ours_is_left(pages: dict[str, str]) -> None:
    left = []
    for html in pages.values():
        main = words(html[html.index("<main") : html.index("</main>")]).replace("The steward", "")
        assert "Trees" in main
        left += [main[max(0, at.start() - 40) : at.end() + 40] for at in ENGLISH.finditer(main)]
    assert left == []
