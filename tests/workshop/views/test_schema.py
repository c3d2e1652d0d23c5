"""The published schema and the parser agree: examples pass both, what it refuses parse refuses."""

import copy
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import schema
from commonstacks.workshop.views.spec import facts_of, parse
from tests.workshop.views.test_hostile import EVERYTHING, GOOD

DOCUMENTED = Path(__file__).parents[3] / "docs/reference/views.md"
VALIDATOR = Draft202012Validator(schema.schema())


def examples():
    return [json.loads(text) for text in re.findall(r"```json\n(.*?)```", DOCUMENTED.read_text(), re.DOTALL)]  # fmt: skip


def test_the_file_is_what_the_code_writes():
    """Written anew with: python -m tests.workshop.views.test_schema"""
    assert schema.published() == schema.written()


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema.schema())


@pytest.mark.parametrize("facts", [GOOD, *EVERYTHING])
def test_examples_pass_and_come_back(facts):
    VALIDATOR.validate(facts)
    VALIDATOR.validate(facts_of(parse(facts)))


def test_the_documented_examples_pass():
    assert len(examples()) >= 2
    for facts in examples():
        VALIDATOR.validate(facts)
        assert parse(facts_of(parse(facts))) == parse(facts)


def parts(facts, path=()):
    """Every place in a spec that can be exchanged."""
    yield path
    if isinstance(facts, dict):
        for name, value in facts.items():
            yield from parts(value, (*path, name))
    if isinstance(facts, list):
        for place, value in enumerate(facts):
            yield from parts(value, (*path, place))


ODD = st.sampled_from(
    [
        *[None, True, False, 0, -1, 1, 1.5, 10**12, "", "a", "2019-07", "2019-13-41", "most", 251],
        *["whole", {}, [], [None], ["a"], ["a", "b"], {"take": "sum"}, {"take": "sum", "of": "a"}],
        *[[1, 2, 3, 4], {"column": "a"}, {"place": "geonames:2"}, "log", ["a"] * 402, "x" * 400],
    ]
)
NAMES = st.sampled_from(
    [
        "value",
        "focus",
        "steps",
        "measure",
        "inner",
        "sort",
        "limit",
        "from",
        "to",
        "any_of",
        "contains",
        "missing",
        "within",
        "place",
        "column",
        "columns",
        "compare",
        "kind",
        "sql",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_what_the_schema_refuses_the_parser_refuses(data):
    facts = copy.deepcopy(data.draw(st.sampled_from([GOOD, *EVERYTHING])))
    for _ in range(data.draw(st.integers(1, 2))):
        change(data, facts)
    try:
        parse(facts)
    except Refusal:
        return
    VALIDATOR.validate(facts)


def change(data, facts):
    path = data.draw(st.sampled_from([path for path in parts(facts) if path]))
    *way, last = path
    inside = facts
    for step in way:
        inside = inside[step]
    if isinstance(inside[last], dict) and data.draw(st.booleans()):
        inside[last][data.draw(NAMES)] = copy.deepcopy(data.draw(ODD))
    elif isinstance(inside, dict) and data.draw(st.integers(0, 3)) == 0:
        del inside[last]
    else:
        inside[last] = copy.deepcopy(data.draw(ODD))


if __name__ == "__main__":
    Path(schema.__file__).with_name(schema.FILE).write_bytes(schema.written())
