"""Who confirms and who disputes a gap: in whose voice, once each, and nobody for another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries
from commonstacks.library.context.actions.standing import Word, voices_of
from commonstacks.library.context.models import Context, Gap, Stance
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people.models import Account, Role
from commonstacks.library.work.models import Audit
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.gaps import check_gap
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db

FORM = load(1)
YARDS = {"kind": "missing_place", "text": "Trees in yards are not counted.", "voice": "X"}
SEEN = Word("confirms", "C", "Nobody came into our yard.")


@pytest.fixture
def ada() -> Account:
    return making.steward()


@pytest.fixture
def gap(ada: Account) -> Gap:
    value = check_gap(FORM, YARDS)
    return context.add_gap(dataset=making.dataset(), gap=value, by=ada, now=NOON)


@pytest.fixture
def neighbour() -> Account:
    """Somebody with an account and no role."""
    account = making.account(name="A neighbour")
    account.roles.all().delete()
    return account


def stand(gap: Gap, by: Account, word: Word = SEEN) -> Stance:
    return context.stand(gap=gap, word=word, by=by, now=NOON)


def sides(gap: Gap) -> list[tuple[str, str, str]]:
    return [(s.side, s.voice, s.author.name) for s in queries.stances_on([gap.pk])]


def test_whoever_has_an_account_stands_beside_a_gap_and_is_credited(
    gap: Gap, neighbour: Account
) -> None:
    stand(gap, neighbour)
    later = NOON + timedelta(hours=1)
    no = Word("disputes", "X", "The survey of 2019 has them.")
    context.stand(gap=gap, word=no, by=making.steward(), now=later)
    assert sides(gap)[0] == ("confirms", "C", "A neighbour")
    assert [side for side, _, _ in sides(gap)] == ["confirms", "disputes"]
    assert queries.gap_facts(gap)["says"][0] == {
        "id": str(Stance.objects.get(side="confirms").pk),
        "side": "confirms",
        "text": "Nobody came into our yard.",
        "voice": "C",
        "author": str(neighbour.agent_id),
        "said_at": NOON.isoformat(),
        "evidence": [],
    }
    line = Contribution.objects.get(agent=neighbour.agent)
    assert (line.role, line.part, line.what) == (
        "fact checker",
        "gaps",
        "said whether something is really missing, and why",
    )


def test_a_gap_of_which_nobody_spoke_is_written_as_before(gap: Gap) -> None:
    assert "says" not in queries.gap_facts(gap)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        (replace(SEEN, text=" "), "in a sentence"),
        (replace(SEEN, text="x" * 601), "too long: 601"),
        (replace(SEEN, side="perhaps"), "whether it is so"),
        (replace(SEEN, voice="M"), "whose voice"),
        (replace(SEEN, voice=""), "whose voice"),
    ],
)
def test_a_word_that_says_nothing_is_refused(
    gap: Gap, neighbour: Account, word: Word, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        stand(gap, neighbour, word)
    assert (sides(gap), Contribution.objects.filter(agent=neighbour.agent).count()) == ([], 0)


def test_only_who_may_answer_in_a_voice_speaks_as_publisher_or_reviewer(
    gap: Gap, neighbour: Account
) -> None:
    publisher = making.account(Role.Name.PUBLISHER)
    assert voices_of(None, gap.dataset) == ()
    assert voices_of(neighbour, gap.dataset) == ("S", "C")
    assert voices_of(publisher, gap.dataset) == ("P", "W", "S", "C")
    assert voices_of(making.steward(), gap.dataset) == ("P", "W", "S", "C", "X")
    with pytest.raises(NotAllowed, match="not yours"):
        stand(gap, neighbour, replace(SEEN, voice="P"))


def test_one_word_each_and_none_about_ones_own(gap: Gap, ada: Account, neighbour: Account) -> None:
    stand(gap, neighbour)
    with pytest.raises(Refusal, match="said this already"):
        stand(gap, neighbour, replace(SEEN, side="disputes"))
    with pytest.raises(Refusal, match="said this yourself"):
        stand(gap, ada)
    assert sides(gap) == [("confirms", "C", "A neighbour")]


def test_nobody_speaks_of_a_gap_that_was_taken_back(
    gap: Gap, ada: Account, neighbour: Account
) -> None:
    context.withdraw(said=gap, by=ada, reason="", now=NOON)
    with pytest.raises(Refusal, match="does not stand"):
        stand(gap, neighbour)


def test_only_its_giver_takes_it_back_and_may_then_say_otherwise(
    gap: Gap, ada: Account, neighbour: Account
) -> None:
    first = stand(gap, neighbour)
    with pytest.raises(NotAllowed, match="Only who said this"):
        context.take_stance_back(stance=first, by=ada, now=NOON)
    context.take_stance_back(stance=first, by=neighbour, now=NOON)
    assert sides(gap) == []
    stand(gap, neighbour, replace(SEEN, side="disputes"))
    assert sides(gap) == [("disputes", "C", "A neighbour")]
    assert Stance.objects.count() == 2
    with pytest.raises(Refusal, match="does not stand"):
        context.take_stance_back(stance=first, by=neighbour, now=NOON)


def test_a_steward_hides_for_safety_or_law_only(gap: Gap, ada: Account, neighbour: Account) -> None:
    word = stand(gap, neighbour)
    with pytest.raises(Refusal, match="only for safety or for law"):
        context.hide_stance(stance=word, ground="taste", reason="No.", by=ada, now=NOON)
    with pytest.raises(NotAllowed, match="Only a steward"):
        context.hide_stance(stance=word, ground="law", reason="No.", by=neighbour, now=NOON)
    context.hide_stance(stance=word, ground="law", reason="It names a child.", by=ada, now=NOON)
    word.refresh_from_db()
    assert (sides(gap), word.reason) == ([], "law: It names a child.")
    assert Audit.objects.get(action="hide").facts == {"ground": "law"}


def test_a_word_beside_a_gap_stops_no_review(ada: Account, neighbour: Account) -> None:
    trees: Dataset = making.dataset()
    made = context.add_gap(dataset=trees, gap=check_gap(FORM, YARDS), by=ada, now=NOON)
    Context.objects.filter(dataset=trees).update(state="in review")
    stand(made, neighbour)
    assert Context.objects.get(dataset=trees).state == "in review"
