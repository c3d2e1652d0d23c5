"""DCAT-AP 3 and DCAT-US 3 by the official SHACL shapes, for every dataset of the shelf."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from rdflib import RDF, Graph, URIRef

from commonstacks.workshop.handouts import dcat_ap, dcat_us
from commonstacks.workshop.handouts.dcat_coverage import middle
from commonstacks.workshop.handouts.story import (
    Licence,
    Place,
    Statement,
    Story,
    context_facts,
)
from commonstacks.workshop.handouts.turtle import turtle
from tests.workshop.handouts import shelf
from tests.workshop.handouts.standards import needed, results

AP = ("dcat-ap-3/shapes.ttl", "dcat-ap-3/range.ttl", "dcat-ap-3/deprecateduris.ttl")
US = ("dcat-us-3/shapes.ttl",)
BODIES = "http://publications.europa.eu/resource/authority/corporate-body"


@needed
@pytest.mark.parametrize("name", shelf.TOLD)
def test_dcat_ap_has_no_results(name: str) -> None:
    assert results(turtle(dcat_ap.dataset(shelf.told(name))), *AP) == []


@needed
@pytest.mark.parametrize("name", shelf.TOLD)
def test_dcat_us_has_no_results(name: str) -> None:
    assert results(turtle(dcat_us.dataset(shelf.told(name))), *US) == []


@needed
def test_the_shapes_can_say_no() -> None:
    wrong = {**dcat_ap.dataset(shelf.told("bird-strikes")), "dct:title": []}
    assert results(turtle(wrong), *AP) == [("title", "Violation")]
    without = {**dcat_us.dataset(shelf.told("bird-strikes")), "dct:publisher": []}
    assert results(turtle(without), *US) == [("publisher", "Violation")]


NOT_KNOWN = {"bbox", "centroid", "type"}
"""The outline of a place, its middle where no gazetteer has it, and which kind of office or firm
somebody is: nobody is asked, and none follows from what is known."""


@needed
@pytest.mark.parametrize("name", shelf.TOLD)
def test_only_what_nobody_knows_is_missing_of_what_is_recommended(name: str) -> None:
    story = shelf.told(name)
    missing = set(NOT_KNOWN)
    if name != "soho-cholera-1854":  # the only one of which somebody said: it is about people
        missing |= {"theme"}
    if name == "flights":
        missing |= {"license"}
    if name in WITHOUT_DAYS:
        missing |= {"startDate", "endDate"}
    made = turtle(dcat_ap.dataset(story))
    found = results(made, "dcat-ap-3/shapes_recommended.ttl")
    assert set(found) == {(each, "Warning") for each in missing}


WITHOUT_DAYS = {
    "albuquerque-tracts-2000",
    "chicago-community-areas",
    "countries-of-the-world",
    "county-unemployment",
    "french-town-groupings",
    "us-postal-codes",
}
"""Their period is written in words that leave the days open."""


@needed
@pytest.mark.parametrize("name", shelf.TOLD)
def test_the_lists_of_the_eu_are_kept(name: str) -> None:
    """The publishers are no offices of the EU; a place that somebody wrote has no number yet."""
    made = turtle(dcat_ap.dataset(shelf.told(name)))
    found = set(results(made, "dcat-ap-3/mdr-vocabularies.shape.ttl"))
    assert found - {("spatial", "Warning")} == {("publisher", "Warning")}


@needed
def test_nothing_is_missing_where_everything_is_known() -> None:
    """What remains above is for want of facts, not of words for them."""
    story = shelf.told("soho-cholera-1854")
    bare = {
        key: value
        for key, value in dcat_ap.dataset(story).items()
        if key not in {"prov:wasAttributedTo", "prov:qualifiedAttribution", "dct:publisher"}
    }
    office = {
        "@id": f"{BODIES}/PUBL",
        "@type": "foaf:Agent",
        "foaf:name": "The Publications Office",
    }
    made = {
        **bare,
        "dct:publisher": {
            **office,
            "skos:inScheme": {"@id": BODIES},
            "dct:type": {
                "@id": "http://purl.org/adms/publishertype/SupraNationalAuthority",
                "@type": "skos:Concept",
                "skos:prefLabel": "Supra-national authority",
            },
        },
        "dct:spatial": [
            {
                "@id": "https://sws.geonames.org/2643743/",
                "@type": "dct:Location",
                "dcat:centroid": middle(Place("London", "", (-0.12574, 51.50853))),
                "dcat:bbox": {
                    "@value": "POLYGON((-1 51, 1 51, 1 52, -1 52, -1 51))",
                    "@type": "geo:wktLiteral",
                },
            }
        ],
    }
    assert results(turtle(made), "dcat-ap-3/shapes_recommended.ttl") == []


def test_the_middle_of_a_place_is_told_where_it_is_known(story: Story) -> None:
    known = replace(story, places=(Place("London", "", (-0.12574, 51.50853)),))
    first = dcat_ap.dataset(known)["dct:spatial"][0]
    assert first["dcat:centroid"] == {
        "@value": "POINT(-0.12574 51.50853)",
        "@type": "geo:wktLiteral",
    }


def test_one_finds_it_by_its_places_and_its_columns(story: Story) -> None:
    known = replace(story, places=(Place("London"),))
    assert dcat_ap.dataset(known)["dcat:keyword"] == [
        "London", "zip code", "latitude", "longitude", "city", "state", "county"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("CC-BY-NC-SA-4.0", ["Attribution", "ViralEffect-ShareAlike", "NonCommercialUseOnly"]),
        ("CC0-1.0", ["PublicDomain"]),
        ("ODbL-1.0", ["ViralEffect-ShareAlike"]),
        ("http://rightsstatements.org/vocab/NoC-US/1.0/", ["PublicDomain"]),
        ("Some-Other-1.0", []),
    ],
)
def test_the_kind_of_a_licence_follows_from_its_name(
    story: Story, name: str, kinds: list[str]
) -> None:
    (file,) = dcat_ap.dataset(replace(story, licence=Licence("stated", name)))["dcat:distribution"]
    found = [each["skos:prefLabel"] for each in file["dct:license"].get("dct:type", [])]
    assert found == kinds


@pytest.mark.parametrize(("said", "theme"), [("yes", True), ("indirectly", False), ("no", False)])
def test_only_a_person_says_that_it_is_about_society(story: Story, said: str, theme: bool) -> None:
    made = dcat_ap.dataset(_with(story, "F1", {"is": said}))
    assert ("dcat:theme" in made) is theme


def test_the_digest_is_named_as_the_profile_and_as_spdx_name_it(story: Story) -> None:
    (file,) = dcat_ap.dataset(story)["dcat:distribution"]
    named = file["spdx:checksum"]["spdx:algorithm"]
    assert named["@id"] == "https://spdx.org/rdf/terms#checksumAlgorithm_sha256"
    assert named["skos:exactMatch"] == {"@id": "spdx:checksumAlgorithm_sha256"}
    (other,) = dcat_us.dataset(story)["dcat:distribution"]
    assert other["spdx:checksum"]["spdx:algorithm"]["@id"] == "spdx:checksumAlgorithm_sha256"


@pytest.mark.parametrize("make", [dcat_ap.dataset, dcat_us.dataset])
def test_the_context_travels_whole(story: Story, make: Any) -> None:
    made = make(story)
    assert made["commonstacks:context"]["@value"] == context_facts(story)
    graph = Graph().parse(data=turtle(made), format="turtle")
    subject = URIRef("https://library.example/d/us-postal-codes/v/1#dataset")
    literal = graph.value(subject, URIRef("urn:commonstacks:context"))
    assert getattr(literal, "datatype", None) == RDF.JSON
    assert json.loads(str(literal)) == json.loads(json.dumps(context_facts(story)))


def test_the_same_story_gives_the_same_turtle(story: Story) -> None:
    assert turtle(dcat_ap.dataset(story)) == turtle(dcat_ap.dataset(story))


def test_a_gap_and_an_absence_are_quality_notes(story: Story) -> None:
    bodies = [
        each["oa:hasBody"]["rdf:value"]
        for each in dcat_ap.dataset(story)["dqv:hasQualityAnnotation"]
    ]
    assert {gap.text for gap in story.gaps} <= set(bodies)
    assert any(body.startswith("Who was asked about this? Nobody was asked") for body in bodies), (
        bodies
    )


def test_no_licence_is_claimed_where_none_is_stated(story: Story) -> None:
    made = dcat_ap.dataset(replace(story, licence=Licence("none_stated")))
    (file,) = made["dcat:distribution"]
    assert "dct:license" not in file
    assert file["dct:rights"]["rdfs:label"][0] == "Licence: None stated"


def test_a_licence_stated_in_two_ways_says_so(story: Story) -> None:
    (file,) = dcat_us.dataset(story)["dcat:distribution"]
    assert file["dct:license"]["@id"] == "https://creativecommons.org/licenses/by/4.0/"
    assert file["dct:rights"]["rdfs:label"][0] == (
        "Licence: CC-BY-4.0 (Stated in ways that disagree)"
    )


def test_a_contact_without_mail_is_no_contact_in_the_us_profile(story: Story) -> None:
    (contact,) = dcat_ap.dataset(story)["dcat:contactPoint"]
    assert contact["vcard:hasURL"]["@id"] == "https://github.com/vega/vega-datasets/issues"
    assert "dcat:contactPoint" not in dcat_us.dataset(story)
    mail = {"steward": "The desk", "contact": "mailto:desk@example.org"}
    (reached,) = dcat_us.dataset(_with(story, "H1", mail))["dcat:contactPoint"]
    assert reached["vcard:hasEmail"] == {"@id": "mailto:desk@example.org"}


def test_a_person_is_named_by_the_ledger_alone(story: Story) -> None:
    said = [
        {"name": "A person", "kind": "person", "role": "collector"},
        {"name": "The office", "kind": "organisation", "role": "collector"},
    ]
    made = dcat_ap.dataset(_with(story, "B2", said))
    assert made["prov:wasAttributedTo"] == [{"@type": "foaf:Agent", "foaf:name": "The office"}]


def test_without_a_publisher_the_us_profile_names_the_library(story: Story) -> None:
    nobody = replace(story, publisher="")
    assert "dct:publisher" not in dcat_ap.dataset(nobody)
    assert dcat_us.dataset(nobody)["dct:publisher"]["foaf:name"] == "The library of Example"


def test_an_address_that_is_none_is_not_claimed(story: Story) -> None:
    assert "prov:hadPrimarySource" not in dcat_ap.dataset(replace(story, address="trees.csv"))
    odd = dcat_ap.dataset(replace(story, address="https://a.example/a b{c}"))
    assert odd["prov:hadPrimarySource"] == {"@id": "https://a.example/a%20b%7Bc%7D"}


def _with(story: Story, question: str, answer: Any) -> Story:
    said = Statement(
        question=question,
        ask=story.form.question(question).ask.say(),
        voice="X",
        author="The library",
        said_on=shelf.DAY,
        text="In words.",
        answer=answer,
    )
    others = [each for each in story.statements if each.question != question]
    return replace(story, statements=(*others, said))
