"""Every page of those who work on the library, at a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.looking import Readers, check
from tests.browser.running import Hand, Source

pytestmark = pytest.mark.browser

WORK = {
    "add": "/add",
    "jobs": "/jobs",
    "draft": "/datasets/{waiting}",
    "older": "/datasets/{waiting}/v/1",
    "change": "/datasets/{waiting}/changes/2",
    "desk": "/datasets/{waiting}/context",
    "everything": "/datasets/{waiting}/context/all",
    "everything-sent-in": "/datasets/{in_review}/context/all",
    "question-text": "/datasets/{waiting}/context/A1",
    "question-record": "/datasets/{waiting}/context/A4",
    "question-records": "/datasets/{waiting}/context/B2",
    "question-choice": "/datasets/{waiting}/context/G5",
    "question-url": "/datasets/{waiting}/context/B6",
    "question-date": "/datasets/{waiting}/context/H5",
    "question-gaps": "/datasets/{waiting}/context/C1",
    "question-answered": "/datasets/{in_review}/context/A1",
    "gap": "/datasets/{waiting}/context/gap/C1",
    "send-in": "/datasets/{waiting}/context/send-in",
    "desk-sent-in": "/datasets/{in_review}/context",
    "review": "/datasets/{in_review}/review",
    "review-not-sent-in": "/datasets/{waiting}/review",
}
DARK = {"draft", "desk", "everything", "question-text", "gap", "review"}


@pytest.mark.parametrize("name", WORK)
def test_work_page(readers: Readers, hand: Hand, name: str, waiting: str, in_review: str) -> None:
    reader = readers.open(cookies=hand.cookies)
    assert reader.go(WORK[name].format(waiting=waiting, in_review=in_review)) == 200
    check(reader, name, dark=name in DARK)


def test_pages_of_jobs_that_ended(
    readers: Readers, hand: Hand, waiting: str, source: Source
) -> None:
    reader = readers.open(cookies=hand.cookies)
    reader.go("/jobs")
    reader.page.locator("main .shelf a", has_text="street-trees.csv").first.click()
    expect(reader.page.locator("h1")).to_have_text("Taking in: done")
    check(reader, "job")
    job = hand.post("/add", address=f"{source.address}/not-there.csv").headers["Location"]
    reader.go(job)
    reader.page.get_by_role("link", name="Try another address").wait_for()
    check(reader, "job-failed")


def test_refused_forms(readers: Readers, hand: Hand, waiting: str) -> None:
    reader = readers.open(cookies=hand.cookies)
    for name, path, button in (
        ("add-refused", "/add", "Bring it here"),
        ("question-refused", WORK["question-record"], "Keep this answer"),
        ("gap-refused", WORK["gap"], "Keep this entry"),
        ("send-in-refused", WORK["send-in"], "Send it in"),
    ):
        reader.go(path.format(waiting=waiting))
        reader.page.get_by_role("button", name=button, exact=True).click()
        reader.page.get_by_role("alert").wait_for()
        check(reader, name)


def test_question_page_unfolded(readers: Readers, hand: Hand, in_review: str) -> None:
    reader = readers.open(cookies=hand.cookies)
    reader.go(f"/datasets/{in_review}/context/A1")
    reader.unfold()
    check(reader, "question-unfolded")
