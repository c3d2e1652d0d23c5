"""The four loops over codes, in plain Python, compiled by numba when this is imported.

Compiling takes seconds once; afterwards the machine's code is read from numba's cache, whose folder
the environment names (``NUMBA_CACHE_DIR``). The loops let other threads run.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import numpy.typing as npt

MOST_ROWS = 1 << 16
"""Of one block: places in it are two bytes."""

Codes = npt.NDArray[Any]
Bits = npt.NDArray[np.uint8]
Places = npt.NDArray[np.uint16]
Counts = npt.NDArray[np.uint32]


def _mark(codes: Codes, fails: Bits, failed: Bits) -> None:
    for row in range(codes.size):
        failed[row] |= fails[codes[row]]


def _select(failed: Bits, matter: int, places: Places) -> int:
    n = 0
    for row in range(failed.size):
        places[n] = row
        n += (failed[row] & matter) == 0
    return n


def _count_some(
    active: Codes, other: Codes, size: int, places: Places, n: int, counts: Counts
) -> None:
    for place in range(n):
        row = places[place]
        counts[np.intp(active[row]) * size + other[row]] += 1


def _count_all(active: Codes, other: Codes, size: int, counts: Counts) -> None:
    for row in range(active.size):
        counts[np.intp(active[row]) * size + other[row]] += 1


def _compiled() -> tuple[Any, Any, Any, Any]:
    """Each loop for codes of one and of two bytes."""
    numba: Any = importlib.import_module("numba")
    kinds = [numba.types.Array(kind, 1, "C", readonly=True) for kind in (numba.u1, numba.u2)]
    bits, places, counts = numba.u1[::1], numba.u2[::1], numba.u4[::1]
    pairs = [(one, other) for one in kinds for other in kinds]
    whole = numba.int64

    def made(loop: Any, shapes: list[Any]) -> Any:
        return numba.njit(shapes, nogil=True, cache=True, boundscheck=False)(loop)

    nothing = numba.void
    return (
        made(_mark, [nothing(kind, bits, bits) for kind in kinds]),
        made(_select, [whole(bits, whole, places)]),
        made(_count_some, [nothing(a, b, whole, places, whole, counts) for a, b in pairs]),
        made(_count_all, [nothing(a, b, whole, counts) for a, b in pairs]),
    )


mark, select, count_some, count_all = _compiled()
