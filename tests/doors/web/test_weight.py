"""How much a page weighs and how much it asks, whatever stands on the shelf.

The bounds are what a phone on a slow line and a small machine can bear; raise one only with its
reason in the commit.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonstacks.flows import finding
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.discovery.models import Footprint
from commonstacks.workshop.forms.gap import Gap
from tests.doors.web import library
from tests.flows import lending
from tests.library import making

pytestmark = pytest.mark.django_db
MANY = 30


class Bound(NamedTuple):
    path: str
    kilobytes: float  # of HTML as it goes over the line; up to 0.1 of it is chance
    queries: int


BOUNDS = {
    "home": Bound("/", 4, 10),
    "waiting": Bound("/waiting", 3, 6),
    "places": Bound("/places", 3, 6),
    "place": Bound("/places/test:w", 8, 20),
    "keeping": Bound("/keeping", 3, 6),
    "about": Bound("/about", 4, 3),
    "search": Bound("/search?q=trees", 4, 84),
    "search by place": Bound("/search?place=World", 4, 86),
    "everything": Bound("/search", 4, 84),
    "nothing found": Bound("/search?q=zeppelin", 2, 3),
    "dataset": Bound("/datasets/{dogs}", 12, 22),
    "rows": Bound("/datasets/{dogs}/v/1/rows", 3, 18),
    "embed": Bound("/datasets/{dogs}/v/1/embed", 5.2, 18),
}


@pytest.fixture
def dogs_among_many(dogs: str, writer: Client) -> str:
    """One dataset with everything, and thirty beside it: about places, with gaps, and waiting."""
    library.publish(writer, dogs)
    world = lending.place("test:w", "World")
    about = Dataset.objects.get(slug=dogs)
    Footprint.objects.create(dataset=about, place=world, how="declared")
    for number in range(MANY):
        here = lending.place(f"p{number}", f"Place {number}", world)
        gap = Gap("C1", "left_out_people", f"People of {text(number + MANY)}.", "X")
        lead = f"Trees of {text(number)}. One row each."
        lending.lent(f"Trees {number}", places=[here, world], gaps=[gap], lead=lead, versions=2)
        making.dataset(f"Waiting {number}")
    finding.index_all()
    return dogs


def text(seed: int) -> str:
    """Words that do not repeat, as people's sentences hardly do."""
    digest = hashlib.sha256(str(seed).encode()).hexdigest()
    return " ".join(re.findall(r".{3,6}", digest[:60]))


def test_pages_stay_light(dogs_among_many: str, client: Client) -> None:
    weighed = {name: weigh(client, bound, dogs_among_many) for name, bound in BOUNDS.items()}
    heavy = {
        name: (kilobytes, queries)
        for name, (kilobytes, queries) in weighed.items()
        if kilobytes > BOUNDS[name].kilobytes or queries > BOUNDS[name].queries
    }
    assert heavy == {}


def weigh(client: Client, bound: Bound, dogs: str) -> tuple[float, int]:
    """Kilobytes and queries of a page that was asked for once before."""
    path = bound.path.format(dogs=dogs)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert page.status_code == 200
    return len(page.content) / 1000, len(asked)
