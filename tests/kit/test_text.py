import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonstacks.kit import text


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Köln", "koln"),
        ("  São\tPaulo ", "sao paulo"),
        ("Côte d'Ivoire", "cote divoire"),
        ("Côte d\u2019Ivoire", "cote divoire"),
        ("U.S.A.", "usa"),
        ("St. Louis", "st louis"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("Århus", "arhus"),
        ("Winston-Salem", "winston salem"),
        ("ＦＵＬＬ", "full"),
        ("北京市", "北京市"),
        ("が", "が"),
        ("Київ", "киів"),
        ("", ""),
        ("...", ""),
    ],
)
def test_names_fold_to_one_spelling(written: str, folded: str) -> None:
    assert text.fold(written) == folded


def test_german_names_have_a_second_spelling() -> None:
    assert text.spellings("Köln") == ("koln", "koeln")
    assert text.spellings("Ko\u0308ln") == ("koln", "koeln")
    assert text.spellings("Koeln") == ("koeln",)


def test_names_of_columns_fall_into_pieces() -> None:
    written = "zip_code, zipCode HTTPServer2go"
    assert text.words(written) == ["zip", "code", "zipcode", "httpserver2go"]
    assert text.pieces(written) == ["zip", "code", "zip", "code", "http", "server2go"]


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("US postal codes", "us-postal-codes"),
        ("  Bäume & Straßen (2021) ", "baume-strassen-2021"),
        ("北京市", ""),
        ("a" * 80, "a" * 60),
        ("word " * 40, "-".join(["word"] * 12)),
        ("../../etc", "etc"),
    ],
)
def test_slugs_are_short_and_plain(written: str, slug: str) -> None:
    assert text.slug(written) == slug


@given(st.text(st.characters()))
def test_folding_twice_changes_nothing(written: str) -> None:
    assert text.fold(text.fold(written)) == text.fold(written)


@given(st.text(st.characters()))
def test_a_slug_is_always_safe_in_an_address(written: str) -> None:
    slug = text.slug(written)
    assert len(slug) <= 60
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert text.slug(slug) == slug


@given(st.text(st.characters()))
def test_words_are_folded_and_can_be_encoded(written: str) -> None:
    for word in text.words(written):
        assert word
        assert word.encode().decode() == word
