"""PROV-O: the version, where it came from, who had a part, and the context as an entity."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rdflib import PROV, RDF, RDFS, Graph, Literal, URIRef

from commonstacks.workshop.handouts.prov import provenance
from commonstacks.workshop.handouts.story import Story, context_facts
from commonstacks.workshop.handouts.turtle import turtle
from tests.workshop.handouts import shelf

VERSION = URIRef("https://library.example/d/us-postal-codes/v/1#dataset")
CONTEXT = URIRef(f"{VERSION}-context-1")
TAKEN = URIRef(f"{VERSION}-taken-in")


def test_where_it_came_from_and_when_the_library_took_it(story: Story) -> None:
    at = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    graph = _graph(replace(story, taken_at=at, steps=("Read as text.",)))
    assert graph.value(VERSION, PROV.hadPrimarySource) == URIRef(story.address)
    assert graph.value(TAKEN, PROV.used) == URIRef(story.address)
    assert str(graph.value(TAKEN, PROV.endedAtTime)) == "2026-11-21T09:30:00+00:00"
    assert (TAKEN, RDFS.comment, Literal("Read as text.")) in graph
    assert (VERSION, PROV.wasGeneratedBy, TAKEN) in graph


def test_every_line_of_the_ledger_is_an_attribution(story: Story) -> None:
    graph = _graph(story)
    assert len(list(graph.objects(VERSION, PROV.qualifiedAttribution))) == len(story.credits)
    names = {
        str(graph.value(graph.value(each, PROV.agent), RDFS.label))
        for each in graph.objects(VERSION, PROV.qualifiedAttribution)
    }
    assert names == {each.name for each in story.credits}


def test_the_version_before_is_named(story: Story) -> None:
    newer = replace(story, previous_address="https://library.example/d/us-postal-codes/v/0")
    before = _graph(newer).value(VERSION, PROV.wasRevisionOf)
    assert before == URIRef("https://library.example/d/us-postal-codes/v/0#dataset")


def test_the_context_is_an_entity_and_travels_whole(story: Story) -> None:
    graph = _graph(story)
    assert (CONTEXT, RDF.type, PROV.Entity) in graph
    literal = graph.value(CONTEXT, URIRef("urn:commonstacks:context"))
    assert json.loads(str(literal)) == json.loads(json.dumps(context_facts(story)))


def test_without_an_address_there_is_no_source(story: Story) -> None:
    graph = _graph(replace(story, address=""))
    assert graph.value(VERSION, PROV.hadPrimarySource) is None


@pytest.mark.parametrize("name", shelf.TOLD)
def test_no_word_is_outside_a_vocabulary(name: str) -> None:
    """A misspelt name would be a property that no reader knows."""
    graph = Graph().parse(data=turtle(provenance(shelf.told(name))), format="turtle")
    terms = {str(each) for each in graph.predicates() if str(each).startswith(str(PROV))}
    assert terms <= {str(each) for each in dir(PROV)}
    assert {str(each) for each in graph.objects(None, RDF.type)} >= {
        str(PROV.Entity),
        str(PROV.Activity),
        str(PROV.Agent),
        str(PROV.Attribution),
    }


def _graph(story: Story) -> Graph:
    return Graph().parse(data=turtle(provenance(story)), format="turtle")
