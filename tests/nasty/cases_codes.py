"""Codes and identifiers: digits that are not counted with."""

from __future__ import annotations

from tests.nasty.corpus import Table, case, table

LATE = 25_000

CASES = [
    case(
        "code-zip",
        "New England ZIP codes begin with a zero; some have four more digits.",
        "shops.csv",
        "shop,zip\nBakery,02139\nBooks,02139-4307\nBikes,10001\nBank,00501\n",
        table("""
shop  | zip
words | coded/address
Bakery | 02139
Books  | 02139-4307
Bikes  | 10001
Bank   | 00501
"""),
    ),
    case(
        "code-fips",
        "County codes of Alabama begin with 01.",
        "counties.csv",
        "fips,county,population\n01001,Autauga,58805\n01003,Baldwin,231767\n06037,Los Angeles,10014009\n",
        table("""
fips  | county      | population
coded | words       | integer
01001 | Autauga     | 58805
01003 | Baldwin     | 231767
06037 | Los Angeles | 10014009
"""),
    ),
    case(
        "code-late-zero",
        "The first leading zero stands after 25,000 rows.",
        "accounts.csv",
        "account,kind\n"
        + "".join(f"{n},house\n" for n in range(10_000, 10_000 + LATE))
        + "00417,flat\n",
        Table(
            ("account", "kind"),
            ("coded", "words"),
            (*((str(n), "house") for n in range(10_000, 10_000 + LATE)), ("00417", "flat")),
        ),
    ),
    case(
        "code-namibia",
        "NA is Namibia, NO is Norway: not missing, not false.",
        "countries.csv",
        "country,iso,visits\nNamibia,NA,120\nNorway,NO,340\nSweden,SE,210\nNauru,NR,3\n",
        table("""
country | iso   | visits
words   | words | integer
Namibia | NA    | 120
Norway  | NO    | 340
Sweden  | SE    | 210
Nauru   | NR    | 3
"""),
    ),
    case(
        "code-province-nan",
        "Nan is a province of Thailand: a name, not a gap.",
        "provinces.csv",
        "province,code,people\nNan,55,478227\nPhrae,54,434580\nTak,63,684140\nLoei,42,637341\n",
        table("""
province | code | people
words    | ?    | integer
Nan      | 55   | 478227
Phrae    | 54   | 434580
Tak      | 63   | 684140
Loei     | 42   | 637341
"""),
    ),
    case(
        "code-departments",
        "French departments: 01, 2A, 75, 971 in one column.",
        "departements.csv",
        "dep;nom\n01;Ain\n2A;Corse-du-Sud\n75;Paris\n971;Guadeloupe\n",
        table("""
dep   | nom
coded | words
01    | Ain
2A    | Corse-du-Sud
75    | Paris
971   | Guadeloupe
"""),
    ),
    case(
        "code-formula-quoted",
        'Codes written as ="00123", so that Excel keeps the zeros.',
        "kostenstellen.csv",
        'Kostenstelle;Amt\n="00123";Bauamt\n="00456";Schulamt\n="01789";Ordnungsamt\n',
        table("""
Kostenstelle | Amt
coded        | words
00123        | Bauamt
00456        | Schulamt
01789        | Ordnungsamt
"""),
    ),
    case(
        "code-apostrophe",
        "Codes with an apostrophe in front, typed for Excel and kept in the export.",
        "accounts.csv",
        "account,office\n'00123,Works\n'00456,Schools\n'01789,Parks\n",
        table(
            "account | office\ncoded/text | words\n'00123 | Works\n'00456 | Schools\n'01789 | Parks"
        ),
        table("account | office\ncoded | words\n00123 | Works\n00456 | Schools\n01789 | Parks"),
    ),
    case(
        "code-parted-by-blanks",
        "German regional keys parted by blanks: not a number with thousands.",
        "schluessel.csv",
        "Schlüssel;Gemeinde\n05 3 15 000;Köln\n05 3 14 000;Bonn\n09 1 62 000;München\n",
        table("""
Schlüssel   | Gemeinde
words       | words
05 3 15 000 | Köln
05 3 14 000 | Bonn
09 1 62 000 | München
"""),
    ),
    case(
        "code-levels",
        "NUTS codes of all levels in one column; DE is a code like DEA23.",
        "nuts.csv",
        "geo,gdp\nDE,42953\nDEA,43100\nDEA2,44800\nDEA23,61200\n",
        table("""
geo   | gdp
words | integer
DE    | 42953
DEA   | 43100
DEA2  | 44800
DEA23 | 61200
"""),
    ),
    case(
        "code-zero-and-double-zero",
        "0 and 00 are two classes of a road register.",
        "roads.csv",
        "class,metres\n0,1200\n00,880\n1,430\n01,210\n",
        table("""
class | metres
coded/category | integer
0     | 1200
00    | 880
1     | 430
01    | 210
"""),
    ),
    case(
        "code-ags",
        "German municipality keys: eight digits, some with a zero in front, some without.",
        "gemeinden.csv",
        "AGS;Gemeinde;Einwohner\n01001000;Flensburg;92550\n05315000;Köln;1084831\n11000000;Berlin;3755251\n",
        table("""
AGS      | Gemeinde  | Einwohner
coded    | words     | integer
01001000 | Flensburg | 92550
05315000 | Köln      | 1084831
11000000 | Berlin    | 3755251
"""),
    ),
    case(
        "code-tract-with-point",
        "Census tracts 101.00 and 101.10: the zeros behind the point belong to the name.",
        "tracts.csv",
        "tract,people\n0101.00,4010\n0101.10,3890\n0102.00,5120\n",
        table("""
tract   | people
coded   | integer
0101.00 | 4010
0101.10 | 3890
0102.00 | 5120
"""),
    ),
    case(
        "code-version-numbers",
        "Classification versions 2.0 and 2.10, beside plain names.",
        "classifications.csv",
        "name,version\nNACE,2.0\nNACE,2.1\nISIC,4.10\nISIC,4.1\n",
        table("""
name  | version
words | words
NACE  | 2.0
NACE  | 2.1
ISIC  | 4.10
ISIC  | 4.1
"""),
    ),
    case(
        "code-uuid",
        "UUIDs, one of which looks like a number in scientific notation at its start.",
        "assets.csv",
        "id,asset\n1e100000-0000-4000-8000-000000000001,bench\n2f6d5c4b-0000-4000-8000-000000000002,lamp\n",
        table("""
id    | asset
coded | words
1e100000-0000-4000-8000-000000000001 | bench
2f6d5c4b-0000-4000-8000-000000000002 | lamp
"""),
    ),
    case(
        "code-month-names",
        "Genes and district marks such as MAR1 and SEP2: no dates.",
        "marks.csv",
        "mark,meaning\nMAR1,Marzahn\nSEP2,Spandau\nDEC1,Dahlem\n",
        table("""
mark  | meaning
words | words
MAR1  | Marzahn
SEP2  | Spandau
DEC1  | Dahlem
"""),
    ),
]
