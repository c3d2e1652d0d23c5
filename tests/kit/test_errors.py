"""A refusal is a form with facts, and speaks English by itself."""

from __future__ import annotations

import ast
import pickle
from string import Formatter

from commonstacks.kit.errors import NotHeld, Refusal, phrase
from tools.messages import SOURCE, last, literal, parsed, refusals


def test_a_form_is_filled_with_its_facts() -> None:
    refusal = NotHeld("“{title}” has no version {number}.", "See {title}.", title="Trees", number=3)
    assert (refusal.reason, refusal.hint) == ("“Trees” has no version 3.", "See Trees.")
    assert str(refusal) == "“Trees” has no version 3."
    assert refusal.form == "“{title}” has no version {number}."
    assert refusal.facts == {"title": "Trees", "number": 3}


def test_numbers_are_written_as_the_form_says() -> None:
    refusal = Refusal("At most {most:,}, in {seconds:g} s.", most=12000, seconds=2.50)
    assert refusal.reason == "At most 12,000, in 2.5 s."


def test_what_people_wrote_may_have_braces() -> None:
    assert Refusal("There is no {name}.", name="{form} {0}").reason == "There is no {form} {0}."
    assert Refusal("It answered {oops", "}{").reason == "It answered {oops"


def test_a_fact_may_be_called_form() -> None:
    assert Refusal("Not as {form}.", form="pdf").reason == "Not as pdf."


def test_it_crosses_from_one_process_into_another() -> None:
    sent = Refusal("There is no {name}.", "Ask {who}.", name="{x}", who="Ada", questions=("A1",))
    come = pickle.loads(pickle.dumps(sent))
    assert vars(come) == vars(sent)
    assert str(come) == "There is no {x}."


def test_a_phrase_stays_as_it_is() -> None:
    assert phrase("a map") == "a map"


def test_every_form_gets_what_belongs_in_its_places() -> None:
    """A place without its fact would crash where it should refuse."""
    files = parsed(SOURCE)
    known = refusals([tree for _, tree in files]) | {"refuse"}
    calls = [
        (f"{name}:{node.lineno}", node)
        for name, tree in files
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and last(node.func) in known and node.keywords
    ]
    assert len(calls) > 150
    for where, call in calls:
        given = {keyword.arg for keyword in call.keywords}
        said = [text for each in call.args[:2] for text in literal(each)]
        assert None in given or {place for text in said for place in places(text)} <= given, where


def places(form: str) -> set[str]:
    return {place for _, place, _, _ in Formatter().parse(form) if place}
