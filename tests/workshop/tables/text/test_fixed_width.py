"""Columns that stand under each other are found where it is sure, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables.text import fixed_width, read_text
from tests.workshop.tables.laid import aside_of, rows_of

SURE = {
    "words and numbers": (
        (
            "name          city      n\n"
            "Ann           Bonn      5\n"
            "Bob Miller    Trier    12\n"
            "Cem           Köln    100\n"
        ),
        ["name", "city", "n"],
        ["Ann|Bonn|5", "Bob Miller|Trier|12", "Cem|Köln|100"],
        [],
    ),
    "a title, a drawn line and a note": (
        (
            "Loans of the libraries, 2020\n"
            "\n"
            "branch        loans   visits\n"
            "-----------   -----   ------\n"
            "Main              5       90\n"
            "East Side        16      800\n"
            "West              7        9\n"
            "\n"
            "Source: the library, counted at the desk\n"
        ),
        ["branch", "loans", "visits"],
        ["Main|5|90", "East Side|16|800", "West|7|9"],
        [
            (1, "line above the header"),
            (2, "blank line"),
            (4, "drawn line"),
            (8, "blank line"),
            (9, "note below the table"),
        ],
    ),
    "empty cells": (
        (
            "id    name     city\n"
            "1     Ann      Bonn\n"
            "2              Trier\n"
            "3     Cem\n"
            "4     Dan      Köln\n"
        ),
        ["id", "name", "city"],
        ["1|Ann|Bonn", "2||Trier", "3|Cem|", "4|Dan|Köln"],
        [],
    ),
    "names that stand askew over their columns": (
        (
            "station   January rain   July rain\n"
            "North      12.5             7.5\n"
            "South     101.5            17.5\n"
            "West        1.5             0.0\n"
        ),
        ["station", "January rain", "July rain"],
        ["North|12.5|7.5", "South|101.5|17.5", "West|1.5|0.0"],
        [],
    ),
    "commas in names do not divide": (
        (
            "name                city       n\n"
            "Ann                 Bonn       5\n"
            "Miller, Bob         Trier     12\n"
            "Cem                 Köln     100\n"
            "Dan                 Mainz      7\n"
        ),
        ["name", "city", "n"],
        ["Ann|Bonn|5", "Miller, Bob|Trier|12", "Cem|Köln|100", "Dan|Mainz|7"],
        [],
    ),
}


@pytest.mark.parametrize("name", SURE)
def test_columns_are_cut_where_all_lines_agree(name: str, tmp_path: Path) -> None:
    text, names, rows, aside = SURE[name]
    file = tmp_path / "file.txt"
    file.write_text(text, encoding="utf-8")
    found = read_text.read(file, tmp_path, ignore)
    assert list(found.names) == names
    assert rows_of(found) == rows
    assert aside_of(found) == aside
    says = f"Cells stand under each other, separated by spaces: {len(names)} columns"
    assert says in [step.says for step in found.steps]


UNSURE = {
    "sentences": "It rained.  Then it stopped.\nThe sun  came out at noon.\nA  quiet day.\nNone.\n",
    "words": "name\nAnn Miller\nBob Meyer\nCem Huber\n",
    "two lines": "name   n\nAnn    5\n",
    "words of equal length": "Ward 01\nWard 02\nWard 03\nWard 04\n",
    "tabs": "a  b\tc\n1  2\t3\n4  5\t6\n7  8\t9\n",
}


@pytest.mark.parametrize("name", UNSURE)
def test_nothing_is_cut_where_it_is_not_sure(name: str) -> None:
    assert fixed_width.find(UNSURE[name].splitlines()) == ()


def test_one_space_divides_where_many_lines_agree_on_a_number() -> None:
    lines = [f"{name:<8}{n:>4} {n * 3:>5}" for n, name in enumerate("abcdefghijkl", 95)]
    edges = fixed_width.find(lines)
    assert [fixed_width.cut(line, edges) for line in lines[:2]] == [
        ["a", "95", "285"],
        ["b", "96", "288"],
    ]


def test_a_line_that_crosses_a_border_stays_whole() -> None:
    edges = ((0, 5), (7, None))
    assert fixed_width.cut("Annab  7", edges) == ["Annab", "7"]
    assert fixed_width.cut("a sentence over it", edges) == ["a sentence over it"]
    assert fixed_width.cut("a longer name   7", edges) == ["a longer name", "7"]
    assert fixed_width.cut("   ", edges) == []


def test_the_header_shows_where_one_space_divides() -> None:
    lines = [
        "CODE  NAME             POP    AREA",
        "00124 Abbeville city   2688   15.61",
        "00460 Adamsville city  4522   24.93",
        "01132 Alabaster city  30352   25.33",
    ]
    edges = fixed_width.find(lines)
    assert [fixed_width.cut(line, edges) for line in (lines[0], lines[3])] == [
        ["CODE", "NAME", "POP", "AREA"],
        ["01132", "Alabaster city", "30352", "25.33"],
    ]
