"""Suggestions from the table: a person makes them gaps or sets them aside; nobody else sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonstacks.flows import answering, intake, reading, suggesting, wiring
from commonstacks.flows.suggesting import Suggestions
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset, Table
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context.models import Gap, Said
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people.models import Account, Role
from commonstacks.workshop.forms.gap import Gap as GapValue
from tests.library import making

pytestmark = pytest.mark.django_db
HOLE = (
    "No row for March 2019, though every other month from January 2018 to December 2021 has some."
)
EMPTY = "The column “fax” is empty in all {rows} rows."


def counted(*, without: str = "2019-03", extra: str = "") -> str:
    rows = [
        f"{year}-{month:02d}-{day:02d},{'bus' if day % 4 else 'tram'},"
        for year in range(2018, 2022)
        for month in range(1, 13)
        for day in range(1, 13)
        if f"{year}-{month:02d}" != without
    ]
    return "\n".join(["day,kind,fax", *rows]) + "\n" + extra


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "trips.csv"


@pytest.fixture
def trips(file: Path, steward: Account) -> str:
    return take_in(file, counted(), steward)


def take_in(file: Path, text: str, by: Account) -> str:
    file.write_text(text, encoding="utf-8")
    taken = intake.run_now(str(file), by=by)
    assert taken.reason == ""
    return str(taken.result["dataset"])


def texts(found: Suggestions) -> list[str]:
    return [each.gap.text for each in found.open]


def key_of(slug: str, text: str, by: Account) -> str:
    return next(s.key for s in suggesting.suggestions(slug, by).open if s.gap.text == text)


def test_what_the_table_shows_is_suggested_and_never_said(trips: str, steward: Account) -> None:
    found = suggesting.suggestions(trips, steward)
    assert texts(found) == [HOLE, EMPTY.format(rows=564)]
    assert found.trouble == ""
    hole, empty = (each.gap for each in found.open)
    assert (hole.voice, hole.status, hole.question, hole.kind) == (
        *("M", "suggested", "C1", "missing_period"),
    )
    assert (hole.period.first, hole.period.last) == ("2019-03", "2019-03")  # type: ignore[union-attr]  # it has one
    assert (empty.question, empty.kind, empty.columns) == ("D1", "not_recorded_variable", ("fax",))
    assert not Gap.objects.exists()
    assert answering.desk(trips, steward).gaps == ()


def test_each_question_has_its_own(trips: str, steward: Account) -> None:
    found = suggesting.suggestions(trips, steward)
    assert texts(found.at("C1")) == [HOLE]
    assert texts(found.at("D1")) == [EMPTY.format(rows=564)]
    assert texts(found.at("A1")) == []


def test_a_person_who_agrees_says_it_and_is_credited(trips: str, steward: Account) -> None:
    suggesting.agree(trips, key_of(trips, HOLE, steward), by=steward)
    (gap,) = said.standing_gaps(Dataset.objects.get(slug=trips))
    assert (gap.voice, gap.author, gap.facts["status"]) == ("X", steward.agent, "open")
    assert gap.evidence == [
        {
            "kind": "measured",
            "title": "Counted in the table",
            "note": "Counted by the program: 1 without a row.",
        }
    ]
    assert Contribution.objects.get(part="gaps").agent == steward.agent
    assert texts(suggesting.suggestions(trips, steward)) == [EMPTY.format(rows=564)]


def test_an_agreed_gap_answers_the_question_and_a_suggestion_does_not(
    trips: str, steward: Account
) -> None:
    def still_open() -> bool:
        lines = {line.question.id: line for line in answering.desk(trips, steward).lines}
        return lines["C1"].open

    assert still_open()
    suggesting.agree(trips, key_of(trips, HOLE, steward), by=steward)
    assert not still_open()


def test_what_is_set_aside_is_kept_and_stands_nowhere(trips: str, steward: Account) -> None:
    suggesting.set_aside(trips, key_of(trips, HOLE, steward), by=steward)
    kept = Gap.objects.get()
    assert (kept.state, kept.voice, kept.author) == (Said.State.RETURNED, "M", steward.agent)
    found = suggesting.suggestions(trips, steward)
    assert texts(found) == [EMPTY.format(rows=564)]
    assert [gap.text for gap in found.aside] == [HOLE]
    assert answering.desk(trips, steward).gaps == ()
    assert not Contribution.objects.filter(part="gaps").exists()


def test_the_decision_holds_for_later_versions(trips: str, file: Path, steward: Account) -> None:
    suggesting.set_aside(trips, key_of(trips, HOLE, steward), by=steward)
    suggesting.set_aside(trips, key_of(trips, EMPTY.format(rows=564), steward), by=steward)
    assert take_in(file, counted(extra="2021-12-30,bus,\n"), steward) == trips
    assert Dataset.objects.get(slug=trips).versions.count() == 2
    assert texts(suggesting.suggestions(trips, steward)) == []


def test_a_new_version_is_held_against_the_one_before(
    trips: str, file: Path, steward: Account
) -> None:
    take_in(file, counted().replace("tram", "bus"), steward)
    found = texts(suggesting.suggestions(trips, steward))
    assert "No row has “tram” in “kind” any more; in the version before 141 rows did." in found


def test_a_decision_is_made_once(trips: str, steward: Account) -> None:
    wanted = key_of(trips, HOLE, steward)
    suggesting.agree(trips, wanted, by=steward)
    with pytest.raises(NotHeld, match="no longer there"):
        suggesting.set_aside(trips, wanted, by=steward)
    with pytest.raises(NotHeld, match="no longer there"):
        suggesting.agree(trips, "unknown", by=steward)


def test_who_may_not_answer_does_not_decide(trips: str, steward: Account) -> None:
    member = making.account(Role.Name.MEMBER)
    wanted = key_of(trips, HOLE, steward)
    with pytest.raises(NotAllowed):
        suggesting.set_aside(trips, wanted, by=member)
    with pytest.raises(NotAllowed):
        suggesting.agree(trips, wanted, by=member)
    assert not Gap.objects.exists()


def test_only_what_the_program_said_is_set_aside(trips: str, steward: Account) -> None:
    gap = GapValue("C1", "missing_place", "No row for Porz.", voice="C")
    with pytest.raises(Refusal, match="Only what the program suggested"):
        context.set_aside(
            dataset=Dataset.objects.get(slug=trips), gap=gap, by=steward, now=making.NOON
        )


def test_the_public_reads_no_suggestions(published: Dataset, steward: Account) -> None:
    with pytest.raises(NotHeld, match="Sign in"):
        suggesting.suggestions(published.slug, None)
    story = reading.lend(published.slug, None).story
    assert story is not None
    assert story.gaps == ()


def test_a_second_look_reads_what_the_first_one_found(trips: str, steward: Account) -> None:
    first = suggesting.suggestions(trips, steward)
    folder = wiring.table_folder(Table.objects.get().digest)
    (folder / "table.parquet").rename(folder / "gone.parquet")
    assert suggesting.suggestions(trips, steward) == first


def test_where_nobody_could_look_the_reason_is_told(
    trips: str, steward: Account, settings: pytest.FixtureRequest
) -> None:
    settings.READ_SECONDS = 0.01  # type: ignore[attr-defined]  # Django's settings
    found = suggesting.suggestions(trips, steward)
    assert found.open == ()
    assert found.trouble
