"""Numbers in brackets: less than nothing, or uncertain."""

from __future__ import annotations

import pytest

from tests.workshop.tables.made_columns import column

LESS = [
    (["1,200,500", "(34,200)", "5"], ";", "integer", [1200500, -34200, 5]),
    (["1,200", "(34,200)", "5,000"], ",", "integer", [1200, -34200, 5000]),
    (["12.50", "(3.25)", "( 7.00 )"], ",", "decimal", [12.5, -3.25, -7.0]),
    (["12", "(3)", "(4)", "(5)", "(6)"], ",", "integer", [12, -3, -4, -5, -6]),
    (["1,200.50", "(7)", "-"], ",", "decimal", [1200.5, -7.0, None]),
]
UNCLEAR = [
    (["12,5", "(3,4)", "7,0"], ";"),
    (["1.234,5", "(3,4)"], ";"),
    (["12", "(3)", "7"], ";"),
    (["12", "(3)", "-7"], ","),
    (["12", "(3)", "/"], ","),
    (["1,234", "(5,678)"], ";"),
]


@pytest.mark.parametrize(("cells", "delimiter", "kind", "values"), LESS, ids=str)
def test_brackets_are_a_minus_and_told(
    cells: list[str], delimiter: str, kind: str, values: list[object]
) -> None:
    found = column("n", cells, delimiter=delimiter)
    assert (found.kind, found.values) == (kind, values)
    count = sum(cell.startswith("(") for cell in cells)
    verb = "number in brackets was" if count == 1 else "numbers in brackets were"
    assert found.typing.told == f"n: {count} {verb} read as less than nothing"


@pytest.mark.parametrize(("cells", "delimiter"), UNCLEAR, ids=str)
def test_brackets_that_may_mean_an_uncertain_number_leave_text(
    cells: list[str], delimiter: str
) -> None:
    found = column("n", cells, delimiter=delimiter)
    assert (found.kind, [value or "/" for value in found.values]) == ("text", cells)
    assert "could mean less than nothing or an uncertain number" in found.typing.warning


def test_a_list_that_is_numbered_in_brackets_has_no_minus() -> None:
    found = column("n", ["(1)", "(2)", "(3)"], delimiter=",")
    assert (found.kind, found.typing.warning) == ("text", "")
