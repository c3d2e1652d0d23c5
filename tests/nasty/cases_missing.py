"""Values that are not there, and the words offices write instead."""

from __future__ import annotations

from tests.nasty.corpus import case, table

CASES = [
    case(
        "missing-words",
        "N/A, n/a and - in a column of numbers: three labels, all missing, all kept.",
        "water.csv",
        "site,lead\nA,0.5\nB,N/A\nC,n/a\nD,-\nE,1.25\nF,0.75\n",
        table(
            "site | lead\nwords | decimal\nA | 0.5\nB | ∅\nC | ∅\nD | ∅\nE | 1.25\nF | 0.75",
            missing=(("lead", "N/A"), ("lead", "n/a"), ("lead", "-")),
        ),
    ),
    case(
        "missing-minus-999",
        "Weather loggers write -999 where nothing was measured.",
        "wetter.csv",
        "STATION;TAG;TEMP\n02667;2024-01-01;3.5\n02667;2024-01-02;-999\n02667;2024-01-03;-1.2\n02667;2024-01-04;-999\n02667;2024-01-05;0.4\n",
        table(
            """
STATION | TAG        | TEMP
coded   | date       | decimal
02667   | 2024-01-01 | 3.5
02667   | 2024-01-02 | ∅
02667   | 2024-01-03 | -1.2
02667   | 2024-01-04 | ∅
02667   | 2024-01-05 | 0.4
""",
            missing=(("TEMP", "-999"),),
        ),
    ),
    case(
        "missing-real-minus-999",
        "-999 among thousands of other amounts is an amount, not a gap.",
        "bookings.csv",
        "booking,amount\n" + "".join(f"B{n},{-1002 + n * 3}\n" for n in range(400)),
        table(
            "booking | amount\nwords | counted\n"
            + "".join(f"B{n} | {-1002 + n * 3}\n" for n in range(400))
        ),
    ),
    case(
        "missing-suppressed",
        "Small numbers are suppressed as <5 or *: missing, but everybody must see why.",
        "deaths.csv",
        "county,deaths\nAda,31\nBond,<5\nClay,*\nDade,12\nElk,<5\nFord,44\nGray,18\n",
        table(
            "county | deaths\nwords | integer\nAda | 31\nBond | ∅\nClay | ∅\nDade | 12\nElk | ∅\nFord | 44\nGray | 18",
            missing=(("deaths", "<5"), ("deaths", "*")),
        ),
    ),
    case(
        "missing-german-signs",
        "The signs of German statistics: . unknown, / not reliable, x makes no sense, … comes later.",
        "statistik.csv",
        "Kreis;2021;2022\nBonn;1200;.\nKöln;/;4100\nAachen;880;x\nDüren;640;...\nNeuss;710;725\nKleve;990;1001\n",
        table(
            """
Kreis  | 2021    | 2022
words  | integer | integer
Bonn   | 1200    | ∅
Köln   | ∅       | 4100
Aachen | 880     | ∅
Düren  | 640     | ∅
Neuss  | 710     | 725
Kleve  | 990     | 1001
""",
            missing=(("2021", "/"), ("2022", "."), ("2022", "x"), ("2022", "...")),
        ),
    ),
    case(
        "missing-two-points",
        "World Bank and Nordic offices write .. for no value.",
        "wdi.csv",
        "Country,2019,2020\nAruba,3310.2,..\nChad,..,10715.4\nPeru,228325.8,201947.6\nFiji,5444.0,4432.1\n",
        table(
            """
Country | 2019     | 2020
words   | decimal  | decimal
Aruba   | 3310.2   | ∅
Chad    | ∅        | 10715.4
Peru    | 228325.8 | 201947.6
Fiji    | 5444     | 4432.1
""",
            missing=(("2019", ".."), ("2020", "..")),
        ),
    ),
    case(
        "missing-eurostat",
        "Eurostat's TSV: commas and tabs in the header, : for no value, flags behind the numbers.",
        "tps00001.tsv",
        "freq,unit,geo\\TIME_PERIOD\t2021 \t2022 \nA,NR,BE\t11554767 \t11617623 \nA,NR,DE\t83155031 \t: \nA,NR,FR\t67656682 p\t67871925 p\nA,NR,IT\t59236213 \t59030133 b\n",
        table(
            """
freq,unit,geo\\TIME_PERIOD | 2021       | 2022
words                      | ?          | ?
A,NR,BE                    | 11554767   | 11617623
A,NR,DE                    | 83155031   | ∅
A,NR,FR                    | 67656682 p | 67871925 p
A,NR,IT                    | 59236213   | 59030133 b
""",
            missing=(("2022", ":"),),
        ),
        table("""
freq,unit,geo\\TIME_PERIOD | 2021       | 2022
words                      | words      | words
A,NR,BE                    | 11554767   | 11617623
A,NR,DE                    | 83155031   | :
A,NR,FR                    | 67656682 p | 67871925 p
A,NR,IT                    | 59236213   | 59030133 b
"""),
        table(
            """
freq,unit,geo\\TIME_PERIOD | 2021       | 2022
words                      | integer    | integer
A,NR,BE                    | 11554767   | 11617623
A,NR,DE                    | 83155031   | ∅
A,NR,FR                    | 67656682   | 67871925
A,NR,IT                    | 59236213   | 59030133
""",
            words=("footnote|mark|flag",),
            missing=(("2022", ":"),),
        ),
    ),
    case(
        "missing-database-null",
        "NULL and \\N from database exports.",
        "dump.csv",
        "id,parent,amount\n1,\\N,10.5\n2,1,NULL\n3,1,7.25\n4,2,3.5\n",
        table(
            """
id | parent | amount
?  | ?      | decimal
1  | ∅      | 10.5
2  | 1      | ∅
3  | 1      | 7.25
4  | 2      | 3.5
""",
            missing=(("parent", "\\N"), ("amount", "NULL")),
        ),
    ),
    case(
        "missing-excel-errors",
        "#N/A, #DIV/0! and the German #BEZUG! from a spreadsheet's formulas.",
        "quoten.csv",
        "Amt;Quote\nA;0,5\nB;#DIV/0!\nC;#N/A\nD;1,25\nE;#BEZUG!\nF;2,5\nG;3,5\n",
        table(
            "Amt | Quote\nwords | decimal\nA | 0.5\nB | ∅\nC | ∅\nD | 1.25\nE | ∅\nF | 2.5\nG | 3.5",
            missing=(("Quote", "#DIV/0!"), ("Quote", "#N/A"), ("Quote", "#BEZUG!")),
        ),
    ),
    case(
        "missing-keine-angabe",
        "“k. A.” for keine Angabe in German questionnaires.",
        "umfrage.csv",
        "Kita;Kinder\nNord;25\nSüd;k. A.\nOst;40\nWest;k. A.\nMitte;33\nHafen;51\n",
        table(
            "Kita | Kinder\nwords | integer\nNord | 25\nSüd | ∅\nOst | 40\nWest | ∅\nMitte | 33\nHafen | 51",
            missing=(("Kinder", "k. A."),),
        ),
    ),
    case(
        "missing-french",
        "“ND” (non disponible) and “s.o.” in French tables.",
        "mesures.csv",
        "Site;Valeur\nA;12,5\nB;ND\nC;8,25\nD;ND\nE;9,75\nF;7,5\n",
        table(
            "Site | Valeur\nwords | decimal\nA | 12.5\nB | ∅\nC | 8.25\nD | ∅\nE | 9.75\nF | 7.5",
            missing=(("Valeur", "ND"),),
        ),
    ),
    case(
        "missing-sas-point",
        "SAS writes a single point for a missing number.",
        "sas.csv",
        "ID,AGE,WEIGHT\n0001,34,71.5\n0002,.,80.25\n0003,51,.\n0004,29,64.0\n",
        table(
            """
ID    | AGE     | WEIGHT
coded | integer | decimal
0001  | 34      | 71.5
0002  | ∅       | 80.25
0003  | 51      | ∅
0004  | 29      | 64
""",
            missing=(("AGE", "."), ("WEIGHT", ".")),
        ),
    ),
    case(
        "missing-none-is-a-value",
        "NONE is a degree of injury, beside MINOR and SERIOUS; pandas makes it vanish.",
        "crashes.csv",
        "crash,injury\n1,None\n2,Minor\n3,None\n4,Serious\n5,Minor\n",
        table("""
crash | injury
?     | words
1     | None
2     | Minor
3     | None
4     | Serious
5     | Minor
"""),
    ),
    case(
        "missing-unknown-is-a-value",
        "“Unknown” is a category of its own in a register.",
        "stops.csv",
        "stop,race\n1,Black\n2,White\n3,Unknown\n4,White\n5,Unknown\n",
        table("""
stop | race
?    | words
1    | Black
2    | White
3    | Unknown
4    | White
5    | Unknown
"""),
    ),
    case(
        "missing-zero-is-zero",
        "0, 0.0 and empty are not the same.",
        "rain.csv",
        "day,rain\n2024-05-01,0\n2024-05-02,\n2024-05-03,0.0\n2024-05-04,1.5\n",
        table("""
day        | rain
date       | decimal
2024-05-01 | 0
2024-05-02 | ∅
2024-05-03 | 0
2024-05-04 | 1.5
"""),
    ),
    case(
        "missing-words-only",
        "A whole column of N/A: missing everywhere, but the column stays.",
        "bids.csv",
        "bid,note\n1,N/A\n2,N/A\n3,N/A\n",
        table("bid | note\n? | ?\n1 | ∅\n2 | ∅\n3 | ∅", missing=(("note", "N/A"),)),
        table("bid | note\n? | words\n1 | N/A\n2 | N/A\n3 | N/A"),
    ),
]
