"""Which licence portals mean by their words, and what several words add up to."""

from __future__ import annotations

import pytest

from commonstacks.workshop.drafts.licences import Match, Word, mentions, recognise, table, weigh

OPEN_DEFINITION = "http://www.opendefinition.org/licenses/cc-by"
US_WORK = "http://rightsstatements.org/vocab/NoC-US/1.0/"


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("cc by 4.0", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by/4.0/deed.de", "CC-BY-4.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("Creative Commons Namensnennung 3.0 DE\r", "CC-BY-3.0-DE"),
        ("Creative Commons Namensnennung 3.0 Deutschland Lizenz\r", "CC-BY-3.0-DE"),
        ("http://creativecommons.org/licenses/by/3.0/igo/", "CC-BY-3.0-IGO"),
        ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"),
        ("cc-zero", "CC0-1.0"),
        ("Creative Commons CCZero", "CC0-1.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/legalcode", "CC0-1.0"),
        ("odc-odbl", "ODbL-1.0"),
        ("Open Data Commons Open Database License (ODbL)", "ODbL-1.0"),
        ("https://opendatacommons.org/licenses/pddl/1-0/", "PDDL-1.0"),
        ("odc-by", "ODC-By-1.0"),
        ("dl-de/by-2-0", "DL-DE-BY-2.0"),
        ("https://www.govdata.de/dl-de/zero-2-0", "DL-DE-ZERO-2.0"),
        ("Datenlizenz Deutschland – Namensnennung – Version 2.0", "DL-DE-BY-2.0"),
        ("GeoNutzV", "LicenseRef-GeoNutzV"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"),
        ("Licence Ouverte / Open Licence 2.0", "etalab-2.0"),
        ("IODL 2.0", "LicenseRef-IODL-2.0"),
        ("https://data.norge.no/nlod/en/2.0", "NLOD-2.0"),
        ("https://www.usa.gov/government-works", US_WORK),
        ("U.S. Government Dataset", US_WORK),
        (
            "https://rightsstatements.org/vocab/NKC/1.0/",
            "http://rightsstatements.org/vocab/NKC/1.0/",
        ),
        ("The MIT License", "MIT"),
    ],
)
def test_a_name_or_address_of_a_licence_is_known(said: str, licence: str) -> None:
    assert (recognise(said).id, recognise(said).how) == (licence, "named")


@pytest.mark.parametrize(
    ("said", "page"),
    [
        ("cc-by", OPEN_DEFINITION),
        ("Creative Commons Atribuição", OPEN_DEFINITION),
        ("http://www.opendefinition.org/licenses/cc-by", OPEN_DEFINITION),
        ("uk-ogl", "https://www.nationalarchives.gov.uk/doc/open-government-licence/"),
        ("cc-nc", "https://creativecommons.org/licenses/by-nc/"),
    ],
)
def test_no_version_is_invented(said: str, page: str) -> None:
    assert (recognise(said).id, recognise(said).how) == (page, "family")


@pytest.mark.parametrize(
    "said",
    ["notspecified", "License Not Specified", "", "n/a", "Keine Angabe",
     "https://project-open-data.cio.gov/unknown-license/"],
)  # fmt: skip
def test_words_for_nothing_are_nothing(said: str) -> None:
    assert recognise(said) == Match("", "silent")


def test_words_that_name_no_licence_are_kept_as_words() -> None:
    assert recognise("other-pd") == Match("", "vague")
    assert recognise("Ask the mayor") == Match("LicenseRef-ask-the-mayor", "unknown")
    assert recognise("https://data.example.org/terms").id == "https://data.example.org/terms"


def test_running_text_is_searched_for_mentions() -> None:
    text = "Free to use (CC BY 4.0). Roads: https://opendatacommons.org/licenses/odbl/1-0/."
    assert list(mentions(text)) == ["ODbL-1.0", "CC-BY-4.0"]
    assert list(mentions("Please cite by name, version 4.0.")) == []


def test_one_word_is_stated() -> None:
    verdict = weigh([Word("cc-zero", "the record"), Word("Creative Commons CCZero", "its title")])
    assert (verdict.state, verdict.id) == ("stated", "CC0-1.0")
    assert verdict.text == "the record: “cc-zero”. its title: “Creative Commons CCZero”."


def test_a_word_without_a_version_agrees_with_every_version() -> None:
    verdict = weigh([Word("cc-by", "the record"), Word("CC BY 3.0 DE", "the page")])
    assert (verdict.state, verdict.id) == ("stated", "CC-BY-3.0-DE")


def test_a_word_without_a_version_alone_is_inferred() -> None:
    verdict = weigh([Word("cc-by", "the record")])
    assert (verdict.state, verdict.id) == ("inferred", OPEN_DEFINITION)
    assert verdict.text == "the record: “cc-by”, without a version."


def test_a_mention_alone_is_inferred() -> None:
    verdict = weigh([Word("Used under CC BY 4.0 here.", "the description", prose=True)])
    assert (verdict.state, verdict.id) == ("inferred", "CC-BY-4.0")
    assert verdict.text == "the description: names CC-BY-4.0 in its text."


def test_sources_that_disagree_are_conflicting_and_every_word_is_kept() -> None:
    verdict = weigh([Word("CC-BY-4.0", "the record"), Word("ODbL-1.0", "the file")])
    assert verdict.state == "conflicting"
    assert [(word.said, match.id) for word, match in verdict.heard] == [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("ODbL-1.0", "ODbL-1.0"),
    ]
    assert verdict.text == "the record: “CC-BY-4.0”. the file: “ODbL-1.0”."


def test_no_word_and_a_vague_word_state_nothing() -> None:
    assert weigh([]).answer() == {"state": "none_stated", "text": "No licence is named."}
    verdict = weigh([Word("other-pd", "the record")])
    assert (verdict.state, verdict.id) == ("none_stated", "")
    assert verdict.text.startswith("the record: “other-pd”, the public domain, without a reason.")


def test_an_address_becomes_the_link_of_the_answer() -> None:
    page = "http://opendatacommons.org/licenses/pddl/"
    verdict = weigh([Word("ODC-PDDL", "name"), Word(page, "path", url=page)])
    assert verdict.answer()["url"] == page


def test_a_licence_has_one_row_and_no_word_means_two() -> None:
    ids = list(table().titles)
    assert len(ids) == len(set(ids))
    for licence in ids:
        assert recognise(licence).id == licence
        assert recognise(table().titles[licence]).id == licence
