"""Numbers as people of many countries and programs write them."""

from __future__ import annotations

from tests.nasty.corpus import case, table

CASES = [
    case(
        "num-german",
        "Points for thousands and a decimal comma.",
        "haushalt.csv",
        "Produkt;Ansatz\nSchulen;1.234.567,89\nStraßen;987.654,30\nKultur;12,00\n",
        table("""
Produkt | Ansatz
words   | counted
Schulen | 1234567.89
Straßen | 987654.3
Kultur  | 12
"""),
    ),
    case(
        "num-swiss",
        "Apostrophes for thousands, straight and typographic, with a decimal point.",
        "rechnung.csv",
        "Konto;Betrag\n3010;1'234'567.50\n3020;45’300.00\n3030;980.25\n",
        table("""
Konto | Betrag
?     | counted
3010  | 1234567.5
3020  | 45300
3030  | 980.25
"""),
    ),
    case(
        "num-french",
        "Narrow hard spaces for thousands (U+202F) and a decimal comma, from French offices.",
        "budget.csv",
        "Poste;Montant\nVoirie;1\u202f234\u202f567,8\nÉcoles;98\u202f000,5\nParcs;750,0\n",
        table("""
Poste  | Montant
words  | counted
Voirie | 1234567.8
Écoles | 98000.5
Parcs  | 750
"""),
    ),
    case(
        "num-spaces",
        "Plain blanks for thousands: Polish, Swedish, South African tables.",
        "kommuner.csv",
        "Kommun;Folkmängd\nUmeå;132 235\nMalmö;1 362 133\nArvika;994\n",
        table("""
Kommun | Folkmängd
words  | integer
Umeå   | 132235
Malmö  | 1362133
Arvika | 994
"""),
    ),
    case(
        "num-indian",
        "Lakhs and crores: groups of two after the first three digits.",
        "outlay.csv",
        'Scheme,Outlay\nRoads,"12,34,567.00"\nWater,"1,05,00,000.50"\nHealth,"9,999.00"\n',
        table("""
Scheme | Outlay
words  | counted
Roads  | 1234567
Water  | 10500000.5
Health | 9999
"""),
    ),
    case(
        "num-american",
        "Commas for thousands inside quotes; some numbers without any.",
        "budget.csv",
        'fund,amount\nGeneral,"1,234,567.50"\nCapital,"12,000.00"\nDebt,999.1\n',
        table("""
fund    | amount
words   | counted
General | 1234567.5
Capital | 12000
Debt    | 999.1
"""),
    ),
    case(
        "num-american-whole",
        "Whole numbers with commas; one of them with two commas proves the meaning.",
        "population.csv",
        'county,population\nAda,"481,587"\nCook,"5,275,541"\nKing,"2,269,675"\nPike,"987"\n',
        table("""
county | population
words  | integer
Ada    | 481587
Cook   | 5275541
King   | 2269675
Pike   | 987
"""),
    ),
    case(
        "num-point-three-digits",
        "1.234 may be a thousand or one and a quarter; nothing in the file says which.",
        "werte.csv",
        "Ort;Wert\nKerpen;1.234\nBrühl;2.567\nHürth;3.890\n",
        table(
            "Ort | Wert\nwords | ?\nKerpen | 1.234\nBrühl | 2.567\nHürth | 3.89",
            words=("ambiguous|could",),
        ),
        table(
            "Ort | Wert\nwords | ?\nKerpen | 1.234\nBrühl | 2.567\nHürth | 3.890",
            words=("ambiguous|could",),
        ),
        table(
            "Ort | Wert\nwords | ?\nKerpen | 1234\nBrühl | 2567\nHürth | 3890",
            words=("ambiguous|could",),
        ),
    ),
    case(
        "num-point-decided-by-neighbour",
        "1.234 beside a column with decimal commas: here the point parts thousands.",
        "werte.csv",
        "Ort;Einwohner;Fläche\nKerpen;66.206;113,96\nBrühl;44.397;36,12\nHürth;59.731;51,17\n",
        table("""
Ort    | Einwohner | Fläche
words  | integer   | decimal
Kerpen | 66206     | 113.96
Brühl  | 44397     | 36.12
Hürth  | 59731     | 51.17
"""),
        table(
            """
Ort    | Einwohner | Fläche
words  | ?         | decimal
Kerpen | 66.206    | 113.96
Brühl  | 44.397    | 36.12
Hürth  | 59.731    | 51.17
""",
            words=("ambiguous|could",),
        ),
    ),
    case(
        "num-minus-signs",
        "A typographic minus (U+2212) and a hyphen in the same column of an accounts table.",
        "saldo.csv",
        "Monat;Saldo\nJanuar;−1250,5\nFebruar;830,25\nMärz;-77,0\n",
        table("""
Monat   | Saldo
words   | counted
Januar  | -1250.5
Februar | 830.25
März    | -77
"""),
    ),
    case(
        "num-minus-behind",
        "SAP writes the minus behind the number.",
        "sap_export.csv",
        "Konto;Betrag\n0040100;1.250,00-\n0040200;830,00\n0040300;77,50-\n",
        table("""
Konto   | Betrag
coded   | counted
0040100 | -1250
0040200 | 830
0040300 | -77.5
"""),
    ),
    case(
        "num-parentheses",
        "Accountants put negative amounts in parentheses.",
        "accounts.csv",
        'line,actual,budget\nRevenue,"1,200,500","1,250,000"\nRefunds,"(34,200)","(30,000)"\nNet,"1,166,300","1,220,000"\n',
        table("""
line    | actual  | budget
words   | counted | counted
Revenue | 1200500 | 1250000
Refunds | -34200  | -30000
Net     | 1166300 | 1220000
"""),
    ),
    case(
        "num-plus",
        "Gains with a plus sign: swing tables of election night.",
        "swing.csv",
        "party,share,swing\nRed,31.2,+3.4\nBlue,28.9,-1.1\nGreen,15.0,+0.0\n",
        table("""
party | share   | swing
words | counted | counted
Red   | 31.2    | 3.4
Blue  | 28.9    | -1.1
Green | 15      | 0
"""),
    ),
    case(
        "num-letters-e",
        "Codes such as 10E5 and 11E2: numbers in scientific notation to every guesser.",
        "zones.csv",
        "zone,parcels\n10E5,40\n11E2,31\n12E9,77\n13E1,5\n",
        table("""
zone  | parcels
words | integer
10E5  | 40
11E2  | 31
12E9  | 77
13E1  | 5
"""),
    ),
    case(
        "num-sections",
        "Sections 1.1 and 1.10 of a building code are two; as numbers they are one.",
        "code.csv",
        "section,title\n1.1,Scope\n1.2,Terms\n1.9,Fees\n1.10,Appeals\n2.1,Fire\n",
        table("""
section    | title
code/words | words
1.1        | Scope
1.2        | Terms
1.9        | Fees
1.10       | Appeals
2.1        | Fire
"""),
    ),
    case(
        "num-too-long",
        "Parcel numbers of twenty digits: no machine number holds them.",
        "parcels.csv",
        "parcel,owner\n05315000123400560001,city\n05315000123400560002,state\n15315000123400560019,city\n",
        table("""
parcel               | owner
coded                | words
05315000123400560001 | city
05315000123400560002 | state
15315000123400560019 | city
"""),
    ),
    case(
        "num-eighteen-digits-and-a-gap",
        "Ids of eighteen digits with one missing: as floating numbers the last digits change.",
        "ids.csv",
        "case_id,year\n202400000000000017,2024\n,2024\n202400000000000019,2024\n",
        table("""
case_id            | year
?                  | integer
202400000000000017 | 2024
∅                  | 2024
202400000000000019 | 2024
"""),
    ),
    case(
        "num-with-units",
        "Units within the cells, not always the same: they are text until somebody converts them.",
        "sizes.csv",
        "park,size\nNorth,12 ha\nSouth,4500 m²\nEast,3 ha\n",
        table("""
park  | size
words | text/category/code
North | 12 ha
South | 4500 m²
East  | 3 ha
"""),
    ),
    case(
        "num-footnote-marks",
        "Footnote marks behind some numbers (r revised, p provisional, 1)); they must not be lost.",
        "stats.csv",
        "year,births,deaths\n2019,1201,1100\n2020,1187r,1342\n2021,1210p,1290 1)\n2022,1195,1255\n2023,1180,1248\n",
        table("""
year    | births | deaths
integer | ?      | ?
2019    | 1201   | 1100
2020    | 1187r  | 1342
2021    | 1210p  | 1290 1)
2022    | 1195   | 1255
2023    | 1180   | 1248
"""),
        table(
            """
year    | births  | deaths
integer | integer | integer
2019    | 1201    | 1100
2020    | 1187    | 1342
2021    | 1210    | 1290
2022    | 1195    | 1255
2023    | 1180    | 1248
""",
            words=("footnote|mark",),
        ),
    ),
    case(
        "num-late-letter",
        "A column of numbers with one letter code after 25,000 rows.",
        "lots.csv",
        "lot,area\n" + "".join(f"{n},12.5\n" for n in range(10_001, 35_001)) + "35001-A,12.5\n",
        table(
            "lot | area\nwords | decimal\n"
            + "".join(f"{n} | 12.5\n" for n in range(10_001, 35_001))
            + "35001-A | 12.5\n"
        ),
    ),
    case(
        "num-full-width",
        "Full-width digits typed on a Japanese keyboard.",
        "shisetsu.csv",
        "施設,定員\n中央,１２０\n北,８０\n南,６５\n",
        table("施設 | 定員\nwords | integer\n中央 | 120\n北 | 80\n南 | 65"),
        table("施設 | 定員\nwords | words\n中央 | １２０\n北 | ８０\n南 | ６５"),
    ),
    case(
        "num-pandas-floats",
        "Whole numbers with .0 behind them, because a script met a gap once.",
        "counts.csv",
        "ward,doors\nNorth,1001.0\nSouth,\nEast,1003.0\n",
        table("""
ward  | doors
words | number
North | 1001
South | ∅
East  | 1003
"""),
    ),
]
