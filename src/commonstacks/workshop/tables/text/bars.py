"""Tables drawn with bars at both sides of each line: of consoles, of Markdown, of notebooks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from commonstacks.workshop.tables.text.looks import is_ruled

_LINES = 200
_FEWEST = 2  # framed and drawn lines
_MOST_AROUND = 0.5  # share of lines with other text, such as the page that the table was on
_BARS = "|│┃║"
_BAR = re.compile(rf"(?<!\\)[{_BARS}]")
_ESCAPED = re.compile(rf"\\([{_BARS}])")
_FRAMED = re.compile(rf"\s*[{_BARS}].*[{_BARS}]\s*", re.DOTALL)


def are_drawn(lines: Sequence[str]) -> bool:
    """Do the first 200 lines hold a table between bars, with one line at least that is drawn?

    Lines that begin and end with a bar have to hold the same number of cells, save for one in
    twenty. Without a drawn line, or blanks round every cell, the sign only separates cells.
    """
    bare = [line for line in lines[:_LINES] if line.strip()]
    ruled = [line for line in bare if is_ruled([line])]
    framed = [line for line in bare if _FRAMED.fullmatch(line) and not is_ruled([line])]
    others = len(bare) - len(ruled) - len(framed)
    if not framed or len(framed) + len(ruled) < _FEWEST or others > _MOST_AROUND * len(bare):
        return False
    widths = Counter(len(cells(line)) for line in framed)
    even = widths.most_common(1)[0][1] * 20 >= len(framed) * 19
    return even and (bool(ruled) or all(map(_is_apart, framed)))


def cells(line: str) -> list[str]:
    """The cells between the bars, without the blanks round them; "\\|" is a bar in a cell.

    A drawn line and one without bars at both sides are one cell, a blank line is none.
    """
    bare = line.strip()
    if not bare:
        return []
    if is_ruled([bare]) or not _FRAMED.fullmatch(bare):
        return [bare]
    return [_ESCAPED.sub(r"\1", cell).strip() for cell in _BAR.split(bare)[1:-1]]


class Framed:
    """Records of such lines, one each."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.line_num = 0

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        line = next(self._lines)
        self.line_num += 1
        return cells(line)


def _is_apart(line: str) -> bool:
    return all(cell[:1] == cell[-1:] == " " for cell in _BAR.split(line.strip())[1:-1])
