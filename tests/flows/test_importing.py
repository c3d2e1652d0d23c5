"""A documentation is looked at first, then kept: said, suggested, or noted; never overwriting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db.models import QuerySet

from commonstacks.flows import answering, drafting, importing, sealing
from commonstacks.flows.importing import Given
from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries as said
from commonstacks.library.context.models import Statement
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people.models import Account, Role
from tests.library import making

pytestmark = pytest.mark.django_db

SHEETS = Path(__file__).parents[1] / "workshop/drafts"
FILLED = (SHEETS / "bird_strikes_2019.json").read_text(encoding="utf-8")
SHEET = (SHEETS / "datasheet.md").read_text(encoding="utf-8")


def given(text: str, **more: Any) -> Given:
    return Given(text, **{"title": "A documentation", **more})


def keep(of: Dataset, what: Given, by: Account, *without: str) -> importing.Kept:
    shown = importing.preview(of.slug, what, by=by)
    chosen = {each.draft.mark for each in shown.places if each.draft.question not in without}
    return importing.keep(of.slug, what, chosen, by=by)


def handed_in() -> QuerySet[Statement]:
    """All but what the program suggests by itself."""
    return Statement.objects.exclude(asked_of__in=(sealing.RECORD, sealing.TABLE))


def test_a_look_writes_nothing(trees: Dataset, steward: Account) -> None:
    shown = importing.preview(trees.slug, given(FILLED), by=steward)
    becomes = {each.draft.question: each.becomes for each in shown.places}
    assert becomes == {
        **dict.fromkeys(("A2", "A5", "B2", "B4", "B5", "B6", "B8", "E1", "E2", "E3"), "said"),
        **dict.fromkeys(("E5", "F1", "H2"), "said"),
        **dict.fromkeys(("B1", "B3", "C1", "D1", "E4"), "draft"),
    }
    assert not handed_in().exists()


def test_complete_answers_of_the_questionnaire_are_proposed_in_the_chosen_voice(
    trees: Dataset, steward: Account
) -> None:
    kept = keep(trees, given(FILLED, url="https://example.org/sheet", voice="P"), steward)
    assert (kept.said, kept.drafts, kept.left) == (13, 6, 10)
    spoken = said.standing_statements(trees)
    assert {(s.voice, s.state, s.author.name) for s in spoken} == {
        ("P", "proposed", steward.agent.name)
    }
    about = next(s for s in spoken if s.question == "F1")
    assert about.answer == {"is": "no"}
    assert (about.evidence[0]["title"], about.evidence[0]["url"]) == (
        "A documentation",
        "https://example.org/sheet",
    )
    assert Contribution.objects.filter(part="question A2", agent=steward.agent).exists()


def test_unknown_waits_for_a_person_and_is_no_absence(trees: Dataset, steward: Account) -> None:
    keep(trees, given(FILLED), steward)
    silent = {line.question: line.absent for line in drafting.drafts(trees.slug, steward)}
    assert (silent["B3"], silent["D1"]) == ("N/A", "Unknown")
    assert not handed_in().exclude(absence="").exists()


def test_other_documentations_only_suggest(trees: Dataset, steward: Account) -> None:
    kept = keep(trees, given(SHEET), steward)
    assert (kept.said, kept.drafts, kept.left) == (0, 10, 1)
    assert said.standing_statements(trees) == []
    (line,) = drafting.at(trees.slug, "A2", steward)
    assert (line.answer, line.source) == (
        "To plan which trees are pruned, and when.",
        "A documentation",
    )


def test_a_voice_that_has_answered_is_not_overwritten(trees: Dataset, steward: Account) -> None:
    answering.answer(
        trees.slug, "A2", answering.Given(answer="To count trees.", voice="P"), by=steward
    )
    keep(trees, given(FILLED, voice="P"), steward)
    mine = [s.answer for s in said.standing_statements(trees) if s.question == "A2"]
    assert mine == ["To count trees."]
    assert drafting.at(trees.slug, "A2", steward)[0].answer.startswith("FAA collects")


def test_what_was_not_chosen_and_what_found_no_place_stays_as_a_note(
    trees: Dataset, steward: Account
) -> None:
    keep(trees, given(SHEET), steward, "A2")
    assert drafting.at(trees.slug, "A2", steward) == ()
    (note,) = importing.left_over(trees.slug, by=steward)
    assert note.source == "A documentation"
    assert note.cells == (
        ("Any other comments?", "Ask the office before you climb."),
        ("A2, not taken over: purpose", "To plan which trees are pruned, and when."),
    )


def test_the_same_file_twice_changes_nothing(trees: Dataset, steward: Account) -> None:
    keep(trees, given(SHEET), steward)
    first = set(Statement.objects.values_list("pk", flat=True))
    keep(trees, given(SHEET), steward)
    assert set(Statement.objects.values_list("pk", flat=True)) == first


def test_drafts_of_a_documentation_outlive_a_new_version(trees: Dataset, steward: Account) -> None:
    keep(trees, given(SHEET), steward)
    drafting.renew(trees.versions.get())
    assert {line.source for line in drafting.drafts(trees.slug, steward)} == {
        "A documentation",
        sealing.TABLE,
    }


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"text": " "}, "nothing to read"),
        ({"title": " "}, "no name"),
        ({"url": "ftp://example.org"}, "not a web address"),
    ],
)
def test_what_is_missing_is_refused(
    trees: Dataset, steward: Account, wrong: dict[str, str], reason: str
) -> None:
    what = Given(**{"text": SHEET, "title": "A documentation", **wrong})
    with pytest.raises(Refusal, match=reason):
        importing.keep(trees.slug, what, set(), by=steward)
    assert not handed_in().exists()


def test_a_member_may_not_hand_in(trees: Dataset) -> None:
    member = making.account(Role.Name.MEMBER)
    with pytest.raises(NotAllowed):
        importing.preview(trees.slug, given(SHEET), by=member)
    with pytest.raises(NotAllowed):
        importing.keep(trees.slug, given(SHEET), set(), by=member)
