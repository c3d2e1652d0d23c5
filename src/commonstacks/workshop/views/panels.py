"""Small multiples: the bins of one column, once for each frequent value of another."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.workshop.views.axes import Axis

MOST_PANELS = 12


@dataclass(frozen=True, slots=True)
class Panels:
    """Panel 0 is "missing", 1…k the values in falling order of their rows, k+1 all ``others``.

    A code is ``panel * inner.size`` and the code of the bin behind it.
    """

    inner: Axis
    values: tuple[str, ...]
    others: int = 0

    @property
    def panels(self) -> int:
        return len(self.values) + 1 + (self.others > 0)

    @property
    def size(self) -> int:
        return self.inner.size * self.panels

    def split(self, code: int) -> tuple[int, int]:
        """The panel and the bin in it."""
        return divmod(code, self.inner.size)


AnyAxis = Axis | Panels
