"""What was said in the circle, contested and hidden comes back, and is not readable in a file."""

from __future__ import annotations

import pytest

from commonstacks.flows import disputing, inviting, reading, reviewing, sealing
from commonstacks.flows.disputing import Wrong
from commonstacks.flows.inviting import AboutMe, Voiced
from commonstacks.flows.shown import Withheld
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import (
    Consent,
    Dispute,
    Gap,
    Pause,
    Publication,
    Statement,
)
from commonstacks.library.people.models import Account
from tests.flows.conftest import published, source, steward, trees
from tests.library import making

__all__ = ["published", "source", "steward", "trees"]

pytestmark = pytest.mark.django_db

YARD = "Nobody counted the trees in our yard."


def test_the_life_of_a_story_comes_back(published: Dataset, steward: Account) -> None:
    slug = published.slug
    inviting.record(slug, AboutMe("not in here", YARD), "S", Voiced(how="spoken"), by=steward)
    said = Statement.objects.get(question="A2")
    wrong = Wrong("They cut.", ({"kind": "testimony", "title": "I saw"},), str(said.pk))
    disputing.contest(slug, "A2", wrong, by=making.account())
    reviewing.pause(slug, "At risk.", by=steward)
    sealing.keep()
    assert YARD.encode() not in sealing.file().read_bytes()

    for kind in (Dispute, Consent, Pause, Gap):
        kind.objects.all().delete()
    Statement.objects.filter(pk=said.pk).update(state="accepted")
    Publication.objects.update(paused=False, paused_why="")
    sealing.restore()

    said.refresh_from_db()
    assert (said.state, Dispute.objects.get().text) == ("contested", "They cut.")
    assert Gap.objects.get(voice="S").facts["text"] == YARD
    assert Consent.objects.get().level == "circle"
    with pytest.raises(Withheld, match="At risk"):
        reading.lend(slug, None)
    assert sealing.restore() == 0
