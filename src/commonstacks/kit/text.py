"""Letters as people look for them: folded, spelled another way, cut into words, as a slug."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ı": "i",
        "ŋ": "n",
        "\N{LATIN SMALL LETTER SHARP S}": "ss",
    }
)
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe"})
MARK = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
SILENT = re.compile(r"[.'`\u00b4\u2018\u2019\u02bc\u02bb\u00ad\u200b-\u200d\ufeff]")
BREAK = re.compile(r"[\W_]+")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=50_000)  # the same names are looked up again and again
def fold(text: str) -> str:
    """One spelling of a name to look it up by: ``"  Côte d'Ivoire "`` → ``"cote divoire"``.

    No case, no marks on Latin, Greek and Cyrillic letters, no dots or apostrophes; everything else
    that is no letter or digit is one space. Folding twice changes nothing.
    """
    return " ".join(BREAK.split(SILENT.sub("", bare(text)))).strip()


def spellings(text: str) -> tuple[str, ...]:
    """The fold, and the German fold where it differs: ``"Köln"`` → ``("koln", "koeln")``."""
    return tuple(dict.fromkeys((fold(text), fold(german(text)))))


def german(text: str) -> str:
    """In small letters, with ä, ö, ü and ø written out in two."""
    return unicodedata.normalize("NFC", sound(text)).casefold().translate(GERMAN)


def words(text: str) -> list[str]:
    """Folded words in order: ``"Zip_code, zipCode"`` → zip, code, zipcode."""
    return [word for word in BREAK.split(bare(text)) if word]


def pieces(text: str) -> list[str]:
    """Folded words in order, those in names apart: ``"Zip_code, zipCode"`` → four."""
    return words(CAMEL.sub(" ", sound(text)))


def slug(text: str, *, longest: int = 60) -> str:
    """Lower-case ASCII words joined by hyphens, cut between words; empty if nothing is left."""
    plain = "-".join(re.findall(r"[a-z0-9]+", fold(text)))
    if len(plain) <= longest:
        return plain
    return plain[: longest + 1].rpartition("-")[0] or plain[:longest]


def bare(text: str) -> str:
    """No case and no marks; signs and spaces stay."""
    text = unicodedata.normalize("NFKD", sound(text)).casefold().translate(LETTERS)
    text = MARK.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", text)


def sound(text: str) -> str:
    """Text that can be encoded: half surrogates and NUL become the replacement sign."""
    return (
        text.replace("\x00", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )
