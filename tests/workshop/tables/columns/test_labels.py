"""Words for missing, and marks behind numbers."""

from __future__ import annotations

import pytest

from tests.workshop.tables.made_columns import column

WORDS = [
    "N/A", "n/a", "NA", "#N/A", "NULL", "null", "None", "nan", "-", "–", "--", ".", "..", "...",
    "…", "*", "**", "x", "X", ":", "/", "?", "k.A.", "k. A.", "keine Angabe", "s.o.", "n.d.", "nd",
    "not available", "Not Available", "NOT AVAILABLE", "suppressed", "unknown", "unbekannt",
    "<5", "< 5", "<10", "< 10", "≤ 5", "(X)", "c", "no data", "#DIV/0!", "non disponible",
    "[c]", "[x]", "[z]", "[low]", "(c)", "~", "#", ".A", ".z", "._", ": c", ":u", "<LOD", "low",
]  # fmt: skip
CERTAIN = [
    "N/A", "#N/A", "NULL", "-", "..", "#REF!", "\\N", "#BEZUG!", "#ZAHL!", "#NOM?", "#VALEUR!",
    "#¡DIV/0!", "#¿NOMBRE?", "Err:502",
]  # fmt: skip
LIMITS = [
    (["0.5", "<0.1", "1.25", "< 0.05", "2.5"], "decimal", {"<0.1": 1, "< 0.05": 1}),
    (["12", "240", "> 2400", "33", "> 2400"], "integer", {"> 2400": 2}),
    (["0,5", "1,5", "≤0,25", "2,5", "k.A."], "decimal", {"k.A.": 1, "≤0,25": 1}),
    (["12 %", "<1 %", "30 %", "45 %"], "percentage", {"<1 %": 1}),
    ([*map(str, range(3000)), "<0.5", " >9999 "], "integer", {"<0.5": 1, ">9999": 1}),
]
CLASSES = [
    ["<18", "18-24", "25-64", ">64"],
    ["<9.5", "9.5", ">9.5"],
    ["<1", "few", "many", "most"],
    [*(f"<0.{n}" for n in range(1000, 1101)), "1.5", "2.5", "3.5"],
]
MEANT = ["NA", "None", "x", "unknown", "*", "<5", "c", "suppressed"]
SENTINELS = [
    (["12", "-999", "14"], {"-999": 1}),
    (["12.5", "-9999.0", "14.0"], {"-9999.0": 1}),
    (["-1200", "-999", "-800"], {}),
    (["1", "2", "3", "4", "-99"], {"-99": 1}),
    (["100", "200", "300", "-99"], {}),
    (["21", "34", "50", "9999", "9999"], {"9999": 2}),
    (["1990", "2001", "2020", "9999"], {"9999": 1}),
    (["21", "3400", "5000", "9999"], {}),
    (["1", "999"], {}),
    (["2.5", "3.5", "4.5", "99999.0"], {"99999.0": 1}),
    (["12", "15", "31", "9999", "-9999"], {"-9999": 1, "9999": 1}),
]
MARKED = [
    (["12.5*", "3.0", "4.5"], "decimal", [12.5, 3.0, 4.5], "“*” 1 times"),
    (["1,234 p", "5,000 p", "12"], "integer", [1234, 5000, 12], "“p” 2 times"),
    (["12 (r)", "13", "14 (e)"], "integer", [12, 13, 14], "“(e)” 1 times, “(r)” 1 times"),
    (["5¹", "6", "7²"], "integer", [5, 6, 7], "“²” 1 times, “¹” 1 times"),
    (["1.234,5 †", "2,0"], "decimal", [1234.5, 2.0], "“†” 1 times"),
    (["12 [a]", "13"], "integer", [12, 13], "“[a]” 1 times"),
]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_among_numbers_and_dates_is_missing_under_its_name(word: str) -> None:
    numbers = column("n", ["1", word, "3", word, ""])
    assert (numbers.kind, numbers.values) == ("integer", [1, None, 3, None, None])
    assert numbers.missing == {word: 2}
    assert column("d", ["2020-01-31", word]).kind == "date"
    assert column("b", ["yes", word, "no"]).kind == "boolean"
    assert column("p", ["2020-Q1", word]).kind == "period"
    assert column("m", ["5 €", word]).kind == "money"


@pytest.mark.parametrize(("cells", "kind", "missing"), LIMITS, ids=lambda v: str(v)[:40])
def test_what_cannot_be_measured_is_missing_under_its_limit(
    cells: list[str], kind: str, missing: dict[str, int]
) -> None:
    found = column("n", cells)
    assert (found.kind, found.missing) == (kind, missing)
    assert [value is None for value in found.values] == [cell.strip() in missing for cell in cells]


@pytest.mark.parametrize("cells", CLASSES, ids=lambda v: str(v)[:40])
def test_classes_are_no_limits(cells: list[str]) -> None:
    found = column("class", cells)
    assert (found.values, found.missing) == (cells, {})


@pytest.mark.parametrize("word", CERTAIN)
def test_some_words_are_missing_in_any_text(word: str) -> None:
    found = column("note", ["a word", word, "another"])
    assert (found.values, found.missing) == (["a word", None, "another"], {word: 1})


@pytest.mark.parametrize("word", MEANT)
def test_other_words_may_mean_something_in_text(word: str) -> None:
    found = column("note", ["a word", word, "another"])
    assert (found.values, found.missing) == (["a word", word, "another"], {})


@pytest.mark.parametrize(("cells", "missing"), SENTINELS, ids=str)
def test_numbers_that_stand_for_missing_lie_far_from_all_others(
    cells: list[str], missing: dict[str, int]
) -> None:
    found = column("n", cells)
    assert found.missing == missing
    assert found.values == [None if cell in missing else float(cell) for cell in cells]
    assert ("stands for missing" in found.typing.why) is bool(missing)


@pytest.mark.parametrize(("cells", "kind", "values", "told"), MARKED, ids=str)
def test_a_mark_behind_a_number_is_left_out_and_told(
    cells: list[str], kind: str, values: list[object], told: str
) -> None:
    found = column("n", cells)
    assert (found.kind, found.values) == (kind, values)
    assert found.typing.told.endswith(f"left out of the number ({told})")


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("house number", ["12 a", "13", "14 b"]),
        ("n", ["12a", "13b", "14c"]),
        ("n", ["1st", "2nd", "3rd"]),
        ("n", ["5*", "6*", "7*"]),
        ("n", ["1 b", "2 c", "3 d", "4 e", "5 f", "6 n", "7 p", "8"]),
    ],
)
def test_letters_that_are_no_marks_stay(name: str, cells: list[str]) -> None:
    found = column(name, cells)
    assert found.values == cells
    assert found.typing.told == ""
