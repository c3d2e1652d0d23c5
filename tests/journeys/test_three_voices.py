"""A story in three voices: taken in, drafted, answered, contested, reviewed by two, published,
outdated by a new version, and written anew. Sixty days go by in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from commonstacks.flows import (
    answering,
    disputing,
    drafting,
    intake,
    inviting,
    reading,
    reviewing,
    sealing,
)
from commonstacks.flows.answering import Given
from commonstacks.flows.disputing import Wrong
from commonstacks.flows.inviting import AboutMe, Voiced
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries as said
from commonstacks.library.context.actions.asking import Wanted
from commonstacks.library.context.models import Dispute, Statement
from commonstacks.library.people.models import Account, Role
from tests.journeys.conftest import Source, source, steward
from tests.library import making
from tests.library.calendar import Calendar, calendar

__all__ = ["calendar", "source", "steward"]

pytestmark = pytest.mark.django_db

HEAD = "tree,species,planted,height\n"
LINE = "T{n:03d},{kind},2020-{month:02d}-01,{height}\n"
ROWS = "".join(
    LINE.format(n=n, kind=("oak", "lime", "elm")[n % 3], month=n % 12 + 1, height=n / 10)
    for n in range(1, 61)
)
PAGE = {"kind": "documented", "title": "The city's page", "read_on": "2026-11-20"}


class People:
    """Who takes part; the tenant and the passer-by have no account."""

    def __init__(self) -> None:
        self.ada = making.account(Role.Name.CONTEXTUALIST, name="Ada")
        self.bert = making.account(Role.Name.CONTEXTUALIST, name="Bert")
        self.rosa = making.account(Role.Name.CONSTITUENT, name="Rosa")
        self.city = making.account(Role.Name.PUBLISHER, name="The city's office")


@pytest.fixture
def people(steward: Account) -> People:
    return People()


def test_three_voices_from_harvest_to_renewal(
    source: Source, people: People, steward: Account, calendar: Calendar, settings: Any
) -> None:
    settings.REVIEW_KEYS = 2
    trees = harvested(source, steward)
    drafted(trees, people)
    answered_in_three_voices(trees, people)
    reviewed_with_two_keys(trees, people, calendar)
    contested_and_answered(trees, people, calendar)
    outdated_by_a_new_version(trees, source, steward)
    renewed(trees, people, calendar)
    what_was_entrusted_stays_in_the_circle(trees, people)


def harvested(source: Source, steward: Account) -> Dataset:
    source.files["trees.csv"] = (HEAD + ROWS).encode()
    taken = intake.run_now(source.address("trees.csv"), by=steward)
    assert taken.reason == ""
    assert "waits for its context" in page("/datasets/trees")
    return Dataset.objects.get(slug=taken.result["dataset"])


def drafted(trees: Dataset, people: People) -> None:
    """A program suggests; what it says counts for nothing until a person says it."""
    version = held.newest_version(trees)
    assert version is not None
    drafting.renew(version)
    assert drafting.drafts(trees.slug, people.ada) != ()
    assert answering.desk(trees.slug, people.ada).open == 21


def answered_in_three_voices(trees: Dataset, people: People) -> None:
    making.answer_everything(trees, people.ada, about_people="indirectly")
    say(trees, "A2", "To know which trees to prune.", "P", people.city)
    say(trees, "A2", "To know whose trees are cut.", "S", people.rosa)
    assert [a.voice for a in answering.answers_of(trees, None) if a.question == "A2"] == [
        "X",
        "P",
        "S",
    ]
    link, sent = inviting.make_link(
        trees.slug, Wanted("about me", voice="S", sent_to="room 5"), by=people.ada
    )
    assert sent is False
    words = AboutMe("not in here", "Nobody counted the trees in our yard.")
    inviting.about_me(token_of(link), words, Voiced())
    inviting.record(
        trees.slug,
        AboutMe("do not use", "The heights are guessed.", use="price a tree"),
        "C",
        Voiced(name="Mo", level="public", how="spoken"),
        by=people.bert,
    )


def say(trees: Dataset, question: str, text: str, voice: str, by: Account) -> Statement:
    given = Given(answer=text, voice=voice, evidence=[PAGE])
    return answering.answer(trees.slug, question, given, by=by)


def reviewed_with_two_keys(trees: Dataset, people: People, calendar: Calendar) -> None:
    """Sent in, forgotten for sixty days, sent in again; the publisher is told and is silent."""
    told = {"reply": "told", "told_on": calendar.now.date(), "why": ""}
    answering.send_in(trees.slug, by=people.ada, **told)
    calendar.pass_days(61)
    assert reviewing.let_time_pass(calendar.now).expired == 1
    told["told_on"] = calendar.now.date()
    answering.send_in(trees.slug, by=people.ada, **told)
    bystander = making.account(Role.Name.CONTEXTUALIST, Role.Name.MEMBER, name="Cleo")
    assert answering.agree(trees.slug, by=bystander) is None
    (waiting,) = reviewing.queue(people.rosa)
    assert waiting.missing == "a reader for the people the data are about"
    reader = making.account(Role.Name.CONSTITUENT, name="Sam")
    with pytest.raises(Exception, match="The publisher may reply until"):
        answering.agree(trees.slug, by=reader)
    assert reviewing.let_time_pass(calendar.now + timedelta(days=13)).published == 0
    calendar.pass_days(14)
    assert reviewing.let_time_pass(calendar.now).published == 1
    shown = page("/datasets/trees")
    assert "To know which trees to prune." in shown
    assert "To know whose trees are cut." in shown


def contested_and_answered(trees: Dataset, people: People, calendar: Calendar) -> None:
    """On the published page at once; after thirty days the whole story is marked."""
    theirs = Statement.objects.get(dataset=trees, question="A2", voice="P")
    passer_by = making.account(name="Vera")
    passer_by.roles.all().delete()
    how = ({"kind": "testimony", "title": "I watched them"},)
    wrong = Wrong("They cut, they do not prune.", how, str(theirs.pk))
    dispute = disputing.contest(trees.slug, "A2", wrong, by=passer_by)
    assert "1 answer of this story is contested." in page("/datasets/trees")
    calendar.pass_days(31)
    assert reviewing.let_time_pass(calendar.now).contested == 1
    assert "open for over thirty days" in page("/datasets/trees/life")
    with pytest.raises(Exception, match="another voice"):
        disputing.answer(trees.slug, dispute.pk, "deprecated", "They are right.", by=people.rosa)
    disputing.answer(trees.slug, dispute.pk, "stands", "Both are true.", by=people.bert)
    theirs.refresh_from_db()
    assert (theirs.state, Dispute.objects.get().outcome) == ("accepted", "stands")
    assert "contested" not in page("/datasets/trees")


def outdated_by_a_new_version(trees: Dataset, source: Source, steward: Account) -> None:
    more = "".join(line + ",7\n" for line in ROWS.splitlines())
    source.files["trees.csv"] = (HEAD.strip() + ",inspector\n" + more).encode()
    assert intake.run_now(source.address("trees.csv"), by=steward).reason == ""
    hard = {mark.question for mark in said.stale_marks(trees) if mark.level == "hard"}
    assert "B9" in hard
    assert "F6" in hard
    assert "May no longer hold" in page("/datasets/trees")


def renewed(trees: Dataset, people: People, calendar: Calendar) -> None:
    """Published all the while; the same two keys, by two who wrote none of it."""
    mine = next(s for s in said.public_statements(trees) if s.question == "A1" and s.voice == "X")
    given = Given(answer="Every street tree, and who saw it.", supersedes=str(mine.pk))
    answering.answer(trees.slug, "A1", given, by=people.ada)
    inviting.reply_as_publisher(trees.slug, "We add the inspector since May.", by=people.city)
    answering.send_in(trees.slug, reply="replied", told_on=None, why="", by=people.ada)
    assert "Every street tree, and who saw it." not in page("/datasets/trees")
    reader = making.account(Role.Name.CONSTITUENT, name="Kim")
    writer = making.account(Role.Name.CONTEXTUALIST, Role.Name.MEMBER, name="Dora")
    assert answering.agree(trees.slug, by=reader) is None
    assert answering.agree(trees.slug, by=writer) == 2
    shown = page("/datasets/trees")
    assert "Every street tree, and who saw it." in shown
    assert "We add the inspector since May." in shown
    assert said.stale_marks(trees) == []
    assert mine.answer in page("/datasets/trees/story/1")


def what_was_entrusted_stays_in_the_circle(trees: Dataset, people: People) -> None:
    yard = "Nobody counted the trees in our yard."
    sealing.keep()
    kept = sealing.file().read_bytes()
    story = reading.lend(trees.slug, None).story
    assert story is not None
    assert yard not in page("/datasets/trees")
    assert yard not in str(story)
    assert yard.encode() not in kept
    assert yard in [line.gap.text for line in answering.gaps_of(trees, people.rosa)]
    assert "room 5" not in page("/datasets/trees") + page("/datasets/trees/life")


def token_of(link: str) -> str:
    return link.rpartition("/")[2]


def page(address: str) -> str:
    """As somebody reads it who has no account."""
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())
