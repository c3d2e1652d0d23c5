"""Text that was written as a formula, so that Excel keeps it."""

from __future__ import annotations

from tests.workshop.tables.made_columns import column, table

CELLS = ['="00123"', '="00456"', "", '="00123"']


def test_the_text_inside_is_the_value_and_the_step_counts_it() -> None:
    found = column("account", CELLS)
    assert (found.kind, found.values) == ("code", ["00123", "00456", None, "00123"])
    assert [(s.name, s.says, s.count, s.examples) for s in found.typing.steps] == [
        (
            "formulas",
            'account: 3 cells were written as formulas (="…"); the text inside is the value',
            3,
            ('="00123"', '="00456"'),
        )
    ]


def test_digits_are_letters_where_other_columns_are_not_written_so() -> None:
    some = table({"a": ['="12"', '="345"'], "b": ["12", "345"]})
    every = table({"a": ['="12"', '="345"'], "b": ['="12"', '="345"']})
    assert [(read.kind, read.values) for read in some] == [
        ("code", ["12", "345"]),
        ("integer", [12, 345]),
    ]
    assert [(read.kind, read.values) for read in every] == [("integer", [12, 345])] * 2


def test_nothing_in_quotes_is_no_value() -> None:
    found = column("a", ['="x"', '=""', " ", '="-"'])
    assert (found.values, found.missing) == (["x", None, None, None], {"-": 1})


def test_words_and_kinds_of_a_person_are_of_the_text_inside() -> None:
    given = {"as:a": "number", "missing:a": "none of these"}
    found = table({"a": ['="1.5"', '="none of these"'], "b": ["x", "y"]}, given=given)[0]
    assert (found.kind, found.values) == ("decimal", [1.5, None])


def test_examples_of_people_are_not_shown() -> None:
    found = column("last_name", ['="Lee"', '="Fox"'])
    assert (found.kind, found.values) == ("person name", ["Lee", "Fox"])
    assert [step.examples for step in found.typing.steps] == [()]


def test_other_formulas_stay() -> None:
    cells = ["=A1+B2", '=HYPERLINK("x")', '="a"&"b"']
    assert column("note", cells).values == cells
