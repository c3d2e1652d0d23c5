"""How a document lies in the index. A change here needs a new RELEASE: old indexes are rebuilt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import tantivy

from commonstacks.kit.text import sound
from commonstacks.workshop.searching.document import Document
from commonstacks.workshop.searching.query import FARTHEST_YEAR
from commonstacks.workshop.searching.terms import terms, terms_of_name

RELEASE = 2
WEIGHTS = {
    "title": 4.0,
    "topics": 2.5,
    "columns": 2.0,
    "places": 2.0,
    "publisher": 1.5,
    "description": 1.5,
    "values": 1.0,
    "story": 1.0,
}
LONGEST_TEXT, MOST = 100_000, 2_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stored:
    """What the index gives back of a document."""

    id: str
    slug: str
    title: str
    description: str
    story: str
    publisher: str
    topics: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[str, ...]
    places: tuple[tuple[str, str, bool, tuple[str, ...]], ...]  # id, name, own, other names
    years: tuple[int, ...]


def build() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("own", "within", "kind"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("years", indexed=True)
    builder.add_integer_field("published", fast=True)
    builder.add_bytes_field("body", stored=True)
    return builder.build()


def write(document: Document, schema: tantivy.Schema) -> tantivy.Document:
    """The document as the engine takes it: at most 100,000 letters a text, 2,000 items a list."""
    names = [name for place in document.places[:MOST] for name in place.names]
    texts = {
        "title": terms(document.title[:LONGEST_TEXT]),
        "topics": terms(" ".join(document.topics[:MOST])),
        "columns": [term for name in document.columns[:MOST] for term in terms_of_name(name)],
        "places": terms(" ".join(names)),
        "publisher": terms(document.publisher[:LONGEST_TEXT]),
        "description": terms(document.description[:LONGEST_TEXT]),
        "values": terms(" ".join(document.values[:MOST])),
        "story": terms(document.story[:LONGEST_TEXT]),
    }
    fields: dict[str, Any] = {name: [" ".join(found)] for name, found in texts.items()}
    fields["id"] = [document.id]
    fields["kind"] = [document.kind]
    fields["own"] = [place.id for place in document.places if place.own]
    fields["within"] = [place.id for place in document.places]
    fields["years"] = years(document)
    fields["published"] = [(document.published_at - EPOCH) // (EPOCH.resolution)]
    fields["body"] = [body(document)]
    return tantivy.Document.from_dict(fields, schema)


def years(document: Document) -> list[int]:
    return sorted({year for year in document.years if abs(year) <= FARTHEST_YEAR})[:MOST]


def body(document: Document) -> bytes:
    facts = {
        "id": document.id,
        "slug": document.slug,
        "title": document.title[:LONGEST_TEXT],
        "description": document.description[:LONGEST_TEXT],
        "story": document.story[:LONGEST_TEXT],
        "publisher": document.publisher[:LONGEST_TEXT],
        "topics": document.topics[:MOST],
        "columns": document.columns[:MOST],
        "values": document.values[:MOST],
        "places": [
            (place.id, place.names[0] if place.names else place.id, place.own, place.names[1:])
            for place in document.places[:MOST]
        ],
        "years": years(document),
    }
    return sound(json.dumps(facts, ensure_ascii=False)).encode()


def read(found: tantivy.Document) -> Stored:
    packed: bytes | None = found.get_first("body")
    facts = json.loads(packed or b"{}")
    facts["places"] = tuple(
        (place, name, own, tuple(others)) for place, name, own, others in facts["places"]
    )
    for name in ("topics", "columns", "values", "years"):
        facts[name] = tuple(facts[name])
    return Stored(**facts)
