"""DataCite 4 by the official XSD (4.6), for every dataset of the shelf."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from lxml import etree

from commonstacks.workshop.handouts.datacite import contributor, entry, record
from commonstacks.workshop.handouts.story import Credit, Licence, Story, context_facts
from tests.workshop.handouts import shelf
from tests.workshop.handouts.datacite_xml import as_xml
from tests.workshop.handouts.standards import STANDARDS, needed


@needed
@pytest.mark.parametrize("name", shelf.TOLD)
def test_it_keeps_to_the_schema(name: str) -> None:
    assert _errors(record(shelf.told(name))) == []


@needed
def test_the_schema_can_say_no(story: Story) -> None:
    wrong = {**record(story), "publicationYear": "soon"}
    assert len(_errors(wrong)) == 1


def test_the_context_stands_beside_the_record(story: Story) -> None:
    made = entry(story)
    assert made["data"]["type"] == "dois"
    assert json.dumps(made["meta"]) == json.dumps({"commonstacks:context": context_facts(story)})


def test_what_the_data_cannot_say_is_a_description(story: Story) -> None:
    others = [
        each["description"]
        for each in record(story)["descriptions"]
        if each["descriptionType"] == "Other"
    ]
    assert all(gap.text in others[-1] for gap in story.gaps)
    assert "Nobody was asked" in others[-1]


def test_whoever_is_not_named_stays_counted() -> None:
    assert contributor(Credit("gather", "collector", "1 contributor not named")) == {
        "name": "1 contributor not named",
        "contributorType": "DataCollector",
    }
    assert contributor(Credit("origin", "witness", "A town", kind="community")) == {
        "name": "A town",
        "contributorType": "Other",
    }


def test_a_licence_has_its_spdx_name_or_says_that_there_is_none(story: Story) -> None:
    assert record(story)["rightsList"][0] == {
        "rights": "Licence: CC-BY-4.0 (Stated in ways that disagree)",
        "rightsUri": "https://creativecommons.org/licenses/by/4.0/",
        "rightsIdentifier": "cc-by-4.0",
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": "https://spdx.org/licenses/",
    }
    none = replace(story, licence=Licence("none_stated"))
    assert record(none)["rightsList"][0] == {"rights": "Licence: None stated"}


def test_the_time_it_is_about_is_a_date_only_where_that_is_certain() -> None:
    about = record(shelf.told("bird-strikes"))["dates"][1]
    assert about == {
        "date": "1990-01/2002-07",
        "dateType": "Other",
        "dateInformation": "About: January 1990 to July 2002",
    }
    assert len(record(shelf.told("us-postal-codes"))["dates"]) == 1


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(STANDARDS / "datacite-4" / "metadata.xsd"))


def _errors(made: dict[str, Any]) -> list[str]:
    schema = _schema()
    schema.validate(as_xml(made))
    return [error.message for error in schema.error_log]
