"""Yes and no, and small sets of words."""

from __future__ import annotations

from tests.nasty.corpus import Case, case, table


def of(id: str, nasty: str, yes: str, no: str) -> Case:  # noqa: A002  # the id of the case
    """Six places, of which some are accessible; one answer is missing."""
    rows = "".join(f"P{n},{word}\n" for n, word in enumerate((yes, no, yes, "", no, yes)))
    return case(
        id,
        nasty,
        "access.csv",
        "place,accessible\n" + rows,
        table("""
place | accessible
words | boolean
P0    | true
P1    | false
P2    | true
P3    | ∅
P4    | false
P5    | true
"""),
    )


CASES = [
    of("yes-german", "ja and nein in a German register, one cell empty.", "ja", "nein"),
    of("yes-letters", "Y and N, the US federal habit.", "Y", "N"),
    of("yes-upper", "TRUE and FALSE in capitals, from Excel.", "TRUE", "FALSE"),
    of("yes-french", "oui and non.", "oui", "non"),
    of("yes-portuguese", "Sim and Não in a Brazilian export.", "Sim", "Não"),
    of("yes-spanish", "Sí and No.", "Sí", "No"),
    of("yes-postgres", "t and f, as PostgreSQL's own export writes them.", "t", "f"),
    case(
        "yes-zero-one",
        "0 and 1: a flag or a count, the file does not say.",
        "flags.csv",
        "place,lift\nA,1\nB,0\nC,1\nD,1\n",
        table("place | lift\nwords | integer/boolean/category/code\nA | 1\nB | 0\nC | 1\nD | 1"),
    ),
    case(
        "yes-cross",
        "A cross for yes, nothing for no: empty may not be called false.",
        "spielplaetze.csv",
        "Platz;Wasser;Schatten\nA;x;\nB;;x\nC;x;x\nD;;\n",
        table("""
Platz | Wasser        | Schatten
words | words/boolean | words/boolean
A     | x             | ∅
B     | ∅             | x
C     | x             | x
D     | ∅             | ∅
"""),
        table("""
Platz | Wasser  | Schatten
words | boolean | boolean
A     | true    | ∅
B     | ∅       | true
C     | true    | true
D     | ∅       | ∅
"""),
    ),
    case(
        "yes-no-maybe",
        "Yes, no and a third answer: no boolean any more.",
        "survey.csv",
        "home,water\n1,yes\n2,no\n3,planned\n4,yes\n",
        table("""
home | water
?    | words
1    | yes
2    | no
3    | planned
4    | yes
"""),
    ),
    case(
        "category-spellings",
        "open, Open and OPEN in one column: the spellings are the publisher's and stay.",
        "cases.csv",
        "case,status\n01,open\n02,Open\n03,OPEN\n04,closed\n05,open\n",
        table("""
case  | status
coded | words
01    | open
02    | Open
03    | OPEN
04    | closed
05    | open
"""),
    ),
    case(
        "category-sex-letters",
        "m, f and d for the third gender; f alone is no “false”.",
        "staff.csv",
        "nr,sex\n01,f\n02,m\n03,d\n04,f\n05,m\n",
        table("""
nr    | sex
coded | words
01    | f
02    | m
03    | d
04    | f
05    | m
"""),
    ),
]
