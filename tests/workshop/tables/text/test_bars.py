"""Tables between bars: printed by consoles, written in Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonstacks.workshop.tables.text import bars
from tests.workshop.tables.laid import BLANK, NOTE, TITLE, Case, check

RULED = "drawn line"
TAKEN_OFF = "Each line stands between two bars; they are taken off, and blanks beside them"
DRAWN = [
    Case(
        "a console with its question, its frame and its count",
        "mysql> select * from t;\n+-----+-------+\n| no  | yard  |\n+-----+-------+\n"
        "| 007 | North |\n| 010 | South |\n+-----+-------+\n2 rows in set (0.00 sec)\n",
        ["no", "yard"],
        ["007|North", "010|South"],
        [(1, TITLE), (2, RULED), (4, RULED), (7, RULED), (8, NOTE)],
        steps=("Cells are separated by: pipe", TAKEN_OFF),
    ),
    Case(
        "lines of boxes",
        "┌──────┬───┐\n│ town │ n │\n├──────┼───┤\n│ Bonn │ 5 │\n│ Köln │ 6 │\n└──────┴───┘\n",
        ["town", "n"],
        ["Bonn|5", "Köln|6"],
        [(1, RULED), (3, RULED), (6, RULED)],
    ),
    Case(
        "a line drawn under every row",
        "+---+---+\n| a | b |\n+===+===+\n| 1 | x |\n+---+---+\n| 2 | y |\n+---+---+\n",
        ["a", "b"],
        ["1|x", "2|y"],
        [(1, RULED), (3, RULED), (5, RULED), (7, RULED)],
    ),
    Case(
        "Markdown among words, an empty cell and a comma",
        "Our yards, as of May:\n\n|yard|staff|\n|:---|---:|\n|North, old|12|\n|South||\n|East|7|\n"
        "\nSource: us\n",
        ["yard", "staff"],
        ["North, old|12", "South|", "East|7"],
        [(1, TITLE), (2, BLANK), (4, RULED), (8, BLANK), (9, NOTE)],
    ),
    Case(
        "one column in a frame",
        "+------+\n| town |\n+------+\n| Bonn |\n| Köln |\n+------+\n",
        ["town"],
        ["Bonn", "Köln"],
        [(1, RULED), (3, RULED), (6, RULED)],
    ),
    Case(
        "a row with a cell too many",
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 | 5 |\n" + "| 6 | 7 |\n" * 20,
        ["a", "b"],
        ["1|2", *["6|7"] * 20],
        [(2, RULED), (4, "3 cells where 2 are expected")],
    ),
    Case(
        "a person says that it is the pipe",
        "| a | b,c |\n|---|-----|\n| 1 | 2,5 |\n",
        ["a", "b,c"],
        ["1|2,5"],
        [(2, RULED)],
        given={"separator": "|"},
    ),
    Case(
        "bars that only separate, with an empty cell at both ends",
        "|a|b|\n|1|2|\n|3|4|\n",
        ["column 1", "a", "b", "column 4"],
        ["|1|2|", "|3|4|"],
    ),
]


@pytest.mark.parametrize("case", DRAWN, ids=lambda case: case.name)
def test_it_is_read_as_it_is_meant(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b \\| c |\n", ["a", "b | c"]),
        ("|a||\r\n", ["a", ""]),
        ("  | a |  ", ["a"]),
        ("+---+---+\n", ["+---+---+"]),
        ("a | b\n", ["a | b"]),
        (" \n", []),
    ],
)
def test_a_line_is_cut_between_its_bars(line: str, cells: list[str]) -> None:
    assert bars.cells(line) == cells
