"""From a query to what the engine is asked, and its answers in a steady order."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import tantivy
from tantivy import Occur

from commonstacks.workshop.searching.query import Query, Word
from commonstacks.workshop.searching.schema import WEIGHTS

DEEPEST = 10_000
FEW = 200
TIE = 0.1  # how much a word counts in its second-best field
ITSELF, WIDER = 1000.0, 500.0  # more than words can weigh: places come in order


@dataclass(frozen=True, slots=True)
class Page:
    """``total`` documents match; ``hits`` are (score, where) of those on the page."""

    total: int
    hits: tuple[tuple[float, tantivy.DocAddress], ...]
    asked: str


class Ask:
    """A query in the engine's own terms. Everything is made here, so that asking cannot refuse."""

    def __init__(self, query: Query, schema: tantivy.Schema) -> None:
        self.query, self.schema = query, schema
        self.words = [(word.text, self._having(word)) for word in query.words]
        self.own = self._about("own", query.places or ())
        self.inside = self._about("within", query.places or ())
        self.wider = self._about("own", query.around)
        self.limits = [tantivy.Query.const_score_query(each, 0.0) for each in self._limits()]

    def page(self, searcher: tantivy.Searcher, span: range) -> Page:
        """The documents at the ranks of ``span``: by score, then id; without words the newest."""
        if self.query.unread or self.query.places == ():
            return Page(0, (), "all")
        if not self.words:
            return _newest(self.tiers(), searcher, span)
        for asked, least in self.steps():
            wanted = self.matching(least)
            total = count(searcher, wanted)
            if total:
                return Page(total, _ranked(searcher, wanted, span, newest=False), asked)
        return Page(0, (), "any")

    def lacking(self, searcher: tantivy.Searcher) -> tuple[str, ...]:
        """Words that no document has where it is looked for."""
        return tuple(
            text
            for text, having in self.words
            if not count(searcher, _all_of([having, *self.limits]))
        )

    def steps(self) -> Iterator[tuple[str, int]]:
        """All words, two thirds of them, any."""
        words = len(self.words)
        most = math.ceil(words * 2 / 3)
        yield "all", words
        if 1 < most < words:
            yield "most", most
        if words > 1:
            yield "any", 1

    def matching(self, least: int) -> tantivy.Query:
        words = tantivy.Query.boolean_query(
            [(Occur.Should, having) for _, having in self.words], minimum_number_should_match=least
        )
        wanted = [(Occur.Must, each) for each in (words, *self.limits)]
        return tantivy.Query.boolean_query([*wanted, *self._lifts()])

    def tiers(self) -> list[tantivy.Query]:
        """Without words: the place itself, then what contains it, then what it contains."""
        if self.query.places is None:
            return [_all_of([tantivy.Query.all_query(), *self.limits])]
        tiers = [self.own, self.wider, self.inside]
        return [
            _all_of([tier, *self.limits], without=tiers[:number])
            for number, tier in enumerate(tiers)
        ]

    def _lifts(self) -> list[tuple[Occur, tantivy.Query]]:
        if self.query.places is None:
            return []
        only_wider = _all_of([self.wider], without=[self.own])
        return [
            (Occur.Should, tantivy.Query.const_score_query(self.own, ITSELF)),
            (Occur.Should, tantivy.Query.const_score_query(only_wider, WIDER)),
        ]

    def _having(self, word: Word) -> tantivy.Query:
        fields = [
            tantivy.Query.boost_query(
                tantivy.Query.term_query(self.schema, field, term, "freq"), weight
            )
            for field, weight in WEIGHTS.items()
            for term in word.terms
        ]
        return tantivy.Query.disjunction_max_query(fields, TIE)

    def _limits(self) -> Iterator[tantivy.Query]:
        """What must hold and does not count for the score: place and years."""
        if self.query.places is not None:
            near = [(Occur.Should, each) for each in (self.own, self.inside, self.wider)]
            yield tantivy.Query.boolean_query(near)
        if self.query.years is not None:
            kind = tantivy.FieldType.Integer
            yield tantivy.Query.range_query(self.schema, "years", kind, *self.query.years)

    def _about(self, field: str, places: tuple[str, ...]) -> tantivy.Query:
        if not places:
            return tantivy.Query.empty_query()
        return tantivy.Query.term_set_query(self.schema, field, list(places))


def _all_of(
    wanted: list[tantivy.Query], without: list[tantivy.Query] | None = None
) -> tantivy.Query:
    return tantivy.Query.boolean_query(
        [(Occur.Must, each) for each in wanted] + [(Occur.MustNot, each) for each in without or []]
    )


def count(searcher: tantivy.Searcher, wanted: tantivy.Query) -> int:
    return int(searcher.search(wanted, 1).count)  # type: ignore[attr-defined]  # stub lacks it


def _newest(tiers: list[tantivy.Query], searcher: tantivy.Searcher, span: range) -> Page:
    total, hits = 0, list[tuple[float, tantivy.DocAddress]]()
    for tier in tiers:
        size = count(searcher, tier)
        part = range(max(span.start - total, 0), min(span.stop - total, size))
        if part:
            hits += [(0.0, where) for _, where in _ranked(searcher, tier, part, newest=True)]
        total += size
    return Page(total, tuple(hits), "all")


def _ranked(
    searcher: tantivy.Searcher, wanted: tantivy.Query, span: range, *, newest: bool
) -> tuple[tuple[float, tantivy.DocAddress], ...]:
    """The hits at these ranks, by score or newness, then by id.

    The engine orders equals as they happen to lie, so that the equals at the end of the span are
    all asked for before they are put in order.
    """
    order = "published" if newest else None
    take = span.stop + 1
    while True:
        hits = searcher.search(wanted, take, count=False, order_by_field=order).hits
        whole = len(hits) < take or hits[span.stop - 1][0] != hits[-1][0]
        if whole or take >= DEEPEST:
            break
        take = min(take * 4, DEEPEST)
    if len({key for key, _ in hits}) < len(hits):
        hits = _in_order(searcher, wanted, hits)
    return tuple(hits[span.start : span.stop])


def _in_order(
    searcher: tantivy.Searcher, wanted: tantivy.Query, hits: list[tuple[float, tantivy.DocAddress]]
) -> list[tuple[float, tantivy.DocAddress]]:
    """By score and id. Few ids are read one by one, many are ordered by the engine."""
    if len(hits) <= FEW:
        return sorted(hits, key=lambda hit: (-hit[0], searcher.doc(hit[1]).get_first("id")))
    ranks = _ranks(searcher, wanted)
    return sorted(hits, key=lambda hit: (-hit[0], ranks.get(_spot(hit[1]), DEEPEST)))


def _ranks(searcher: tantivy.Searcher, wanted: tantivy.Query) -> dict[tuple[int, int], int]:
    """Where each matching document stands by its id."""
    found = searcher.search(
        wanted, DEEPEST, count=False, order_by_field="id", order=tantivy.Order.Asc
    )
    return {_spot(where): rank for rank, (_, where) in enumerate(found.hits)}


def _spot(where: tantivy.DocAddress) -> tuple[int, int]:
    return (where.segment_ord, where.doc)
