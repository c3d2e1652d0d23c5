"""One real story: the shelf's first context, as a flow would fill it."""

from __future__ import annotations

import json
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from commonstacks.workshop.forms import document
from commonstacks.workshop.forms.facts import four_facts
from commonstacks.workshop.forms.words import in_words
from commonstacks.workshop.handouts.story import (
    Credit,
    HeldFile,
    Licence,
    Statement,
    Story,
    TableColumn,
)

FOLDER = Path(str(resources.files("commonstacks") / "shelf" / "us-postal-codes"))
CLASSES = {"curator": "make", "maintainer": "enable", "contextualist": "context"}
DAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def story() -> Story:
    context = document.read(json.loads((FOLDER / "context.json").read_text(encoding="utf-8")))
    source = json.loads((FOLDER / "source.json").read_text(encoding="utf-8"))
    said = [each.said() for each in context.statements]
    return Story(
        title=context.title,
        slug=source["name"],
        publisher=source["contributors"][0]["title"],
        address=source["homepage"],
        attribution=source["commonstacks"]["attribution"],
        licence=Licence("conflicting", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        version=1,
        version_on=DAY,
        rows=42049,
        files=(
            HeldFile(
                "zipcodes.csv",
                2018388,
                "text/csv",
                source["resources"][0]["hash"].removeprefix("sha256:"),
            ),
        ),
        columns=(
            TableColumn("zip_code", "place code"),
            TableColumn("latitude", "latitude"),
            TableColumn("longitude", "longitude"),
            TableColumn("city", "place name"),
            TableColumn("state", "category"),
            TableColumn("county", "category"),
        ),
        statements=tuple(_statement(context, each) for each in context.statements),
        gaps=context.gaps,
        facts=four_facts(context.form, said, context.gaps, written_for=1, newest=1),
        credits=(
            *(
                Credit(CLASSES[each.role], each.role, each.agent.name, each.what, each.agent.kind)
                for each in context.credits
            ),
            Credit("gather", "collector", "1 contributor not named"),
        ),
        landing_address="https://library.example/d/us-postal-codes/v/1",
        revision=1,
        form=context.form,
        library="The library of Example",
        view_address="https://library.example/view/3f2a9c51d0",
    )


def _statement(context: document.Document, each: document.Written) -> Statement:
    question = context.form.question(each.question)
    return Statement(
        question=each.question,
        ask=question.ask.say(),
        voice=each.voice,
        author=each.author.name,
        said_on=DAY,
        text="" if each.answer is None else in_words(question, each.answer),
        answer=each.answer,
        absence=each.absence,
        note=each.note,
        asked_of=each.asked_of,
        asked_on=each.asked_on,
        evidence=each.evidence,
    )
