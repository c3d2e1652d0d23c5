"""What is not public stands on no page, in no answer, file, search, embed, nor in the log.

Words that nobody uses are planted where they must stay; then every address of the library is asked
by somebody who is not signed in, and every byte of every answer is searched.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import URLPattern, get_resolver

from commonstacks.flows import accession, answering, exporting, finding, wiring
from commonstacks.flows.answering import Given
from commonstacks.flows.watching import Watch
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import Gap, LicenceCase, Said, Statement
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Contact
from commonstacks.workshop.handouts.rows.making import FORMS
from tests.doors.web import library
from tests.library import making

pytestmark = pytest.mark.django_db

TITLE: Final = "Quollvark"  # public, but only on the stub and in the list of what waits
WAITING: Final = {  # of the dataset whose context is not published
    "column": "zyxcolumn",
    "cell": "mimsycell",
    "file": "borogovefile",
    "answer": "outgrabe",
}
PRIVATE: Final = {  # of a published dataset
    "circle": "slithycircle",
    "private": "tovesprivate",
    "gap": "gimblegap",
    "draft": "wabedraft",
    "proposed": "momerath",
    "returned": "jabberreturned",
    "contact": "bandersnatch",
    "office": "vorpaloffice",
    "name": "Frumious",
    "e-mail": "uffish",
}
ADDRESSES_OF_STUBS: Final = {"/waiting", "/api/v1/waiting"}


@dataclass(frozen=True)
class World:
    published: Dataset
    waiting: Dataset
    steward: Account


@pytest.fixture
def world(home: Path, db: None, tmp_path: Path, settings: Any) -> World:
    settings.STATIC_ROOT.mkdir(parents=True)
    storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}
    steward = library.steward()
    published = Dataset.objects.get(slug=library.take_in(tmp_path, steward))
    plant(published, steward)
    return World(published, not_published(tmp_path, steward), steward)


def not_published(folder: Path, steward: Account) -> Dataset:
    file = folder / f"{WAITING['file']}.csv"
    rows = "".join(f"{n},{WAITING['cell']}\n" for n in range(40))
    file.write_text(f"n,{WAITING['column']}\n{rows}")
    taken = accession.take_in(str(file), by=steward.pk, watch=Watch(), title=TITLE)
    answering.answer(taken["dataset"], "A1", Given(answer=WAITING["answer"]), by=steward)
    return Dataset.objects.get(slug=taken["dataset"])


def plant(dataset: Dataset, steward: Account) -> None:
    """Published, with somebody who left and wants no name; all else was never public."""
    writer = making.account(name=f"{PRIVATE['name']} Person")
    Account.objects.filter(pk=writer.pk).update(email=f"{PRIVATE['e-mail']}@example.org")
    writer.refresh_from_db()
    making.answer_everything(dataset, writer)
    for visibility in ("circle", "private"):
        said(dataset, steward, PRIVATE[visibility], visibility=visibility, voice="S")
    Gap.objects.create(
        dataset=dataset,
        question="C1",
        kind="undercounted",
        facts={
            "question": "C1",
            "kind": "undercounted",
            "text": PRIVATE["gap"],
            "voice": "S",
        },
        visibility="private",
        **by(steward, voice="S"),
    )
    answering.send_in(dataset.slug, reply="not told", told_on=None, why="A test.", by=steward)
    assert answering.agree(dataset.slug, by=steward) == 1
    said(dataset, steward, PRIVATE["draft"], state="draft", voice="M")
    said(dataset, steward, PRIVATE["proposed"], voice="P")
    said(dataset, steward, PRIVATE["returned"], state="returned", voice="M")
    contacts(dataset, steward)
    people.leave_unnamed(account=writer, now=making.NOON)
    finding.index_all()


def said(dataset: Dataset, by_whom: Account, text: str, *, voice: str, **facts: Any) -> None:
    row = {**by(by_whom, voice=voice), **facts}
    Statement.objects.create(dataset=dataset, question="I3", answer=[text], form=1, **row)


def by(account: Account, *, voice: str) -> dict[str, Any]:
    state = Said.State.PROPOSED
    return {"author": account.agent, "said_at": making.NOON, "voice": voice, "state": state}


def contacts(dataset: Dataset, steward: Account) -> None:
    witness = people.record_agent(kind="person", name="A tenant", by=steward, now=making.NOON)
    Contact.objects.create(
        agent=witness, kind="other", value=PRIVATE["contact"], kept_at=making.NOON
    )
    LicenceCase.objects.create(
        dataset=dataset,
        finding="none_stated",
        sent_to=PRIVATE["office"],
        answer=PRIVATE["office"],
        opened_at=making.NOON,
        changed_at=making.NOON,
        kept_by=steward.agent,
    )


def addresses(world: World) -> Iterator[str]:
    """Every address the library knows, with the names and numbers that are held."""
    known = {
        "slug": [world.published.slug, world.waiting.slug],
        "form": [*(each.name for each in exporting.listed()), "csv", *FORMS],
        "name": ["dogs.csv", f"{WAITING['file']}.csv"],
        "asked": ["A1", "I3", "C1"],
        "place_id": ["nowhere"],
        "key": [
            str(world.steward.agent_id),
            str(Statement.objects.filter(visibility="private").get().pk),
        ],
        "token": ["x"],
    }
    for route in routes(get_resolver().url_patterns):
        blanks = re.findall(r"<(?:\w+:)?(\w+)>", route)
        choices = [known.get(blank, ["1", "2"]) for blank in blanks]
        for values in itertools.product(*choices):
            filled = route
            for value in values:
                filled = re.sub(r"<[^>]+>", value, filled, count=1)
            yield f"/{filled}"
    words = [TITLE, *WAITING.values(), *PRIVATE.values()]
    yield from (f"{page}?q={word}" for word in words for page in ("/search", "/api/v1/datasets"))
    yield from ("/robots.txt", "/sitemap.xml")


def routes(patterns: Any, under: str = "") -> Iterator[str]:
    for each in patterns:
        route = f"{under}{each.pattern}"
        if isinstance(each, URLPattern):
            yield route
        elif not route.startswith("account/"):  # the library of the accounts has tests of its own
            yield from routes(each.url_patterns, route)


def everything_in(response: Any) -> str:
    """The text of an answer; of an archive the text and the names of all its members."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return text_of(data) + str(sorted(response.headers.items()))


def text_of(data: bytes) -> str:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "\n".join(f"{n}\n{text_of(packed.read(n))}" for n in packed.namelist())
    if data.startswith(b"PAR1"):
        from pyarrow import parquet

        table = parquet.read_table(io.BytesIO(data))
        return f"{table.schema.metadata} {table.schema} {table.to_pylist()}"
    return data.decode("utf-8", errors="replace")


def nothing_leaks(world: World) -> None:
    client, leaks, answers = Client(), [], set()
    for address in sorted(set(addresses(world))):
        response = client.get(address)
        answers.add(response.status_code)
        asked = address.partition("?q=")[2]
        text = everything_in(response).replace(asked, "") if asked else everything_in(response)
        about_it = world.waiting.slug in address or address in ADDRESSES_OF_STUBS
        forbidden = [*WAITING.values(), *PRIVATE.values(), *([] if about_it else [TITLE])]
        if WAITING["file"] in address:
            forbidden.remove(WAITING["file"])  # an address is repeated to who asks for it
        leaks += [(address, word) for word in forbidden if word.lower() in text.lower()]
    assert leaks == []
    assert answers <= {200, 301, 302, 400, 403, 404, 405, 409, 422}
    assert 200 in answers


def what_is_public_is_found(world: World) -> None:
    """Else the test above would pass on an empty library."""
    client = Client()
    assert world.published.title in client.get("/search?q=dogs").content.decode()
    assert TITLE in client.get("/waiting").content.decode()
    page = everything_in(client.get(f"/datasets/{world.published.slug}"))
    assert "Written down." in page
    handed = client.get(f"/datasets/{world.published.slug}/v/1/download/csv")
    assert "Written down." in everything_in(handed)


def the_vault_is_silent() -> None:
    found = []
    for file in sorted(path for path in configured.VAULT.rglob("*") if path.is_file()):
        text = file.read_bytes().decode("utf-8", errors="replace").lower()
        found += [(file.name, word) for word in PRIVATE.values() if word.lower() in text]
    assert found == []
    log = "\n".join(str(entry) for entry in wiring.vault().entries(after=0))
    assert [word for word in (TITLE, *WAITING.values()) if word.lower() in log.lower()] == []


def test_nothing_private_is_in_any_answer_nor_in_the_vault(world: World) -> None:
    """One test, as one library takes longer to fill than to search."""
    what_is_public_is_found(world)
    the_vault_is_silent()
    nothing_leaks(world)
