"""A second round: encodings, layout and what stands around, in other clothes."""

from __future__ import annotations

from tests.nasty.corpus import case, refused, table

GUESS = refused("encoding|characters")

CASES = [
    case(
        "again-cp1250",
        "Polish offices save Windows-1250: the same bytes are pounds and Y with dots in 1252.",
        "miasta.csv",
        "Miasto;Województwo;Ludność\nŁódź;łódzkie;670642\nGdańsk;pomorskie;486022\nCzęstochowa;śląskie;208282\n".encode(
            "cp1250"
        ),
        table(
            "Miasto | Województwo | Ludność\nwords | words | integer\nŁódź | łódzkie | 670642\nGdańsk | pomorskie | 486022\nCzęstochowa | śląskie | 208282"
        ),
        GUESS,
    ),
    case(
        "again-greek",
        "A Greek ministry's file in Windows-1253.",
        "dimoi.csv",
        "Δήμος;Πληθυσμός\nΑθηναίων;643452\nΠειραιώς;168151\nΠατρέων;215922\n".encode("cp1253"),
        table(
            "Δήμος | Πληθυσμός\nwords | integer\nΑθηναίων | 643452\nΠειραιώς | 168151\nΠατρέων | 215922"
        ),
        GUESS,
    ),
    case(
        "again-korean",
        "Korea's portal serves most files in CP949.",
        "parks.csv",
        "공원명,구,면적\n서울숲,성동구,480994\n남산공원,중구,2971600\n보라매공원,동작구,424106\n".encode(
            "cp949"
        ),
        table(
            "공원명 | 구 | 면적\nwords | words | integer\n서울숲 | 성동구 | 480994\n남산공원 | 중구 | 2971600\n보라매공원 | 동작구 | 424106"
        ),
        GUESS,
    ),
    case(
        "again-chinese",
        "A city of China publishes GBK.",
        "xuexiao.csv",
        "学校名称,地址,学生数\n第一小学,人民路一号,1200\n第二小学,中山路八号,980\n".encode("gbk"),
        table(
            "学校名称 | 地址 | 学生数\nwords | words | integer\n第一小学 | 人民路一号 | 1200\n第二小学 | 中山路八号 | 980"
        ),
        GUESS,
    ),
    case(
        "again-cp437",
        "US DOS programs and German ones on them: code page 437.",
        "TEILE.TXT",
        "NR;BEZEICHNUNG\r\n1;Türöffner\r\n2;Größe ändern\r\n3;Öl für Straßen\r\n".encode("cp437"),
        table("NR | BEZEICHNUNG\n? | words\n1 | Türöffner\n2 | Größe ändern\n3 | Öl für Straßen"),
        GUESS,
    ),
    case(
        "again-latin1-one-letter",
        "Only one letter in the whole file is not ASCII, in its last row.",
        "names.csv",
        b"nr,name\n1,Miller Park\n2,Oak Park\n3,Caf\xe9 Park\n",
        table("nr | name\n? | words\n1 | Miller Park\n2 | Oak Park\n3 | Café Park"),
    ),
    case(
        "again-three-files-glued",
        "Three monthly files with semicolons glued together, each with mark and header.",
        "q1.csv",
        b"".join(b"\xef\xbb\xbfMonat;F\xc3\xa4lle\r\n%d;%d\r\n" % (n, n * 10) for n in (1, 2, 3)),
        table("Monat | Fälle\ninteger | integer\n1 | 10\n2 | 20\n3 | 30", aside=2),
    ),
    case(
        "again-dashes-under-header",
        "A console's table with pipes, a ruled line and bars at both sides (as MySQL prints it).",
        "out.txt",
        "+------+--------+\n| code | office |\n+------+--------+\n| 001  | Tax    |\n| 002  | Water  |\n+------+--------+\n",
        table("code | office\ncoded | words\n001 | Tax\n002 | Water", aside=()),
    ),
    case(
        "again-markdown",
        "A table copied from a README, with pipes at the sides and dashes under the header.",
        "table.txt",
        "| code | office | staff |\n|------|--------|------:|\n| 001 | Tax | 12 |\n| 002 | Water | 7 |\n| 003 | Parks | 31 |\n",
        table(
            "code | office | staff\ncoded | words | integer\n001 | Tax | 12\n002 | Water | 7\n003 | Parks | 31",
            aside=(0, 1),
        ),
    ),
    case(
        "again-fixed-with-gaps",
        "Fixed width with an empty cell in the middle: splitting at blanks would shift the row.",
        "gauges.txt",
        "ID    RIVER      GAUGE     LEVEL\n"
        "0001  Rhein      Koeln      3.42\n"
        "0002  Ahr                   0.88\n"
        "0003  Sieg       Menden     1.10\n"
        "0004  Erft       Neubrueck  0.75\n",
        table("""
ID    | RIVER | GAUGE     | LEVEL
coded | words | words     | decimal
0001  | Rhein | Koeln     | 3.42
0002  | Ahr   | ∅         | 0.88
0003  | Sieg  | Menden    | 1.1
0004  | Erft  | Neubrueck | 0.75
"""),
    ),
    case(
        "again-hint-tab",
        "The hint line names a tab.",
        "x.csv",
        "sep=\t\r\ncode\tplace\r\n001\tHull, East\r\n002\tYork\r\n",
        table("code | place\ncoded | words\n001 | Hull, East\n002 | York", aside=(0, 1)),
    ),
    case(
        "again-semicolon-in-quotes",
        "Commas between; the only semicolons stand inside quotes, many of them.",
        "tags.csv",
        'id,tags,n\n01,"a;b;c;d;e",5\n02,"a;b;c;d",4\n03,"x;y;z",3\n',
        table(
            "id | tags | n\ncoded | words | integer\n01 | a;b;c;d;e | 5\n02 | a;b;c;d | 4\n03 | x;y;z | 3"
        ),
    ),
    case(
        "again-column-numbers-bare",
        "The row of column numbers without parentheses, under a header of words.",
        "raion.csv",
        "Name;Code;People;Area\n1;2;3;4\nNorth;N-01;120;3,5\nSouth;S-02;340;2,25\nEast;E-03;95;8,75\n",
        table(
            "Name | Code | People | Area\nwords | words | integer | decimal\nNorth | N-01 | 120 | 3.5\nSouth | S-02 | 340 | 2.25\nEast | E-03 | 95 | 8.75",
            aside=(0, 1),
        ),
    ),
    case(
        "again-percent-comments",
        "Comment lines with % above the header, from climate stations.",
        "climate.csv",
        "% Station: Bonn\n% Unit: degrees\nyear,month,mean\n2023,1,3.4\n2023,2,4.2\n2023,3,7.1\n",
        table(
            "year | month | mean\ninteger | integer | decimal\n2023 | 1 | 3.4\n2023 | 2 | 4.2\n2023 | 3 | 7.1",
            aside=2,
        ),
    ),
    case(
        "again-french-totals",
        "Sous-total and Total général in a French table.",
        "effectifs.csv",
        "Service;Site;Agents\nVoirie;Nord;40\nVoirie;Sud;25\nSous-total Voirie;;65\nParcs;Nord;12\nParcs;Sud;8\nSous-total Parcs;;20\nTotal général;;85\n",
        table(
            "Service | Site | Agents\nwords | words | integer\nVoirie | Nord | 40\nVoirie | Sud | 25\nParcs | Nord | 12\nParcs | Sud | 8",
            aside=3,
            words=("total",),
        ),
    ),
    case(
        "again-german-sum",
        "Summe in the last row, the label in the second column, the first empty.",
        "stimmen.csv",
        "Nr;Bezirk;Stimmen\n1;Nord;400\n2;Süd;310\n3;West;290\n;Summe;1000\n",
        table(
            "Nr | Bezirk | Stimmen\n? | words | integer\n1 | Nord | 400\n2 | Süd | 310\n3 | West | 290",
            aside=1,
        ),
    ),
    case(
        "again-total-first",
        "Spanish tables put the total first: Total Nacional above the provinces.",
        "poblacion.csv",
        "Provincia;Total\nTotal Nacional;48085361\nÁlava;336686\nAlbacete;388474\nAlicante;1955268\n",
        table(
            "Provincia | Total\nwords | integer\nÁlava | 336686\nAlbacete | 388474\nAlicante | 1955268",
            aside=1,
            words=("total",),
        ),
        table(
            "Provincia | Total\nwords | integer\nTotal Nacional | 48085361\nÁlava | 336686\nAlbacete | 388474\nAlicante | 1955268",
            words=("total",),
        ),
    ),
    case(
        "again-total-not-a-sum",
        "Totals in a column, but rows of their own too: “Total Recall” is a film.",
        "films.csv",
        "film,year,seats\nTotal Recall,1990,120\nSum of Us,1994,88\nAll About Eve,1950,140\n",
        table(
            "film | year | seats\nwords | integer | integer\nTotal Recall | 1990 | 120\nSum of Us | 1994 | 88\nAll About Eve | 1950 | 140"
        ),
    ),
    case(
        "again-note-is-long-first-cell",
        "A legend of three lines under the table, each with its mark and an equals sign.",
        "tab.csv",
        "Kreis;2022;2023\nBonn;12;14\nKöln;33;31\nAachen;20;22\n- = nichts vorhanden\n. = Zahlenwert unbekannt\nx = Nachweis nicht sinnvoll\n",
        table(
            "Kreis | 2022 | 2023\nwords | integer | integer\nBonn | 12 | 14\nKöln | 33 | 31\nAachen | 20 | 22",
            aside=3,
        ),
    ),
    case(
        "again-long-last-row-is-data",
        "The last row has a long text with a colon and a date, and is a row all the same.",
        "log.csv",
        "id,text\n1,Short\n2,Brief\n3,Note: the lamp at Elm Street was repaired on 3 May; see the report.\n",
        table(
            "id | text\n? | words\n1 | Short\n2 | Brief\n3 | Note: the lamp at Elm Street was repaired on 3 May; see the report."
        ),
    ),
    case(
        "again-header-three-rows-merged",
        "Three header rows: topic, year, sex, each written once over its columns.",
        "arbeit.csv",
        ";Beschäftigte;;;;Arbeitslose;;;\n;2022;;2023;;2022;;2023;\nKreis;m;w;m;w;m;w;m;w\nBonn;10;11;12;13;1;2;3;4\nKöln;20;21;22;23;5;6;7;8\n",
        table("""
Kreis | Beschäftigte – 2022 – m | Beschäftigte – 2022 – w | Beschäftigte – 2023 – m | Beschäftigte – 2023 – w | Arbeitslose – 2022 – m | Arbeitslose – 2022 – w | Arbeitslose – 2023 – m | Arbeitslose – 2023 – w
words | integer | integer | integer | integer | integer | integer | integer | integer
Bonn | 10 | 11 | 12 | 13 | 1 | 2 | 3 | 4
Köln | 20 | 21 | 22 | 23 | 5 | 6 | 7 | 8
"""),
    ),
    case(
        "again-all-text-no-header-doubt",
        "All cells are words, the header too: the first line is still the header.",
        "partners.csv",
        "party,colour,leader seat\nRed,red,Leeds\nBlue,blue,York\nGreen,green,Hull\n",
        table(
            "party | colour | leader seat\nwords | words | words\nRed | red | Leeds\nBlue | blue | York\nGreen | green | Hull"
        ),
    ),
    case(
        "again-blank-line-under-header",
        "A blank line between header and rows.",
        "x.csv",
        "code,name\n\n001,Hull\n002,York\n",
        table("code | name\ncoded | words\n001 | Hull\n002 | York", aside=1),
    ),
    case(
        "again-separators-above",
        "Ten lines of nothing but separators above the header, and ghost rows below.",
        "x.csv",
        ",,\n" * 10 + "code,name,n\n001,Hull,4\n002,York,5\n" + ",,\n" * 4,
        table("code | name | n\ncoded | words | integer\n001 | Hull | 4\n002 | York | 5", aside=14),
    ),
    case(
        "again-quote-in-header-only",
        "Only the header is quoted, and one name holds the separator.",
        "x.csv",
        '"code","name, short","n"\n001,Hull,4\n002,York,5\n',
        table("code | name, short | n\ncoded | words | integer\n001 | Hull | 4\n002 | York | 5"),
    ),
    case(
        "again-backslash-is-a-letter",
        "A path that ends in a backslash before the closing quote: no escape here.",
        "shares.csv",
        'id,path\n1,"C:\\data\\"\n2,"D:\\maps\\"\n3,"E:\\tmp"\n',
        table("id | path\n? | words\n1 | C:\\data\\\n2 | D:\\maps\\\n3 | E:\\tmp"),
    ),
]
