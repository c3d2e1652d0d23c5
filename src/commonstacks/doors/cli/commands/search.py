"""``stacks search``: find by word and by place; no words list everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.telling import FINE, NO, Told, count, listed

if TYPE_CHECKING:
    from commonstacks.flows.finding import Hit
    from commonstacks.flows.shown import Card, PlaceLine


@click.command(cls=frame.Command)
@click.argument("words", nargs=-1)
@click.option("--place", default="", help="Only what is about this place.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 100))
def command(words: tuple[str, ...], place: str, limit: int) -> Told:
    """Find published datasets. With "" as the only word: all of them."""
    frame.enter()
    asked = " ".join(words).strip()
    return found(asked, place, limit) if asked or place.strip() else everything()


def everything() -> Told:
    from commonstacks.flows import reading

    cards, waiting = reading.shelf(), reading.waiting()
    lines = tuple(
        f"{card.title} ({card.slug}), version {card.version}, {count(card.rows, 'row')}"
        for card in cards
    )
    none = () if cards else ("Nothing is published yet.",)
    waits = (f"{count(len(waiting), 'dataset')} waiting for context.",) if waiting else ()
    return Told(
        {"results": [card_facts(card) for card in cards], "waiting": len(waiting)},
        lines + none + waits,
        FINE if cards else NO,
    )


def card_facts(card: Card | Hit) -> dict[str, Any]:
    return {
        "slug": card.slug,
        "title": card.title,
        "publisher": card.publisher,
        "version": card.version,
        "rows": card.rows,
        "places": [place_facts(place) for place in card.places],
        "address": card.address,
    }


def place_facts(place: PlaceLine) -> dict[str, str]:
    return {"id": place.id, "name": place.name}


def found(words: str, place: str, limit: int) -> Told:
    from commonstacks.flows import finding

    results = finding.search(words, place, limit=limit)
    facts = {
        "results": [{**card_facts(hit), "why": list(hit.why)} for hit in results.hits],
        "total": results.total,
        "dropped": list(results.dropped),
        "place": place_facts(results.place) if results.place else None,
        "candidates": [place_facts(each) for each in results.candidates],
    }
    lines = [f"{hit.title} ({hit.slug}): {listed(hit.why)}" for hit in results.hits]
    if results.dropped:
        lines.append(f"Left out to find something: {listed(results.dropped)}.")
    if results.candidates:
        names = (f"{each.name} ({each.id})" for each in results.candidates)
        lines.append(f"“{place}” may be one of: {listed(names)}.")
    if not results.hits:
        lines.append("Nothing was found.")
    return Told(facts, tuple(lines), FINE if results.hits else NO)
