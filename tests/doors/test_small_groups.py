"""Where people are in a table, no door tells of a group of one: every address is asked.

One person lives alone in a district that has a name nobody else uses. Only whole files may hold
it, as whoever may have the file decides that (docs/adr/0019-one-protected-cube.md).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow.ipc
import pytest
from django.test import Client
from django.urls import get_resolver

from commonstacks.flows import accession, answering, exploration, exporting, reading
from commonstacks.flows.watching import Watch
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Role
from commonstacks.workshop.handouts.rows.making import FORMS
from commonstacks.workshop.views import tokens
from commonstacks.workshop.views.spec import facts_of, parse
from tests.doors.test_leaks import everything_in, routes
from tests.doors.web import library
from tests.library import making

pytestmark = pytest.mark.django_db

LONELY: Final = "Zyxwald"
OLDEST: Final = "1907"
WHOLE: Final = re.compile(r"/v/\d+/(download/(csv|parquet)$|download\.|file/)")
PEOPLE: Final = "name,district,born\n" + "".join(
    f"P{n},{LONELY if n == 1 else ('North', 'South')[n % 2]},"
    f"{OLDEST if n == 1 else 1950 + n % 30}-05-01\n"
    for n in range(1, 61)
)
ONE_OR_NOBODY: Final = (  # each asks for one person, and then in the same way for nobody
    [{"column": "district", "any_of": [LONELY]}, {"column": "district", "any_of": ["Quxwald"]}],
    [{"column": "name", "equals": "P1"}, {"column": "name", "equals": "Q1"}],
    [
        {"column": "born", "from": OLDEST, "to": "1908"},
        {"column": "born", "from": "1905", "to": "1906"},
    ],
)
DOORS: Final = ("view/{}", "embed/{}", "explore/{}", "view/{}/chart-0.svg", "view/{}/download.json")


@pytest.fixture
def people(home: Path, db: None, tmp_path: Path, settings: Any) -> Dataset:
    settings.STATIC_ROOT.mkdir(parents=True)
    storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}
    steward = library.steward()
    for number in (1, 2):
        file = tmp_path / "people.csv"
        file.write_text(PEOPLE if number == 1 else PEOPLE + f"P61,{LONELY},1980-01-01\n")
        taken = accession.take_in(str(file), by=steward.pk, watch=Watch(), title="People")
    dataset = Dataset.objects.get(slug=taken["dataset"])
    making.answer_everything(dataset, steward, about_people="yes")
    answering.send_in(dataset.slug, reply="not told", told_on=None, why="A test.", by=steward)
    second = making.account(Role.Name.CONSTITUENT, Role.Name.MEMBER)
    if answering.agree(dataset.slug, by=steward) is None:
        answering.agree(dataset.slug, by=second)
    return dataset


def addresses(people: Dataset) -> Iterator[str]:
    known = {
        "slug": [people.slug],
        "form": [*(each.name for each in exporting.listed()), "csv", "json", *FORMS],
        "name": ["people.csv"],
        "asked": ["A1"],
        "place_id": ["nowhere"],
        "key": ["nobody"],
    }
    tokens_known = [view(people, number=number) for number in (1, 2)]
    for route in routes(get_resolver().url_patterns):
        known["token"] = tokens_known if route.startswith("datasets/") else ["x"]
        blanks = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for values in itertools.product(*(known.get(blank, ["1", "2"]) for blank in blanks)):
            filled = route
            for value in values:
                filled = re.sub(r"<[^>]+>", value, filled, count=1)
            yield f"/{filled}"
    yield f"/search?q={LONELY}"
    yield f"/api/v1/datasets?q={LONELY}"


def view(people: Dataset, *filters: dict[str, Any], number: int = 1) -> str:
    lent = reading.lend(people.slug, None, number)
    whole = facts_of(exploration.spec_of(lent))
    return tokens.token(parse({**whole, "filters": list(filters)}))


def test_no_door_tells_of_one_person(people: Dataset) -> None:
    client, leaks, answers = Client(), [], {}
    for address in sorted(set(addresses(people))):
        if WHOLE.search(address):
            continue
        response = client.get(address)
        answers[address] = response.status_code
        text = everything_in(response).replace(address.partition("?q=")[2] or "\0", "")
        leaks += [(address[:90], word) for word in (LONELY, OLDEST) if word in text]
    assert leaks == []
    assert {status for status in answers.values() if status >= 500} == set()
    base = f"/datasets/{people.slug}"
    assert answers[base] == 200
    assert answers[f"{base}/v/1/cube.json"] == 200
    assert {answers[f"{base}/v/1/rows"], answers[f"/api/v1{base}/v/1/rows"]} == {409}
    assert answers[f"{base}/changes/2"] == 409


def test_who_asks_for_one_person_hears_what_they_hear_of_nobody(people: Dataset) -> None:
    """The answer repeats the question; it never says whether there is such a person."""
    base, told = f"/datasets/{people.slug}/v/1/", []
    for pair in ONE_OR_NOBODY:
        for door in DOORS:
            one, nobody = (heard(f"{base}{door}", view(people, each)) for each in pair)
            assert one == nobody, (door, pair)
            told.append(one[0])
    assert set(told) <= {200, 302, 404, 409}


def heard(door: str, token: str) -> tuple[int, str]:
    response = Client().get(door.format(token))
    text = everything_in(response).replace(token, "")
    return response.status_code, re.sub(rf"{LONELY}|Quxwald|P1|Q1|19\d\d", "", text)


def test_the_page_says_so_and_its_cube_has_no_small_group(people: Dataset) -> None:
    client = Client()
    page = client.get(f"/datasets/{people.slug}").content.decode()
    assert "Groups of fewer than 5 rows are not shown, because people are in it." in page
    assert "Read all" not in page
    for number in (1, 2):
        cube = client.get(f"/datasets/{people.slug}/v/{number}/cube.arrow")
        cells = pyarrow.ipc.open_file(b"".join(cube.streaming_content)).read_all()
        assert min(cells["n"].to_pylist()) >= 5
    facts = client.get(f"/api/v1/datasets/{people.slug}").json()
    assert {(each["nulls"], each["distinct"]) for each in facts["columns"]} == {(None, None)}


def test_a_steward_opens_it_with_a_reason_for_everybody_to_read(people: Dataset) -> None:
    client = Client()
    client.force_login(making.steward())
    address = f"/datasets/{people.slug}/groups"
    assert "because people are in it" in client.get(address).content.decode()
    refused = client.post(address, {"threshold": "none", "reason": "They agreed."})
    assert (refused.status_code, "from 1 to 1000" in refused.content.decode()) == (422, True)
    answer = client.post(address, {"threshold": "1", "reason": "They agreed."})
    assert answer.headers["Location"] == f"/datasets/{people.slug}"
    page = Client().get(f"/datasets/{people.slug}").content.decode()
    assert "Groups of any size are shown: They agreed." in page
    assert Client().get(f"/datasets/{people.slug}/v/1/rows").status_code == 200


def test_who_is_no_steward_cannot_open_it(people: Dataset) -> None:
    address = f"/datasets/{people.slug}/groups"
    assert Client().get(address).status_code == 403
    client = Client()
    client.force_login(making.account())
    assert client.post(address, {"threshold": "1", "reason": "So."}).status_code == 403
