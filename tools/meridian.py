# noqa: INP001  # a part of boundaries.py, which is run by its path
"""Cuts lines where they cross the 180th meridian, for boundaries.py.

Lines are points of whole steps; the world is ``around`` steps wide and begins at 0.
"""

from __future__ import annotations

from itertools import groupby, pairwise

Line = list[tuple[int, int]]


def cut(line: Line, around: int) -> tuple[Line, list[Line]]:
    """The line on its own side, and the closed lines that it leaves on the other one.

    Where it goes to and fro, the meridian closes the gap. A closed line that goes round the world
    is led over the South Pole.
    """
    runs = sides(unrolled(line, around), around)
    if line[0] == line[-1] and len(runs) == 1 and runs[0][0] != runs[0][-1]:
        return [*runs[0], (around, 0), (0, 0), runs[0][0]], []
    if len(runs) > 1 and runs[0][-1][0] == runs[-1][0][0]:
        return [*runs[0], *runs[-1]], [closed(run) for run in runs[1:-1]]
    if len(runs) > 1:
        return closed(runs[0]), [closed(run) for run in runs[1:]]
    return line, []


def unrolled(line: Line, around: int) -> Line:
    """Without jumps from one edge of the map to the other, and without standing still."""
    points, moved = [line[0]], 0
    for (before, _), (x, y) in pairwise(line):
        moved -= around * round((x - before) / around)
        if (x + moved, y) != points[-1]:
            points.append((x + moved, y))
    return points


def sides(points: Line, around: int) -> list[Line]:
    """The runs between the crossings, each moved on to the map."""
    whole = [points[0]]
    for (a, b), (c, d) in pairwise(points):
        edge = max(a, c) // around * around
        if min(a, c) < edge < max(a, c):
            whole.append((edge, round(b + (d - b) * (edge - a) / (c - a))))
        whole.append((c, d))
    pairs = groupby(pairwise(whole), key=lambda pair: (pair[0][0] + pair[1][0]) // 2 // around)
    return [
        [(x - side * around, y) for x, y in [first[0], *(end for _, end in (first, *rest))]]
        for side, (first, *rest) in ((side, list(run)) for side, run in pairs)
    ]


def closed(run: Line) -> Line:
    return run if run[0] == run[-1] else [*run, run[0]]
