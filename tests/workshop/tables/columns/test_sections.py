"""Numbers of sections, versions and districts are no numbers to count with."""

from __future__ import annotations

import pytest

from tests.workshop.tables.made_columns import column

PARTED = [
    ("n", ["1.1", "1.2", "1.9", "1.10", "2.1"]),
    ("n", ["1", "1.1", "1.9", "1.10", "1.11", "2"]),
    ("version", ["2.0", "2.1", "4.10", "4.1"]),
    ("Software version", ["1.0", "2.0"]),
    ("n", ["1.0", "2.0", "2.0.1"]),
    ("section no.", ["1.5", "1.10"]),
    ("Kapitel", ["1.", "1.1", "1.1.1"]),
    ("address", ["192.168.0.1", "10.0.0.12"]),
    ("Bezirk", ["1.", "2.", "23."]),
]
NUMBERS = [
    ("n", ["1.1", "1.10", "1.2"], "decimal", [1.1, 1.1, 1.2]),
    ("n", ["1.5", "1.50", "2.05"], "decimal", [1.5, 1.5, 2.05]),
    ("n", ["1.1", "1.10", "1.9"], "decimal", [1.1, 1.1, 1.9]),
    ("n", ["1.5", "1.10", "2.3"], "decimal", [1.5, 1.1, 2.3]),
    ("version", ["1", "2", "3"], "integer", [1, 2, 3]),
    ("section length", ["1.0", "2.5"], "decimal", [1.0, 2.5]),
    ("n", ["1.", "2.5"], "decimal", [1.0, 2.5]),
    ("n", ["1.234.567", "1.234"], "integer", [1234567, 1234]),
]


@pytest.mark.parametrize(("name", "cells"), PARTED, ids=str)
def test_what_a_number_would_lose_is_kept(name: str, cells: list[str]) -> None:
    found = column(name, cells)
    assert (found.kind, found.values, found.typing.warning) == ("code", cells, "")


@pytest.mark.parametrize(("name", "cells", "kind", "values"), NUMBERS, ids=str)
def test_numbers_stay_numbers(name: str, cells: list[str], kind: str, values: list[object]) -> None:
    found = column(name, cells)
    assert (found.kind, found.values) == (kind, values)
