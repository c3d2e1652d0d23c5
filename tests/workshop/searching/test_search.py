from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.searching.document import Document, PlaceTag
from commonstacks.workshop.searching.index import Index
from commonstacks.workshop.searching.query import Found, parse

Make = Callable[..., Document]


def ids(found: Found) -> list[str]:
    return [hit.id for hit in found.hits]


@pytest.fixture
def find(index: Index) -> Callable[..., Found]:
    return lambda words="", **wish: index.search(parse(words, **wish))


# --- words -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "why", "field"),
    [
        ("postal", "the title", "title"),
        ("addresses", 'the topic "Address"', "topics"),
        ("borough", 'the column "borough_id"', "columns"),
        ("zipcode", 'the column "zip_code"', "columns"),
        ("holtsville", 'the value "Holtsville"', "values"),
        ("geonames", "the publisher GeoNames", "publisher"),
        ("usa", "the place United States", "places"),
        ("america", "the place North America", "places"),
        ("letter", "the description", "description"),
        ("recording", "the story", "story"),
    ],
)
def test_a_dataset_is_found_by_any_of_its_texts_and_says_why(
    index: Index, find: Any, doc: Make, us: Any, words: str, why: str, field: str
) -> None:
    index.put([
        doc("1", "US postal places", description="Where letters go", story="Nobody recorded it.",
            topics=("Address",), columns=("zip_code", "borough_id"), values=("Holtsville",),
            publisher="GeoNames", places=us),
        doc("2", "Something else"),
    ])  # fmt: skip
    found = find(words)
    assert (found.total, found.asked, found.dropped) == (1, "all", ())
    hit = found.hits[0]
    assert (hit.id, hit.slug, hit.why, hit.fields) == ("1", "slug-1", (why,), (field,))


@pytest.mark.parametrize("written", ["Köln", "Koeln", "KÖLN", "Ko\u0308ln"])
@pytest.mark.parametrize("asked", ["Köln", "koeln", "köln", "Ko\u0308ln"])
def test_umlauts_are_found_in_each_spelling(
    index: Index, find: Any, doc: Make, written: str, asked: str
) -> None:
    index.put([doc("1", f"Trees in {written}"), doc("2", "Trees in Bonn")])
    assert ids(find(asked)) == ["1"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [("Köln", "koln"), ("São Paulo", "sao"), ("Straßen", "strassen"), ("running", "runs"),
     ("baumArt", "baum"), ("Baumart", "BaumArt"), ("zip_code", "zipCode zip"), ("北京市", "北京市"), ("Київ", "київ")],
)  # fmt: skip
def test_marks_case_and_english_endings_do_not_matter(
    index: Index, find: Any, doc: Make, written: str, asked: str
) -> None:
    index.put([doc("1", written)])
    assert ids(find(asked)) == ["1"]


def test_the_title_weighs_more_than_the_story(index: Index, find: Any, doc: Make) -> None:
    index.put([doc("a", "Rivers", story="trees"), doc("b", "Trees", story="rivers")])
    assert ids(find("trees")) == ["b", "a"]


def test_words_are_relaxed_from_all_to_most_to_any(index: Index, find: Any, doc: Make) -> None:
    index.put([doc("1", "red green blue"), doc("2", "red green"), doc("3", "yellow")])
    every, most, any_ = find("red green blue"), find("red green unicorn"), find("yellow unicorn")
    assert (ids(every), every.asked, every.dropped) == (["1"], "all", ())
    assert (set(ids(most)), most.asked, most.dropped) == ({"1", "2"}, "most", ("unicorn",))
    assert (ids(any_), any_.asked, any_.dropped) == (["3"], "any", ("unicorn",))
    assert any_.hits[0].missing == ("unicorn",)


def test_words_that_are_never_together_are_each_somewhere(
    index: Index, find: Any, doc: Make
) -> None:
    index.put([doc("1", "red"), doc("2", "green")])
    found = find("red green")
    assert (found.asked, found.dropped, set(ids(found))) == ("any", (), {"1", "2"})
    assert {hit.id: hit.missing for hit in found.hits} == {"1": ("green",), "2": ("red",)}


def test_nothing_found_says_what_is_lacking(index: Index, find: Any, doc: Make) -> None:
    index.put([doc("1", "red")])
    assert find("Unicorn") == Found(0, (), ("Unicorn",), "any")


def test_small_words_count_only_alone(index: Index, find: Any, doc: Make) -> None:
    index.put([doc("1", "rats"), doc("2", "The Who")])
    assert ids(find("the rats in my")) == ["1"]
    assert ids(find("the who")) == ["2"]


def test_more_than_twelve_words_are_dropped(index: Index, find: Any, doc: Make) -> None:
    index.put([doc("1", " ".join(f"w{n}" for n in range(20)))])
    found = find(" ".join(f"w{n}" for n in range(14)))
    assert (ids(found), found.dropped) == (["1"], ("w12", "w13"))


# --- place, years, nothing ---------------------------------------------------------------------
@pytest.fixture
def nested(index: Index, doc: Make) -> Index:
    """A city in a state in a country, each with a dataset about trees; the newest is the city's."""
    country, state, city = (PlaceTag(key, (key.title(),)) for key in ("country", "state", "city"))
    above = [dataclasses.replace(place, own=False) for place in (country, state)]
    index.put([
        doc("of-country", "trees", day=1, places=(country,)),
        doc("of-state", "trees", day=2, places=(state, above[0])),
        doc("of-city", "trees", day=3, places=(city, *above)),
        doc("of-nowhere", "trees trees trees", day=4),
    ])  # fmt: skip
    return index


@pytest.mark.parametrize("words", ["", "trees", "trees unicorn"])
def test_the_place_itself_comes_first_then_wider_then_inside(
    nested: Index, find: Any, words: str
) -> None:
    found = find(words, places=("state",), around=("country",))
    assert [(hit.id, hit.fit, hit.why[0]) for hit in found.hits] == [
        ("of-state", "itself", "the place State"),
        ("of-country", "wider", "the wider place Country"),
        ("of-city", "inside", "a place in State"),
    ]
    assert found.total == 3


def test_a_place_without_what_contains_it(nested: Index, find: Any) -> None:
    assert ids(find(places=("country",))) == ["of-country", "of-city", "of-state"]
    assert ids(find(places=("city",))) == ["of-city"]


@pytest.mark.parametrize("words", ["", "trees"])
@pytest.mark.parametrize("places", [(), ("atlantis",), ("\ud800",), ("state OR city",)])
def test_an_unknown_place_finds_nothing(
    nested: Index, find: Any, words: str, places: tuple[str, ...]
) -> None:
    assert (find(words, places=places).total, find(words, places=places).hits) == (0, ())


def test_pages_of_a_place_follow_one_another(nested: Index) -> None:
    query = parse(places=("state",), around=("country",))
    pages = [ids(nested.search(query, limit=1, offset=offset)) for offset in range(4)]
    assert pages == [["of-state"], ["of-country"], ["of-city"], []]


def test_nothing_asked_shows_all_the_newest_first(nested: Index, find: Any) -> None:
    assert ids(find()) == ["of-nowhere", "of-city", "of-state", "of-country"]
    assert ids(find("  \n")) == ids(find())
    assert find().hits[0].why == ()


def test_text_without_a_word_finds_nothing(nested: Index, find: Any) -> None:
    assert find("?!") == Found(0, (), (), "all")


def test_years_limit_what_is_found(index: Index, find: Any, doc: Make) -> None:
    index.put([doc("1", "trees", years=(2019, 2020)), doc("2", "trees", years=(2023, 10**30))])
    found = find("trees", years=(2018, 2019))
    assert (ids(found), found.hits[0].why) == (["1"], ("the year 2019", "the title"))
    assert ids(find(years=(2030, 2020))) == ["1", "2"] or ids(find(years=(2030, 2020))) == [
        "2",
        "1",
    ]
    assert ids(find(years=(-(10**40), 10**40))) == ["1", "2"]
    assert find(years=(1900, 1901)).total == 0


# --- order and pages ---------------------------------------------------------------------------
@pytest.mark.parametrize("words", ["", "trees"])
def test_equals_are_in_the_order_of_their_ids(
    index: Index, find: Any, doc: Make, words: str
) -> None:
    keys = [f"dataset-{(number * 37) % 100:03}" for number in range(100)]
    for part in range(0, 100, 30):
        index.put([doc(key, "trees") for key in keys[part : part + 30]])
    pages = [ids(index.search(parse(words), limit=7, offset=at)) for at in range(0, 105, 7)]
    assert [key for page in pages for key in page] == sorted(keys)


def test_pages_are_bounded(index: Index) -> None:
    with pytest.raises(Refusal, match="Only the first 10,000"):
        index.search(parse(), limit=1, offset=10_000)


def test_a_page_of_nothing_still_counts(index: Index, doc: Make) -> None:
    index.put([doc("1", "a tree")])
    assert index.search(parse("tree"), limit=0) == Found(1, (), (), "all")


# --- snippets ----------------------------------------------------------------------------------
def test_a_snippet_shows_the_words_in_plain_text(index: Index, find: Any, doc: Make) -> None:
    story = "Some words. " * 60 + "The <b>Bäume</b> were counted by volunteers. " + "More. " * 90
    index.put([doc("1", "x", story=story)])
    snippet = find("baeume volunteer").hits[0].snippet
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["Bäume", "volunteers"]
    assert "<b>Bäume</b> were counted" in snippet.text
    assert len(snippet.text) <= 240
    assert snippet.text[0] != " "


def test_a_word_repeated_without_end_does_not_take_for_ever(
    index: Index, find: Any, doc: Make
) -> None:
    index.put([doc("1", "x", story="tree " * 20_000)])
    assert find("tree").hits[0].snippet.marks[0] == (0, 4)


def test_without_a_word_in_it_the_description_begins(index: Index, find: Any, doc: Make) -> None:
    index.put([doc("1", "trees", description="What it is.", story="")])
    snippet = find("trees").hits[0].snippet
    assert (snippet.text, snippet.marks) == ("What it is.", ())


# --- hostile text ------------------------------------------------------------------------------
HOSTILE = [
    '"', "(", "title:", "title:x AND", "*", "a*", "a~9", "[a TO z]", "{!lucene}", "\\", "+-", "^1e99",
    "x" * 100_000, "a b " * 50_000, "'; DROP TABLE", "\x00", "\ud800", "NOT NOT", "body:z",
    "/.*.*.*=.*/", "İ" * 999, "a" + "\u0301" * 400, "IN [1 2 3]",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_no_sign_has_a_meaning(nested: Index, find: Any, words: str) -> None:
    assert find(words).total <= 4
    assert len(parse(words).words) <= 12


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.text(st.characters(), max_size=60)
    | st.lists(st.sampled_from(["trees", "AND", "title:", '"', "(", "*", "~"])).map(" ".join),
    places=st.none() | st.lists(st.text(max_size=5), max_size=3).map(tuple),
    years=st.none() | st.tuples(st.integers(), st.integers()),
)
def test_any_text_has_an_answer(nested: Index, words: str, places: Any, years: Any) -> None:
    found = nested.search(parse(words, places=places, years=years))
    assert found.total >= len(found.hits)
    if places is not None and not {"country", "state", "city"} & set(places):
        assert found.total == 0


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(), max_size=80))
def test_any_text_can_be_put_and_shown(index: Index, doc: Make, text: str) -> None:
    index.put([doc("1", text, story=text, columns=(text,), values=(text,), publisher=text,
                   places=(PlaceTag("p", (text,)),))])  # fmt: skip
    found = index.search(parse(text, places=("p",)))
    assert found.total == (0 if parse(text).unread else 1)
    for hit in found.hits:
        assert all(hit.snippet.text[start:end].strip() for start, end in hit.snippet.marks)
