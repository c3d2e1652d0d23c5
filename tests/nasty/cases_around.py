"""What stands above and below the table."""

from __future__ import annotations

from tests.nasty.corpus import case, table

KITAS = """
Stadtbezirk | Kitas   | Plätze
words       | integer | integer
Innenstadt  | 71      | 4410
Rodenkirchen | 62     | 4105
Lindenthal  | 88      | 6020
"""
ROWS = "Innenstadt;71;4410\nRodenkirchen;62;4105\nLindenthal;88;6020\n"

CASES = [
    case(
        "above-titles",
        "Two title lines and a blank one above the header: nearly every statistical office.",
        "kitas.csv",
        "Kindertageseinrichtungen in Köln\nStand: 31.12.2023\n\nStadtbezirk;Kitas;Plätze\n" + ROWS,
        table(KITAS, aside=3),
    ),
    case(
        "above-titles-padded",
        "Title lines filled up with separators, because a spreadsheet was saved as CSV.",
        "kitas.csv",
        "Kindertageseinrichtungen in Köln;;\n;;\nStadtbezirk;Kitas;Plätze\n" + ROWS,
        table(KITAS, aside=2),
    ),
    case(
        "above-key-and-value",
        "A block of key and value above the table: weather stations and loggers.",
        "station_2667.csv",
        "Station;Köln-Bonn\nHöhe;92\nBreite;50,8646\n\nDatum;Temperatur;Feuchte\n2024-01-01;3,5;81\n2024-01-02;4,1;77\n2024-01-03;2,0;90\n2024-01-04;1,5;88\n",
        table(
            """
Datum      | Temperatur | Feuchte
date       | decimal    | integer
2024-01-01 | 3.5        | 81
2024-01-02 | 4.1        | 77
2024-01-03 | 2          | 90
2024-01-04 | 1.5        | 88
""",
            aside=4,
        ),
    ),
    case(
        "above-election-stamp",
        "One line with the event and phase in brackets above the header: Australian election files.",
        "HouseFirstPrefs.csv",
        '2022 Federal Election House of Representatives First Preferences [Event:27966 Phase:FinalResults]\nStateAb,DivisionID,DivisionNm,Votes\nACT,318,Bean,"30,612"\nACT,101,Canberra,"37,999"\nNT,306,Lingiari,"1,201,000"\n',
        table(
            """
StateAb | DivisionID | DivisionNm | Votes
words   | ?          | words      | integer
ACT     | 318        | Bean       | 30612
ACT     | 101        | Canberra   | 37999
NT      | 306        | Lingiari   | 1201000
""",
            aside=1,
        ),
    ),
    case(
        "below-source",
        "A source line and a footnote under the last row.",
        "kitas.csv",
        "Stadtbezirk;Kitas;Plätze\n"
        + ROWS
        + "\n* vorläufige Zahlen\nQuelle: Amt für Statistik, eigene Berechnung\n",
        table(KITAS, aside=3),
    ),
    case(
        "below-note-with-commas",
        "The note under the table holds the separator, so it looks like a row of three cells.",
        "budget.csv",
        "fund,year,amount\nGeneral,2022,1000\nGeneral,2023,1100\nCapital,2023,400\n\nNote: amounts are provisional, as of 31 December, in thousands.\n",
        table(
            """
fund    | year    | amount
words   | integer | counted
General | 2022    | 1000
General | 2023    | 1100
Capital | 2023    | 400
""",
            aside=2,
        ),
    ),
    case(
        "below-total",
        "A totals row at the end; summing the column would count everybody twice.",
        "kitas.csv",
        "Stadtbezirk;Kitas;Plätze\n" + ROWS + "Insgesamt;221;14535\n",
        table(KITAS, aside=1, words=("total",)),
    ),
    case(
        "below-total-and-notes",
        "A total, a blank line, two footnotes: the English form of the same.",
        "wards.csv",
        "Ward,Electors,Votes\nNorth,4010,2200\nSouth,3890,1950\nEast,4100,2301\nTotal,12000,6451\n\n1. Electors on the register.\nSource: Returning Officer\n",
        table(
            """
Ward  | Electors | Votes
words | integer  | integer
North | 4010     | 2200
South | 3890     | 1950
East  | 4100     | 2301
""",
            aside=4,
            words=("total",),
        ),
    ),
    case(
        "below-world-bank",
        "World Bank exports end in three blank lines and two lines about the database.",
        "Data_Extract.csv",
        "Country Name,Country Code,2019 [YR2019],2020 [YR2020]\nAruba,ABW,106442,106585\nChad,TCD,16126866,16644701\nPeru,PER,32824861,33304756\n\n\n\nData from database: World Development Indicators\nLast Updated: 10/24/2024\n",
        table(
            """
Country Name | Country Code | 2019 [YR2019] | 2020 [YR2020]
words        | words        | integer       | integer
Aruba        | ABW          | 106442        | 106585
Chad         | TCD          | 16126866      | 16644701
Peru         | PER          | 32824861      | 33304756
""",
            aside=5,
        ),
    ),
    case(
        "below-un-footnotes",
        "UN data puts a second small table of footnotes under the first, with a header of its own.",
        "UNdata_Export.csv",
        '"Country","Year","Value","Value Footnotes"\n"Chad","2019","16126","1"\n"Peru","2019","32824","1"\n"Peru","2020","33304","2"\n"footnoteSeqID","Footnote"\n"1","Final figure, complete."\n"2","Provisional figure."\n',
        table(
            """
Country | Year    | Value   | Value Footnotes
words   | integer | integer | ?
Chad    | 2019    | 16126   | 1
Peru    | 2019    | 32824   | 1
Peru    | 2020    | 33304   | 2
""",
            aside=3,
        ),
    ),
    case(
        "below-sqlcmd",
        "A SQL console's output: dashes under the header and “(3 rows affected)” at the end.",
        "query.csv",
        "code,office,staff\n----,------,-----\n001,Tax,12\n002,Water,7\n003,Parks,31\n\n(3 rows affected)\n",
        table(
            """
code  | office | staff
coded | words  | integer
001   | Tax    | 12
002   | Water  | 7
003   | Parks  | 31
""",
            aside=3,
        ),
    ),
    case(
        "below-ctrl-z",
        "A DOS program ends the file with the sign 0x1A.",
        "LISTE.CSV",
        b"NR;ORT\r\n01;BONN\r\n02;KERPEN\r\n\x1a",
        table(
            """
NR    | ORT
coded | words
01    | BONN
02    | KERPEN
""",
            aside=(0, 1),
        ),
    ),
    case(
        "below-end-mark",
        "A last line that says the file is complete.",
        "bulk.txt",
        "id|office|staff\n001|Tax|12\n002|Water|7\n003|Roads|9\n*** END OF FILE ***\n",
        table(
            """
id    | office | staff
coded | words  | integer
001   | Tax    | 12
002   | Water  | 7
003   | Roads  | 9
""",
            aside=1,
        ),
    ),
    case(
        "below-genesis",
        "Titles, three header rows, a ruled line and a copyright line: the whole German database export.",
        "12411-0001_00.csv",
        "Tabelle: 12411-0001\nBevölkerung: Deutschland, Stichtag\nFortschreibung des Bevölkerungsstandes\n;Bevölkerungsstand\n;Anzahl\n31.12.2021;83237124\n31.12.2022;84358845\n31.12.2023;83456045\n__________\nFortschreibung auf Grundlage des Zensus.\n__________\n© Statistisches Bundesamt, 2024\nStand: 20.06.2024\n".encode(
            "cp1252"
        ),
        table(
            """
?          | ?
date       | integer
2021-12-31 | 83237124
2022-12-31 | 84358845
2023-12-31 | 83456045
""",
            aside=(8, 9, 10),
        ),
    ),
    case(
        "within-group-headings",
        "A heading line with only its first cell filled before each group of rows.",
        "gemeinden.csv",
        "Gemeinde;Einwohner;Fläche\nRegierungsbezirk Köln;;\nBergheim;61601;96,3\nKerpen;66206;113,9\nRegierungsbezirk Düsseldorf;;\nNeuss;153896;99,5\nMoers;103902;67,7\n",
        table("""
Gemeinde                    | Einwohner | Fläche
words                       | integer   | decimal
Regierungsbezirk Köln       | ∅         | ∅
Bergheim                    | 61601     | 96.3
Kerpen                      | 66206     | 113.9
Regierungsbezirk Düsseldorf | ∅         | ∅
Neuss                       | 153896    | 99.5
Moers                       | 103902    | 67.7
"""),
        table(
            """
Gemeinde | Einwohner | Fläche
words    | integer   | decimal
Bergheim | 61601     | 96.3
Kerpen   | 66206     | 113.9
Neuss    | 153896    | 99.5
Moers    | 103902    | 67.7
""",
            aside=2,
        ),
    ),
    case(
        "within-subtotals",
        "A subtotal after each group and a total at the end; the rows in between are the table.",
        "staff.csv",
        "Dept,Unit,Staff\nWorks,Roads,40\nWorks,Parks,25\nSubtotal Works,,65\nCare,Homes,80\nCare,Clinics,33\nSubtotal Care,,113\nGrand total,,178\n",
        table(
            """
Dept  | Unit    | Staff
words | words   | integer
Works | Roads   | 40
Works | Parks   | 25
Care  | Homes   | 80
Care  | Clinics | 33
""",
            aside=3,
            words=("total",),
        ),
    ),
    case(
        "within-total-is-a-name",
        "“Total” is the name of a petrol station chain here, not a sum.",
        "stations.csv",
        "station,brand,pumps\nS1,Shell,8\nS2,Total,6\nS3,Total,4\nS4,Aral,10\n",
        table("""
station | brand | pumps
words   | words | integer
S1      | Shell | 8
S2      | Total | 6
S3      | Total | 4
S4      | Aral  | 10
"""),
    ),
    case(
        "below-second-table",
        "Two tables with different headers in one CSV, a blank line between.",
        "logger.csv",
        "sensor,place\nS1,roof\nS2,cellar\nS3,yard\n\nsensor,time,value,unit\nS1,08:00,3.5,C\nS2,08:00,9.1,C\nS3,08:00,4.0,C\n",
        (
            table("sensor | place\nwords | words\nS1 | roof\nS2 | cellar\nS3 | yard", aside=()),
            table(
                """
sensor | time  | value   | unit
words  | ?     | decimal | words
S1     | 08:00 | 3.5     | C
S2     | 08:00 | 9.1     | C
S3     | 08:00 | 4       | C
""",
                aside=(),
            ),
        ),
        table("sensor | place\nwords | words\nS1 | roof\nS2 | cellar\nS3 | yard", aside=(4, 5)),
        table(
            """
sensor | time  | value   | unit
words  | ?     | decimal | words
S1     | 08:00 | 3.5     | C
S2     | 08:00 | 9.1     | C
S3     | 08:00 | 4       | C
""",
            aside=(4, 5),
        ),
    ),
]
