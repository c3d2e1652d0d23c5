"""JSON-LD as Turtle (RDF 1.1)."""

from __future__ import annotations

from commonstacks.workshop.handouts.linked import Node


def turtle(node: Node) -> str:
    """The same graph as Turtle text. The node must bring its context inline: nothing is fetched.

    Blank nodes are numbered in the order they stand, so the same node gives the same text.
    """
    from rdflib import Graph
    from rdflib.plugins.parsers.jsonld import to_rdf

    # Graph.parse would open a ConjunctiveGraph on the way, which rdflib itself deprecates.
    graph = to_rdf(_numbered(node, [0]), Graph(bind_namespaces="none"))
    return str(graph.serialize(format="turtle"))


def _numbered(node: object, count: list[int]) -> object:
    if isinstance(node, list):
        return [_numbered(each, count) for each in node]
    if not isinstance(node, dict) or "@value" in node:
        return node
    if "@id" not in node:
        count[0] += 1
        node = {"@id": f"_:b{count[0]:06d}", **node}
    return {
        key: each if key == "@context" else _numbered(each, count) for key, each in node.items()
    }
