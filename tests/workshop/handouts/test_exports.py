"""Every export: its name, its media type, the whole context, and what the reference says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonstacks.kit.digests import of_facts
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.handouts.exports import EXPORTS, Export, called
from commonstacks.workshop.handouts.story import context_facts
from tests.workshop.handouts import mapping, shelf

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "exports.md"
WORDS = {"datasheet.md"}
ALL = pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)


@ALL
def test_it_carries_the_whole_context(export: Export) -> None:
    story = shelf.told("us-postal-codes")
    made = export.make(story)
    gaps = [gap.text for gap in story.gaps]
    plain = made.replace('\\"', '"').replace("\\\\", "\\").replace("\\'", "'")
    assert [text for text in gaps if text not in plain] == []
    if export.name in WORDS:
        assert story.context_address in made
    else:
        assert story.form.digest in made


@ALL
def test_it_is_made_twice_alike_and_ends_in_a_line(export: Export) -> None:
    story = shelf.told("soho-cholera-1854")
    made = export.make(story)
    assert made == export.make(story)
    assert made.endswith("\n")


@ALL
def test_json_is_json_and_names_no_context_to_be_fetched(export: Export) -> None:
    if not export.name.endswith(("json", "jsonld")):
        return
    made = json.loads(export.make(shelf.told("bird-strikes")))
    assert isinstance(made.get("@context", {}), dict)


def test_the_context_is_the_same_in_all_json() -> None:
    story = shelf.told("bird-strikes")
    digest = of_facts(context_facts(story))
    found = {}
    for export in EXPORTS:
        if export.name.endswith(("json", "jsonld")):
            found[export.name] = of_facts(_context(json.loads(export.make(story))))
    assert set(found.values()) == {digest}
    assert len(found) == 7


def test_an_export_is_called_by_its_name() -> None:
    croissant = called("croissant.json")
    assert croissant is not None
    assert croissant.title == "Croissant"
    assert called("exe") is None


def test_the_reference_lists_every_export() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for export in EXPORTS:
        assert f"| `{export.name}` | {export.title} | `{export.media_type}` |" in page


def test_the_reference_says_where_each_question_goes() -> None:
    assert mapping.table(load(1)) in PAGE.read_text(encoding="utf-8")


def _context(made: object) -> object:
    """What stands under the name of the context, wherever it stands."""
    if isinstance(made, dict):
        if "commonstacks:context" in made:
            held = made["commonstacks:context"]
            return held.get("@value", held)
        found = [_context(each) for key, each in made.items() if key != "@context"]
    else:
        found = [_context(each) for each in made] if isinstance(made, list) else []
    return next((each for each in found if each), None)
