"""Pages that are seldom opened: axe once at a desk, and nothing to scroll sideways on a phone."""

from __future__ import annotations

import re

import pytest

from tests.browser.looking import DESK, PHONE, POSTAL, Readers
from tests.browser.running import Hand

pytestmark = pytest.mark.browser

QUIET = {
    "care": "/care",
    "notices": "/notices",
    "following": "/following",
    "reviews": "/reviews",
    "life": f"{POSTAL}/life",
    "life-in-review": "/datasets/{in_review}/life",
    "make-link": "/datasets/{in_review}/life/link",
    "disputes-gaps": f"{POSTAL}/disputes/C1",
    "disputes-answers": "/datasets/{in_review}/disputes/A1",
    "gap": "{gap}",
    "reply": "{reply}",
    "about-me": "{about_me}",
    "testimony": "/datasets/{in_review}/about-me",
    "licences": "/licences",
    "licence": f"{POSTAL}/licence",
    "import": "/datasets/{in_review}/import",
    "drafts": "/datasets/{in_review}/drafts",
    "story": f"{POSTAL}/story/1",
    "own-questions": "/form/own",
}
SEEN = {"evidence-lines": "1", "evidence-0-kind": "testimony", "evidence-0-title": "I sit there."}


@pytest.fixture(scope="module")
def addresses(hand: Hand, in_review: str) -> dict[str, str]:
    """Where what has no fixed address lies; something is followed, and something contested."""
    page = hand.client.get(POSTAL).text
    dataset = re.search(r'name="subject" value="(dataset:[^"]+)"', page)
    gap = re.search(rf'href="({POSTAL}/gaps/[^"]+)"', page)
    assert dataset
    assert gap
    hand.post("/follow", subject=dataset[1], way="here")
    hand.post(f"/datasets/{in_review}/disputes/A1", text="One is broken.", **SEEN)
    return {
        "in_review": in_review,
        "gap": gap[1],
        "reply": link(hand, in_review, "reply"),
        "about_me": link(hand, in_review, "about me"),
    }


def link(hand: Hand, slug: str, purpose: str) -> str:
    """The path of a link for somebody without an account."""
    token = hand.client.cookies.get("csrftoken", "")
    typed = {"purpose": purpose, "voice": "S", "csrfmiddlewaretoken": token}
    answer = hand.client.post(f"/datasets/{slug}/life/link", data=typed)
    found = re.search(r'value="https?://[^/"]+(/(?:reply|about-me)/[^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


@pytest.mark.parametrize("name", QUIET)
def test_quiet_page(readers: Readers, hand: Hand, addresses: dict[str, str], name: str) -> None:
    reader = readers.open(cookies=hand.cookies)
    assert reader.go(QUIET[name].format(**addresses)) == 200
    assert reader.page.locator("h1").count() == 1
    reader.resize(DESK)
    assert reader.axe() == []
    reader.resize(PHONE)
    assert reader.too_wide() == 0
