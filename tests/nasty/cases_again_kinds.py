"""A second round: numbers, dates, codes and missing values, in other clothes."""

from __future__ import annotations

from tests.nasty.corpus import Case, Table, case, table


def column(
    id: str,  # noqa: A002  # the id of the case
    nasty: str,
    kind: str,
    cells: dict[str, str | None],
    *,
    name: str = "value",
    **more: object,
) -> Case:
    """One column beside a column of letters, semicolons between; cells as written → as seen."""
    rows = "".join(f"{chr(97 + n)};{cell}\n" for n, cell in enumerate(cells))
    seen = tuple((chr(97 + n), value) for n, value in enumerate(cells.values()))
    return case(
        id,
        nasty,
        "werte.csv",
        f"key;{name}\n{rows}",
        Table(("key", name), ("words", kind), seen, **more),
    )


def letter(id: str, nasty: str, kind: str, *cells: str, name: str = "value") -> Case:  # noqa: A002  # the id of the case
    """A column that stays to the letter."""
    return column(id, nasty, kind, {cell: cell for cell in cells}, name=name)


CASES = [
    column(
        "again-dollar-in-parentheses",
        "A dollar sign outside the parentheses of a loss.",
        "money",
        {"$1,234.50": "1234.5", "$(250.00)": "-250", "$12,000.00": "12000"},
    ),
    column(
        "again-minus-before-euro",
        "A typographic minus before the euro sign.",
        "money",
        {"−1.250,00 €": "-1250", "830,00 €": "830", "12,50 €": "12.5"},
    ),
    column(
        "again-en-dash-minus",
        "An en dash as minus, as Word makes it.",
        "decimal",
        {"–5,3": "-5.3", "2,1": "2.1", "–0,4": "-0.4"},
    ),
    column(
        "again-decimals-prove",
        "1.2345 in the same column proves that the point is a decimal one.",
        "decimal",
        {"1.234": "1.234", "2.567": "2.567", "1.2345": "1.2345", "12.5": "12.5"},
    ),
    letter(
        "again-outline-numbers",
        "Numbers of chapters: 1, 1.1, 1.1.1.",
        "words",
        "1",
        "1.1",
        "1.1.1",
        "2",
    ),
    letter(
        "again-article-numbers",
        "Paragraphs 3.10 and 3.1 of a statute, in a column that is called so.",
        "words",
        "3.1",
        "3.2",
        "3.10",
        "3.20",
        "4.1",
        name="Paragraph",
    ),
    letter(
        "again-fractions",
        "Shares of ownership as fractions: no dates.",
        "words",
        "1/2",
        "1/4",
        "3/4",
        "1/12",
    ),
    letter(
        "again-millions", "1,5 Mio. and 200 Tsd.: text.", "words", "1,5 Mio.", "200 Tsd.", "3 Mio."
    ),
    letter(
        "again-colours",
        "Colours of lines in hexadecimal, among them 123E45 and 000000.",
        "words",
        "00FF00",
        "123E45",
        "000000",
        "990000",
    ),
    letter(
        "again-scientific-codes",
        "Codes with minus: 1E-5 and 2E-7 are rooms.",
        "words",
        "1E-5",
        "2E-7",
        "3A-1",
        "1E-6",
    ),
    letter(
        "again-grouped-account",
        "Accounts in groups: 12-345-6.",
        "words",
        "12-345-6",
        "01-001-2",
        "10-200-3",
    ),
    letter(
        "again-isbn",
        "ISBN with an X at the end of some.",
        "words",
        "3161484100",
        "080442957X",
        "0306406152",
    ),
    letter(
        "again-ranges",
        "Size classes with signs: <5 is a class among others here.",
        "words",
        "<5",
        "5-9",
        "10-49",
        "50+",
    ),
    letter(
        "again-phone-slashes",
        "Extensions behind a dash, with 0 in front.",
        "telephone/words",
        "0221-22100",
        "0221-22101",
        "02203-9001",
        name="Telefon",
    ),
    letter(
        "again-leading-plus",
        "Dialling codes with a plus: not a number.",
        "words/telephone",
        "+49",
        "+33",
        "+352",
        name="Vorwahl",
    ),
    column(
        "again-excel-errors",
        "Errors of a German and a Spanish Excel.",
        "decimal",
        {
            "0,5": "0.5",
            "#NV": None,
            "1,25": "1.25",
            "#WERT!": None,
            "#¡DIV/0!": None,
            "2,5": "2.5",
            "3,75": "3.75",
            "4,5": "4.5",
        },
        missing=(("value", "#NV"), ("value", "#WERT!")),
    ),
    column(
        "again-sas-letters",
        "SAS's special missing values .A and .B.",
        "decimal",
        {"1.5": "1.5", ".A": None, "2.5": "2.5", ".B": None, "3.25": "3.25", "4.75": "4.75"},
        missing=(("value", ".A"), ("value", ".B")),
    ),
    column(
        "again-suppressed-words",
        "Suppressed by words: (c), [x], ~.",
        "integer",
        {"120": "120", "[c]": None, "88": "88", "[x]": None, "45": "45", "61": "61", "70": "70"},
        missing=(("value", "[c]"), ("value", "[x]")),
    ),
    column(
        "again-under-sign",
        "Below the limit of detection, as laboratories write it: labelled, not lost.",
        "decimal",
        {"0.5": "0.5", "<0.1": None, "1.25": "1.25", "< 0.05": None, "2.5": "2.5", "3.5": "3.5"},
        missing=(("value", "<0.1"), ("value", "< 0.05")),
    ),
    column(
        "again-minus-9999",
        "-9999 for no measurement, beside real minus values.",
        "decimal",
        {"-3.5": "-3.5", "-9999": None, "12.25": "12.25", "-0.5": "-0.5", "8.75": "8.75"},
        missing=(("value", "-9999"),),
    ),
    column(
        "again-nine-is-nine",
        "999 among shop numbers is a shop.",
        "integer/code/identifier",
        {"997": "997", "998": "998", "999": "999", "1000": "1000", "1001": "1001"},
        name="shop",
    ),
    case(
        "again-yes-third-label",
        "ja, nein and k. A.: a boolean whose third answer is a labelled gap, or three words.",
        "x.csv",
        "ort;offen\nA;ja\nB;nein\nC;k. A.\nD;ja\nE;nein\n",
        table(
            "ort | offen\nwords | boolean\nA | true\nB | false\nC | ∅\nD | true\nE | false",
            missing=(("offen", "k. A."),),
        ),
        table("ort | offen\nwords | words\nA | ja\nB | nein\nC | k. A.\nD | ja\nE | nein"),
    ),
    case(
        "again-yes-italian",
        "Sì and No, in Latin-1.",
        "x.csv",
        "sede;aperto\nA;Sì\nB;No\nC;Sì\nD;No\n".encode("latin-1"),
        table("sede | aperto\nwords | boolean\nA | true\nB | false\nC | true\nD | false"),
    ),
    case(
        "again-person-column",
        "The head of an office titles and all.",
        "rektoren.csv",
        "Antritt;Rektor\n1919;Prof. Dr. Christian Eckert\n1932;Prof. Dr. Godehard Ebers\n1945;Prof. Dr. Josef Kroll\n",
        table("""
Antritt | Rektor
integer | person name/text
1919    | Prof. Dr. Christian Eckert
1932    | Prof. Dr. Godehard Ebers
1945    | Prof. Dr. Josef Kroll
"""),
    ),
    case(
        "again-coordinates-comma",
        "Latitude and longitude in one quoted cell, without parentheses.",
        "x.csv",
        'name,geo_point_2d\nDom,"50.9413, 6.9583"\nZoo,"50.9582, 6.9731"\n',
        table(
            "name | geo_point_2d\nwords | coordinates\nDom | 50.9413, 6.9583\nZoo | 50.9582, 6.9731"
        ),
    ),
    case(
        "again-swiss-canton-codes",
        "Canton codes with NE, NW and JU; and AG, which is also a kind of company.",
        "x.csv",
        "kanton;nr\nNE;24\nNW;7\nJU;26\nNA;99\n",
        table("kanton | nr\nwords | integer/code/identifier\nNE | 24\nNW | 7\nJU | 26\nNA | 99"),
    ),
    case(
        "again-code-and-number-twins",
        "The same digits as a code with zeros and as a number beside it.",
        "x.csv",
        "code,number\n0007,7\n0012,12\n0150,150\n",
        table("code | number\ncoded | integer\n0007 | 7\n0012 | 12\n0150 | 150"),
    ),
    case(
        "again-quoted-numbers",
        "Every cell is quoted, the numbers too.",
        "x.csv",
        '"ward","votes","share"\n"North","1200","31.5"\n"South","980","28.25"\n',
        table(
            "ward | votes | share\nwords | integer | decimal\nNorth | 1200 | 31.5\nSouth | 980 | 28.25"
        ),
    ),
]
