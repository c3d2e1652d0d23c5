"""Text in an older set of letters that no mark names: told by whether its words become words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.text import east_asian, languages

_ENOUGH = 1 << 20  # bytes of lines with letters beyond ASCII
_FEWEST = 3  # letters beyond ASCII in words of Latin letters
_FEWEST_FOREIGN = 10  # letters of another alphabet
_COMMON = 0.55  # share of the commonest letters in any text of a language
_MARGIN = 0.05  # by which one alphabet has to be likelier than another
_MOST_TOGETHER = 0.6  # share of letters beyond ASCII side by side, in Latin letters
_MOST_BROKEN = 0.3  # share of words that hold other signs
_HIGH = re.compile(rb"[\x80-\xff]+")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_LETTER = "A-Za-zŠšŒœŽžŸƒÀ-ÖØ-öø-ÿ"
_IN_WORDS = "’‘´·–—…•\u00ad\u00a0"  # signs that may stand between the letters of a word
_BROKEN = re.compile(
    rf"(?<=[{_LETTER}])[^{_LETTER}{_IN_WORDS}\x00-\x7f](?=[{_LETTER}])"
    rf"|(?<=[{_LETTER}])\ufffd|\ufffd(?=[{_LETTER}])"
    r"|[£¥¯±¼¾¶¤¦¹³](?=[a-zß-öø-ÿœšžŸ])|(?<=[a-zß-öø-ÿœšž])[ÀÁÂ-ÖØ-ÞŒŠŽŸ]|[œŒ][æÆ]|[æÆ][œŒ]"
)
"""Signs among letters or in front of small ones, capitals behind small ones, two ligatures."""
_STRAY = re.compile(r"(?<=[^\W\d_])[±¶¼½¾¤¦¬¯¡¿£¥×÷]|[±¶¼¾¤¦¬¯×÷](?=[^\W\d_])")
_SIGNS = frozenset("§°–—„“”‚‘’…«»№€\u00a0\u00ad±²³µ·•×´©®")
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A set of letters: Python's name for it, and one for people."""

    codec: str
    name: str


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """Letters beyond ASCII that its languages write, and the commonest of them (not if Latin).

    Nearly no text goes by with fewer than half of its letters among the commonest.
    """

    letters: frozenset[str]
    common: frozenset[str]
    guesses: tuple[Guess, ...]


def _both(small: str) -> frozenset[str]:
    return frozenset(small + small.upper())


_WESTERN = _Alphabet(
    _both("äöüéèêëàâáãåæçíìîïñóòôõøúùûÿ") | {"ß"},
    frozenset(),
    (
        Guess("cp850", "code page 850 (DOS, Western Europe)"),
        Guess("cp437", "code page 437 (DOS)"),
    ),
)
_CENTRAL = _Alphabet(
    _both("ąćęłńóśźżáčďéěíňřšťúůýžőűöüäôľĺŕăâîșțşţđëç") | {"ß"},
    frozenset(),
    (
        Guess("cp1250", "Windows-1250 (Central Europe)"),
        Guess("iso8859-2", "ISO 8859-2 (Central Europe)"),
        Guess("cp852", "code page 852 (DOS, Central Europe)"),
    ),
)
_FOREIGN = (
    _Alphabet(
        _both("абвгдежзийклмнопрстуфхцчшщъыьэюяёђѓєѕіїјљњћќўџґ"),
        _both("оаеинтсрвлкмдпу"),
        (
            Guess("cp1251", "Windows-1251 (Cyrillic)"),
            Guess("koi8-u", "KOI8 (Cyrillic)"),
            Guess("cp866", "code page 866 (DOS, Cyrillic)"),
            Guess("iso8859-5", "ISO 8859-5 (Cyrillic)"),
        ),
    ),
    _Alphabet(
        _both("αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋ") | set("ςΐΰ"),
        _both("αοιετσνηυρκπλμάίό") | {"ς"},
        (Guess("cp1253", "Windows-1253 (Greek)"), Guess("iso8859-7", "ISO 8859-7 (Greek)")),
    ),
    _Alphabet(
        frozenset(map(chr, range(0x5D0, 0x5EB))),
        frozenset("יוהלאתרשבמנ"),
        (Guess("cp1255", "Windows-1255 (Hebrew)"),),
    ),
    _Alphabet(
        frozenset(map(chr, range(0x621, 0x653))),
        frozenset("اليمنترةبدوع"),
        (Guess("cp1256", "Windows-1256 (Arabic)"),),
    ),
)


_NAMED = {
    "cp1254": Guess("cp1254", "Windows-1254 (Turkish)"),
    "cp1257": Guess("cp1257", "Windows-1257 (Baltic)"),
    **{guess.codec: guess for guess in _CENTRAL.guesses},
}


def sample(blocks: Iterable[bytes]) -> bytes:
    """The first lines with letters beyond ASCII, up to a megabyte of them."""
    kept = b""
    left = b""
    for block in blocks:
        *lines, left = (left + block).split(b"\n")
        kept += b"".join(line + b"\n" for line in lines if not line.isascii())
        if len(kept) > _ENOUGH:
            return kept
    return kept if left.isascii() else kept + left


def find(lines: bytes) -> Guess | None:
    """The older set of letters that ``lines`` are surely written in; None where that is not sure.

    Takes lines that are no UTF-8. Where Windows-1252 makes words of them, ``languages`` is asked.
    It makes none where letters beyond ASCII stand side by side, or signs and unused bytes stand
    inside words or before small letters.
    A set is sure where all letters beyond ASCII belong to one alphabet, none stands as a capital
    behind a small one, words are not mixed with Latin ones, and the letters that are commonest in
    the alphabet are common here; characters of East Asia must be those of everyday writing.
    """
    together, broken = _together(lines), _broken(lines)
    if together < _MOST_TOGETHER and broken < _MOST_BROKEN:
        return _by_language(lines)
    for alphabet in (_WESTERN, _CENTRAL) if together < _MOST_TOGETHER else ():
        for guess in alphabet.guesses:
            if _is_latin(_decoded(lines, guess), alphabet):
                return guess
    if foreign := _foreign(lines):
        return foreign
    found = east_asian.find(lines)
    return Guess(*found) if found else _by_language(lines)


def _by_language(lines: bytes) -> Guess | None:
    return _NAMED.get(languages.codec(lines))


def refuse_tape(head: bytes) -> None:
    """Refuses EBCDIC, as mainframes write it: its letters and blanks, and no blank of ASCII."""
    plain = bytes(byte for byte in range(256) if _is_ebcdic(byte))
    if any(sign in head for sign in b" \n\r,") or b"\x40" not in head:
        return
    letters = len(head) - len(head.translate(None, plain))
    if letters >= 0.95 * len(head) and sum(byte > 0x80 for byte in head) * 2 > len(head):
        raise Refusal(
            "The text is written in EBCDIC, the characters of mainframes; where its columns begin"
            " is not in the file.",
            "Ask the publisher for a CSV in UTF-8, or for the layout and a converted copy.",
        )


def _is_ebcdic(byte: int) -> bool:
    """A letter, a digit, a blank, an end of line, or an everyday sign."""
    letter = 0x81 <= byte <= 0xE9 and 1 <= byte % 16 <= 9
    return letter or 0xF0 <= byte <= 0xF9 or byte in b"\x40\x15\x25\x4b\x4d\x50\x5c\x5d\x60\x61\x6b"


def _together(lines: bytes) -> float:
    """Share of bytes beyond ASCII that have another one beside them."""
    runs = [len(run) for run in _HIGH.findall(lines)]
    return sum(run for run in runs if run > 1) / max(sum(runs), 1)


def _broken(lines: bytes) -> float:
    """Share of words beyond ASCII with a sign or an unused byte among their letters."""
    words = [word.decode("cp1252", "replace") for word in _WORD.findall(lines)]
    return sum(1 for word in words if _BROKEN.search(word)) / max(len(words), 1)


def _decoded(lines: bytes, guess: Guess) -> str:
    """The lines as text, "" where they cannot be read so."""
    try:
        return lines.decode(guess.codec)
    except UnicodeDecodeError:
        return ""


def _is_latin(text: str, alphabet: _Alphabet) -> bool:
    letters = [sign for sign in text if sign > "\x7f" and sign not in _SIGNS]
    fitting = sum(1 for sign in letters if sign in alphabet.letters)
    if fitting < _FEWEST or fitting * 100 < len(letters) * 98 or not _is_even(text):
        return False
    return len(_STRAY.findall(text)) * 20 <= fitting


def _is_even(text: str) -> bool:
    """Does hardly a word hold a capital behind a small letter?"""
    words = [word for word in _WORDS.findall(text) if not word.isascii()]
    shapes = (str.lower, str.upper, str.capitalize)
    odd = sum(1 for word in words if all(shape(word) != word for shape in shapes))
    return odd * 20 <= len(words) + 10


def _foreign(lines: bytes) -> Guess | None:
    """The likeliest set of another alphabet, if no other one is about as likely."""
    likely = [
        (_share(_decoded(lines, guess), alphabet), alphabet, guess)
        for alphabet in _FOREIGN
        for guess in alphabet.guesses
    ]
    share, best, guess = max(likely, key=lambda each: each[0])
    next_best = max(other for other, alphabet, _ in likely if alphabet is not best)
    return guess if share >= max(_COMMON, next_best + _MARGIN) else None


def _share(text: str, alphabet: _Alphabet) -> float:
    """How many of its letters are among the commonest; 0 where they are not all of one alphabet."""
    letters = [sign for sign in text if sign > "\x7f" and sign not in _SIGNS]
    fitting = sum(1 for sign in letters if sign in alphabet.letters)
    if fitting < _FEWEST_FOREIGN or fitting * 100 < len(letters) * 98 or not _is_even(text):
        return 0.0
    words = [word for word in _WORDS.findall(text) if not word.isascii()]
    mixed = sum(1 for word in words if not set(word) <= alphabet.letters)
    common = sum(1 for sign in letters if sign in alphabet.common)
    return common / len(letters) if mixed * 20 <= len(words) else 0.0
