"""Letters that were written rightly, wrongly, or both in one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables.text import encoding
from tests.workshop.tables.laid import Case, check


def wrong(text: str) -> str:
    """UTF-8 taken for Windows-1252, in which five bytes mean nothing."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())


def old(name: str, codec: str, called: str, *towns: str) -> Case:
    """A file in older letters, which are named in a step and in a warning."""
    text = "town;n\n" + "".join(f"{town};{n}\n" for n, town in enumerate(towns))
    return Case(
        name,
        text.encode(codec),
        ["town", "n"],
        [f"{town}|{n}" for n, town in enumerate(towns)],
        steps=(f"Read as {called}, because it is not valid UTF-8 and only so its words are words",),
        warnings=(
            f"The file does not say how its characters are written; they are taken for {called}.",
        ),
    )


LETTERS = [
    Case(
        "mojibake",
        wrong("stadt,straße\nKöln,Größe “5” €\nZürich,Übergang\n").encode(),
        ["stadt", "straße"],
        ["Köln|Größe “5” €", "Zürich|Übergang"],
        steps=(
            "Letters were written wrongly before the file was published (such as Ã¶ for ö); turned back in 8 places",
        ),
    ),
    Case(
        "mojibake twice over",
        wrong(wrong("stadt,n\nKöln,1\n")).encode(),
        ["stadt", "n"],
        ["Köln|1"],
    ),
    Case(
        "one sound letter, and nothing is turned back",
        "stadt,n\nKÃ¶ln,1\nZürich,2\n".encode(),
        ["stadt", "n"],
        ["KÃ¶ln|1", "Zürich|2"],
    ),
    Case(
        "a person says that it is UTF-8 and not mojibake",
        "stadt,n\nKÃ¶ln,1\n".encode(),
        ["stadt", "n"],
        ["KÃ¶ln|1"],
        steps=("Read as UTF-8, as a person says",),
        given={"encoding": "utf-8"},
    ),
    Case(
        "letters that were lost",
        "stadt,n\nK\ufffdln,1\n".encode(),
        ["stadt", "n"],
        ["K\ufffdln|1"],
        warnings=("1 letter of the file was lost before it was published",),
    ),
    Case(
        "lines of UTF-8 and of Windows-1252",
        "stadt,n\nKöln,1\n".encode()
        + "Zürich,2\n".encode("cp1252")
        + "Mönchengladbach,3\n".encode(),
        ["stadt", "n"],
        ["Köln|1", "Zürich|2", "Mönchengladbach|3"],
        steps=("1 line holds letters of Windows-1252, 2 others are UTF-8; both are read",),
    ),
    Case(
        "UTF-32 with a mark",
        "stadt,n\nKöln,1\n".encode("utf-32"),
        ["stadt", "n"],
        ["Köln|1"],
        steps=("UTF-32, little end first, by its byte order mark",),
    ),
    Case(
        "UTF-16 with the big end first",
        b"\xfe\xff" + "stadt,n\nKöln,1\n".encode("utf-16-be"),
        ["stadt", "n"],
        ["Köln|1"],
    ),
    Case(
        "code page 850 when a person says so",
        "stadt,n\nKöln,1\n".encode("cp850"),
        ["stadt", "n"],
        ["Köln|1"],
        steps=("Read as cp850, as a person says",),
        given={"encoding": "cp850"},
    ),
    Case(
        "code page 437 and Mac Roman are not guessed",
        "stadt,n\nKöln,1\n".encode("mac-roman"),
        ["stadt", "n"],
        ["Kšln|1"],
        steps=("Read as Windows-1252, because it is not valid UTF-8",),
    ),
    Case(
        "a mark is stronger than a person",
        b"\xef\xbb\xbf" + "stadt,n\nKöln,1\n".encode(),
        ["stadt", "n"],
        ["Köln|1"],
        steps=("The letters are said to be cp1252, but the file is not; read by its own bytes",),
        given={"encoding": "cp1252"},
    ),
    Case(
        "a person says UTF-8 and it is not",
        "stadt,n\nKöln,1\n".encode("cp1252"),
        ["stadt", "n"],
        ["Köln|1"],
        steps=(
            "The letters are said to be utf-8, but the file is not; read by its own bytes",
            "Read as Windows-1252, because it is not valid UTF-8",
        ),
        given={"encoding": "utf-8"},
    ),
    Case(
        "what the server says",
        "stadt,n\nŁódź,1\n".encode("iso-8859-2"),
        ["stadt", "n"],
        ["Łódź|1"],
        steps=("Read as iso-8859-2, as its server says",),
        charset="iso-8859-2",
    ),
    Case(
        "a server that says what nobody knows",
        "stadt,n\nKöln,1\n".encode("cp1252"),
        ["stadt", "n"],
        ["Köln|1"],
        charset="x-no-such-letters",
    ),
    Case(
        "a byte order mark in the middle, and a header that comes again",
        "\ufeffyear,births\n2019,120\n\ufeffyear,births\n2021,128\n".encode(),
        ["year", "births"],
        ["2019|120", "2021|128"],
        [(3, "repeated header")],
        steps=("1 byte order mark inside the file left out",),
    ),
    Case(
        "cells filled up with zero bytes",
        b"code,agency\n001,Parks\0\0\0\n002,Water\0\0\0\n",
        ["code", "agency"],
        ["001|Parks", "002|Water"],
        steps=("6 NUL characters left out",),
    ),
    old("DOS", "cp850", "code page 850 (DOS, Western Europe)", "Zürichstraße", "Mühlenweg", "Köln"),
    old("Polish", "cp1250", "Windows-1250 (Central Europe)", "Łódź", "Wałbrzych", "Gdańsk"),
    old(
        "Polish beside foreign names",
        "cp1250",
        "Windows-1250 (Central Europe)",
        "łomżyńskie",
        "Łódź",
        "Toruń",
        "Częstochowa",
        "Ostrołęka",
    ),
    old(
        "Polish of ISO with letters that are signs elsewhere",
        "iso8859-2",
        "ISO 8859-2 (Central Europe)",
        "Dąbrowa",
        "Białystok",
        "Chełm",
        "Kąty",
    ),
    old(
        "Czech",
        "cp1250",
        "Windows-1250 (Central Europe)",
        "Plzeň",
        "Děčín",
        "Třebíč",
        "Žďár",
        "České Budějovice",
    ),
    old(
        "Turkish",
        "cp1254",
        "Windows-1254 (Turkish)",
        "Muğla",
        "Şanlıurfa",
        "Çorum",
        "Gümüşhane",
        "Iğdır",
    ),
    old(
        "Polish of ISO", "iso8859-2", "ISO 8859-2 (Central Europe)", "Ślęża", "Wałbrzych", "Dęblin"
    ),
    old("Russian", "cp1251", "Windows-1251 (Cyrillic)", "Москва", "Воронеж", "Новосибирск"),
    old("Russian of Unix", "koi8-u", "KOI8 (Cyrillic)", "Москва", "Воронеж", "Новосибирск"),
    old("Russian of DOS", "cp866", "code page 866 (DOS, Cyrillic)", "Москва", "Воронеж", "Самара"),
    old("Greek", "cp1253", "Windows-1253 (Greek)", "Θεσσαλονίκη", "Πάτρα", "Ηράκλειο"),
    old("Hebrew", "cp1255", "Windows-1255 (Hebrew)", "ירושלים", "תל אביב", "באר שבע"),
    old("Japanese", "cp932", "Shift-JIS (Japanese)", "中央小学校", "北公園", "本町一丁目"),
    old("Japanese of Unix", "euc_jp", "EUC-JP (Japanese)", "さくら小学校", "みなと公園", "本町"),
    old("Chinese", "gb18030", "GB 18030 (Chinese)", "北京市", "上海市", "广州市"),
    old("Chinese of Taiwan", "big5", "Big5 (Chinese)", "臺北市", "高雄市", "新北市"),
    old("Korean", "euc_kr", "EUC-KR (Korean)", "서울특별시", "부산광역시", "제주도"),
    Case(
        "French stays Windows-1252, signs and all",
        "ville,n\nChâlons–en–Champagne,1\nL’Haÿ-les-Roses « été »,2\nŒuilly,3\n".encode("cp1252"),
        ["ville", "n"],
        ["Châlons–en–Champagne|1", "L’Haÿ-les-Roses « été »|2", "Œuilly|3"],
        steps=("Read as Windows-1252, because it is not valid UTF-8",),
    ),
    Case(
        "footnote marks before words and prices in £ stay Windows-1252",
        "what,n\n¹including rent,1\n²without,2\n£5m for Crème Café,3\n".encode("cp1252"),
        ["what", "n"],
        ["¹including rent|1", "²without|2", "£5m for Crème Café|3"],
        steps=("Read as Windows-1252, because it is not valid UTF-8",),
    ),
    Case(
        "areas in m² and prices in £ stay Windows-1252",
        "what,n\n20 m² à 5 £,1\n±3°,2\n".encode("cp1252"),
        ["what", "n"],
        ["20 m² à 5 £|1", "±3°|2"],
        steps=("Read as Windows-1252, because it is not valid UTF-8",),
    ),
]


@pytest.mark.parametrize("case", LETTERS, ids=lambda case: case.name)
def test_it_is_read_as_it_is_meant(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


def test_a_tape_of_a_mainframe_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tape.dat"
    file.write_bytes("0001SPRINGFIELD   0042\n".encode("cp037") * 20)
    with pytest.raises(Refusal, match="EBCDIC"):
        encoding.find(file, ignore)
