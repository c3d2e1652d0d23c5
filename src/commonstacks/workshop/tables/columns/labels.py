"""Words that stand where a value is missing."""

from __future__ import annotations

from string import ascii_letters


def _in_any_case(*phrases: str) -> tuple[str, ...]:
    """ "not available", "Not available", "Not Available" and "NOT AVAILABLE"."""
    forms = (form(phrase) for phrase in phrases for form in (str, _first, str.title, str.upper))
    return tuple(dict.fromkeys(forms))


def _first(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _few(*bounds: int) -> tuple[str, ...]:
    """A count too small to be told: "<5", "< 5", "≤ 5"."""
    signs = ("<", "< ", "≤", "≤ ")
    return tuple(f"{sign}{bound}" for bound in bounds for sign in signs)


def _each(before: str, letters: str, after: str = "") -> tuple[str, ...]:
    """Every one of the letters with the signs round it."""
    return tuple(f"{before}{letter}{after}" for letter in letters)


_FAILED = (
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED!"
    " #UNKNOWN! #CONNECT! #BUSY!"
    " #NV #WERT! #BEZUG! #ZAHL! #ÜBERLAUF! #KALK! #FELD! #BLOCKIERT! #UNBEKANNT! #VERBINDEN!"
    " #NUL! #VALEUR! #NOM? #NOMBRE! #PROPAGATION! #CHAMP! #BLOQUE! #INCONNU! #CONNEXION!"
    " #¡NULO! #¡DIV/0! #¡VALOR! #¡REF! #¿NOMBRE? #¡NUM! #N/D #¡DESBORDAMIENTO! #¡CALC! #¡CAMPO!"
    " #NULO! #VALOR! #NOMBRE? #NÚM! #NULLO! #VALORE! #RIF! #NOME?"
    " #LEEG! #DEEL/0! #WAARDE! #VERW! #NAAM? #GETAL! #N/B"
)
_ERRORS = (*_FAILED.split(), *(f"Err:{number}" for number in range(501, 541)))
"""What spreadsheets show where a formula fails: Excel in English, German, French, Spanish (old and
new), Portuguese, Italian and Dutch, and LibreOffice."""

ANYWHERE = (
    "N/A", "n/a", "#N/A", "#N/A N/A", "N.A.", "n.a.", "NULL", "(null)", "<null>", "<NA>", "<Null>",
    "-", "--", "---", "–", "—", "..", "...", "…",
    "\\N", *_ERRORS,
)  # fmt: skip
"""Missing in any column."""

SUPPRESSED = (
    *_few(2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 15, 16, 20, 25, 30, 50, 100),
    *_in_any_case("suppressed", "redacted", "withheld", "confidential", "geheim"),
)
"""There is a value, and it is not told: something else than none, and than nothing."""

AMONG_VALUES = (
    *ANYWHERE,
    *SUPPRESSED,
    "NA", "na", "NA?", "NaN", "nan", "NaT", "none", "None", "NONE", "nil", "Nil", "null", "Null",
    ".", "*", "**", "***", "?", "??", ":", "/", "x", "X", "(X)", "(x)", "D", "(D)", "(S)",
    "(NA)", "(c)", "(z)", "(Z)", "~", "†", "‡", "#",
    *_each("[", "bcefkpruwxz", "]"), "[low]", "low", "z", *_each(":", "cuz"),
    *_each(": ", "cuz"), *_each(".", ascii_letters), "._",
    "<LOD", "< LOD", "<LOQ", "< LOQ", "<MDL", "<DL", "<BG", "< BG", "<NG", "< NG", "BDL", "b.d.l.",
    "c", "nd", "ND", "n.d.", "N.D.", "n/d", "N/D", "NV", "n.v.", "k.A.", "k. A.",
    "kA", "k.a.", "s.o.", "S.O.", "n. a.", "n.e.", "n.n.", "•",
    *_in_any_case(
        "unknown", "missing", "not available", "not applicable", "not reported", "not recorded",
        "no data", "no value", "n/a.", "tbd", "tba", "pending", "keine angabe", "keine angaben",
        "keine Angabe", "keine Angaben", "unbekannt", "nicht bekannt", "fehlt",
        "non disponible", "inconnu", "non renseigné", "sin datos", "no disponible", "desconocido",
    ),
)  # fmt: skip
"""Missing where everything else is a number, a date or yes/no; in text they may mean something.

With letters in brackets official statistics say why a value is not told ("[c]" confidential, "[x]"
not available), after a colon Eurostat does, and after a dot SAS and Stata do (".A" to ".Z").
"""

LIMIT = r"[<>≤≥] ?\d{1,5}(?:[.,]\d{1,5})?(?: ?%)?"
"""Less than can be measured, or more: "<0.1", "> 2400". Missing among numbers like AMONG_VALUES."""
LIMIT_SIGNS = "<>≤≥"

SENTINELS = tuple(
    f"{number}{decimals}"
    for number in ("-99", "-999", "-9999", "-99999", "-999999", "-888", "-8888")
    for decimals in ("", ".0", ".00")
) + tuple(
    f"{number}{decimals}"
    for number in ("999", "9999", "99999", "999999", "9999999")
    for decimals in ("", ".0", ".00")
)
"""Missing only where they lie far outside all other numbers."""
