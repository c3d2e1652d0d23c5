"""A filled questionnaire of 2019: answers, typed silence, and nothing about who filled it in."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from commonstacks.workshop.drafts import mapping, questionnaire, sheets
from commonstacks.workshop.drafts.draft import Sheet, lacks
from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.form import load

FILLED = Path(__file__).parent / "bird_strikes_2019.json"
REAL = Path(os.environ.get("COMMONSTACKS_REAL_DATA", "../shared/data")) / "context"
FORM = load(1)


@pytest.fixture
def sheet() -> Sheet:
    evidence = Evidence("documented", "A questionnaire", "", date(2026, 11, 21))
    return sheets.read(FILLED.read_text(encoding="utf-8"), FORM, evidence)


def test_what_was_written_is_placed(sheet: Sheet) -> None:
    assert sheet.kind == "questionnaire"
    assert sheet.title == "Birds and other animals hit by aircraft at 50 US airports, 1990–2002"
    said = {draft.question: draft.answer for draft in sheet.drafts if not draft.absent}
    assert said == {
        "A2": "FAA collects strike reports to see where animals endanger aircraft, to set"
        " standards and to help airports keep animals away.",
        "A5": [
            {
                "what": "Airports and FAA inspectors use strike reports to check plans against"
                " animals at airports."
            }
        ],
        "B1": [{"text": "Somebody fills in FAA Form 5200-7."}],
        "B2": [{"name": "Pilots, controllers, airline and airport workers"}],
        "B4": [{"agent": "US Department of Agriculture, Wildlife Services"}],
        "B5": [
            {
                "agent": "Federal Aviation Administration, Office of Airports",
                "kind": "public",
                "upstream": "Federal budget",
            },
            {"agent": "FAA William J. Hughes Technical Center"},
        ],
        "B6": "https://omb.report/icr/201609-2120-002",
        "B8": [{"dataset": "FAA National Wildlife Strike Database"}],
        "C1": "About 6 of 100 reports come from small airports.",
        "E1": "FAA does not know of every strike: reporting is voluntary.",
        "E2": [
            {
                "what": "What is entered is checked.",
                "by": "US Department of Agriculture, Wildlife Services",
            }
        ],
        "E3": [
            {
                "what": "Reporting is uneven: some airports and airlines report more of their"
                " strikes than others."
            }
        ],
        "E4": [{"use": "Comparing single airports or airlines: who reports more looks worse"}],
        "E5": [{"use": "Learning to draw charts"}],
        "F1": {"is": "no"},
        "H2": {"rhythm": "once"},
    }
    gaps = [draft.answer for draft in sheet.drafts if draft.question == "C1"]
    assert gaps == [
        "The table ends on 25 July 2002, after exactly 10,000 rows.",
        "About 6 of 100 reports come from small airports.",
    ]


def test_unknown_and_na_wait_for_a_person_to_say_what_they_mean(sheet: Sheet) -> None:
    silent = {draft.question: draft.absent for draft in sheet.drafts if draft.absent}
    assert silent == {"B3": "N/A", "D1": "Unknown"}
    assert all(lacks(FORM, draft) for draft in sheet.drafts if draft.absent)


def test_empty_cells_are_nothing_and_no_other_cell_is_lost(sheet: Sheet) -> None:
    filled = json.loads(FILLED.read_text(encoding="utf-8"))
    written = [text for key, text in filled.items() if text and key != questionnaire.TITLE]
    placed = sum(len(draft.labels) for draft in sheet.drafts)
    assert {cell.label: cell.text for cell in sheet.left} == {
        "documented": "Yes",
        "relies on others": "Yes",
        "sources updated": "Unknown",
        "other funders": "Yes",
        "first analysis": "Estimates of how many strikes are never reported.",
        "a sample": "Yes",
        "quality known": "Yes",
        "funding depends": "Unknown",
        "funder funded": "N/A",
        "were informed": "N/A",
    }
    repeated = 1  # two funders have one label
    assert placed + len(sheet.left) + len(sheet.personal) + repeated == len(written)


def test_who_filled_it_in_is_not_kept(sheet: Sheet) -> None:
    assert sheet.personal == ("emailaddress", "whatisyourorganization", "whoareyou")
    assert "reader@example.org" not in repr(sheet)
    assert "A reader of the documentation" not in repr(sheet)


def test_every_short_name_of_the_table_is_one_of_the_questionnaire() -> None:
    assert set(mapping.QUESTIONNAIRE) <= set(questionnaire.labels().values())


@pytest.mark.real
def test_the_filled_sheet_has_the_shape_of_2019() -> None:
    asked = json.loads((REAL / "questionnaire-2019.json").read_text(encoding="utf-8"))
    filled = json.loads(FILLED.read_text(encoding="utf-8"))
    assert list(filled) == list(asked)
    known = {*questionnaire.labels(), *questionnaire.PERSONAL, questionnaire.TITLE}
    assert {key.rstrip("23456789") for key in asked} == known
