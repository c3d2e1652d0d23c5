"""The tables that place a source's fields agree with the form, and with the reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commonstacks.workshop.drafts import mapping
from commonstacks.workshop.drafts.datasheet import label_of
from commonstacks.workshop.drafts.readings import READINGS
from commonstacks.workshop.forms.form import load

FORM = load(1)
REFERENCE = Path(__file__).parents[3] / "docs/reference/drafts.md"
LINES = [
    (kind, label, goal) for kind, rows in mapping.FORMATS.items() for label, goal in rows.items()
]


@pytest.mark.parametrize(("kind", "label", "goal"), LINES, ids=lambda each: str(each)[:40])
def test_a_field_goes_to_a_blank_that_the_form_has(
    kind: str, label: str, goal: mapping.Target
) -> None:
    question = FORM.question(goal.question)
    names = {field.name for field in question.fields} or {""}
    assert goal.blank in names or goal.reading == "licence"
    assert goal.reading in {*READINGS, "licence"}


def test_every_table_stands_in_the_reference_line_by_line() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    for kind, rows in mapping.FORMATS.items():
        section = re.split(rf"^## .*`{kind}`.*$", text, flags=re.MULTILINE)[1].split("\n## ")[0]
        told = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", section, re.MULTILINE)
        assert told == [(label, named(goal)) for label, goal in rows.items()]


def named(goal: mapping.Target) -> str:
    return f"{goal.question}.{goal.blank}" if goal.blank else goal.question


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("For what purpose was the dataset created? Was there a specific task?", "purpose"),
        ("Who created this dataset (e.g., which team, research group)?", "created by"),
        ("Who funded the creation of the dataset?", "funded by"),
        ("Are there tasks for which it should not be used?", "should not be used for"),
        ("What other tasks could the dataset be used for?", "could be used for"),
        ("Has the dataset been used already?", "used for already"),
        ("Did the individuals in question consent?", "consent"),
        ("Was there a mechanism to revoke their consent?", "revoke"),
        ("Who is hosting the dataset?", "hosted by"),
        ("Will the dataset be updated?", "updated"),
        ("Any other comments?", "Any other comments?"),
        ("Uses", "Uses"),
    ],
)
def test_a_heading_is_known_by_a_word_or_two(heading: str, label: str) -> None:
    assert label_of(heading) == label


def test_every_short_name_of_a_heading_has_its_line() -> None:
    assert {label for _, label in mapping.headings()} == set(mapping.DATASHEET)
