"""The life of a licence that is not clear: found, asked about, answered, settled."""

from __future__ import annotations

from datetime import date

import pytest

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.context.actions import licences
from commonstacks.library.context.actions.licences import Outcome
from commonstacks.library.context.models import LicenceCase
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people.models import Account, Role
from commonstacks.workshop.drafts.licences import Word, weigh
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db

TWO = weigh([Word("CC-BY-4.0", "the record"), Word("ODbL-1.0", "the file")])
SENT, CAME = date(2026, 11, 20), date(2026, 11, 21)


@pytest.fixture
def ada(db: None) -> Account:
    return making.account()


@pytest.fixture
def case(ada: Account) -> LicenceCase:
    return licences.open_licence_case(dataset=making.dataset(), verdict=TWO, by=ada, now=NOON)


def write(case: LicenceCase, by: Account, text: str = "Dear town") -> None:
    licences.make_letter(case=case, text=text, language="en", by=by, now=NOON)


def send(case: LicenceCase, by: Account, on: date = SENT) -> None:
    licences.letter_sent(case=case, sent_on=on, sent_to="the office", by=by, now=NOON)


def hear(case: LicenceCase, by: Account, answer: str = "CC BY 4.0", on: date = CAME) -> None:
    licences.record_licence_answer(case=case, answer=answer, answered_on=on, by=by, now=NOON)


def settle(
    case: LicenceCase, by: Account, finding: str = "stated", named: str = "CC-BY-4.0"
) -> None:
    licences.settle_licence(case=case, outcome=Outcome(finding, named), by=by, now=NOON)


def test_a_case_keeps_what_each_source_says(case: LicenceCase, ada: Account) -> None:
    assert (case.state, case.finding, case.kept_by) == ("open", "conflicting", ada.agent)
    assert case.evidence == [
        {"where": "the record", "said": "CC-BY-4.0", "id": "CC-BY-4.0"},
        {"where": "the file", "said": "ODbL-1.0", "id": "ODbL-1.0"},
    ]


def test_from_the_letter_to_the_end(case: LicenceCase, ada: Account) -> None:
    states = []
    for step in (write, send, hear, settle):
        step(case, ada)
        case.refresh_from_db()
        states.append(case.state)
    assert states == ["letter made", "sent", "answered", "settled"]
    assert (case.finding, case.licence) == ("stated", "CC-BY-4.0")
    assert (case.letter, case.sent_on, case.answer, case.answered_on) == (
        "Dear town",
        SENT,
        "CC BY 4.0",
        CAME,
    )


def test_who_asked_is_credited_once(case: LicenceCase, ada: Account) -> None:
    write(case, ada)
    assert not Contribution.objects.exists()
    send(case, ada)
    send(case, ada, on=CAME)
    line = Contribution.objects.get(work=str(Ref("dataset", str(case.dataset_id))))
    assert (line.agent, line.role, line.what, line.state) == (
        ada.agent,
        "records requester",
        "asked the publisher which licence holds",
        "confirmed",
    )


def test_steps_have_an_order(case: LicenceCase, ada: Account) -> None:
    for step in (send, hear):
        with pytest.raises(Refusal, match="not its turn"):
            step(case, ada)
    write(case, ada)
    send(case, ada)
    with pytest.raises(Refusal, match="not its turn"):
        write(case, ada)


def test_days_have_an_order(case: LicenceCase, ada: Account) -> None:
    write(case, ada)
    with pytest.raises(Refusal, match="not come yet"):
        send(case, ada, on=date(2026, 11, 22))
    send(case, ada)
    for day in (date(2026, 11, 19), date(2026, 11, 22)):
        with pytest.raises(Refusal, match="after the letter"):
            hear(case, ada, on=day)


def test_empty_words_are_refused(case: LicenceCase, ada: Account) -> None:
    with pytest.raises(Refusal, match="letter is empty"):
        write(case, ada, " ")
    write(case, ada)
    send(case, ada)
    with pytest.raises(Refusal, match="answer is empty"):
        hear(case, ada, " ")
    with pytest.raises(Refusal, match="no name"):
        settle(case, ada, "stated", " ")
    with pytest.raises(Refusal, match="whether a licence is stated"):
        settle(case, ada, "inferred")


def test_it_may_be_found_elsewhere_and_settled_once(case: LicenceCase, ada: Account) -> None:
    settle(case, ada)
    with pytest.raises(Refusal, match="settled already"):
        settle(case, ada)
    licences.reopen_licence(case=case, by=ada, now=NOON)
    assert (case.state, case.letter, case.answer, case.sent_on) == ("open", "", "", None)


def test_looking_again_renews_the_evidence_and_keeps_the_letter(
    case: LicenceCase, ada: Account
) -> None:
    write(case, ada)
    again = licences.open_licence_case(
        dataset=case.dataset, verdict=weigh([]), by=making.account(), now=NOON
    )
    assert (again.finding, again.evidence, again.letter) == ("none_stated", [], "Dear town")
    assert again.kept_by == ada.agent


def test_a_stated_licence_is_no_case(ada: Account) -> None:
    stated = weigh([Word("CC-BY-4.0", "the record")])
    with pytest.raises(Refusal, match="is stated"):
        licences.open_licence_case(dataset=making.dataset(), verdict=stated, by=ada, now=NOON)


def test_a_member_may_not_work_on_it(case: LicenceCase) -> None:
    member = making.account(Role.Name.MEMBER)
    with pytest.raises(NotAllowed):
        licences.open_licence_case(dataset=case.dataset, verdict=TWO, by=member, now=NOON)
    for step in (write, send, hear, settle):
        with pytest.raises(NotAllowed):
            step(case, member)
    with pytest.raises(NotAllowed):
        licences.reopen_licence(case=case, by=member, now=NOON)
