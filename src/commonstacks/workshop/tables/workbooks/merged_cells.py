"""Merged cells: those of a header stand over all their columns, others are told of."""

from __future__ import annotations

from commonstacks.workshop.tables.text.looks import filled
from commonstacks.workshop.tables.workbooks.blocks import Block
from commonstacks.workshop.tables.workbooks.survey import Area


def inside(areas: tuple[Area, ...], block: Block) -> tuple[Area, ...]:
    """Those that begin in the block."""
    columns = set(block.columns)
    return tuple(
        area
        for area in areas
        if area[0][0] in block.rows and area[0][1] in columns and area[0] != area[1]
    )


def header_end(head: list[list[str]], block: Block, areas: tuple[Area, ...]) -> int:
    """The last row of the header as far as merged cells say it, counted from the sheet's first.

    A row that a single cell fills is a title. The first other row is the header; cells merged
    across in it have their parts in the row below, cells merged down reach to their own end.
    """
    start = next((at for at, row in enumerate(head) if filled(row) > 1), 0) + block.top
    end, last = start, -1
    while end != last:
        last = end
        for (top, left), (bottom, right) in areas:
            if start <= top <= last:
                across = left != right and not _covers(right - left + 1, block)
                end = max(end, bottom + across)
    return min(end, block.top + len(head) - 1)


def spread(head: list[list[str]], block: Block, areas: tuple[Area, ...]) -> list[list[str]]:
    """The first records of a block, with the words of merged header cells over all their columns.

    Only along their first row: below it a name has nothing to add.
    """
    end = header_end(head, block, areas)
    places = {column: at for at, column in enumerate(block.columns)}
    for (top, left), (_, right) in areas:
        if top > end or filled(head[top - block.top]) < 2:
            continue
        record = head[top - block.top]
        for column in range(left + 1, right + 1):
            at = places.get(column)
            if at is not None and not record[at]:
                record[at] = record[places[left]]
    return head


def _covers(width: int, block: Block) -> bool:
    return width >= len(block.columns)
