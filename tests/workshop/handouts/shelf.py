"""Every context of the shelf as a story: what a flow would make of it, without taking it in.

The columns are those of the file's first line, where it is text, and those the context names.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from commonstacks.workshop.forms import document
from commonstacks.workshop.forms.facts import four_facts
from commonstacks.workshop.forms.words import in_words
from commonstacks.workshop.handouts.story import (
    Credit,
    Download,
    HeldFile,
    Licence,
    Place,
    Statement,
    Story,
    TableColumn,
)

SHELF = Path(str(resources.files("commonstacks") / "shelf"))
TOLD = sorted(folder.parent.name for folder in SHELF.glob("*/context.json"))
DAY = date(2026, 11, 21)
ADDRESS = "https://library.example/datasets"
MEDIA = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".json": "application/json",
         ".zip": "application/zip", ".gz": "application/gzip"}  # fmt: skip


@cache
def told(name: str) -> Story:
    context = document.read(_json(name, "context.json"))
    source = _json(name, "source.json")
    page = f"{ADDRESS}/{name}/v/1"
    licence = {"state": "none_stated", **context.license}
    return Story(
        title=context.title,
        slug=name,
        publisher=source["contributors"][0]["title"],
        address=source["homepage"],
        attribution=source["commonstacks"]["attribution"],
        licence=Licence(licence["state"], licence.get("id", ""), licence.get("url", "")),
        version=1,
        version_on=DAY,
        rows=1000,
        files=tuple(_file(page, each) for each in source["resources"]),
        columns=_columns(name, context, source),
        statements=tuple(_statement(context, each) for each in context.statements),
        gaps=context.gaps,
        facts=four_facts(
            context.form,
            [each.said() for each in context.statements],
            context.gaps,
            written_for=1,
            newest=1,
        ),
        credits=(
            *(
                Credit("make", each.role, each.agent.name, each.what, each.agent.kind)
                for each in context.credits
            ),
            Credit("gather", "collector", "1 contributor not named"),
        ),
        landing_address=page,
        revision=1,
        form=context.form,
        library="The library of Example",
        context_address=f"https://library.example/api/v1/datasets/{name}/context",
        taken_at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        places=(Place("United States", "https://sws.geonames.org/6252001/"),),
        downloads=(
            Download("csv", "text/csv", f"{page}/download/csv", f"data/{name}.csv"),
            Download(
                "parquet",
                "application/vnd.apache.parquet",
                f"{page}/download/parquet",
                f"data/{name}.parquet",
            ),
        ),
        steps=("Read as text, with commas between cells.",),
    )


def _json(name: str, file: str) -> Any:
    return json.loads((SHELF / name / file).read_text(encoding="utf-8"))


def _file(page: str, resource: dict[str, Any]) -> HeldFile:
    name = resource["path"].rpartition("/")[2]
    return HeldFile(
        name=name,
        size=resource["bytes"],
        media_type=MEDIA.get(Path(name).suffix, ""),
        sha256=resource["hash"].removeprefix("sha256:"),
        address=f"{page}/file/{name}",
    )


def _columns(name: str, context: document.Document, source: Any) -> tuple[TableColumn, ...]:
    path = SHELF / name / source["resources"][0]["path"]
    names = [column for gap in context.gaps for column in gap.named_columns]
    if path.suffix in {".csv", ".tsv"}:
        with path.open(encoding="utf-8") as file:
            names = [*next(csv.reader(file, delimiter="," if path.suffix == ".csv" else "\t"))]
    kinds = ("text", "integer", "decimal", "date", "datetime", "boolean", "latitude")
    return tuple(
        TableColumn(column, kinds[number % len(kinds)])
        for number, column in enumerate(dict.fromkeys(names))
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
