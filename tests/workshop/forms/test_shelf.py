"""The first context of the shelf is complete, honest about its gaps, and true to its file."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms import document
from commonstacks.workshop.forms.facts import four_facts
from commonstacks.workshop.forms.gate import guard, open_questions

FOLDER = Path(str(resources.files("commonstacks") / "shelf" / "us-postal-codes"))
FACTS: dict[str, Any] = json.loads((FOLDER / "context.json").read_text(encoding="utf-8"))
SOURCE: dict[str, Any] = json.loads((FOLDER / "source.json").read_text(encoding="utf-8"))
CONTEXT = document.read(FACTS)
SAID = tuple(each.said() for each in CONTEXT.statements)


def test_it_passes_the_gate() -> None:
    guard(CONTEXT.form, SAID, CONTEXT.gaps)


def test_the_gate_would_see_each_of_its_16_questions_go() -> None:
    always = [question.id for question in CONTEXT.form.questions if question.gate == "always"]
    for gone in always:
        left = tuple(each for each in SAID if each.question != gone)
        gaps = tuple(gap for gap in CONTEXT.gaps if gap.question != gone)
        assert gone in [each.id for each in open_questions(CONTEXT.form, left, gaps)]
    assert len(always) == 16


def test_its_four_facts() -> None:
    facts = four_facts(CONTEXT.form, SAID, CONTEXT.gaps, written_for=1, newest=1)
    assert (facts.answered, facts.questions, facts.unknown) == (31, 43, 1)
    assert facts.voices == ("P", "X")
    assert facts.nobody_asked == ("C2",)


def test_each_voice_answers_a_question_once() -> None:
    times = Counter((each.question, each.voice) for each in CONTEXT.statements)
    assert set(times.values()) == {1}


def test_what_the_publisher_says_has_a_document_behind_it() -> None:
    for each in CONTEXT.statements:
        if each.voice == "P":
            assert {evidence.kind for evidence in each.evidence} == {"documented"}
            assert all(evidence.url and evidence.read_on for evidence in each.evidence)


def test_every_gap_has_evidence() -> None:
    assert all(gap.evidence for gap in CONTEXT.gaps)
    assert {gap.question for gap in CONTEXT.gaps} == {"C1", "D1"}


def test_the_file_is_the_one_described() -> None:
    held = (FOLDER / SOURCE["file"]).read_bytes()
    assert hashlib.sha256(held).hexdigest() == SOURCE["sha256"]
    assert SOURCE["title"] == CONTEXT.title
    assert SOURCE["license"] == CONTEXT.license["id"] == "CC-BY-4.0"
    assert "Attribution 4.0 International" in (FOLDER / "LICENSE").read_text(encoding="utf-8")


EMPTY = " or ".join(
    f"coalesce({column}, '') = ''"
    for column in ("zip_code", "latitude", "longitude", "city", "state", "county")
)
ISLANDS = "state in ('AS', 'FM', 'GU', 'MH', 'MP', 'PW', 'VI')"
LOS_ANGELES = "latitude = '33.786594' and longitude = '-118.298662'"
SHARED = (
    "(latitude, longitude) in "
    "(select (latitude, longitude) from codes group by latitude, longitude having count(*) > 1)"
)


@pytest.mark.parametrize(
    ("measured", "where", "number"),
    [
        ("count(*)", "true", 42049),
        ("count(distinct zip_code)", "length(zip_code) = 5", 42049),
        ("count(distinct state)", "true", 59),
        ("count(*)", EMPTY, 0),
        ("count(*)", SHARED, 9787),
        ("count(distinct (latitude, longitude))", SHARED, 1193),
        ("count(*)", LOS_ANGELES, 452),
        ("count(distinct city)", LOS_ANGELES, 118),
        ("count(*)", "county = 'Los Angeles' and state = 'CA'", 528),
        ("count(*)", ISLANDS, 48),
        ("count(distinct (latitude, longitude))", ISLANDS, 9),
        ("count(*)", "state = 'GU'", 21),
        ("count(*)", "state in ('AE', 'AP', 'AA')", 0),
        ("count(*)", "regexp_matches(zip_code, '^(09|340|96[2-6])')", 0),
        ("count(*)", "county = 'Shannon' and state = 'SD'", 7),
        ("count(*)", "county = 'Wade Hampton' and state = 'AK'", 12),
        ("count(*)", "city = 'Barrow' and state = 'AK'", 1),
        ("count(*)", "county in ('Oglala Lakota', 'Kusilvak') or city = 'Utqiagvik'", 0),
        ("count(*)", "county = 'Federated States Of Micro'", 4),
        ("count(*)", "zip_code in ('08205', '08844', '20500')", 0),
        ("count(*)", "zip_code between '20501' and '20506'", 6),
        ("count(*)", "zip_code like '0%'", 3256),
    ],
)
def test_what_it_says_was_measured_is_so(measured: str, where: str, number: int) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create table codes as from read_csv(?, all_varchar = true, header = true)",
            [str(FOLDER / SOURCE["file"])],
        )
        found = connection.execute(f"select {measured} from codes where {where}").fetchone()
    assert found == (number,)


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
    broken = {**FACTS, "statements": [{**FACTS["statements"][0], **change}]}
    with pytest.raises(Refusal, match=reason):
        document.read(broken)
