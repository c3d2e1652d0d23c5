"""Small files as the world writes them, each beside the table that it means."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from commonstacks.workshop.tables import pack


@dataclass(frozen=True)
class Case:
    name: str
    file: bytes
    columns: dict[str, list[object]]
    kinds: str = ""
    aside: list[tuple[int, str]] = field(default_factory=list)
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def utf(text: str) -> bytes:
    return text.encode()


D = dt.date
T = dt.datetime

CASES = [
    Case("plain", b"a,b\n1,x\n2,y\n", {"a": [1, 2], "b": ["x", "y"]}, "integer text"),
    Case("no end of the last line", b"a,b\n1,x", {"a": [1], "b": ["x"]}),
    Case("CR LF", b"a,b\r\n1,x\r\n", {"a": [1], "b": ["x"]}),
    Case("CR alone", b"a,b\r1,x\r2,y\r", {"a": [1, 2], "b": ["x", "y"]}),
    Case("mixed line ends", b"a,b\r\n1,x\n2,y\r3,z\n", {"a": [1, 2, 3], "b": ["x", "y", "z"]}),
    Case(
        "leading zeros",
        b"zip_code,n\n00501,1\n15213,2\n",
        {"zip_code": ["00501", "15213"], "n": [1, 2]},
        "place code|integer",
    ),
    Case(
        "one leading zero makes a code of all",
        b"ward,n\n7,1\n12,2\n007,3\n",
        {"ward": ["7", "12", "007"], "n": [1, 2, 3]},
        "code|integer",
    ),
    Case("a zero alone is a number", b"a,b\n0,0.5\n10,-0.25\n", {"a": [0, 10], "b": [0.5, -0.25]}),
    Case(
        "too many digits for a number",
        b"account,b\n12345678901234567890,1\n1,2\n",
        {"account": ["12345678901234567890", "1"], "b": [1, 2]},
        "code|integer",
    ),
    Case(
        "semicolons and decimal commas",
        b"a;b\n1,5;x\n22,75;y\n",
        {"a": [1.5, 22.75], "b": ["x", "y"]},
    ),
    Case(
        "thousands with dots, decimals with a comma",
        b"a;b\n1.234,50;x\n99,00;y\n",
        {"a": [1234.5, 99.0], "b": ["x", "y"]},
        "decimal|text",
    ),
    Case(
        "a comma that could mean two things",
        b"a;b\n1,234;x\n5,678;y\n",
        {"a": ["1,234", "5,678"], "b": ["x", "y"]},
        "text|text",
        warnings=("a: the comma in values",),
    ),
    Case(
        "a dot that could mean two things",
        b"a;b\n1.234;x\n5.678;y\n",
        {"a": ["1.234", "5.678"], "b": ["x", "y"]},
        "text|text",
        warnings=("a: the dot in values",),
    ),
    Case(
        "thousands with commas in quotes",
        b'a,b\n"1,234",x\n"1,234,567",y\n12,z\n',
        {"a": [1234, 1234567, 12], "b": ["x", "y", "z"]},
        "integer|text",
    ),
    Case("tabs", b"a\tb\n1\tx, y\n", {"a": [1], "b": ["x, y"]}),
    Case("pipes", b"a|b|c\n1|x|2\n", {"a": [1], "b": ["x"], "c": [2]}),
    Case(
        "sep line of Excel",
        b"sep=;\na;b\n1;x\n",
        {"a": [1], "b": ["x"]},
        aside=[(1, "line that names the separator")],
    ),
    Case("one column", b"name\nAnn\nBob\n", {"name": ["Ann", "Bob"]}),
    Case(
        "quotes: separators, doubled quotes and a line end inside",
        b'a,b\n"x, y","she said ""no"""\n"two\nlines",z\n',
        {"a": ["x, y", "two\nlines"], "b": ['she said "no"', "z"]},
    ),
    Case(
        "first quoted field far down",
        b"a,b\n" + b"1,x\n" * 30_000 + b'2,"x, ""y"""\n',
        {"a": [1] * 30_000 + [2], "b": ["x"] * 30_000 + ['x, "y"']},
    ),
    Case(
        "a stray quote in the middle",
        b'a,b\n1,6" pipe\n2,x "y" z\n',
        {"a": [1, 2], "b": ['6" pipe', 'x "y" z']},
    ),
    Case(
        "a stray quote at the start swallows nothing",
        b'a,b\n1,"open\n2,x\n3,"Joe" Smith\n4,"fine, really"\n',
        {"a": [1, 2, 3, 4], "b": ['"open', "x", '"Joe" Smith', "fine, really"]},
        steps=("2 lines hold stray quotes, kept as letters of the cell",),
    ),
    Case("space before a quote", b'a, b\n1, "x, y"\n2, "z"\n', {"a": [1, 2], "b": ["x, y", "z"]}),
    Case(
        "backslashed quotes",
        b'a,b\n1,"say \\"no, thanks\\""\n2,"x"\n',
        {"a": [1, 2], "b": ['say "no, thanks"', "x"]},
    ),
    Case(
        "blank lines",
        b"a,b\n1,x\n\n  \n2,y\n\n",
        {"a": [1, 2], "b": ["x", "y"]},
        aside=[(3, "blank line"), (4, "blank line"), (6, "blank line")],
        steps=("3 blank lines kept aside",),
    ),
    Case(
        "ragged rows",
        b"a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n1,2,3,,\n",
        {"a": [1, 4, 1], "b": [2, 5, 2], "c": [3, 6, 3]},
        aside=[(3, "2 cells where 3 are expected"), (4, "4 cells where 3 are expected")],
        steps=(
            "2 rows with another number of cells kept aside",
            "1 rows ended in empty cells past the last column: cut off",
        ),
        warnings=("2 of 5 rows have another number of cells",),
    ),
    Case(
        "repeated headers",
        b"a,b\n1,x\na,b\n2,y\n",
        {"a": [1, 2], "b": ["x", "y"]},
        aside=[(3, "repeated header")],
    ),
    Case(
        "title lines and a footnote",
        b"Loans by branch\nprinted 2024\n\nbranch,loans\nMain,5\nEast,6\nSource: the library\n",
        {"branch": ["Main", "East"], "loans": [5, 6]},
        aside=[
            (1, "line above the header"),
            (2, "line above the header"),
            (3, "blank line"),
            (7, "note below the table"),
        ],
        steps=("1 footnote line kept aside",),
    ),
    Case(
        "line numbers count lines inside quotes",
        b'a,b\n"x\ny",1\nonly\nz,2\n',
        {"a": ["x\ny", "z"], "b": [1, 2]},
        aside=[(4, "1 cells where 2 are expected")],
        warnings=("1 of 3 rows have another number of cells",),
    ),
    Case(
        "no header",
        b"1,2.5,x\n2,3.5,y\n",
        {"column 1": [1, 2], "column 2": [2.5, 3.5], "column 3": ["x", "y"]},
        steps=("No header found; the columns are numbered",),
    ),
    Case(
        "years as headers",
        b"branch,2001,2002\nMain,5,6\n",
        {"branch": ["Main"], "2001": [5], "2002": [6]},
    ),
    Case(
        "names twice, in other letters, and none",
        b"a,a,A,,b \n1,2,3,4,5\n",
        {"a": [1], "a (2)": [2], "A (3)": [3], "column 4": [4], "b": [5]},
        steps=("1 column without a name: now called column 4",),
    ),
    Case(
        "blank last header",
        b"a;b;\n1;x;\n2;y;\n",
        {"a": [1, 2], "b": ["x", "y"], "column 3": [None, None]},
    ),
    Case("header with a separator too many", b"a,b,\n1,x\n2,y\n", {"a": [1, 2], "b": ["x", "y"]}),
    Case(
        "rows with a separator too many",
        b"a,b\n1,x,\n2,y,\n",
        {"a": [1, 2], "b": ["x", "y"], "column 3": [None, None]},
    ),
    Case(
        "UTF-8 with a mark",
        b"\xef\xbb\xbf" + utf("straße,n\nKöln,1\n"),
        {"straße": ["Köln"], "n": [1]},
        steps=("UTF-8 with a byte order mark",),
    ),
    Case(
        "UTF-16 with a mark",
        "stadt\tn\r\nKöln\t1\r\n".encode("utf-16"),
        {"stadt": ["Köln"], "n": [1]},
        steps=("UTF-16, little end first, by its byte order mark",),
    ),
    Case(
        "UTF-16 without a mark",
        "stadt,number\nMainz,1\nTrier,2\n".encode("utf-16-le"),
        {"stadt": ["Mainz", "Trier"], "number": [1, 2]},
    ),
    Case(
        "Windows-1252",
        "name;price\nKöln – “Süd”;5 €\n".encode("cp1252"),
        {"name": ["Köln – “Süd”"], "price": [5]},
        steps=("Read as Windows-1252, because it is not valid UTF-8",),
    ),
    Case(
        "Windows-1252 far down",
        b"a,b\n" + b"1,x\n" * 400_000 + b"2,\xe9\n",
        {"a": [1] * 400_000 + [2], "b": ["x"] * 400_000 + ["é"]},
    ),
    Case(
        "NULs",
        b"a,b\n1,x\0y\n" + b"2,zzzzzzzz\n" * 9,
        {"a": [1] + [2] * 9, "b": ["xy"] + ["zzzzzzzz"] * 9},
        steps=("1 NUL characters left out",),
    ),
    Case(
        "gzip", gzip.compress(b"a,b\n1,x\n"), {"a": [1], "b": ["x"]}, steps=("Unpacked from gzip",)
    ),
    Case(
        "a header alone", b"a,b\n", {"a": [], "b": []}, warnings=("The table has a header but no",)
    ),
    Case(
        "dates month first, told by one of them",
        b"when,n\n01/02/2020,1\n12/31/2020,2\n",
        {"when": [D(2020, 1, 2), D(2020, 12, 31)], "n": [1, 2]},
        "date|integer",
    ),
    Case(
        "dates day first",
        b"when,n\n01/02/2020,1\n31/12/2020,2\n",
        {"when": [D(2020, 2, 1), D(2020, 12, 31)], "n": [1, 2]},
    ),
    Case(
        "dates that could be both",
        b"when,n\n01/02/2020,1\n03/04/2020,2\n",
        {"when": ["01/02/2020", "03/04/2020"], "n": [1, 2]},
        "text|integer",
        warnings=("when: day and month could change places",),
    ),
    Case("dates with dots", b"tag;n\n1.2.2020;1\n", {"tag": [D(2020, 2, 1)], "n": [1]}),
    Case(
        "no 30th of February",
        b"when,n\n2020-02-30,1\n2020-03-01,2\n",
        {"when": ["2020-02-30", "2020-03-01"], "n": [1, 2]},
        "text|integer",
    ),
    Case(
        "times",
        b"when,utc\n1/5/2020 3:04 PM,2020-01-05T10:00:00+02:00\n1/15/2020 12:00 AM,2020-01-05T10:00:00Z\n",
        {
            "when": [T(2020, 1, 5, 15, 4), T(2020, 1, 15, 0, 0)],
            "utc": [T(2020, 1, 5, 8, 0), T(2020, 1, 5, 10, 0)],
        },
        "datetime|datetime",
    ),
    Case(
        "words for missing among numbers",
        b"a,b\n1,x\nN/A,y\n,-\n..,NA\n3,None\n",
        {"a": [1, None, None, None, 3], "b": ["x", "y", None, "NA", "None"]},
        "integer|text",
        steps=("3 cells hold a sign for missing",),
    ),
    Case(
        "-999 far from all others",
        b"t,n\n12.5,1\n-999,2\n14.0,3\n",
        {"t": [12.5, None, 14.0], "n": [1, 2, 3]},
    ),
    Case(
        "-999 among its like",
        b"t,n\n-1200,1\n-999,2\n-800,3\n",
        {"t": [-1200, -999, -800], "n": [1, 2, 3]},
    ),
    Case(
        "yes and no",
        b"a,b\nyes,Y\nNo,n\n",
        {"a": [True, False], "b": [True, False]},
        "boolean|boolean",
    ),
    Case("ones and zeros stay numbers", b"a,b\n1,x\n0,y\n", {"a": [1, 0], "b": ["x", "y"]}),
    Case(
        "Namibia is not missing",
        b"country,n\nNA,1\nDE,2\n",
        {"country": ["NA", "DE"], "n": [1, 2]},
        "place code|integer",
    ),
    Case(
        "coordinates need each other and their range",
        b"lat,lon,latitude\n40.5,-80.1,500.5\n",
        {"lat": [40.5], "lon": [-80.1], "latitude": [500.5]},
        "latitude|longitude|decimal",
    ),
    Case(
        "a latitude alone is a number",
        b"lat,n\n40.5,1\n",
        {"lat": [40.5], "n": [1]},
        "decimal|integer",
    ),
    Case(
        "spaces round values",
        b"n,code,name\n 1 , 007 , Ann \n 2 , 012 , Bob \n",
        {"n": [1, 2], "code": ["007", "012"], "name": [" Ann ", " Bob "]},
        "integer|code|text",
    ),
    Case(
        "nearly all numbers",
        b"a,b\n" + b"1,x\n" * 19 + b"about 5,y\n",
        {"a": ["1"] * 19 + ["about 5"], "b": ["x"] * 19 + ["y"]},
        warnings=("a: 1 of 20 values is no number (such as “about 5”)",),
    ),
    Case(
        "a row of nothing is no row",
        b"a,b\n1,x\n,\n",
        {"a": [1], "b": ["x"]},
        aside=[(3, "blank line")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_read_as_it_is_meant(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(case.file)
    profile = pack.read(file, tmp_path / "table", name="t")

    table = pq.read_table(tmp_path / "table/table.parquet")
    assert table.to_pydict() == case.columns
    assert [column.name for column in profile.columns] == list(case.columns)
    if "|" in case.kinds:
        assert [column.kind for column in profile.columns] == case.kinds.split("|")
    kept = (tmp_path / "table/set_aside.jsonl").read_text().splitlines()
    aside = [(line["line"], line["reason"]) for line in map(json.loads, kept)]
    assert aside == case.aside
    assert (profile.rows, profile.set_aside) == (table.num_rows, len(case.aside))
    said = [step.says for step in profile.steps]
    assert [step for step in case.steps if step not in said] == []
    assert len(profile.warnings) == len(case.warnings), profile.warnings
    for warning, beginning in zip(profile.warnings, case.warnings, strict=True):
        assert warning.startswith(beginning)
