"""Every role × every action × every door: what the table allows happens, the rest is refused.

A page that takes a POST and stands neither in DEEDS nor in FREE fails the second test: whoever
adds one says here by which row of the table it is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern

from commonstacks.doors.web import form_addresses
from commonstacks.doors.web.urls import urlpatterns
from commonstacks.flows import answering, intake, takedown
from commonstacks.flows.answering import Given
from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context.models import Statement
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Invitation, Role
from commonstacks.library.people.permissions import ACTIONS, SIGNED_IN
from tests.doors.web import library
from tests.library import making

NOBODY: Final = "nobody"
ROLES: Final = (*Role.Name.values, SIGNED_IN, NOBODY)
ELSEWHERE: Final = "dataset:00000000-0000-0000-0000-000000000000"
REFUSED: Final = {403, 404}
LIBRARY_WIDE: Final = {"add", "give roles"}


@dataclass(frozen=True, slots=True)
class Deed:
    action: str  # a row of the table
    name: str  # of the page
    path: str
    blanks: dict[str, str] = field(default_factory=dict)
    method: str = "POST"


SAID: Final = {"way": "answer", "entry-0-answer": "Sixty dogs of one street.", "voice": "X"}
GAP: Final = {"kind": "missing_place", "text": "Cats.", "voice": "X", "evidence-lines": "1"}
PERSON: Final = "/people/{agent}"
LIFE: Final = "/datasets/{waiting}"

DEEDS: Final = (
    Deed("read", "rows", "/datasets/{waiting}/v/1/rows", method="GET"),
    Deed("read", "download", "/datasets/{waiting}/v/1/download/csv", method="GET"),
    Deed("read", "original", "/datasets/{waiting}/v/1/file/dogs.csv", method="GET"),
    Deed("read", "cube-axes", "/datasets/{waiting}/v/1/cube.json", method="GET"),
    Deed("read", "explore", "/datasets/{waiting}/v/1/explore", method="GET"),
    Deed("read", "explore-near", "/datasets/{waiting}/v/1/explore/near", {"longitude": "7"}),
    Deed("read", "context", "/datasets/{waiting}/context", method="GET"),
    Deed("read", "review", "/datasets/{in_review}/review", method="GET"),
    Deed("add", "add", "/add", {"address": "https://example.org/dogs.csv"}),
    Deed("add", "jobs", "/jobs", method="GET"),
    Deed("add", "job-cancel", "/jobs/{job}/cancel"),
    Deed("add", "instructions", "/datasets/{waiting}/reading", {"delimiter": ";"}),
    Deed("add", "trust", "/datasets/{waiting}/v/1/trust"),
    Deed("answer", "question", "/datasets/{waiting}/context/A1", SAID),
    Deed("answer", "gap", "/datasets/{waiting}/context/gap/C1", GAP),
    Deed("answer", "send-in", "/datasets/{waiting}/context/send-in", {"reply": "replied"}),
    Deed("answer", "drafts", "/datasets/{waiting}/drafts", method="GET"),
    Deed("answer", "import", "/datasets/{waiting}/import", method="GET"),
    Deed("answer", "licence", "/datasets/{waiting}/licence", method="GET"),
    Deed("set groups", "groups", LIFE + "/groups", {"threshold": "1", "reason": "Rows are days."}),
    Deed("turn key", "agree", "/datasets/{in_review}/review/agree"),
    Deed("turn key", "send-back", "/datasets/{in_review}/review/send-back", {"reason-A1": "?"}),
    Deed("give roles", "people", "/people", method="GET"),
    Deed("give roles", "people", "/people", {"email": "new@example.org", "role": "member"}),
    Deed("give roles", "person", PERSON, method="GET"),
    Deed("give roles", "give-role", PERSON + "/give", {"role": "member", "on-kind": "library"}),
    Deed("give roles", "take-role", PERSON + "/take", {"id": "{role}"}),
    Deed("give roles", "belongs", PERSON + "/belongs", {"organisation": "The city"}),
    Deed("give roles", "contacts", PERSON + "/contacts", {"contact-kind": "post", "contact": "x"}),
    Deed("give roles", "claim-link", "/people/{witness}/claim-link"),
    Deed("give roles", "withdraw-invitation", "/people/withdraw", {"invitation": "{invitation}"}),
    Deed("facilitate", "make-link", LIFE + "/life/link", {"purpose": "reply"}),
    Deed("facilitate", "testimony", LIFE + "/about-me", method="GET"),
    Deed("reply as publisher", "publisher-reply", LIFE + "/reply", {"text": "We read it."}),
    Deed("pause", "life", LIFE + "/life", {"do": "archive"}),
    Deed("moderate", "judge", LIFE + "/said/{said}/hide", {"ground": "law", "reason": "x"}),
    Deed("answer", "review-reply", "/datasets/{in_review}/review/reply", {"reply": "replied"}),
    Deed("contest", "account", "/account", method="GET"),
    Deed("save views", "saved", "/saved", method="GET"),
    Deed("contest", "my-data", "/account/my-data", method="GET"),
    Deed("contest", "leave", "/account/leave", method="GET"),
)
"""Rows that no page of today asks for; a page that does moves its row into DEEDS."""
NO_PAGE: Final = {
    "answer as publisher",
    "answer as constituent",
    "read as constituent",
    "erase",  # on the command line only, by whoever holds the machine: a steward
}
"""Ruled by the form's own rules, library/governing/rules.py, and tested there."""
GOVERNED: Final = {pattern.name for pattern in form_addresses.urlpatterns}
"""Pages that take a POST and ask no role: one's own things, and links that are their own right."""
FREE: Final = {
    "account",
    "leave",
    "sign-in",
    "sign-in-link",
    "sign-out",
    "invitation",
    "claim",
    "invited",
    "reply",
    "about-me",
    "disputes",  # everybody with an account; asks for what they may read first
    "one-gap",  # the same; the voice is asked for in library/context/test_standing.py
    "dispute-answer",  # asks whose voice it is; tested in library/context/test_life.py
    "withdraw",  # only of what one said oneself
    "suggested",  # asks like “gap”; needs a suggestion of the program
    "draft-aside",  # asks like “drafts”; needs one of them
    "follow",
    "saved-one",  # only of what one keeps oneself
    "notices",
    "no-more-letters",  # the link is the right
    "asking-left",  # the name of the question is the right
}


@pytest.fixture(autouse=True)
def plain_static(home: Path, settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(parents=True)
    storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}


@pytest.fixture
def world(home: Path, db: None, tmp_path: Path, settings: Any) -> dict[str, str]:
    """Two datasets, one of them in review with two keys to turn; somebody to do things to."""
    settings.REVIEW_KEYS = 2
    steward = library.steward()
    waiting = library.take_in(tmp_path, steward)
    Version.objects.update(doubt="It looks odd.")
    other = tmp_path / "other"
    other.mkdir()
    in_review = library.take_in(other, steward, "tag,name\n1,Rex\n2,Pug\n3,Bo")
    making.answer_everything(Dataset.objects.get(slug=in_review), steward)
    answering.send_in(in_review, reply="not told", told_on=None, why="A test.", by=steward)
    made, _ = people.invite(email="i@example.org", role="", by=steward, now=making.NOON)
    Invitation.objects.update(expires_at=making.NOON.replace(year=2999))
    member = making.account(Role.Name.MEMBER)
    witness = people.record_agent(kind="person", name="A tenant", by=steward, now=making.NOON)
    return {
        "waiting": waiting,
        "here": str(Ref("dataset", str(Dataset.objects.get(slug=waiting).pk))),
        "in_review": in_review,
        "said": str(say_something(waiting, steward).pk),
        "agent": str(member.agent_id),
        "role": str(member.roles.get().pk),
        "witness": str(witness.pk),
        "invitation": str(made.pk),
        "job": intake.add_from_web("https://example.org/a.csv", by=steward).id,
    }


def say_something(slug: str, by: Account) -> Statement:
    return answering.answer(slug, "A2", Given(answer="For the dogs."), by=by)


def somebody(name: str, scope: str = "") -> Account:
    account = making.account()
    account.roles.all().delete()
    if name != SIGNED_IN:
        Role.objects.create(account=account, name=name, scope=scope)
    return account


def browser(role: str, scope: str = "") -> Client:
    client = Client()
    if role != NOBODY:
        client.force_login(somebody(role, scope))
    return client


def done(deed: Deed, client: Client, world: dict[str, str]) -> int:
    """The status of the answer; whatever the deed changed is taken back."""
    blanks = {name: value.format(**world) for name, value in deed.blanks.items()}
    with transaction.atomic():
        ask = client.get if deed.method == "GET" else client.post
        answer = ask(deed.path.format(**world), blanks)
        answer.close()
        transaction.set_rollback(True)
    return int(answer.status_code)


def test_every_role_every_action_every_page(world: dict[str, str]) -> None:
    """A role on one dataset is tried where the table gives it something to lose or to gain."""
    wrong = []
    for role in ROLES:
        for scope in ("", world["here"], ELSEWHERE):
            client = browser(role, scope)
            for deed in DEEDS:
                if scope and role not in ACTIONS[deed.action].roles:
                    continue
                status = done(deed, client, world)
                wanted = allowed(deed, role, scope, world)
                if (status not in REFUSED) is not wanted or status >= 500:
                    wrong.append((role, scope, deed.name, status))
    assert wrong == []
    assert read_through_the_api(world) == {403}
    assert erasing(world) == {
        role: Refusal if role in ACTIONS["erase"].roles else NotAllowed
        for role in (*Role.Name.values, SIGNED_IN)
    }


def allowed(deed: Deed, role: str, scope: str, world: dict[str, str]) -> bool:
    """As the table says; a role on one dataset counts for deeds about that dataset."""
    roles = ACTIONS[deed.action].roles
    if SIGNED_IN in roles:
        return role != NOBODY
    about_it = "{waiting}" in deed.path and deed.action not in LIBRARY_WIDE
    return role in roles and (not scope or (scope == world["here"] and about_it))


def read_through_the_api(world: dict[str, str]) -> set[int]:
    """The API only reads, and knows nobody: what is not published is refused to everybody."""
    found = set()
    for client in (browser(Role.Name.STEWARD), browser(NOBODY)):
        for path in ("", "/context", "/v/1", "/v/1/rows"):
            address = f"/api/v1/datasets/{world['waiting']}{path}"
            found.add(client.get(address).status_code)
            assert client.post(address).status_code == 405, address
    return found


def test_every_page_that_takes_a_post_is_in_the_table(db: None) -> None:
    told = {deed.name for deed in DEEDS} | FREE | GOVERNED
    assert sorted(taking_posts() - told) == []
    assert {deed.action for deed in DEEDS} | NO_PAGE == set(ACTIONS)


def taking_posts() -> set[str]:
    samples = {"slug": "x", "int": "1", "str": "A1", "uuid": str(UUID(int=0))}
    client, found = Client(raise_request_exception=False), set()
    for route, pattern in patterns(urlpatterns):
        address = re.sub(r"<(\w+):\w+>", lambda found: samples[found[1]], route)
        if client.post(f"/{address}").status_code != 405:
            found.add(pattern.name)
    return found


def patterns(listed: Iterable[Any], under: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in listed:
        route = f"{under}{each.pattern}"
        if isinstance(each, URLPattern):
            yield route, each
        else:
            yield from patterns(each.url_patterns, route)


def erasing(world: dict[str, str]) -> dict[str, type[Refusal]]:
    """The command line acts as the first steward; without a reason nothing is erased."""
    found = {}
    for role in (*Role.Name.values, SIGNED_IN):
        waiting = Dataset.objects.get(slug=world["waiting"])
        try:
            takedown.erase(waiting, reason=" ", by=somebody(role))
        except Refusal as refusal:
            found[role] = type(refusal)
    return found
