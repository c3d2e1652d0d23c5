"""Text whose letters are all of one language in an older set, and of none in Windows-1252."""

from __future__ import annotations

from collections import Counter

_WESTERN = (
    "äöüßé",  # German
    "àâæçéèêëîïôœùûüÿ",  # French
    "áéíñóúüàèòïç",  # Spanish, Catalan
    "áâãàçéêíóôõúü",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "æøåäöéèêóòôü",  # Danish, Norwegian
    "åäöéüæø",  # Swedish, Finnish
    "äöõüšž",  # Estonian
    "áðéíóúýþæöø",  # Icelandic, Faroese
    "éëïóöüèêáâîôû",  # Dutch, Welsh
    "çë",  # Albanian
)
_ELSEWHERE = (
    ("áčďéěíňóřšťúůýž", ("cp1250", "iso8859-2")),  # Czech
    ("áäčďéíĺľňóôŕšťúýž", ("cp1250", "iso8859-2")),  # Slovak
    ("áéíóöőúüű", ("cp1250", "iso8859-2")),  # Hungarian
    ("ąćęłńóśźż", ("cp1250", "iso8859-2")),  # Polish
    ("čćđšž", ("cp1250", "iso8859-2")),  # Croatian, Slovenian
    ("çğıöşüâîûi̇", ("cp1254",)),  # Turkish
    ("ąčęėįšųūž", ("cp1257",)),  # Lithuanian
    ("āčēģīķļņšūž", ("cp1257",)),  # Latvian
)
_FEWEST = 6  # letters beyond ASCII
_OTHER = 3  # of them that are other letters than in Windows-1252
_FOREIGN = 0.95  # share of letters in one Western language from which on it is that language
_ALL = 0.98


def codec(lines: bytes) -> str:
    """Python's name of the set in which the letters are all of one language; "" for none.

    Asked of lines that are words in Windows-1252 too, but of no language: "Dìèín" is Italian and
    Danish at once, and Czech in Windows-1250 ("Děčín"). A Western language that has nearly all
    letters comes first, so the same letters are never taken for others without need.
    """
    plain = lines.decode("cp1252", "replace")
    here = _letters(plain)
    if here.total() < _FEWEST or any(_share(here, each) > _FOREIGN for each in _WESTERN):
        return ""
    for alphabet, codecs in _ELSEWHERE:
        for name in codecs:
            text = lines.decode(name, "replace")
            changed = sum(1 for one, other in zip(plain, text, strict=True) if one != other)
            if changed >= _OTHER and _share(_letters(text), alphabet) >= _ALL:
                return name
    return ""


def _letters(text: str) -> Counter[str]:
    """Letters beyond ASCII in small letters, and what cannot be read."""
    return Counter(
        sign for sign in text.lower() if sign > "\x7f" and (sign.isalpha() or sign == "\ufffd")
    )


def _share(letters: Counter[str], alphabet: str) -> float:
    total = letters.total()
    return sum(letters[sign] for sign in alphabet) / total if total else 0.0
