"""Rows too short, rows too long, rows of nothing, columns of nothing."""

from __future__ import annotations

from tests.nasty.corpus import case, table

CASES = [
    case(
        "ragged-short-rows",
        "Trailing empty cells left out, as an old spreadsheet writes them; nothing is lost by filling up.",
        "contacts.csv",
        "office,room,fax\nTax,101,555-0101\nWater,102\nParks,103,555-0103\nRoads\nCulture,105,555-0105\n",
        table(
            """
office  | room    | fax
words   | ?       | words
Tax     | 101     | 555-0101
Water   | 102     | ∅
Parks   | 103     | 555-0103
Roads   | ∅       | ∅
Culture | 105     | 555-0105
""",
            words=("short|fewer|too few|missing cells|filled",),
        ),
        table(
            """
office  | room    | fax
words   | ?       | words
Tax     | 101     | 555-0101
Parks   | 103     | 555-0103
Culture | 105     | 555-0105
""",
            aside=2,
        ),
    ),
    case(
        "ragged-long-row",
        "A comma in an address without quotes: one row has a cell too many, nobody knows which.",
        "permits.csv",
        "id,address,year\n1,Elm St 4,2021\n2,Oak St 5, rear,2022\n3,Ash St 6,2023\n4,Bay St 7,2024\n",
        table(
            """
id | address  | year
?  | words    | integer
1  | Elm St 4 | 2021
3  | Ash St 6 | 2023
4  | Bay St 7 | 2024
""",
            aside=1,
        ),
    ),
    case(
        "ragged-cut-download",
        "The download broke off within the last row.",
        "trees.csv",
        "id,species,height\n1,Oak,12\n2,Lime,9\n3,Ash,15\n4,Elm,11\n5,Pla",
        table(
            """
id | species | height
?  | words   | integer
1  | Oak     | 12
2  | Lime    | 9
3  | Ash     | 15
4  | Elm     | 11
""",
            aside=1,
        ),
        table(
            """
id | species | height
?  | words   | integer
1  | Oak     | 12
2  | Lime    | 9
3  | Ash     | 15
4  | Elm     | 11
5  | Pla     | ∅
""",
            words=("short|fewer|too few|filled|broken|cut",),
        ),
    ),
    case(
        "blank-lines-between",
        "A blank line after every few rows, to make it readable.",
        "kita.csv",
        "Nr;Kita\n01;Nord\n02;Süd\n\n03;Ost\n\n\n04;West\n",
        table(
            """
Nr    | Kita
coded | words
01    | Nord
02    | Süd
03    | Ost
04    | West
""",
            aside=3,
        ),
    ),
    case(
        "blank-rows-of-separators",
        "Excel saves emptied rows as lines of nothing but separators.",
        "events.csv",
        "date,title,seats\n2024-05-01,Concert,80\n2024-05-02,Talk,40\n,,\n,,\n,,\n",
        table(
            """
date       | title   | seats
date       | words   | integer
2024-05-01 | Concert | 80
2024-05-02 | Talk    | 40
""",
            aside=3,
        ),
    ),
    case(
        "blank-last-columns",
        "Eight unnamed empty columns to the right, because somebody once typed there.",
        "fees.csv",
        "fee,amount,,,,,,,,\nPassport,37,,,,,,,,\nPermit,12,,,,,,,,\nCopy,1,,,,,,,,\n",
        table("""
fee      | amount
words    | counted
Passport | 37
Permit   | 12
Copy     | 1
"""),
        table("""
fee      | amount  | ? | ? | ? | ? | ? | ? | ? | ?
words    | counted | ? | ? | ? | ? | ? | ? | ? | ?
Passport | 37      | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅
Permit   | 12      | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅
Copy     | 1       | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅ | ∅
"""),
    ),
    case(
        "blank-first-column",
        "The table begins in column B of a sheet, so every line begins with a separator.",
        "fees.csv",
        ";Leistung;Gebühr\n;Ausweis;37\n;Meldung;12\n;Kopie;1\n",
        table("""
Leistung | Gebühr
words    | counted
Ausweis  | 37
Meldung  | 12
Kopie    | 1
"""),
        table("""
? | Leistung | Gebühr
? | words    | counted
∅ | Ausweis  | 37
∅ | Meldung  | 12
∅ | Kopie    | 1
"""),
    ),
    case(
        "blank-cells-of-blanks",
        "Empty cells filled with blanks to the width of the field.",
        "old.csv",
        "CODE,NAME      ,COUNT\n001 ,KERPEN    ,   12\n002 ,          ,     \n003 ,BERGHEIM  ,    7\n",
        table("""
CODE  | NAME     | COUNT
coded | words    | integer
001   | KERPEN   | 12
002   | ∅        | ∅
003   | BERGHEIM | 7
"""),
    ),
    case(
        "blank-column-within",
        "A whole column is empty, but it has a name: it stays, nothing is dropped.",
        "inspections.csv",
        "id,result,remarks,inspector\n1,pass,,A\n2,fail,,B\n3,pass,,A\n",
        table("""
id | result | remarks | inspector
?  | words  | ?       | words
1  | pass   | ∅       | A
2  | fail   | ∅       | B
3  | pass   | ∅       | A
"""),
    ),
    case(
        "ragged-identical-rows",
        "The same row three times; a register without a key. They all stay.",
        "calls.csv",
        "day,kind\n2024-01-01,noise\n2024-01-01,noise\n2024-01-01,noise\n2024-01-02,waste\n",
        table("""
day        | kind
date       | words
2024-01-01 | noise
2024-01-01 | noise
2024-01-01 | noise
2024-01-02 | waste
"""),
    ),
    case(
        "ragged-one-row-wide",
        "One row of thirty thousand has a note behind a separator, far below the sample.",
        "calls.csv",
        "id,kind\n" + "".join(f"{n},noise\n" for n in range(1, 30_001)) + "30001,waste,see 17\n",
        table(
            "id | kind\n? | words\n" + "".join(f"{n} | noise\n" for n in range(1, 30_001)),
            aside=1,
        ),
    ),
    case(
        "ragged-no-last-line-end",
        "No line end after the last row: it is complete all the same.",
        "bins.csv",
        "bin;litres\n007;120\n008;240",
        table("""
bin   | litres
coded | integer
007   | 120
008   | 240
"""),
    ),
]
