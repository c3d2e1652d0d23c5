"""Words that are not said yet, two people at once, and one press for “nobody knows”."""

from __future__ import annotations

import pytest
from django.test import Client

from commonstacks.flows import answering, keeping_drafts
from commonstacks.flows.answering import Given
from commonstacks.library.people.models import Account
from tests.doors.web.library import ASKED, text_of
from tests.library import making

pytestmark = pytest.mark.django_db
BEGUN = {"way": "answer", "entry-0-answer": "To find lost", "voice": "P"}
PLACE = {
    "kind": "left_out_people",
    "text": "Strays.",
    "columns": ["tag", "name"],
    "place": "Nowhere",
}


def test_what_was_begun_is_found_again_until_it_is_said(dogs: str, writer: Client):
    page = f"/datasets/{dogs}/context/A2"
    assert (
        writer.post(page, {**BEGUN, "later": "1"}, headers={"X-Part": "later"}).status_code == 204
    )
    again = text_of(writer.get(page))
    assert "You began this on" in again
    assert "To find lost</textarea>" in again
    assert 'value="P" checked' in again
    everything = text_of(writer.get(f"/datasets/{dogs}/context/all"))
    assert "To find lost</textarea>" in everything
    assert "You have words here" in text_of(writer.get(f"/datasets/{dogs}/context"))
    assert "21 questions are open." in everything
    assert writer.post(page, {**BEGUN, "entry-0-answer": "To find lost dogs."}).status_code == 302
    assert "You began this on" not in text_of(writer.get(page))


def test_what_was_begun_can_be_thrown_away_and_no_other_sees_it(
    dogs: str, writer: Client, steward: Account
):
    page = f"/datasets/{dogs}/context/A2"
    assert writer.post(page, {**BEGUN, "later": "1"})["Location"] == page
    assert "Kept for later. Only you see it." in text_of(writer.get(page))
    other = making.account()
    assert keeping_drafts.begun(dogs, "A2", steward) is not None
    assert keeping_drafts.begun_at(dogs, steward).keys() == {"A2"}
    assert not answering.desk(dogs, steward).lines[1].said
    assert keeping_drafts.begun(dogs, "A2", other) is None
    assert keeping_drafts.begun_at(dogs, other) == {}
    writer.post(page, {"discard": "1"})
    assert "To find lost" not in text_of(writer.get(page))


def test_two_people_see_both_answers_and_keep_their_own_words(
    dogs: str, writer: Client, steward: Account
):
    answering.answer(dogs, "A2", Given(answer="To bill owners."), by=steward)
    refused = writer.post(
        f"/datasets/{dogs}/context/A2", {"way": "answer", "entry-0-answer": "To find lost dogs."}
    )
    assert refused.status_code == 422
    for page in (text_of(refused), text_of(writer.get(f"/datasets/{dogs}/context/A2"))):
        beside = page.split('<section class="meanwhile"')[1].split("</section>")[0]
        assert "To bill owners." in beside
        assert "To find lost dogs." in beside
        assert "To find lost dogs.</textarea>" in page


def test_nobody_knows_is_one_press_with_whom_was_asked_filled_in(dogs: str, writer: Client):
    first = {"way": "absence", "absence": "unknown", "voice": "X", **ASKED}
    there = writer.post(f"/datasets/{dogs}/context/A2", {**first, "next": "1"})
    assert there["Location"] == f"/datasets/{dogs}/context/A3"
    page = text_of(writer.get(f"/datasets/{dogs}/context/A3"))
    strip = page.split('class="nobody-knows"')[1].split("</form>")[0]
    assert 'value="The city&#x27;s page"' in strip
    assert 'value="2026-09-01"' in strip
    assert "20 questions are open." in page
    assert 'class="nobody-knows"' not in text_of(writer.get(f"/datasets/{dogs}/context/A2"))


def test_all_on_one_page_each_kept_on_its_own(dogs: str, writer: Client, steward: Account):
    page = text_of(writer.get(f"/datasets/{dogs}/context/all"))
    assert page.count(f'action="/datasets/{dogs}/context/A1"') == 2
    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    given = {"way": "answer", "entry-0-answer": "Sixty dogs.", "back": "all"}
    back = writer.post(f"/datasets/{dogs}/context/A1", given)["Location"]
    assert back == f"/datasets/{dogs}/context/all#at-A1"
    assert answering.desk(dogs, steward).lines[0].said[0].answer == "Sixty dogs."


def test_a_gap_is_built_with_the_data_beside_it(dogs: str, writer: Client, steward: Account):
    page = f"/datasets/{dogs}/context/gap/C1"
    shown = text_of(writer.get(page))
    assert "The first rows" in shown
    assert "Elm Street" in shown
    assert "missing: 20 of 60" in shown
    found = text_of(writer.post(page, {**PLACE, "find": "1"}))
    assert "This library knows no place of that name." in found
    assert "Strays.</textarea>" in found
    part = writer.post(page, {**PLACE, "find": "1"}, headers={"X-Part": "find"})
    assert "<main" not in text_of(part)
    chosen = text_of(writer.post(page, {**PLACE, "choose": "Ghent, Belgium"}))
    assert 'name="place" type="text" value="Ghent, Belgium"' in chosen
    writer.post(page, {**PLACE, "later": "1"})
    again = text_of(writer.get(page))
    assert "You began this on" in again
    assert again.count('name="columns"') == 4
    assert again.count(" checked") == 3  # two columns and the voice
    assert "Go on with the entry you began" in text_of(writer.get(f"/datasets/{dogs}/context/C1"))
    assert answering.desk(dogs, steward).gaps == ()
    assert writer.post(page, PLACE).status_code == 302
    assert "You began this on" not in text_of(writer.get(page))
