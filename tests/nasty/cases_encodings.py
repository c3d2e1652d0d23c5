"""Bytes that are not plain UTF-8."""

from __future__ import annotations

import unicodedata

from tests.nasty.corpus import case, refused, table

TOWNS = """
Gemeinde   | PLZ   | Straße
words      | coded | words
Köln       | 50667 | Domstraße
Düren      | 52349 | Großer Weg
Münster    | 48143 | Überwasser
"""
TOWNS_TEXT = (
    "Gemeinde;PLZ;Straße\r\nKöln;50667;Domstraße\r\n"
    "Düren;52349;Großer Weg\r\nMünster;48143;Überwasser\r\n"
)

CASES = [
    case(
        "enc-cp1252",
        "German offices save CSV from Excel in Windows-1252, semicolons between.",
        "gemeinden.csv",
        TOWNS_TEXT.encode("cp1252"),
        table(TOWNS),
    ),
    case(
        "enc-cp1252-euro",
        "The euro sign and curly quotes exist in Windows-1252 only (0x80, 0x93), not in Latin-1.",
        "gebuehren.csv",
        "Leistung;Gebühr\nPersonalausweis „neu“;37,00 €\nReisepass – eilig;102,00 €\n".encode(
            "cp1252"
        ),
        table("""
Leistung               | Gebühr
words                  | money
Personalausweis „neu“  | 37
Reisepass – eilig      | 102
"""),
    ),
    case(
        "enc-latin1-french",
        "A French prefecture's export in ISO-8859-1; every second word has an accent.",
        "communes.csv",
        "Commune;Département;Préfecture\nÉpinal;Vosges;oui\nBéziers;Hérault;non\nChâlons;Marne;oui\n".encode(
            "latin-1"
        ),
        table("""
Commune  | Département | Préfecture
words    | words       | boolean
Épinal   | Vosges      | true
Béziers  | Hérault     | false
Châlons  | Marne       | true
"""),
    ),
    case(
        "enc-bom-quoted",
        "Excel's “CSV UTF-8”: a byte order mark before a quoted first name.",
        "towns.csv",
        b'\xef\xbb\xbf"id","town"\r\n"007","K\xc3\xb6ln"\r\n"012","Aachen"\r\n',
        table("""
id    | town
coded | words
007   | Köln
012   | Aachen
"""),
    ),
    case(
        "enc-bom-twice",
        "Two files with byte order marks put one after the other: mark and header stand in the middle.",
        "all_years.csv",
        b"\xef\xbb\xbfyear,births\n2019,120\n2020,131\n\xef\xbb\xbfyear,births\n2021,128\n",
        table(
            """
year    | births
integer | integer
2019    | 120
2020    | 131
2021    | 128
""",
            aside=1,
        ),
    ),
    case(
        "enc-utf16le-bom",
        "Excel's “Unicode text”: UTF-16 with tabs under the name .txt.",
        "Gemeinden.txt",
        b"\xff\xfe" + TOWNS_TEXT.replace(";", "\t").encode("utf-16-le"),
        table(TOWNS),
    ),
    case(
        "enc-utf16be-bom",
        "UTF-16 in the other byte order, from an old Mac office.",
        "gemeinden.csv",
        b"\xfe\xff" + TOWNS_TEXT.encode("utf-16-be"),
        table(TOWNS),
    ),
    case(
        "enc-utf16le-no-bom",
        "A database's bulk export in UTF-16 without a byte order mark.",
        "export.csv",
        "id,town,count\n1,Leeds,40\n2,York,31\n3,Hull,29\n".encode("utf-16-le"),
        table("""
id  | town  | count
?   | words | integer
1   | Leeds | 40
2   | York  | 31
3   | Hull  | 29
"""),
    ),
    case(
        "enc-cp850",
        "A cadastre's DOS program writes code page 850; 0x81 (ü) does not exist in Windows-1252.",
        "STRASSEN.TXT",
        "NR;STRASSE;ORT\r\n1;Zürichstraße;Köln\r\n2;Mühlenweg;Düren\r\n3;Am Grün;Köln\r\n".encode(
            "cp850"
        ),
        table("""
NR | STRASSE      | ORT
?  | words        | words
1  | Zürichstraße | Köln
2  | Mühlenweg    | Düren
3  | Am Grün      | Köln
"""),
        refused("encoding|characters"),
    ),
    case(
        "enc-twice",
        "UTF-8 taken for Latin-1 and encoded again: “KÃ¶ln” in many re-exported files.",
        "stadtteile.csv",
        "Stadtteil,Einwohner\nKÃ¶ln-MÃ¼lheim,42000\nKÃ¶ln-Ehrenfeld,38000\nBrÃ¼ck,10000\n",
        table(
            """
Stadtteil      | Einwohner
words          | integer
Köln-Mülheim   | 42000
Köln-Ehrenfeld | 38000
Brück          | 10000
""",
            words=("encod|garbled|mojibake|twice|letters",),
        ),
        table(
            """
Stadtteil        | Einwohner
words            | integer
KÃ¶ln-MÃ¼lheim   | 42000
KÃ¶ln-Ehrenfeld  | 38000
BrÃ¼ck           | 10000
""",
            words=("encod|garbled|mojibake|twice|letters",),
        ),
    ),
    case(
        "enc-mixed",
        "A UTF-8 file to which another program has added lines in Windows-1252.",
        "vereine.csv",
        "Verein;Ort\nSchützenverein;Köln\nBürgerverein;Düren\n".encode()
        + "Gesangverein Lövenich;Köln\n".encode("cp1252"),
        table(
            """
Verein                | Ort
words                 | words
Schützenverein        | Köln
Bürgerverein          | Düren
Gesangverein Lövenich | Köln
""",
            words=("encod|1252|characters|UTF-8",),
        ),
    ),
    case(
        "enc-cut-character",
        "A field cut after 10 bytes in the middle of a UTF-8 character, as fixed database fields do.",
        "strassen.csv",
        b"nr,strasse\n1,K\xc3\xb6lner Str.\n2,Hauptstra\xc3\n3,D\xc3\xbcrener Weg\n4,S\xc3\xbcdallee\n",
        table(
            """
nr | strasse
?  | words
1  | Kölner Str.
2  | Hauptstra\ufffd
3  | Dürener Weg
4  | Südallee
""",
            words=("encod|character|UTF-8",),
        ),
        table(
            """
nr | strasse
?  | words
1  | Kölner Str.
2  | HauptstraÃ
3  | Dürener Weg
4  | Südallee
""",
            words=("encod|character|UTF-8",),
        ),
    ),
    case(
        "enc-nul",
        "Cells filled up with NUL bytes, as mainframes and SAS write them.",
        "agencies.csv",
        b"code,agency\n001,Parks\x00\x00\x00\n002,Water\x00\x00\x00\n003,Streets\x00\n",
        table(
            """
code  | agency
coded | words
001   | Parks
002   | Water
003   | Streets
""",
            words=("NUL|null|control|invisible|zero byte",),
        ),
    ),
    case(
        "enc-decomposed",
        "Names typed on a Mac: o and a combining mark instead of ö; they must look alike.",
        "orte.csv",
        unicodedata.normalize("NFD", "Ort,Anzahl\nKöln,5\nDüren,7\n"),
        table("""
Ort   | Anzahl
words | integer
Köln  | 5
Düren | 7
"""),
    ),
    case(
        "enc-zero-width",
        "A table copied from a web page: zero-width spaces behind codes, hard spaces in numbers.",
        "plz.csv",
        "PLZ;Einwohner\n01067\u200b;11\u00a0250\n01069\u200b;24\u00a0310\n01097\u200b;17\u00a0004\n",
        table("""
PLZ   | Einwohner
coded | integer
01067 | 11250
01069 | 24310
01097 | 17004
"""),
        table(
            "PLZ | Einwohner\ncoded/text | integer\n01067\u200b | 11250\n01069\u200b | 24310\n01097\u200b | 17004"
        ),
    ),
    case(
        "enc-shift-jis",
        "Japanese cities publish Shift-JIS; read as Windows-1252 it is silent rubbish.",
        "hinanjo.csv",
        "名称,住所,収容人数\n中央小学校,本町一丁目,250\n北公園,北町二丁目,400\n".encode(
            "shift-jis"
        ),
        table("""
名称       | 住所       | 収容人数
words      | words      | integer
中央小学校 | 本町一丁目 | 250
北公園     | 北町二丁目 | 400
"""),
        refused("encoding|characters"),
    ),
    case(
        "enc-cp1251",
        "Bulgarian and Serbian offices publish Windows-1251; every letter has a meaning in 1252 too.",
        "obshtini.csv",
        "Община;Население\nСофия;1200000\nПловдив;340000\nВарна;330000\n".encode("cp1251"),
        table("""
Община  | Население
words   | integer
София   | 1200000
Пловдив | 340000
Варна   | 330000
"""),
        refused("encoding|characters"),
    ),
    case(
        "enc-ebcdic",
        "A tape from a mainframe in EBCDIC; without its layout nobody can read it.",
        "tape0042.dat",
        "0001SPRINGFIELD   00042\n0002SHELBYVILLE   00017\n".encode("cp500") * 20,
        refused("encoding|characters|text|known|kind"),
    ),
    case(
        "enc-html-entities",
        "A web editor's export with HTML entities in the cells; they stay as they are published.",
        "departments.csv",
        "code,department\n01,Parks &amp; Recreation\n02,Caf&eacute; licensing\n",
        table("""
code  | department
coded | words
01    | Parks &amp; Recreation
02    | Caf&eacute; licensing
"""),
        table(
            """
code  | department
coded | words
01    | Parks & Recreation
02    | Café licensing
""",
            words=("entit|HTML",),
        ),
    ),
]
