"""Views that are kept: shown again with the words, handed out, and gone with who or what they are of."""

from __future__ import annotations

import pytest

from commonstacks.flows import (
    exploration,
    names,
    own_data,
    reading,
    saving,
    takedown,
    taking,
    wiring,
)
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.explore.models import SavedView
from commonstacks.library.people.models import Account
from tests.flows.test_taking import chosen
from tests.library.making import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def view(published: Dataset) -> str:
    return chosen(reading.lend(published.slug, None), "species", "oak")


def test_a_kept_view_is_told_with_its_words(
    published: Dataset, view: str, steward: Account
) -> None:
    saving.keep("trees", 1, view, "Only the oaks.", by=steward)
    (kept,) = saving.kept_by(steward)
    assert (kept.title, kept.slug, kept.version) == ("Trees", "trees", 1)
    assert (kept.view, kept.words) == (view, "Only the oaks.")
    lent = reading.lend("trees", None)
    assert saving.kept_as(lent, view, steward) == kept
    assert saving.kept_as(lent, view, account()) is None
    assert saving.kept_as(lent, view, None) is None
    saving.describe(kept.key, "Oaks.", by=steward)
    assert saving.kept_by(steward)[0].words == "Oaks."
    saving.let_go(kept.key, by=steward)
    assert saving.kept_by(steward) == ()


def test_only_what_can_be_shown_is_kept(published: Dataset, view: str, steward: Account) -> None:
    with pytest.raises(Refusal, match="does not lead to a view"):
        saving.keep("trees", 1, "nonsense", "", by=steward)
    with pytest.raises(Refusal):
        saving.keep("trees", 1, "", "", by=steward)
    with pytest.raises(NotHeld):
        saving.keep("trees", 2, view, "", by=steward)
    assert SavedView.objects.count() == 0


def test_of_what_may_no_longer_be_seen_nothing_is_told(
    published: Dataset, view: str, steward: Account
) -> None:
    ada = account()
    ada.roles.all().delete()
    saving.keep("trees", 1, view, "Oaks.", by=ada)
    assert len(saving.kept_by(ada)) == 1
    published.publication.delete()
    assert saving.kept_by(ada) == ()


def test_it_is_handed_out_and_comes_back_with_the_names(
    published: Dataset, view: str, steward: Account
) -> None:
    saving.keep("trees", 1, view, "Only the oaks.", by=steward)
    (row,) = own_data.handed_out(steward)["saved view"]
    assert (row["words"], row["view"]) == ("Only the oaks.", view)
    SavedView.objects.all().delete()
    names.restore()
    assert [kept.words for kept in saving.kept_by(steward)] == ["Only the oaks."]


@pytest.mark.django_db(transaction=True)
def test_it_goes_with_its_dataset_and_so_do_files_that_were_made(
    published: Dataset, view: str, steward: Account
) -> None:
    saving.keep("trees", 1, view, "Only the oaks.", by=steward)
    lent = reading.lend("trees", None)
    taking.take(lent, "json", view, patience=60).file.close()
    folder = wiring.table_folder(lent.table) / "taken"
    assert len(list(folder.iterdir())) == 1
    takedown.erase(published, reason="A test.", by=steward)
    assert (SavedView.objects.count(), folder.exists()) == (0, False)
    names.restore()
    assert SavedView.objects.count() == 0


def test_a_changed_name_is_in_no_file_that_was_made(
    published: Dataset, view: str, steward: Account
) -> None:
    lent = reading.lend("trees", None)
    taking.take(lent, "json", patience=60).file.close()
    folder = wiring.table_folder(lent.table) / "taken"
    assert steward.agent.name in next(folder.iterdir()).read_text()
    own_data.rename(steward, steward.agent_id, "Somebody Else")
    assert not folder.exists()
    assert exploration.cube_of(lent) is not None
