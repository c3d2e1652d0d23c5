"""Where the header is, what stands above it, and names that are unique."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.shape import Step

MOST_COLUMNS = 10_000
_FIGURE = re.compile(r"[+-]?[$€£]?\d[\d.,:/\- %]*")


@dataclass(frozen=True, slots=True)
class Header:
    """``above`` records stand over the header; ``cells`` are its own, empty if there is none."""

    names: tuple[str, ...]
    above: int
    cells: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def width(self) -> int:
        return len(self.names)

    @property
    def found(self) -> bool:
        return bool(self.cells)


def find(sample: list[list[str]]) -> Header:
    """The header among the first records of a table.

    Lines with one filled cell over a wider table are titles. A first row that holds figures, its
    first cell included, is data: then the columns are named "column 1", "column 2" and so on.
    Refuses more than 10,000 columns.
    """
    width = _width(sample)
    if width > MOST_COLUMNS:
        raise too_wide(width)
    above = next((at for at, record in enumerate(sample) if _opens(record, width)), len(sample))
    first = sample[above] if above < len(sample) else []
    if not first or _is_row(first, sample[above + 1 :]):
        step = Step("no header", "No header found; the columns are numbered", width)
        return Header(_numbered(width), above, (), (step,))
    cells = _trimmed(first, _width(sample[above + 1 :]) or len(first))
    if len(cells) > MOST_COLUMNS:
        return find([cells])
    names, steps = unique([*cells, *[""] * (width - len(cells))])
    return Header(names, above, tuple(first), steps)


def too_wide(width: int) -> Refusal:
    """For a table of more than 10,000 columns."""
    return Refusal(
        f"The table has {width:,} columns; at most {MOST_COLUMNS:,} can be read.",
        "It may be lying on its side: ask the publisher for one with rows and columns swapped.",
    )


def _width(records: list[list[str]]) -> int:
    """The commonest number of cells; the greater of two as common."""
    widths = Counter(len(record) for record in records if record)
    return max(widths.items(), key=lambda pair: (pair[1], pair[0]))[0] if widths else 0


def _opens(record: list[str], width: int) -> bool:
    filled = sum(1 for cell in record if cell.strip())
    return filled > 0 and (width == 1 or filled > 1)


def _is_row(first: list[str], below: list[list[str]]) -> bool:
    filled = [cell for cell in first if cell.strip()]
    figures = sum(1 for cell in filled if _FIGURE.fullmatch(cell.strip()))
    return bool(below and _FIGURE.fullmatch(first[0].strip() or "x") and figures * 2 >= len(filled))


def _trimmed(cells: list[str], width: int) -> list[str]:
    """Without empty cells that stand over no column."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _numbered(width: int) -> tuple[str, ...]:
    return tuple(f"column {at + 1}" for at in range(width))


def unique(cells: list[str]) -> tuple[tuple[str, ...], tuple[Step, ...]]:
    """Names of which none is empty and none comes twice, and the steps that say what was done."""
    names: list[str] = []
    empty: list[str] = []
    twice: list[str] = []
    wanted = [" ".join(cell.split()) for cell in cells]
    # Parquet and SQL readers fold the case of names, so "Name" and "name" are one name to them.
    taken = {name.casefold() for name in wanted if name}
    used: set[str] = set()
    for at, name in enumerate(wanted):
        if name and name.casefold() not in used:
            new = name
        else:
            new = _free(name or f"column {at + 1}", taken, second=bool(name))
            (twice if name else empty).append(new)
        names.append(new)
        used.add(new.casefold())
        taken.add(new.casefold())
    return tuple(names), (*_told("empty names", empty), *_told("repeated names", twice))


def _free(name: str, taken: set[str], *, second: bool) -> str:
    if not second and name.casefold() not in taken:
        return name
    number = 2
    while f"{name} ({number})".casefold() in taken:
        number += 1
    return f"{name} ({number})"


def _told(name: str, made: list[str]) -> tuple[Step, ...]:
    if not made:
        return ()
    count = len(made)
    noun = "column" if count == 1 else "columns"
    what = "without a name" if name == "empty names" else "with a name used before"
    says = f"{count} {noun} {what}: now called {', '.join(made[:3])}"
    return (Step(name, says + ("…" if count > 3 else ""), count, tuple(made[:5])),)
