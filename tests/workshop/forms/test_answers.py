"""Answers are kept as given or refused in plain words; none is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.words import in_words

FORM = load(1)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def test_text_is_trimmed_and_kept() -> None:
    assert FORM.check_answer("A1", "  Dogs.\r\nAnd cats. \x00") == "Dogs.\nAnd cats."


def test_too_long_says_how_long() -> None:
    with pytest.raises(Refusal, match="607 characters, 600 fit") as refused:
        FORM.check_answer("A1", "x" * 607)
    assert refused.value.hint == "Take out 7."


def test_an_unknown_choice_lists_the_choices() -> None:
    with pytest.raises(Refusal) as refused:
        FORM.check_answer("F1", {"is": "maybe"})
    assert refused.value.hint == "Choose one of: yes, no, indirectly."


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "data:text/html,x", "ftp://a.example/b", "//a.example", "a.example",
        "https://", "https://a.example/ b", "mailto:nobody", "file:///etc/passwd", "http://[::1",
    ],
)  # fmt: skip
def test_only_http_and_mailto_are_addresses(address: str) -> None:
    with pytest.raises(Refusal, match="is not a web address"):
        FORM.check_answer("B6", address)


@pytest.mark.parametrize("address", ["https://a.example/b?c=d", "mailto:office@town.example"])
def test_good_addresses_are_kept(address: str) -> None:
    assert FORM.check_answer("B6", address) == address


def test_a_repeating_answer_is_always_a_list() -> None:
    kept = FORM.check_answer("E5", {"use": "see trees", "why": " "})
    assert kept == [{"use": "see trees"}]


def test_unknown_blanks_are_refused() -> None:
    with pytest.raises(Refusal, match="no blank called colour"):
        FORM.check_answer("E5", {"use": "see trees", "colour": "green"})


def test_a_required_blank_must_be_filled() -> None:
    with pytest.raises(Refusal, match="E4: “Why” is empty"):
        FORM.check_answer("E4", [{"use": "count people"}])


def test_gap_questions_take_entries_only() -> None:
    with pytest.raises(Refusal, match="answered with entries"):
        FORM.check_answer("C1", "poor people")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"state": "stated"}, "has no name"),
        ({"state": "none_stated", "id": "MIT"}, "Keep one|none stated"),
        ({"state": "stated", "id": "not a licence"}, "not a web address"),
    ],
)
def test_a_licence_is_named_or_none(answer: dict[str, str], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        FORM.check_answer("G1", answer)


def test_none_stated_is_an_answer() -> None:
    assert FORM.check_answer("G1", {"state": "none_stated"}) == {"state": "none_stated"}


def test_a_rights_statement_is_an_answer() -> None:
    named = {"state": "stated", "id": "http://rightsstatements.org/vocab/NoC-US/1.0/"}
    assert FORM.check_answer("G1", named) == named


def test_days_are_days() -> None:
    assert FORM.check_answer("H5", "2027-01-31") == "2027-01-31"
    with pytest.raises(Refusal, match="is not a day"):
        FORM.check_answer("H5", "2027-02-31")


@pytest.mark.parametrize("weight", ["much", "nan", "inf"])
def test_numbers_are_numbers(weight: str) -> None:
    with pytest.raises(Refusal, match="not a number"):
        FORM.check_answer("B8", {"dataset": "maps", "weight": weight})


def test_only_the_community_speaks_of_its_labels() -> None:
    assert FORM.check_voice("G3", "C") == "C"
    with pytest.raises(Refusal, match="does not answer G3"):
        FORM.check_voice("G3", "P")
    with pytest.raises(Refusal, match="does not answer A1"):
        FORM.check_voice("A1", "Q")


def test_a_reason_is_owed_for_withheld_and_not_applicable() -> None:
    assert FORM.check_absence("B5", "unknown") == "unknown"
    assert FORM.check_absence("B5", "withheld", note="The mayor, until 2030.") == "withheld"
    with pytest.raises(Refusal, match="not said why"):
        FORM.check_absence("B5", "withheld")
    with pytest.raises(Refusal, match="cannot be left open"):
        FORM.check_absence("B5", "whatever")


def test_answers_in_words() -> None:
    assert _words("B1", [{"kind": "survey", "text": "By post"}, {"kind": "other"}]) == (
        "A survey. By post.\nAnother way"
    )
    assert _words("B4", [{"agent": "The city", "part": "asked", "when": "1963"}], "de") == (
        "The city. Anteil: Wurde gefragt. Wann: 1963."
    )
    assert _words("G5", "open") == "Open to everybody"
    assert _words("A1", "Dogs.") == "Dogs."


@given(answer=JSON)
def test_any_input_is_kept_twice_the_same_or_refused(answer: object) -> None:
    for question in FORM.questions:
        try:
            kept = FORM.check_answer(question.id, answer)
        except Refusal:
            continue
        assert FORM.check_answer(question.id, kept) == kept
        assert in_words(question, kept)


def _words(question: str, answer: object, language: str = "en") -> str:
    return in_words(FORM.question(question), answer, language)
