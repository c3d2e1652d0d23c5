"""What people say of a gap travels with it, and a library made again from its vault has it."""

from __future__ import annotations

import pytest

from commonstacks.flows import (
    answering,
    confirming,
    exporting,
    following,
    handing_out,
    reading,
    sealing,
)
from commonstacks.kit.errors import NotHeld
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.actions.standing import Word
from commonstacks.library.context.models import Gap, Revision, Stance
from commonstacks.library.people.models import Account, Notice
from commonstacks.library.work.models import Bookmark
from commonstacks.workshop.forms.gap import Says
from tests.library import making

pytestmark = pytest.mark.django_db

YARDS = {"kind": "missing_place", "text": "Trees in yards are not counted.", "voice": "X"}
NO = Word("disputes", "C", "They counted ours.")


@pytest.fixture
def gap(trees: Dataset, steward: Account) -> Gap:
    making.answer_everything(trees, steward)
    made = answering.add_gap(trees.slug, YARDS, by=steward)
    publish(trees, steward)
    return made


def publish(trees: Dataset, steward: Account) -> None:
    answering.send_in(trees.slug, reply="not told", told_on=None, why="A test.", by=steward)
    answering.agree(trees.slug, by=steward)


def neighbour() -> Account:
    account = making.account(name="Ines")
    account.roles.all().delete()
    return account


def says_of(slug: str) -> list[Says]:
    story = reading.lend(slug, None).story
    assert story is not None
    return [each for line in story.gaps for each in line.gap.says]


def test_it_stands_beside_the_gap_at_once_and_in_whatever_is_handed_out(
    gap: Gap, steward: Account
) -> None:
    slug = gap.dataset.slug
    confirming.say(slug, str(gap.pk), NO, by=neighbour())
    assert says_of(slug) == [Says("C", "Ines", "disputes", "They counted ours.")]
    lent = reading.lend(slug, None)
    told = handing_out.context_of(lent)["gaps"]
    assert isinstance(told, list)
    assert told[0]["says"] == [
        {"voice": "C", "agent": "Ines", "stance": "disputes", "text": "They counted ours."}
    ]
    spoken = {
        each.name
        for each in exporting.listed()
        if NO.text in exporting.export(lent, each.name).text
    }
    assert {"dcat-ap.jsonld", "croissant.json", "datasheet.md", "datasheet.html"} <= spoken
    assert Notice.objects.get(account=steward, kind="dispute").about.endswith("C1")


def test_taken_back_it_is_nowhere(gap: Gap) -> None:
    slug, ines = gap.dataset.slug, neighbour()
    made = confirming.say(slug, str(gap.pk), NO, by=ines)
    assert [each.mine for each in confirming.page(slug, str(gap.pk), ines).said] == [True]
    confirming.take_back(slug, str(gap.pk), str(made.pk), by=ines)
    assert says_of(slug) == []
    assert confirming.page(slug, str(gap.pk), ines).voices == ("S", "C")


def test_a_rebuilt_library_has_what_was_frozen_and_what_came_after(
    gap: Gap, steward: Account
) -> None:
    """The revision tells what stood when it was published; the sealed file the rest."""
    slug, before, after = gap.dataset.slug, neighbour(), neighbour()
    frozen = confirming.say(slug, str(gap.pk), Word("confirms", "S", "So it is."), by=before)
    publish(gap.dataset, steward)
    rows = Revision.objects.get(dataset=gap.dataset, number=2).document["gaps"]
    assert [row["says"][0]["id"] for row in rows] == [str(frozen.pk)]
    confirming.say(slug, str(gap.pk), NO, by=after)
    confirming.take_back(slug, str(gap.pk), str(frozen.pk), by=before)
    sealing.keep()
    was = list(Stance.objects.order_by("pk").values())

    Stance.objects.all().delete()
    sealing.restore()
    assert list(Stance.objects.order_by("pk").values()) == was
    assert says_of(slug) == [Says("C", "Ines", "disputes", "They counted ours.")]


def test_from_the_vault_alone_comes_what_was_frozen(gap: Gap, steward: Account) -> None:
    """Somebody changed their mind between two revisions."""
    slug, key, ines = gap.dataset.slug, str(gap.pk), neighbour()
    first = confirming.say(slug, key, Word("confirms", "S", "So it is."), by=ines)
    publish(gap.dataset, steward)
    confirming.take_back(slug, key, str(first.pk), by=ines)
    confirming.say(slug, key, NO, by=ines)
    publish(gap.dataset, steward)
    was = list(Stance.objects.values("pk", "side", "text", "state", "said_at", "author"))
    dataset = gap.dataset
    dataset.publication.delete()
    dataset.revisions.all().delete()
    Gap.objects.all().delete()
    Bookmark.objects.all().delete()
    following.catch_up()
    assert list(Stance.objects.values("pk", "side", "text", "state", "said_at", "author")) == was
    assert [row["state"] for row in was] == ["withdrawn", "accepted"]


def test_a_gap_that_is_not_for_a_reader_is_not_there(gap: Gap) -> None:
    Gap.objects.filter(pk=gap.pk).update(state="withdrawn")
    for key in (str(gap.pk), "nothing"):
        with pytest.raises(NotHeld, match="entry was not found"):
            confirming.page(gap.dataset.slug, key, neighbour())
