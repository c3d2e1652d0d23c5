"""Text in one of the older sets of East Asian characters: told by how everyday they are."""

from __future__ import annotations

from collections.abc import Callable

_FEWEST = 8  # characters
_EVERYDAY = 0.9  # share of characters that any newspaper prints


def find(lines: bytes) -> tuple[str, str] | None:
    """Python's name of the set, and one for people; None where none is sure.

    Each set has its everyday characters together: a text read in the wrong one is full of rare
    ones. Japanese in EUC needs kana besides, and Korean is all Hangul.
    """
    for codec, name, is_sure in _SETS:
        try:
            text = lines.decode(codec)
        except UnicodeDecodeError:
            continue
        firsts = [sign.encode(codec) for sign in text if sign > "\x7f"]
        if len(firsts) >= _FEWEST and is_sure([first[0] for first in firsts]):
            return ("gb18030" if codec == "gb2312" else codec), name
    return None


def _share(firsts: list[int], *ranges: tuple[int, int]) -> float:
    inside = sum(1 for first in firsts if any(low <= first <= high for low, high in ranges))
    return inside / len(firsts)


def _shift_jis(firsts: list[int]) -> bool:
    return _share(firsts, (0x81, 0x83), (0x88, 0x97)) >= _EVERYDAY


def _hangul(firsts: list[int]) -> bool:
    return _share(firsts, (0xA1, 0xA3), (0xB0, 0xC8)) >= 0.97 > _share(firsts, (0xA1, 0xA3))


def _euc_jp(firsts: list[int]) -> bool:
    kana = _share(firsts, (0xA4, 0xA5))
    return kana >= 0.15 and _share(firsts, (0xA1, 0xA5), (0xB0, 0xCF)) >= _EVERYDAY


def _gb2312(firsts: list[int]) -> bool:
    return _share(firsts, (0xA1, 0xA3), (0xB0, 0xD7)) >= _EVERYDAY


def _big5(firsts: list[int]) -> bool:
    return _share(firsts, (0xA1, 0xA3), (0xA4, 0xC6)) >= _EVERYDAY


_SETS: tuple[tuple[str, str, Callable[[list[int]], bool]], ...] = (
    ("cp932", "Shift-JIS (Japanese)", _shift_jis),
    ("euc_kr", "EUC-KR (Korean)", _hangul),
    ("euc_jp", "EUC-JP (Japanese)", _euc_jp),
    ("gb2312", "GB 18030 (Chinese)", _gb2312),
    ("big5", "Big5 (Chinese)", _big5),
)
