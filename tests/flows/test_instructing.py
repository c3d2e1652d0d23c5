"""People correct how a file is read; it holds for every version, also in a library made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonstacks.flows import following, instructing, intake, reading
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Change, Dataset, Version
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account
from commonstacks.library.work.models import Bookmark
from commonstacks.workshop.tables.shape import TableProfile
from tests.library.making import NOON

pytestmark = pytest.mark.django_db

FINES = "ticket,when,paid\n" + "".join(
    f"{n},{n % 12 + 1:02d}/{n % 11 + 1:02d}/2021,{n}\n" for n in range(1, 41)
)


def take(file: Path, text: str, by: Account) -> Dataset:
    file.write_text(text)
    job = intake.run_now(str(file), by=by)
    assert job.reason == ""
    return Dataset.objects.get(slug=job.result["dataset"])


@pytest.fixture
def fines(steward: Account, tmp_path: Path) -> Dataset:
    return take(tmp_path / "fines.csv", FINES, steward)


def instruct(dataset: Dataset, by: Account, given: dict[str, str]) -> str:
    job = intake.read_differently(dataset.slug, given, by=by)
    return intake.wait_for(job.id, None).reason


def profiles(dataset: Dataset) -> list[TableProfile]:
    versions = dataset.versions.order_by("number")
    return [TableProfile.from_json(version.tables.get().profile) for version in versions]


def kinds(dataset: Dataset, column: str) -> list[str]:
    return [profile.column(column).kind for profile in profiles(dataset)]


def test_an_ambiguous_date_is_read_as_a_person_says(fines: Dataset, steward: Account) -> None:
    assert kinds(fines, "when") == ["text"]
    assert instruct(fines, steward, {"as:when": "date, day first"}) == ""
    (profile,) = profiles(fines)
    assert profile.column("when").kind == "date"
    assert profile.column("when").minimum == "2021-01-10"
    assert "as a person says" in [step.name for step in profile.steps]


def test_it_holds_for_later_versions(fines: Dataset, steward: Account, tmp_path: Path) -> None:
    instruct(fines, steward, {"as:when": "date, day first", "as:paid": "code"})
    take(tmp_path / "fines.csv", FINES + "41,01/02/2022,41\n", steward)
    assert kinds(fines, "when") == ["date", "date"]
    assert kinds(fines, "paid") == ["code", "code"]
    assert Change.objects.get(version__dataset=fines).kind == "appended"


def test_older_versions_and_their_changes_are_read_again(
    fines: Dataset, steward: Account, tmp_path: Path
) -> None:
    take(tmp_path / "fines.csv", FINES + "41,01/02/2022,41\n", steward)
    instruct(fines, steward, {"as:when": "date, month first"})
    assert kinds(fines, "when") == ["date", "date"]
    change = Change.objects.get(version__dataset=fines)
    (table,) = change.tables.all()
    assert (change.kind, json.loads(table.facts)["columns_retyped"]) == ("appended", [])


def test_who_corrected_it_is_credited(fines: Dataset, steward: Account) -> None:
    instruct(fines, steward, {"as:paid": "code"})
    line = Contribution.objects.get(part="instructions 1")
    assert (line.agent, line.role) == (steward.agent, "cleaner")


def test_the_vault_remembers_it(fines: Dataset, steward: Account) -> None:
    instruct(fines, steward, {"as:paid": "code"})
    instruct(fines, steward, {"as:paid": "text"})
    Dataset.objects.filter(pk=fines.pk).update(reading="{}")
    Bookmark.objects.all().delete()
    following.catch_up()
    fines.refresh_from_db()
    assert instructing.given_for(fines) == {"as:paid": "text"}
    assert Contribution.objects.filter(part__startswith="instructions").count() == 2


def test_instructions_by_which_nothing_can_be_read_change_nothing(
    steward: Account, tmp_path: Path
) -> None:
    point = {"type": "Point", "coordinates": [8.4, 50.1]}
    feature = {"type": "Feature", "properties": {"tree": "oak"}, "geometry": point}
    text = json.dumps({"type": "FeatureCollection", "features": [feature] * 3})
    trees = take(tmp_path / "trees.geojson", text, steward)
    before = profiles(trees)
    assert "do not fit" in instruct(trees, steward, {"crs": "EPSG:999999"})
    trees.refresh_from_db()
    assert (instructing.given_for(trees), profiles(trees)) == ({}, before)


def test_what_means_nothing_is_refused_at_once(fines: Dataset, steward: Account) -> None:
    with pytest.raises(Refusal, match="is not known as what “paid” is read as"):
        intake.read_differently(fines.slug, {"as:paid": "banana"}, by=steward)
    with pytest.raises(Refusal, match="no instruction for reading"):
        intake.read_differently(fines.slug, {"colour": "red"}, by=steward)


def test_visitors_may_not(fines: Dataset) -> None:
    visitor = people.open_account(
        email="v@example.org", name="A visitor", kind="person", roles=(), now=NOON
    )
    with pytest.raises(NotAllowed):
        intake.read_differently(fines.slug, {"as:paid": "code"}, by=visitor)
    with pytest.raises(NotAllowed):
        instructing.trust(fines.slug, 1, by=visitor)


def test_a_version_that_lost_its_rows_is_kept_but_not_lent_first(
    published: Dataset, steward: Account, tmp_path: Path
) -> None:
    text = (tmp_path / "trees.csv").read_text().splitlines(keepends=True)
    take(tmp_path / "trees.csv", "".join(text[:5]), steward)
    assert Version.objects.get(dataset=published, number=2).doubt != ""
    lent = reading.published(published.slug)
    assert (lent.version.number, lent.newest) == (1, 2)
    assert reading.published(published.slug, 2).version.doubt != ""
    take(tmp_path / "trees.csv", "".join([*text, "T061,oak,2021-01-01,1.0\n"]), steward)
    assert reading.published(published.slug).version.number == 3
    assert Change.objects.get(version__number=3).before.number == 1


def test_a_person_can_trust_it(published: Dataset, steward: Account, tmp_path: Path) -> None:
    text = (tmp_path / "trees.csv").read_text().splitlines(keepends=True)
    take(tmp_path / "trees.csv", "".join(text[:5]), steward)
    instructing.trust(published.slug, 2, by=steward)
    assert reading.published(published.slug).version.number == 2
    with pytest.raises(NotHeld):
        instructing.trust(published.slug, 1, by=steward)


def test_a_page_where_a_table_was_is_suspicious(
    published: Dataset, steward: Account, tmp_path: Path
) -> None:
    file = tmp_path / "trees.csv"
    file.write_text("<!doctype html><title>Sign in</title><p>Please sign in.</p>")
    intake.run_now(str(file), by=steward)
    change = Change.objects.get(version__number=2)
    assert (change.kind, change.before.number) == ("suspicious", 1)
    newest = held.newest_readable(published)
    assert newest is not None
    assert newest.number == 1
