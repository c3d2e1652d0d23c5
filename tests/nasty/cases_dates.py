"""Dates and times."""

from __future__ import annotations

from tests.nasty.corpus import case, table

CASES = [
    case(
        "date-german",
        "Day, month, year with points; two of them could be read the other way round.",
        "termine.csv",
        "Sitzung;Datum\nRat;01.03.2024\nBauausschuss;31.12.2024\nSchule;05.06.2024\n",
        table("""
Sitzung      | Datum
words        | date
Rat          | 2024-03-01
Bauausschuss | 2024-12-31
Schule       | 2024-06-05
"""),
    ),
    case(
        "date-day-first-slashes",
        "British dates: only the last row proves that the day comes first.",
        "applications.csv",
        "ref,received\nA/1,03/04/2024\nA/2,05/06/2024\nA/3,11/12/2024\nA/4,31/01/2024\n",
        table("""
ref   | received
words | date
A/1   | 2024-04-03
A/2   | 2024-06-05
A/3   | 2024-12-11
A/4   | 2024-01-31
"""),
    ),
    case(
        "date-month-first-slashes",
        "American dates without leading zeros: one row proves that the month comes first.",
        "permits.csv",
        "permit,issued\nP-1,3/4/2024\nP-2,5/6/2024\nP-3,1/31/2024\n",
        table("""
permit | issued
words  | date
P-1    | 2024-03-04
P-2    | 2024-05-06
P-3    | 2024-01-31
"""),
    ),
    case(
        "date-ambiguous",
        "No day above 12: 03/04/2024 has two meanings, and the file does not say which.",
        "permits.csv",
        "permit,issued\nP-1,03/04/2024\nP-2,05/06/2024\nP-3,11/12/2024\n",
        table(
            """
permit | issued
words  | words
P-1    | 03/04/2024
P-2    | 05/06/2024
P-3    | 11/12/2024
""",
            words=("ambiguous|could",),
        ),
    ),
    case(
        "date-contradictory",
        "31/12 and 12/31 in one column: two offices typed into it.",
        "incidents.csv",
        "id,day\n1,31/12/2023\n2,12/31/2023\n3,02/03/2024\n4,15/01/2024\n5,01/20/2024\n",
        table("""
id | day
?  | words
1  | 31/12/2023
2  | 12/31/2023
3  | 02/03/2024
4  | 15/01/2024
5  | 01/20/2024
"""),
    ),
    case(
        "date-two-digit-years",
        "Years of two digits over the turn of the century: 99 and 24.",
        "baujahre.csv",
        "Bau;Abnahme\nHalle;31.12.99\nBad;13.05.24\nSteg;28.02.05\n",
        table("Bau | Abnahme\nwords | words\nHalle | 31.12.99\nBad | 13.05.24\nSteg | 28.02.05"),
        table(
            "Bau | Abnahme\nwords | date\nHalle | 1999-12-31\nBad | 2024-05-13\nSteg | 2005-02-28"
        ),
    ),
    case(
        "date-compact",
        "20240301 in a column called date: GTFS, weather services, SAP.",
        "tage.csv",
        "station_id,date,rain\n02667,20240301,0.0\n02667,20240302,3.4\n02667,20240331,1.2\n",
        table("""
station_id | date       | rain
coded      | date       | decimal
02667      | 2024-03-01 | 0
02667      | 2024-03-02 | 3.4
02667      | 2024-03-31 | 1.2
"""),
    ),
    case(
        "date-oracle",
        "Oracle's own form, 03-MAR-2024.",
        "orders.csv",
        "ord,made\n0001,03-MAR-2024\n0002,31-DEC-2023\n0003,07-MAY-2024\n",
        table("""
ord   | made
coded | date
0001  | 2024-03-03
0002  | 2023-12-31
0003  | 2024-05-07
"""),
    ),
    case(
        "date-sas",
        "SAS writes 01JAN2024.",
        "claims.csv",
        "claim,filed\n000017,01JAN2024\n000018,29FEB2024\n000019,31MAR2024\n",
        table(
            "claim | filed\ncoded | date\n000017 | 2024-01-01\n000018 | 2024-02-29\n000019 | 2024-03-31"
        ),
        table(
            "claim | filed\ncoded | words\n000017 | 01JAN2024\n000018 | 29FEB2024\n000019 | 31MAR2024"
        ),
    ),
    case(
        "date-month-words",
        "Months spelt out in the office's language.",
        "feste.csv",
        "Fest;Tag\nMarkt;3. März 2024\nLauf;1. Oktober 2024\nUmzug;11. November 2024\n",
        table(
            "Fest | Tag\nwords | date\nMarkt | 2024-03-03\nLauf | 2024-10-01\nUmzug | 2024-11-11"
        ),
        table(
            "Fest | Tag\nwords | words\nMarkt | 3. März 2024\nLauf | 1. Oktober 2024\nUmzug | 11. November 2024"
        ),
    ),
    case(
        "date-impossible",
        "30 February among good dates: it must stay visible, not become 1 March or nothing.",
        "graves.csv",
        "grave,buried\n001,1951-02-28\n002,1951-02-30\n003,1951-03-02\n004,1952-06-11\n",
        table(
            "grave | buried\ncoded | words\n001 | 1951-02-28\n002 | 1951-02-30\n003 | 1951-03-02\n004 | 1952-06-11"
        ),
        table(
            "grave | buried\ncoded | date\n001 | 1951-02-28\n002 | ∅\n003 | 1951-03-02\n004 | 1952-06-11",
            missing=(("buried", "1951-02-30"),),
        ),
    ),
    case(
        "date-zero",
        "MySQL's zero date stands for no date.",
        "licences.csv",
        "id,ended\n1,2024-05-01\n2,0000-00-00\n3,2023-11-30\n4,2022-01-31\n",
        table(
            "id | ended\n? | date\n1 | 2024-05-01\n2 | ∅\n3 | 2023-11-30\n4 | 2022-01-31",
            missing=(("ended", "0000-00-00"),),
        ),
        table(
            "id | ended\n? | words\n1 | 2024-05-01\n2 | 0000-00-00\n3 | 2023-11-30\n4 | 2022-01-31"
        ),
    ),
    case(
        "date-old",
        "Dates of an archive before 1677, which nanoseconds cannot hold.",
        "urkunden.csv",
        "Signatur;Datum\nU 1;1396-09-14\nU 2;1598-04-13\nU 3;1648-10-24\n",
        table("""
Signatur | Datum
words    | date
U 1      | 1396-09-14
U 2      | 1598-04-13
U 3      | 1648-10-24
"""),
    ),
    case(
        "date-far",
        "9999-12-31 for “until further notice”: it may not break the dates beside it.",
        "streets.csv",
        "street,valid_to\nElm,2024-06-30\nOak,9999-12-31\nAsh,2023-01-15\n",
        table("""
street | valid_to
words  | date
Elm    | 2024-06-30
Oak    | 9999-12-31
Ash    | 2023-01-15
"""),
    ),
    case(
        "time-american-pm",
        "The stamps of a large US portal: 03/31/2024 02:15:00 PM, midnight is 12:00:00 AM.",
        "crimes.csv",
        "id,date\n1,03/31/2024 02:15:00 PM\n2,04/01/2024 12:00:00 AM\n3,04/02/2024 12:30:00 PM\n",
        table("""
id | date
?  | datetime
1  | 2024-03-31T14:15:00
2  | 2024-04-01T00:00:00
3  | 2024-04-02T12:30:00
"""),
    ),
    case(
        "time-offsets",
        "The same wall clock with two offsets in the night the clocks change.",
        "rides.csv",
        "ride,start\na,2024-10-27T02:30:00+02:00\nb,2024-10-27T02:30:00+01:00\nc,2024-10-27T04:00:00+01:00\n",
        table("""
ride  | start
words | datetime
a     | 2024-10-27T02:30:00+02:00
b     | 2024-10-27T02:30:00+01:00
c     | 2024-10-27T04:00:00+01:00
"""),
    ),
    case(
        "time-zulu",
        "Moments in UTC with a Z and with parts of a second.",
        "sensors.csv",
        "sensor,seen\nS1,2024-03-01T12:00:00.250Z\nS2,2024-03-01T12:00:01.500Z\n",
        table("""
sensor | seen
words  | datetime
S1     | 2024-03-01T12:00:00.250+00:00
S2     | 2024-03-01T12:00:01.500+00:00
"""),
    ),
    case(
        "time-german",
        "Date and time without seconds in the German form.",
        "pegel.csv",
        "Pegel;Zeit\n312;31.12.2023 23:45\n309;01.01.2024 00:00\n305;01.01.2024 00:15\n",
        table("""
Pegel   | Zeit
integer | datetime
312     | 2023-12-31T23:45:00
309     | 2024-01-01T00:00:00
305     | 2024-01-01T00:15:00
"""),
    ),
    case(
        "time-beyond-midnight",
        "Timetables count on after midnight: 25:10:00 is ten past one on the next day.",
        "stop_times.csv",
        "trip_id,arrival_time\n01,23:50:00\n01,24:05:00\n01,25:10:00\n02,07:30:00\n",
        table("""
trip_id | arrival_time
coded   | words
01      | 23:50:00
01      | 24:05:00
01      | 25:10:00
02      | 07:30:00
"""),
    ),
    case(
        "time-of-day",
        "Opening hours without a date.",
        "hours.csv",
        "library,opens\nCentral,09:30\nEast,10:00\nWest,13:15\n",
        table("""
library | opens
words   | words
Central | 09:30
East    | 10:00
West    | 13:15
"""),
    ),
    case(
        "date-not-a-date",
        "Precincts 1-1 and 3-12, flats 10/2: never dates.",
        "precincts.csv",
        "precinct,flat\n1-1,10/2\n2-11,11/3\n3-12,12/4\n",
        table("""
precinct | flat
words    | words
1-1      | 10/2
2-11     | 11/3
3-12     | 12/4
"""),
    ),
    case(
        "date-of-age-groups",
        "Excel has made dates of age groups (10-Nov for 10-11); they stay as they are.",
        "ages.csv",
        "age,people\n0-4,120\n05-Sep,131\n10-14,128\n15-19,140\n",
        table("""
age    | people
words  | integer
0-4    | 120
05-Sep | 131
10-14  | 128
15-19  | 140
"""),
    ),
]
