"""Separators, quotes and line ends."""

from __future__ import annotations

from tests.nasty.corpus import Case, Table, case, refused, table


def late_quote() -> Case:
    """The first quoted cell stands after more lines than anybody samples."""
    lines = [f"{number},Elm Street {number},open" for number in range(1, 25_001)]
    lines.append('25001,"Oak Street, rear",closed')
    rows = [(str(n), f"Elm Street {n}", "open") for n in range(1, 25_001)]
    rows.append(("25001", "Oak Street, rear", "closed"))
    return case(
        "sep-late-quote",
        "The first quoted cell of a permit register comes after 25,000 rows without quotes.",
        "permits.csv",
        "id,place,status\n" + "\n".join(lines) + "\n",
        Table(("id", "place", "status"), ("", "words", "words"), tuple(rows)),
    )


CASES = [
    case(
        "sep-decimal-comma",
        "Semicolons between, commas in the numbers: the normal German and French CSV.",
        "luft.csv",
        "Station;PM10;NO2\nClevischer Ring;21,5;38,25\nTurinerstr.;18,0;29,5\nChorweiler;14,75;17,0\n",
        table("""
Station         | PM10    | NO2
words           | decimal | decimal
Clevischer Ring | 21.5    | 38.25
Turinerstr.     | 18      | 29.5
Chorweiler      | 14.75   | 17
"""),
    ),
    case(
        "sep-tab-named-csv",
        "Tabs between, but published as .csv; commas in the text tempt a guesser.",
        "offices.csv",
        "office\taddress\tstaff\nTax\tMain St, 1, rear\t12\nWater\tElm St, 5, left\t7\nParks\tOak St, 9, top\t31\n",
        table("""
office | address          | staff
words  | words            | integer
Tax    | Main St, 1, rear | 12
Water  | Elm St, 5, left  | 7
Parks  | Oak St, 9, top   | 31
"""),
    ),
    case(
        "sep-pipe",
        "Pipes between, as US federal bulk files have them (.txt).",
        "contracts.txt",
        "id|agency|amount\n0001|Dept, of Roads|1200.50\n0002|Dept, of Parks|88.00\n",
        table("""
id    | agency         | amount
coded | words          | counted
0001  | Dept, of Roads | 1200.5
0002  | Dept, of Parks | 88
"""),
    ),
    case(
        "sep-more-commas-than-semicolons",
        "Semicolons between, but the texts hold more commas than the file has semicolons.",
        "beschluesse.csv",
        "nr;betreff;jahr\n1;Bau, Umbau, Abriss, Lärm;2021\n2;Schule, Hort, Kita, Mensa;2022\n3;Rad, Bus, Bahn, Fuß;2023\n",
        table("""
nr | betreff                   | jahr
?  | words                     | integer
1  | Bau, Umbau, Abriss, Lärm  | 2021
2  | Schule, Hort, Kita, Mensa | 2022
3  | Rad, Bus, Bahn, Fuß       | 2023
"""),
    ),
    case(
        "sep-hint-line",
        "The line “sep=;” which Excel wants at the top.",
        "wahlbezirke.csv",
        "sep=;\r\nBezirk;Wähler\r\n001;812\r\n002;904\r\n",
        table(
            """
Bezirk | Wähler
coded  | integer
001    | 812
002    | 904
""",
            aside=(0, 1),
        ),
    ),
    case(
        "sep-caret-tilde",
        "US food tables: carets between and tildes as quotes, without a header (“~01001~^~Butter~”).",
        "FD_GROUP.txt",
        "~0100~^~Dairy and Egg Products~^12\r\n~0200~^~Spices and Herbs~^7\r\n~0300~^~Baby Foods~^31\r\n",
        table("""
?     | ?                      | ?
coded | words                  | integer
0100  | Dairy and Egg Products | 12
0200  | Spices and Herbs       | 7
0300  | Baby Foods             | 31
"""),
        refused("separat"),
    ),
    case(
        "sep-fixed-width",
        "Columns by position with blanks between, as census and weather offices print them.",
        "places.txt",
        "CODE  NAME             POP    AREA\n"
        "00124 Abbeville city   2688   15.61\n"
        "00460 Adamsville city  4522   24.93\n"
        "00820 Akron town        356    1.79\n"
        "01132 Alabaster city  30352   25.33\n",
        table("""
CODE  | NAME            | POP     | AREA
coded | words           | integer | decimal
00124 | Abbeville city  | 2688    | 15.61
00460 | Adamsville city | 4522    | 24.93
00820 | Akron town      | 356     | 1.79
01132 | Alabaster city  | 30352   | 25.33
"""),
    ),
    case(
        "quote-doubled",
        "Quotes within quotes, doubled as the standard wants, beside separators and line breaks.",
        "minutes.csv",
        'item,motion\n1,"Rename ""Elm St"" to ""Oak St"", again"\n2,"Adopt\nthe budget"\n3,Adjourn\n',
        table("""
item | motion
?    | words
1    | Rename "Elm St" to "Oak St", again
2    | Adopt⏎the budget
3    | Adjourn
"""),
    ),
    case(
        "quote-backslash",
        "Quotes escaped by a backslash, from MySQL's own export.",
        "signs.csv",
        'id,text,street\n1,"Sign \\"No Parking\\", old",Elm\n2,"Sign \\"Stop\\", new",Oak\n3,"plain",Ash\n',
        table("""
id | text                   | street
?  | words                  | words
1  | Sign "No Parking", old | Elm
2  | Sign "Stop", new       | Oak
3  | plain                  | Ash
"""),
    ),
    case(
        "quote-inches",
        "A quote sign as the sign for inches in the middle and at the start of unquoted cells.",
        "pipes.csv",
        'pipe,size,length\nP1,5" main,20\nP2,"12"" trunk",40\nP3,3/4" service,5\n',
        table("""
pipe  | size         | length
words | words        | integer
P1    | 5" main      | 20
P2    | 12" trunk    | 40
P3    | 3/4" service | 5
"""),
    ),
    case(
        "quote-never-closed",
        "A cell begins with a quote that is never closed; a naive reader swallows the rest of the file.",
        "signs.csv",
        'id,place,state\n1,Main St,open\n2,"Elm St,open\n3,Oak St,closed\n4,Ash St,open\n',
        table("""
id | place   | state
?  | words   | words
1  | Main St | open
2  | "Elm St | open
3  | Oak St  | closed
4  | Ash St  | open
"""),
        table(
            """
id | place   | state
?  | words   | words
1  | Main St | open
2  | Elm St  | open
3  | Oak St  | closed
4  | Ash St  | open
""",
            words=("quote",),
        ),
        table(
            """
id | place   | state
?  | words   | words
1  | Main St | open
3  | Oak St  | closed
4  | Ash St  | open
""",
            aside=1,
            words=("quote",),
        ),
    ),
    case(
        "quote-single",
        "Single quotes around the cells, as a Python or SQL script leaves them.",
        "libraries.csv",
        "'code','library','place'\n'010','Central, main','Hull'\n'020','East, annex','York'\n",
        table("""
code  | library       | place
coded | words         | words
010   | Central, main | Hull
020   | East, annex   | York
"""),
    ),
    case(
        "quote-whole-line",
        "Every line wrapped in quotes a second time by Excel: the header is one cell to a naive reader.",
        "anfragen.csv",
        '"Nr,Betreff,Jahr"\n"1,""Lärm, nachts"",2022"\n"2,""Müll, Park"",2023"\n',
        table("""
Nr | Betreff      | Jahr
?  | words        | integer
1  | Lärm, nachts | 2022
2  | Müll, Park   | 2023
"""),
    ),
    case(
        "quote-after-blank",
        "A blank between comma and quote, as people type it: the quote is meant.",
        "rooms.csv",
        'room, seats, note\n001, 12, "ramp, lift"\n002, 8, "stairs, no lift"\n',
        table("""
room  | seats   | note
coded | integer | words
001   | 12      | ramp, lift
002   | 8       | stairs, no lift
"""),
    ),
    case(
        "line-ends-mixed",
        "CR LF, LF and CR in one file, put together from three systems.",
        "bins.csv",
        b"bin,litres\r\nA1,120\nA2,240\rA3,60\r\n",
        table("""
bin   | litres
words | integer
A1    | 120
A2    | 240
A3    | 60
"""),
    ),
    case(
        "line-ends-cr",
        "Only CR between the lines: Excel for Mac, “CSV (Macintosh)”.",
        "bins.csv",
        b"bin,litres\rA1,120\rA2,240\r",
        table("""
bin   | litres
words | integer
A1    | 120
A2    | 240
"""),
    ),
    case(
        "line-ends-cr-cr-lf",
        "CR CR LF after each line: text mode on Windows, twice.",
        "bins.csv",
        b"bin,litres\r\r\nA1,120\r\r\nA2,240\r\r\n",
        table(
            """
bin   | litres
words | integer
A1    | 120
A2    | 240
""",
            aside=(0, 2, 3),
        ),
    ),
    case(
        "sep-after-every-line",
        "A separator too many at the end of every line, header included.",
        "haltestellen.csv",
        "Nr;Haltestelle;\n01;Neumarkt;\n02;Heumarkt;\n",
        table("""
Nr    | Haltestelle
coded | words
01    | Neumarkt
02    | Heumarkt
"""),
        table("""
Nr    | Haltestelle | ?
coded | words       | ?
01    | Neumarkt    | ∅
02    | Heumarkt    | ∅
"""),
    ),
    case(
        "sep-after-rows-only",
        "A separator too many behind each row but not behind the header; pandas shifts all columns.",
        "stops.csv",
        "id,stop,zone\n1,Central,A,\n2,North,B,\n3,South,B,\n",
        table("""
id | stop    | zone
?  | words   | words
1  | Central | A
2  | North   | B
3  | South   | B
"""),
        table("""
id | stop    | zone  | ?
?  | words   | words | ?
1  | Central | A     | ∅
2  | North   | B     | ∅
3  | South   | B     | ∅
"""),
    ),
    late_quote(),
]
