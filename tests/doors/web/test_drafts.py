"""Suggestions on the desk, the import of a documentation, and the pages of a licence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client

from commonstacks.doors.web.inputs.drafts import gap_of_draft, typed_of_draft
from commonstacks.doors.web.pictures.drafts import draft_pictures
from commonstacks.flows import drafting, sealing
from commonstacks.library.catalog.models import Version
from commonstacks.library.context.models import Said, Statement
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.form import load
from tests.doors.web import library
from tests.doors.web.library import text_of

pytestmark = pytest.mark.django_db

SHEETS = Path(__file__).parents[2] / "workshop/drafts"
SHEET = (SHEETS / "datasheet.md").read_text(encoding="utf-8")
HANDED = {"text": SHEET, "title": "A <b>sheet</b>", "url": "https://example.org/sheet"}
FORM = load(1)


def marks(page: str) -> list[str]:
    return re.findall(r'name="place" value="(\w+)"', page)


@pytest.fixture
def suggested(dogs: str) -> str:
    drafting.renew(Version.objects.get())
    return dogs


def kept_of_imports() -> int:
    """All but what the program suggests by itself."""
    own = Statement.objects.filter(asked_of__in=(sealing.RECORD, sealing.TABLE))
    return Statement.objects.count() - own.count()


@pytest.fixture
def imported(dogs: str, writer: Client) -> str:
    shown = text_of(writer.post(f"/datasets/{dogs}/import", HANDED))
    keep = {**HANDED, "keep": "1", "place": marks(shown)}
    assert writer.post(f"/datasets/{dogs}/import", keep).status_code == 302
    return dogs


def test_the_desk_lists_what_a_program_suggests(suggested: str, writer: Client) -> None:
    page = text_of(writer.get(f"/datasets/{suggested}/drafts"))
    assert "it does not count" in page
    assert "60 rows, 4 columns." in page
    assert "Counted in the table" in page
    assert re.search(rf'href="/datasets/{suggested}/context/E1\?draft=[0-9a-f-]{{36}}"', page)


def test_set_aside_it_is_gone(suggested: str, writer: Client) -> None:
    line = next(iter(drafting.at(suggested, "E1", Account.objects.get())))
    answer = writer.post(f"/datasets/{suggested}/drafts/aside", {"draft": line.id})
    assert (answer.status_code, answer["location"]) == (302, f"/datasets/{suggested}/context/E1")
    assert "60 rows, 4 columns." not in text_of(writer.get(f"/datasets/{suggested}/drafts"))
    assert Statement.objects.get(pk=line.id).state == Said.State.RETURNED


def test_a_draft_fills_the_blanks_and_leaves_the_voice_to_the_person(
    imported: str, steward: Account
) -> None:
    draft = {line.question: line for line in drafting.drafts(imported, steward)}
    typed = typed_of_draft(FORM.question("H2"), draft["H2"])
    assert (typed.way, typed.voice) == ("answer", "X")
    assert typed.entries == ({"rhythm": "monthly", "text": ""},)
    assert typed.evidence[0]["title"] == "A <b>sheet</b>"
    silent = typed_of_draft(FORM.question("B5"), draft["B5"])
    assert (silent.way, silent.absence, silent.note) == ("absence", "", "“N/A”")
    assert silent.asked_of == "A <b>sheet</b>"
    gap = gap_of_draft(draft["D1"])
    assert (gap.words["text"], gap.words["kind"]) == (
        "The year of planting, for trees older than 1950.",
        "",
    )


def test_the_part_above_the_blank(imported: str, steward: Account) -> None:
    pictures = draft_pictures(FORM, drafting.at(imported, "B5", steward))
    page = render_to_string(
        "imports/drafts.html",
        {"drafts": pictures, "desk": {"slug": imported}, "asked": FORM.question("B5")},
    )
    assert "A program suggests" in page
    assert "The source says only “N/A”." in page
    assert "A &lt;b&gt;sheet&lt;/b&gt;" in page
    assert render_to_string("imports/drafts.html", {"drafts": ()}).strip() == ""


def test_an_import_shows_what_goes_where_before_anything_is_kept(dogs: str, writer: Client) -> None:
    page = text_of(writer.post(f"/datasets/{dogs}/import", HANDED))
    assert "Nothing is kept yet" in page
    assert "To plan which trees are pruned, and when." in page
    assert "“N/A”: a person has to say what that means." in page
    assert "What found no place" in page
    assert "Ask the office before you climb." in page
    assert "trees@example.org" not in page.split("</textarea>", 1)[1]
    assert "<b>sheet</b>" not in page
    assert len(marks(page)) == 10
    assert kept_of_imports() == 0


def test_kept_it_waits_on_the_desk(imported: str, writer: Client) -> None:
    page = text_of(writer.get(f"/datasets/{imported}/drafts"))
    assert "To plan which trees are pruned, and when." in page
    assert "What found no place in “A &lt;b&gt;sheet&lt;/b&gt;”" in page
    assert kept_of_imports() == 11


def test_a_file_can_be_chosen_instead(dogs: str, writer: Client) -> None:
    file = SimpleUploadedFile("sheet.md", SHEET.encode())
    page = text_of(writer.post(f"/datasets/{dogs}/import", {"file": file}))
    assert "“sheet.md” has something to say to 10 questions." in page


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"text": "", "title": "T"}, "There is nothing to read."),
        ({"text": "Some words.", "title": "T"}, "does not look like a documentation"),
        ({"text": SHEET, "title": ""}, "The file has no name."),
        ({"text": SHEET, "title": "T", "read_on": "soon"}, "is not a day"),
        ({"file": SimpleUploadedFile("x.md", b"\xff\xfe\x00")}, "no text in UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_and_stays_typed(
    dogs: str, writer: Client, given: dict[str, Any], reason: str
) -> None:
    answer = writer.post(f"/datasets/{dogs}/import", given)
    assert answer.status_code == 422
    assert reason in text_of(answer)
    assert kept_of_imports() == 0


def licence(client: Client, slug: str, **post: str) -> int:
    return client.post(f"/datasets/{slug}/licence", post).status_code


def test_a_licence_goes_from_letter_to_answer(dogs: str, writer: Client) -> None:
    page = text_of(writer.get(f"/datasets/{dogs}/licence"))
    assert "No source says anything about a licence." in page
    assert licence(writer, dogs, step="letter", language="en") == 302
    assert "Under which licence may “Dogs” be used?" in text_of(
        writer.get(f"/datasets/{dogs}/licence")
    )
    assert licence(writer, dogs, step="reword", letter="Dear town <3") == 302
    assert licence(writer, dogs, step="sent", day="2026-11-01", sent_to="the office") == 302
    assert licence(writer, dogs, step="answered", day="2026-11-02", answer="CC BY 4.0") == 302
    assert licence(writer, dogs, step="settle", finding="stated", licence="CC-BY-4.0") == 302
    page = text_of(writer.get(f"/datasets/{dogs}/licence"))
    assert "It is settled" in page
    assert "Licence: stated, CC-BY-4.0." in page


@pytest.mark.parametrize(
    "post",
    [
        {"step": ""},
        {"step": "letter", "language": "fr"},
        {"step": "sent", "day": "2026-11-01"},
        {"step": "settle", "finding": "stated", "licence": "CC0-1.0"},
    ],
)
def test_a_step_out_of_turn_is_refused(dogs: str, writer: Client, post: dict[str, str]) -> None:
    assert licence(writer, dogs, **post) == 422


def test_everybody_reads_the_list_and_nothing_of_a_case(
    dogs: str, writer: Client, client: Client
) -> None:
    licence(writer, dogs, step="letter", language="en")
    page = text_of(client.get("/licences"))
    assert "1 dataset more is waiting for its story." in page
    assert "Dogs" not in page
    library.publish(writer, dogs)
    assert licence(writer, dogs, step="sent", day="2026-11-01", sent_to="secret office") == 302
    page = text_of(client.get("/licences"))
    assert "Dogs" in page
    assert "The publisher was asked." in page
    assert "secret office" not in page
    assert "Work on it" not in page
    assert "Work on it" in text_of(writer.get("/licences"))


@pytest.mark.parametrize("page", ["drafts", "import", "licence"])
def test_the_pages_of_the_desk_are_for_those_who_work_here(
    dogs: str, client: Client, page: str
) -> None:
    assert client.get(f"/datasets/{dogs}/{page}").status_code == 403
    assert client.post(f"/datasets/{dogs}/drafts/aside", {"draft": "x"}).status_code == 403
