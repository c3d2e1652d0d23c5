"""Rows, quotes and separators, each file beside the table that it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workshop.tables.laid import BLANK, Case, check

ROWS = [
    Case(
        "short rows where cells at the end are empty elsewhere",
        "a,b,c,d\n1,x,,\n2,y,z,w\n3,v\n4,u,,\n",
        ["a", "b", "c", "d"],
        ["1|x||", "2|y|z|w", "3|v||", "4|u||"],
        steps=("1 row ends before the last columns: these cells are taken as empty",),
    ),
    Case(
        "short rows where cells at the end are never empty",
        "a,b,c\n1,x,y\n2,y\n3,v,w\n",
        ["a", "b", "c"],
        ["1|x|y", "3|v|w"],
        [(3, "2 cells where 3 are expected")],
    ),
    Case(
        "short and long rows",
        "a,b,c\n1,x,\n2,y\n3,v,w,z\n",
        ["a", "b", "c"],
        ["1|x|"],
        [(3, "2 cells where 3 are expected"), (4, "4 cells where 3 are expected")],
    ),
    Case(
        "rows broken in two are not joined",
        "id,text,n\n1,long,\n2,a long\ntext,5\n3,short,6\n",
        ["id", "text", "n"],
        ["1|long|", "3|short|6"],
        [(3, "2 cells where 3 are expected"), (4, "2 cells where 3 are expected")],
    ),
    Case(
        "a quote that is never closed",
        'a,b\n1,x\n2,"open\n3,y\n4,z\n',
        ["a", "b"],
        ["1|x", '2|"open', "3|y", "4|z"],
        steps=("1 line holds stray quotes, kept as letters of the cell",),
    ),
    Case(
        "a quote that is never closed, below a cell of two lines",
        'a,b,c\n1,"two\nlines",x\n2,"open,y\n3,z,w\n',
        ["a", "b", "c"],
        ["1|two\nlines|x", '2|"open|y', "3|z|w"],
    ),
    Case(
        "quotes in quotes",
        'a,b\n"the ""big"" one","x, ""y"""\n"z",w\n',
        ["a", "b"],
        ['the "big" one|x, "y"', "z|w"],
    ),
    Case(
        "form feeds",
        "a,b\n1,x\n\f2,y\n\f\n",
        ["a", "b"],
        ["1|x", "2|y"],
        [(4, BLANK)],
        ("2 form feeds (ends of printed pages) left out",),
    ),
    Case("carets", "a^b\n1^x\n2^y\n", ["a", "b"], ["1|x", "2|y"]),
    Case(
        "colons",
        "root:x:0\nann:y:7\nbob:z:8\n",
        ["column 1", "column 2", "column 3"],
        ["root|x|0", "ann|y|7", "bob|z|8"],
    ),
    Case(
        "times are no colons", "open\n08:30\n09:15\n10:00\n", ["open"], ["08:30", "09:15", "10:00"]
    ),
    Case(
        "single quotes",
        "'a','b'\n'x, y','1'\n'z','2'\n",
        ["a", "b"],
        ["x, y|1", "z|2"],
        steps=("Cells stand in single quotes",),
    ),
    Case(
        "an apostrophe is no quote",
        "name,n\n'Ndrangheta,1\nO'Neill,2\n",
        ["name", "n"],
        ["'Ndrangheta|1", "O'Neill|2"],
    ),
    Case(
        "a person says what separates",
        "a,b;c\n1,x;y\n",
        ["a,b", "c"],
        ["1,x|y"],
        steps=("Cells are separated by: semicolon, as a person says",),
        given={"separator": "semicolon"},
    ),
    Case(
        "a person says what is not there",
        "a,b\n1,x\n",
        ["a", "b"],
        ["1|x"],
        steps=("The separator is said to be: tab, but the file has none; comma",),
        given={"separator": "tab"},
    ),
    Case(
        "rows of nothing but separators",
        "a,b\n1,x\n,\n2,y\n,\n,\n",
        ["a", "b"],
        ["1|x", "2|y"],
        [(3, BLANK), (5, BLANK), (6, BLANK)],
    ),
    Case(
        "tildes are quotes",
        "~code~^~group~\n~0100~^~Dairy^Eggs~\n~0200~^~Spices~\n",
        ["code", "group"],
        ["0100|Dairy^Eggs", "0200|Spices"],
        steps=("Cells stand in tildes",),
    ),
    Case(
        "each line in quotes as a whole",
        '"nr,topic,year"\n"1,""Noise, at night"",2022"\n"2,""A ""big"" park"",2023"\n',
        ["nr", "topic", "year"],
        ["1|Noise, at night|2022"],
        [(3, "1 cells where 3 are expected")],
        steps=("Each line stands in quotes as a whole; they are taken off",),
    ),
    Case(
        "names with a comma in one column stay in one",
        '"Name"\n"Weber, Anna"\n"Klein, Otto"\n"Groß, Eva"\n',
        ["Name"],
        ["Weber, Anna", "Klein, Otto", "Groß, Eva"],
    ),
    Case(
        "spaces, and rows that begin with their number",
        '"town" "count"\n"1" "Bad Hall" 20\n"2" "York" 31\n',
        ["column 1", "town", "count"],
        ["1|Bad Hall|20", "2|York|31"],
        steps=("Cells are separated by: space",),
    ),
    Case(
        "tabs win over commas in the first column",
        "freq,unit,geo,sex\\time\t2021\t2022\nA,NR,BE,T\t5\t6\nA,NR,DE,T\t7\t8\n",
        ["freq,unit,geo,sex\\time", "2021", "2022"],
        ["A,NR,BE,T|5|6", "A,NR,DE,T|7|8"],
    ),
]


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case.name)
def test_it_is_read_as_it_is_meant(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)
