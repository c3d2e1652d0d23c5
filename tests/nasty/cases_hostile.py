"""Files that want to hurt the reader, or the person who opens the export."""

from __future__ import annotations

import openpyxl

from tests.nasty.corpus import Table, case, refused, table
from tests.nasty.making import bomb_gz, many_zip, rezipped, xlsx

WIDE = 100_000
LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE kml [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>\n"
)


def laughing_workbook() -> bytes:
    laughs = LAUGHS.replace("kml", "worksheet").encode()
    return rezipped(
        small_book(),
        "xl/worksheets/sheet1.xml",
        (b"<worksheet", laughs + b"<worksheet"),
        (b">Hull<", b">&j;<"),
        (b"<v>1</v>", b"<v>&j;</v>"),
    )


def small_book() -> bytes:
    book = openpyxl.Workbook()
    for row in (("code", "name"), ("001", "Hull"), ("002", "York")):
        book.active.append(row)
    return xlsx(book)


def lying_dimension() -> bytes:
    change = (b'ref="A1:B3"', b'ref="A1:XFD1048576"')
    return rezipped(small_book(), "xl/worksheets/sheet1.xml", change)


CASES = [
    case(
        "hostile-100000-columns",
        "A hundred thousand columns.",
        "wide.csv",
        ",".join(f"c{n}" for n in range(WIDE)) + "\n" + ",".join("1" * 100_000) + "\n",
        refused("columns"),
        Table(tuple(f"c{n}" for n in range(WIDE)), ("",) * WIDE, (("1",) * WIDE,)),
    ),
    case(
        "hostile-long-line",
        "One line of twenty million characters.",
        "long.csv",
        "id,note\n1," + "x" * 20_000_000 + "\n",
        refused("line|long|characters"),
        table("id | note\n? | words\n1 | …"),
    ),
    case(
        "hostile-deep-json",
        "Lists in lists, a hundred thousand deep.",
        "deep.json",
        "[" * 100_000 + "]" * 100_000,
        refused("JSON|deep|nested|record|rows"),
    ),
    case(
        "hostile-laughs-kml",
        "Entities that unfold to billions of letters, in KML.",
        "laughs.kml",
        LAUGHS
        + '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>&j;</name><Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>',
        refused("entit|XML|DOCTYPE|doctype"),
    ),
    case(
        "hostile-laughs-xlsx",
        "The same within a workbook.",
        "laughs.xlsx",
        laughing_workbook(),
        refused("entit|XML|workbook|DOCTYPE|damaged"),
    ),
    case(
        "hostile-outside-entity",
        "An entity that names a file of the machine, in KML: its text may never come in.",
        "outside.kml",
        '<?xml version="1.0"?>\n<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>&x;</name><Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>',
        refused("entit|XML|DOCTYPE|doctype"),
        table("? | ? | ? | ?\n? | ? | ? | ?\n… | ∅ | ∅ | …"),
    ),
    case(
        "hostile-gz-bomb",
        "A small gzip file of 600 MB of nothing.",
        "bomb.csv.gz",
        bomb_gz(600),
        refused("unpack|large|bomb|ratio|big|grow|times"),
    ),
    case(
        "hostile-zip-of-many",
        "A zip of sixty thousand tiny tables.",
        "many.zip",
        many_zip([f"t{n}.csv" for n in range(60_000)], b"a,b\n1,2\n"),
        refused("many|files|members|tables"),
    ),
    case(
        "hostile-formulas",
        "Cells that begin with = + - @ and would run in Excel: they stay text to the letter.",
        "comments.csv",
        'id,comment\n01,"=HYPERLINK(""https://example.org"",""click"")"\n02,+1+1\n03,@SUM(A1)\n04,-2+3\n',
        table("""
id    | comment
coded | words
01    | =HYPERLINK("https://example.org","click")
02    | +1+1
03    | @SUM(A1)
04    | -2+3
"""),
    ),
    case(
        "hostile-sql-names",
        "Column names with quotes and SQL in them.",
        "names.csv",
        '"a""; DROP TABLE t; --","b\' OR \'1\'=\'1","c:=[d]"\n01,x,1.5\n02,y,2.5\n',
        Table(
            ('a"; DROP TABLE t; --', "b' OR '1'='1", "c:=[d]"),
            ("coded", "words", "decimal"),
            (("01", "x", "1.5"), ("02", "y", "2.5")),
        ),
    ),
    case(
        "hostile-markup",
        "Script and pictures of web pages in cells: text to the letter.",
        "comments.csv",
        'id,comment\n01,<script>alert(1)</script>\n02,"<img src=x onerror=""alert(1)"">"\n',
        table("""
id    | comment
coded | words
01    | <script>alert(1)</script>
02    | <img src=x onerror="alert(1)">
"""),
    ),
    case(
        "hostile-turned-text",
        "A sign that turns the direction of writing, to make exe look like csv.",
        "files.csv",
        "id,file\n01,report\u202evsc.exe\n02,plain.csv\n",
        table("id | file\ncoded | words\n01 | report\u202evsc.exe\n02 | plain.csv"),
        table(
            "id | file\ncoded | words\n01 | reportvsc.exe\n02 | plain.csv",
            words=("invisible|direction|control|hidden",),
        ),
    ),
    case(
        "hostile-long-name",
        "A column name of ten thousand letters.",
        "long.csv",
        "id," + "n" * 10_000 + "\n01,x\n02,y\n",
        table("id | ?\ncoded | words\n01 | x\n02 | y"),
        refused("name|column"),
    ),
    case(
        "hostile-thousand-blank-lines",
        "Thousands of blank lines above the table.",
        "deep.csv",
        "\n" * 5000 + "code,name\n001,Hull\n002,York\n",
        table("code | name\ncoded | words\n001 | Hull\n002 | York", aside=5000),
    ),
    case(
        "hostile-lying-dimension",
        "A workbook that says it has a million rows and 16,384 columns, and has three.",
        "big.xlsx",
        lying_dimension(),
        table("code | name\ncoded | words\n001 | Hull\n002 | York"),
    ),
]
