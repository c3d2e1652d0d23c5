"""Every book of the shelf: its files are the ones described, and what it says can stand."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms import document
from commonstacks.workshop.forms.document import Document
from commonstacks.workshop.forms.facts import four_facts
from commonstacks.workshop.forms.gate import Said, about_people, guard, open_questions

SHELF = Path(str(resources.files("commonstacks") / "shelf"))
BOOKS = sorted(folder.parent for folder in SHELF.glob("*/source.json"))
CONTEXTS = [book for book in BOOKS if (book / "context.json").exists()]
PACKAGE = Path(__file__).parents[3] / "frontend" / "node_modules"

# Our own acts and plans need no evidence: whom we asked, what is still open, when to look again.
OURS = {"C2", "D2", "H5", "I1", "I3", "I4"}

every_book = pytest.mark.parametrize("book", BOOKS, ids=lambda book: str(book.name))
every_context = pytest.mark.parametrize("book", CONTEXTS, ids=lambda book: str(book.name))


def source(book: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((book / "source.json").read_text(encoding="utf-8"))
    return found


def facts(book: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((book / "context.json").read_text(encoding="utf-8"))
    return found


def context(book: Path) -> Document:
    return document.read(facts(book))


def said(written: Document) -> tuple[Said, ...]:
    return tuple(each.said() for each in written.statements)


def files(book: Path) -> list[dict[str, Any]]:
    """The resources of every release, the newest too."""
    described = source(book)
    releases = described["commonstacks"].get("releases", [])
    return [*described["resources"], *(file for each in releases for file in each["resources"])]


@every_book
def test_its_files_are_the_ones_described(book: Path) -> None:
    package = source(book)["commonstacks"].get("from_package")
    folder = PACKAGE / package["name"] if package else book
    for file in files(book):
        assert not package or not (book / Path(file["path"]).name).exists()
        if package and not folder.exists():
            pytest.skip(f"{package['name']} is not installed in frontend/")
        held = (folder / file["path"]).read_bytes()
        assert (len(held), "sha256:" + hashlib.sha256(held).hexdigest()) == (
            file["bytes"],
            file["hash"],
        )


@every_book
def test_its_licence_and_its_makers_stand_beside_it(book: Path) -> None:
    described = source(book)
    assert described["name"] == book.name
    assert (book / "LICENSE").read_text(encoding="utf-8").strip()
    assert (book / "ATTRIBUTION.md").read_text(encoding="utf-8").strip()
    assert described["commonstacks"]["attribution"].strip()
    publishers = [
        each["title"] for each in described["contributors"] if "publisher" in each["roles"]
    ]
    assert len(publishers) == 1


@every_book
def test_bytes_lie_in_the_folder_only_where_a_licence_is_stated(book: Path) -> None:
    described = source(book)
    shipped = "from_package" not in described["commonstacks"]
    assert shipped == bool(described["licenses"])


@every_context
def test_it_passes_the_gate(book: Path) -> None:
    written = context(book)
    guard(written.form, said(written), written.gaps)
    assert written.title == source(book)["title"]


@every_context
def test_the_gate_would_see_each_of_its_questions_go(book: Path) -> None:
    written = context(book)
    spoken = said(written)
    always = [question.id for question in written.form.questions if question.gate == "always"]
    for gone in always:
        left = tuple(each for each in spoken if each.question != gone)
        gaps = tuple(gap for gap in written.gaps if gap.question != gone)
        assert gone in [each.id for each in open_questions(written.form, left, gaps)]
    assert len(always) == 16


@every_context
def test_each_statement_and_each_gap_has_evidence(book: Path) -> None:
    written = context(book)
    bare = {each.question for each in written.statements if not each.evidence}
    assert bare <= OURS
    assert all(gap.evidence for gap in written.gaps)


@every_context
def test_what_the_publisher_says_has_a_document_behind_it(book: Path) -> None:
    for each in context(book).statements:
        if each.voice == "P":
            assert {evidence.kind for evidence in each.evidence} == {"documented"}, each.question
            assert all(evidence.url and evidence.read_on for evidence in each.evidence)


@every_context
def test_each_voice_answers_a_question_once(book: Path) -> None:
    times = Counter((each.question, each.voice) for each in context(book).statements)
    assert set(times.values()) == {1}


@every_context
def test_it_says_what_is_left_out_and_what_was_never_written_down(book: Path) -> None:
    gaps = context(book).gaps
    assert {gap.question for gap in gaps} == {"C1", "D1"}
    assert len(gaps) >= 3
    assert all(gap.severity for gap in gaps)


@every_context
def test_nobody_was_asked_and_it_says_so(book: Path) -> None:
    written = context(book)
    found = four_facts(written.form, said(written), written.gaps, written_for=1, newest=1)
    people = about_people(said(written))
    assert found.nobody_asked == (("C2", "I1") if people else ("C2",))
    assert not {"S", "C"} & set(found.voices)


@every_context
def test_its_licence_is_the_one_its_source_states(book: Path) -> None:
    written, licences = context(book), source(book)["licenses"]
    assert (written.license["state"] == "none_stated") == (licences == [])
    stated = {written.license["url"]} if licences else set()
    assert {each["path"] for each in licences} == stated


def test_the_deaths_of_1992_wait_for_a_context() -> None:
    assert "la-riots" in [book.name for book in BOOKS]
    assert "la-riots" not in [book.name for book in CONTEXTS]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"absence": "unknown"}, "needs an answer or an absence"),
        ({"question": "Z1"}, "no question Z1"),
        ({"colour": "red"}, "no blank called colour"),
        ({"author": {"kind": "robot", "name": "x"}}, "No kind of agent"),
        ({"voice": "Q"}, "voice 'Q'"),
    ],
)
def test_a_document_that_cannot_stand_is_refused(change: dict[str, Any], reason: str) -> None:
    whole = facts(SHELF / "us-postal-codes")
    broken = {**whole, "statements": [{**whole["statements"][0], **change}]}
    with pytest.raises(Refusal, match=reason):
        document.read(broken)
