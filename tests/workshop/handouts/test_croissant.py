"""Croissant 1.1 by MLCommons' own reader, for every dataset of the shelf."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commonstacks.workshop.handouts import croissant
from commonstacks.workshop.handouts.story import HeldFile, Licence, Story, context_facts
from tests.workshop.handouts import shelf


@pytest.mark.parametrize("name", shelf.TOLD)
def test_its_reader_finds_nothing_to_say(name: str) -> None:
    read = _read(croissant.dataset(shelf.told(name)))
    assert (read.ctx.issues.errors, read.ctx.issues.warnings) == (set(), set())
    assert read.ctx.conforms_to.value == "http://mlcommons.org/croissant/1.1"


def test_its_reader_can_say_no() -> None:
    import mlcroissant

    made = croissant.dataset(shelf.told("bird-strikes"))
    del made["distribution"][0]["sha256"]
    with pytest.raises(mlcroissant.ValidationError, match="sha256"):
        _read(made)


def test_gaps_and_absences_stand_in_the_fields_of_responsible_ai(story: Story) -> None:
    read = _read(croissant.dataset(story))
    left_out = [gap.text for gap in story.gaps if gap.question == "C1"]
    missing = [gap.text for gap in story.gaps if gap.question == "D1"]
    assert set(left_out) < set(read.data_biases)
    assert any("Nobody was asked" in line for line in read.data_biases)
    assert read.data_collection_missing_data.split("\n")[: len(missing)] == missing
    assert any(
        line.startswith("Do not use it for this: send mail") for line in read.data_limitations
    )


def test_the_context_travels_whole(story: Story) -> None:
    made = json.loads(json.dumps(croissant.dataset(story)))
    assert made["commonstacks:context"] == {
        "@type": "@json",
        "@value": json.loads(json.dumps(context_facts(story))),
    }


def test_no_licence_is_said_as_such(story: Story) -> None:
    none = replace(story, licence=Licence("none_stated"))
    assert croissant.licence(none) == {
        "@type": "sc:CreativeWork",
        "name": "Licence: None stated",
    }


def test_rows_can_be_read_by_what_it_says(tmp_path: Path) -> None:
    """Column by column, from the file as it came."""
    import mlcroissant

    story = shelf.told("seattle-weather")
    file = shelf.SHELF / "seattle-weather" / "seattle-weather.csv"
    (tmp_path / "mirror.csv").write_bytes(file.read_bytes())
    with _quiet():
        dataset = mlcroissant.Dataset(
            jsonld=json.loads(json.dumps(_as_text(croissant.dataset(story)))),
            mapping={"file/seattle-weather.csv": tmp_path / "mirror.csv"},
        )
        first = next(iter(dataset.records("rows")))
    header, row = file.read_text().splitlines()[:2]
    assert {key.partition("/")[2]: value.decode() for key, value in first.items()} == dict(
        zip(header.split(","), row.split(","), strict=True)
    )


def test_a_table_in_an_archive_is_read_from_the_download() -> None:
    made = croissant.dataset(shelf.told("columbus-crime-1980"))
    assert [each["@type"] for each in made["distribution"]] == ["cr:FileObject", "cr:FileSet"]
    assert made["distribution"][1]["includes"] == "data/columbus-crime-1980.csv"
    (rows,) = made["recordSet"]
    assert rows["field"][0]["source"]["fileSet"] == {"@id": "table"}


def test_without_bytes_there_are_no_rows(story: Story) -> None:
    assert "recordSet" not in croissant.dataset(story)
    kept = HeldFile("a.pdf", 1, "application/pdf", "0" * 64, "https://a.example/a.pdf")
    assert "recordSet" not in croissant.dataset(replace(story, files=(kept,)))


def _as_text(made: Any) -> Any:
    for field in made["recordSet"][0]["field"]:
        field["dataType"] = "sc:Text"
    return made


def _read(made: Any) -> Any:
    import mlcroissant

    with _quiet():
        return mlcroissant.Dataset(jsonld=json.loads(json.dumps(made))).metadata


@contextmanager
def _quiet() -> Iterator[None]:
    """mlcroissant parses JSON-LD through a class that rdflib, which wrote it, deprecates."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        yield
