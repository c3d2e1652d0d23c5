"""Documentations of four kinds become drafts; what finds no place is handed back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.drafts import sheets
from commonstacks.workshop.drafts.draft import AS_A_GAP, NOTHING_SAID, Draft, Sheet, lacks
from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.form import load

HERE = Path(__file__).parent
FORM = load(1)
READ = Evidence("documented", "A sheet", "https://example.org/sheet", date(2026, 11, 21))


def read(facts: Any, *wanted: str) -> Sheet:
    text = facts if isinstance(facts, str) else json.dumps(facts)
    return sheets.read(text, FORM, READ, wanted=wanted)


def answers(sheet: Sheet) -> dict[str, Any]:
    return {draft.question: draft.absent or draft.answer for draft in sheet.drafts}


def one(sheet: Sheet, question: str) -> Draft:
    return next(draft for draft in sheet.drafts if draft.question == question)


def test_a_datasheet_answers_by_its_headings() -> None:
    sheet = read((HERE / "datasheet.md").read_text(encoding="utf-8"))
    assert (sheet.kind, sheet.title) == ("datasheet", "Street trees")
    assert answers(sheet) == {
        "A2": "To plan which trees are pruned, and when.",
        "A3": "One tree on public ground.",
        "B2": [{"name": "The parks office"}],
        "B5": "N/A",
        "D1": "The year of planting, for trees older than 1950.",
        "E4": [{"use": "Finding private trees."}],
        "F1": {"why": "No, it is about trees.", "is": "no"},
        "G1": {"state": "stated", "id": "CC-BY-4.0", "text": "licence: “CC BY 4.0”."},
        "H1": {"role": "The data desk of the parks office"},
        "H2": {"rhythm": "monthly"},
    }
    assert [(cell.label, cell.text) for cell in sheet.left] == [
        ("Any other comments?", "Ask the office before you climb.")
    ]


def test_a_draft_says_where_it_comes_from() -> None:
    draft = one(read((HERE / "datasheet.md").read_text(encoding="utf-8")), "A2")
    assert draft.labels == ("purpose",)
    assert draft.evidence == Evidence(
        "documented", "A sheet", "https://example.org/sheet", date(2026, 11, 21), "purpose"
    )


def test_what_a_person_has_to_add_is_said() -> None:
    sheet = read((HERE / "datasheet.md").read_text(encoding="utf-8"))
    assert lacks(FORM, one(sheet, "A2")) == ""
    assert lacks(FORM, one(sheet, "B5")) == NOTHING_SAID
    assert lacks(FORM, one(sheet, "D1")) == AS_A_GAP
    assert "is empty" in lacks(FORM, one(sheet, "E4"))  # why should nobody use it for that?


def test_croissant_with_its_rai_fields() -> None:
    sheet = read({
        "@context": {"@vocab": "https://schema.org/", "rai": "http://mlcommons.org/croissant/RAI/"},
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": "Trees",
        "description": "Street trees.",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "creator": [{"@type": "sc:Organization", "name": "Parks office", "email": "a@b.example"}],
        "rai:dataCollection": "People walk every street.",
        "rai:dataCollectionType": ["Surveys", "Others"],
        "rai:dataCollectionMissingData": "Trees in back yards.",
        "rai:dataBiases": ["Rich streets are walked more often."],
        "rai:dataUseCases": "Planning",
        "rai:dataReleaseMaintenancePlan": "New every spring",
        "distribution": [{"name": "trees.csv"}],
        "keywords": ["trees", "streets"],
    })  # fmt: skip
    assert answers(sheet) == {
        "A1": "Street trees.",
        "B1": [{"text": "People walk every street.", "kind": "survey"}, {"text": "Others"}],
        "B2": [{"name": "Parks office"}],
        "C1": "Rich streets are walked more often.",
        "D1": "Trees in back yards.",
        "E5": [{"use": "Planning"}],
        "G1": {
            "state": "stated",
            "id": "CC0-1.0",
            "url": "https://creativecommons.org/publicdomain/zero/1.0/",
            "text": "license: “https://creativecommons.org/publicdomain/zero/1.0/”.",
        },
        "H2": {"text": "New every spring"},
    }
    assert {cell.label: cell.text for cell in sheet.left} == {
        "name": "Trees",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "distribution": "1 entries about files; the files themselves are read.",
        "keywords": "trees; streets",
    }
    assert sheet.personal == ("creator.email",)


def test_dcat_us_of_either_version() -> None:
    sheet = read({
        "title": "Trees",
        "description": "Street trees.",
        "accessLevel": "public",
        "contactPoint": {"fn": "Open data office", "hasEmail": "mailto:office@example.gov"},
        "publisher": {"name": "Town", "subOrganizationOf": {"name": "County"}},
        "accrualPeriodicity": "R/P1Y",
        "dcat-us:purpose": "To plan pruning.",
        "temporal": "2010-01-01/2020-12-31",
        "spatial": "Town",
        "license": "https://project-open-data.cio.gov/unknown-license/",
    })  # fmt: skip
    assert answers(sheet) == {
        "A1": "Street trees.",
        "A2": "To plan pruning.",
        "A4": {"period": "2010-01-01/2020-12-31", "place": "Town"},
        "G1": {
            "state": "none_stated",
            "text": "license: “https://project-open-data.cio.gov/unknown-license/”."
            " No licence is named.",
        },
        "G5": "open",
        "H1": {"role": "Open data office", "steward": "Town"},
        "H2": {"rhythm": "yearly"},
    }
    assert sheet.personal == ("contactPoint.hasEmail",)


def test_a_name_of_a_person_is_not_taken_for_an_office() -> None:
    facts = {"title": "T", "contactPoint": {"fn": "Kim Example"}, "publisher": {"name": "Town"}}
    sheet = read(facts)
    assert answers(sheet)["H1"] == {"steward": "Town"}
    assert [cell.label for cell in sheet.left] == ["contactPoint.fn"]


def test_a_data_package() -> None:
    sheet = read({
        "name": "gdp",
        "title": "GDP",
        "description": "GDP of the world.",
        "licenses": [{"name": "ODC-PDDL-1.0", "path": "https://opendatacommons.org/licenses/pddl/"}],
        "sources": [{"title": "World Bank", "path": "https://data.worldbank.org/"}, {"title": "UN"}],
        "contributors": [
            {"title": "A maker", "roles": ["creator"], "email": "a@b.example"},
            {"title": "A funder", "role": "funder"},
        ],
        "resources": [{"path": "gdp.csv"}],
    })  # fmt: skip
    assert answers(sheet) == {
        "A1": "GDP of the world.",
        "B2": [{"name": "A maker"}],
        "B5": [{"agent": "A funder"}],
        "B8": [
            {"dataset": "World Bank", "url": "https://data.worldbank.org/"},
            {"dataset": "UN"},
        ],
        "G1": {
            "state": "stated",
            "id": "PDDL-1.0",
            "url": "https://opendatacommons.org/licenses/pddl/",
            "text": "licenses: “ODC-PDDL-1.0”."
            " licenses.path: “https://opendatacommons.org/licenses/pddl/”.",
        },
    }


def test_a_record_that_names_no_licence_says_so() -> None:
    sheet = sheets.of_record({"name": "t", "notes": "Trees."}, "ckan", FORM, READ)
    assert answers(sheet) == {
        "A1": "Trees.",
        "G1": {"state": "none_stated", "text": "No licence is named."},
    }


def test_ckans_extras_and_own_fields_are_found() -> None:
    record = {
        "notes": "Trees.",
        "license_id": "cc-by",
        "license_title": "Creative Commons Attribution",
        "organization": {"title": "Town", "id": "x"},
        "extras": [{"key": "frequency", "value": "http://publications.europa.eu/resource/"
                    "authority/frequency/MONTHLY"}],
        "temporal_coverage": "2010-2020",
    }  # fmt: skip
    sheet = sheets.of_record(record, "ckan", FORM, READ)
    assert answers(sheet)["H1"] == {"steward": "Town"}
    assert answers(sheet)["H2"] == {"rhythm": "monthly"}
    assert answers(sheet)["A4"] == {"period": "2010-2020"}
    assert answers(sheet)["G1"]["state"] == "inferred"


def test_what_is_too_long_is_cut_and_the_rest_handed_back() -> None:
    words = " ".join(f"word{n}" for n in range(200))
    sheet = read({"resources": [], "title": "T", "description": words})
    kept = one(sheet, "A1").answer
    assert len(kept) <= 600
    assert kept.endswith(" …")
    rest = next(cell for cell in sheet.left if cell.label == "description (the rest)")
    assert f"{kept.removesuffix(' …')} {rest.text}" == words


def test_the_dataset_is_found_in_a_list_by_its_title() -> None:
    listed = {"dataset": [
        {"title": "Trees", "description": "A.", "accessLevel": "public"},
        {"title": "Dogs", "description": "B.", "accessLevel": "public"},
    ]}  # fmt: skip
    assert answers(read(listed, "Dogs"))["A1"] == "B."
    with pytest.raises(Refusal, match="none of them has the title"):
        read(listed, "Cats")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "begins like JSON"),
        ('{"a": 1}', "no kind"),
        ("Just some words.", "does not look like"),
        ("x" * 1_000_001, "longer than a million"),
    ],
)
def test_what_is_none_of_them_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        read(text)
