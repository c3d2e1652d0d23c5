"""Names of columns: several rows of them, twice the same, none at all."""

from __future__ import annotations

from tests.nasty.corpus import case, refused, table

CASES = [
    case(
        "head-two-rows",
        "Years over sexes in two header rows, the year only once: German city statistics.",
        "bevoelkerung.csv",
        ";2022;;2023;\nStadtteil;m;w;m;w\nDeutz;7012;7210;7050;7244\nKalk;11020;10875;11101;10911\nPoll;5502;5710;5533;5721\n",
        table("""
Stadtteil | 2022 – m | 2022 – w | 2023 – m | 2023 – w
words     | integer  | integer  | integer  | integer
Deutz     | 7012     | 7210     | 7050     | 7244
Kalk      | 11020    | 10875    | 11101    | 10911
Poll      | 5502     | 5710     | 5533     | 5721
"""),
    ),
    case(
        "head-three-rows",
        "Topic, group and unit in three rows, as the German statistical offices' database exports them.",
        "12411-0015.csv",
        "Kreise;Bevölkerung;Bevölkerung;Bevölkerung\n;männlich;weiblich;Insgesamt\n;Anzahl;Anzahl;Anzahl\nBonn, Stadt;160123;175210;335333\nKöln, Stadt;526100;558731;1084831\n",
        table(
            """
Kreise      | ?       | ?       | ?
words       | integer | integer | integer
Bonn, Stadt | 160123  | 175210  | 335333
Köln, Stadt | 526100  | 558731  | 1084831
""",
            aside=(0, 1),
        ),
    ),
    case(
        "head-units-row",
        "A row of units under the names, as environment agencies write it.",
        "messung.csv",
        "Datum;Temperatur;Niederschlag\n;°C;mm\n2024-01-01;3,5;0,0\n2024-01-02;4,1;2,5\n2024-01-03;2,0;11,0\n",
        table(
            """
?          | ?       | ?
date       | decimal | decimal
2024-01-01 | 3.5     | 0
2024-01-02 | 4.1     | 2.5
2024-01-03 | 2       | 11
""",
            aside=(0, 1),
            words=("unit",),
        ),
    ),
    case(
        "head-duplicate-names",
        "The same name three times; a table maker renamed nothing.",
        "results.csv",
        "ward,votes,votes,votes\n1,10,20,30\n2,11,21,31\n",
        table("""
ward | votes   | ?       | ?
?    | integer | integer | integer
1    | 10      | 20      | 30
2    | 11      | 21      | 31
"""),
    ),
    case(
        "head-names-differ-in-case",
        "“Name” and “NAME” are two columns; databases that fold case lose one.",
        "streets.csv",
        "name,Name,NAME\nelm,Elm,ELM\noak,Oak,OAK\n",
        table("""
name  | ?     | ?
words | words | words
elm   | Elm   | ELM
oak   | Oak   | OAK
"""),
    ),
    case(
        "head-empty-name-within",
        "A column in the middle without a name but with values.",
        "schulen.csv",
        "Schule;;Plätze\nGGS Nord;städtisch;200\nGGS Süd;kirchlich;150\nGGS Ost;städtisch;180\n",
        table("""
Schule   | ?          | Plätze
words    | words      | integer
GGS Nord | städtisch  | 200
GGS Süd  | kirchlich  | 150
GGS Ost  | städtisch  | 180
"""),
    ),
    case(
        "head-none",
        "No header: the first line is a row already (US census and GTFS-like extracts).",
        "zips.csv",
        "00501,40.81,-73.04\n00544,40.81,-73.05\n01001,42.07,-72.62\n",
        table("""
?     | ?       | ?
coded | ?       | ?
00501 | 40.81   | -73.04
00544 | 40.81   | -73.05
01001 | 42.07   | -72.62
"""),
    ),
    case(
        "head-years",
        "Years as names of columns (World Bank, Eurostat): numbers, but a header.",
        "gdp.csv",
        "Country,Code,2019,2020,2021\nAruba,ABW,3310,2496,\nChad,TCD,11315,10715,11780\n",
        table("""
Country | Code  | 2019    | 2020    | 2021
words   | words | integer | integer | integer
Aruba   | ABW   | 3310    | 2496    | ∅
Chad    | TCD   | 11315   | 10715   | 11780
"""),
    ),
    case(
        "head-repeated",
        "The header again after each printed page, as report writers leave it.",
        "kita.csv",
        "Kita;Plätze\nRegenbogen;40\nSonne;55\nKita;Plätze\nMond;38\nKita;Plätze\nStern;61\n",
        table(
            """
Kita       | Plätze
words      | integer
Regenbogen | 40
Sonne      | 55
Mond       | 38
Stern      | 61
""",
            aside=2,
        ),
    ),
    case(
        "head-hxl",
        "Humanitarian data carries a row of hashtags under the header; it is no row.",
        "camps.csv",
        "District,People,Date\n#adm2+name,#affected,#date\nBor,1200,2024-02-01\nJuba,3400,2024-02-01\nWau,560,2024-02-02\n",
        table(
            """
?        | ?       | ?
words    | integer | date
Bor      | 1200    | 2024-02-01
Juba     | 3400    | 2024-02-01
Wau      | 560     | 2024-02-02
""",
            aside=(0, 1),
        ),
    ),
    case(
        "head-survey-labels",
        "A survey tool writes three header rows: code, question, and JSON with an id.",
        "survey.csv",
        'Q1,Q2\nHow old are you?,"Do you own a car?"\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n34,Yes\n51,No\n28,Yes\n',
        table(
            """
?       | ?
integer | boolean
34      | true
51      | false
28      | true
""",
            aside=(0, 1, 2),
        ),
    ),
    case(
        "head-column-numbers",
        "A row (1), (2), (3) under the header, as Indian and Russian government tables have it.",
        "districts.csv",
        "Sl. No.,District,Literates\n(1),(2),(3)\n1,Pune,5200000\n2,Nashik,3900000\n3,Satara,2100000\n",
        table(
            """
Sl. No. | District | Literates
?       | words    | integer
1       | Pune     | 5200000
2       | Nashik   | 3900000
3       | Satara   | 2100000
""",
            aside=(0, 1),
        ),
    ),
    case(
        "head-hash",
        "The header begins with a hash sign, as scripts for scientists write it.",
        "stations.csv",
        "#station,lat,lon\nA01,50.1,6.9\nA02,50.2,7.0\n",
        table("""
?     | lat | lon
words | ?   | ?
A01   | 50.1 | 6.9
A02   | 50.2 | 7
"""),
    ),
    case(
        "head-usgs-rdb",
        "US water data: comment lines with #, a header, then a row of field widths (5s 15s 20d).",
        "flow.txt",
        "# U.S. water gauges\n# retrieved on request\n#\nagency\tsite_no\tdatetime\tflow\n5s\t15s\t20d\t14n\nUSGS\t01646500\t2024-03-01\t1200\nUSGS\t01646500\t2024-03-02\t1180\n",
        table(
            """
agency | site_no  | datetime   | flow
words  | coded    | date       | integer
USGS   | 01646500 | 2024-03-01 | 1200
USGS   | 01646500 | 2024-03-02 | 1180
""",
            aside=(3, 4),
        ),
    ),
    case(
        "head-r-row-names",
        "R's write.table: a column of row names without a name, so the header is one cell short.",
        "model.csv",
        '"town" "count"\n"1" "Hull" 20\n"2" "York" 31\n"3" "Leeds" 44\n',
        table("""
?  | town  | count
?  | words | integer
1  | Hull  | 20
2  | York  | 31
3  | Leeds | 44
"""),
    ),
    case(
        "head-broken-lines",
        "Line breaks and doubled blanks inside quoted names, from a printed table in Excel.",
        "personal.csv",
        '"Amt","Stellen\n(Soll)"," Stellen  (Ist) "\nBauamt,40,38.5\nSchulamt,22,21.0\n',
        table("""
Amt      | Stellen (Soll) | Stellen (Ist)
words    | integer        | decimal
Bauamt   | 40             | 38.5
Schulamt | 22             | 21
"""),
    ),
    case(
        "head-only",
        "A header and not one row: a yearly file before the year has begun.",
        "incidents_2025.csv",
        "id,kind,opened\n",
        table("id | kind | opened\n? | ? | ?"),
        refused("row|empty"),
    ),
    case(
        "head-one-column",
        "One column only: a list of codes, nothing that separates.",
        "parcels.csv",
        "PARCEL\n0012-A-00045\n0012-A-00046\n0012-B-00001\n",
        table("""
PARCEL
coded/text
0012-A-00045
0012-A-00046
0012-B-00001
"""),
    ),
    case(
        "head-reserved-words",
        "Columns called select, order, rowid and file: words of SQL.",
        "ballots.csv",
        "select,order,rowid,file,group by\na,1,01,x.pdf,north\nb,2,02,y.pdf,south\n",
        table("""
select | order   | rowid | file  | group by
words  | integer | coded | words | words
a      | 1       | 01    | x.pdf | north
b      | 2       | 02    | y.pdf | south
"""),
    ),
    case(
        "head-names-of-numbers",
        "Column names that are class limits (0-17, 18-64, 65+), over counts.",
        "ages.csv",
        "tract,0-17,18-64,65+\n0101.01,120,400,90\n0101.02,88,512,45\n",
        table("""
tract   | 0-17    | 18-64   | 65+
coded   | integer | integer | integer
0101.01 | 120     | 400     | 90
0101.02 | 88      | 512     | 45
"""),
    ),
]
