"""Pages of the rows of a view, sorted and searched, however long the table is.

The first rows are asked straight. Further down, the order is worked out once and kept beside the
table as row numbers, so that every page is found in about the same time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commonstacks.kit import digests
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables import window
from commonstacks.workshop.tables.columns import geometry
from commonstacks.workshop.views import locked, sql
from commonstacks.workshop.views.answering import DEEPEST, MOST_ROWS, NO_CUTS, TablePage
from commonstacks.workshop.views.asking import Asking, fetched
from commonstacks.workshop.views.cells import Policy
from commonstacks.workshop.views.placing import Cut
from commonstacks.workshop.views.replies import page_facts
from commonstacks.workshop.views.spec import ViewSpec, facts_of
from commonstacks.workshop.views.sql_filters import Rows, where

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STRAIGHT, KEPT = 1000, 8
"""Rows that are asked without an order, and how many orders are kept beside one table."""
LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """Which rows: ``limit`` from ``first`` (from 1) on, of those that hold the words ``find``."""

    first: int = 1
    limit: int = 50
    find: str = ""


def rows_reply(
    files: Sequence[str],
    spec: ViewSpec,
    policy: Policy,
    wish: Wish,
    *,
    orders: str,
    within: Mapping[str, Cut] = NO_CUTS,
    shapes: Collection[str] = (),
    tell: Callable[[Progress], None] = ignore,
) -> bytes:
    """``rows_page`` of the table in ``files`` (absolute paths) as a job; ``replies.read_page``
    reads it. ``orders`` is the folder where orders are kept."""
    tell(Progress(0, 1, "looking for rows"))
    policy.need_open("its rows are not shown one by one")
    asked = Sought(locked.connect(files), tuple(files), spec, within, wish.find)
    page = rows_page(asked, Path(orders), first=wish.first, limit=wish.limit, shapes=shapes)
    return digests.canonical(page_facts(page))


class Sought:
    """The rows of one view that hold the words ``find`` in any column of text, in its order."""

    def __init__(
        self,
        connection: Asking,
        files: sql.Files,
        spec: ViewSpec,
        within: Mapping[str, Cut] = NO_CUTS,
        find: str = "",
    ) -> None:
        """Refuses columns that the table does not have, and too many words."""
        if len(find) > LONGEST_WORDS:
            raise Refusal("That is too long to search for.", "Search for fewer words.")
        self.connection, self.spec, self.find, self.within = connection, spec, find, within
        stored = dict(fetched(connection, sql.described(files)))
        for column in spec.reads:
            if column not in stored:
                raise Refusal(
                    "The table has no column “{column}”.", "Choose one that it has.", column=column
                )
        kinds = {chart.columns: chart.kind for chart in spec.charts}
        self.rows = Rows(tuple(files), stored, kinds, within)

    @property
    def name(self) -> str:
        """Names the order: filters, sort and words, and nothing else of the view."""
        facts = {part: facts_of(self.spec).get(part) for part in ("filters", "sort")}
        cuts = {place: [cut.column, *cut.values] for place, cut in self.within.items()}
        kinds = sorted([*columns, kind] for columns, kind in self.rows.kinds.items())
        return digests.of_facts({**facts, "find": self.find, "cuts": cuts, "kinds": kinds})

    def counted(self) -> tuple[int, int]:
        """All rows, and those that are sought."""
        asked = sql.Statement()
        source, passes = asked.rows(self.rows.files), self._passes(asked)
        asked.text = f"SELECT count(*), count(*) FILTER (WHERE {passes}) FROM {source}"
        ((total, matching),) = fetched(self.connection, asked)
        return total, matching

    def selected(self, asked: sql.Statement, what: str, more: str = "") -> str:
        """A SELECT of ``what`` from the sought rows, in their order."""
        return (
            f"SELECT {what} FROM {self._source(asked)} WHERE {self._passes(asked)} "
            f"ORDER BY {self._by()} {more}"
        )

    def numbered(self, asked: sql.Statement, numbers: Sequence[int]) -> str:
        """A SELECT of the rows with these numbers, which are ours: whole numbers from 0."""
        listed = ", ".join(str(int(number)) for number in numbers)
        return (
            f"SELECT t0.file_row_number, * FROM {self._source(asked)} "
            f"WHERE t0.file_row_number IN ({listed})"
        )

    def _source(self, asked: sql.Statement) -> str:
        read = [
            f"read_parquet({asked.bind(file)}) AS t{place}"
            for place, file in enumerate(self.rows.files)
        ]
        return " POSITIONAL JOIN ".join(read)

    def _by(self) -> str:
        sort = self.spec.sort
        if sort is None:
            return "t0.file_row_number"
        falling = "DESC" if sort.falling else ""
        return f"{sql.identifier(sort.column)} {falling} NULLS LAST, t0.file_row_number"

    def _passes(self, asked: sql.Statement) -> str:
        passes = where(asked, self.rows, self.spec.filters)
        if not self.find:
            return passes
        texts = [name for name, kind in self.rows.stored.items() if kind == "VARCHAR"]
        if not texts:
            raise Refusal("This table has no words to search.", "Filter by a number instead.")
        wanted = f"lower({asked.bind(self.find)})"
        found = " OR ".join(f"contains(lower({sql.text(name)}), {wanted})" for name in texts)
        return f"({passes}) AND coalesce({found}, false)"


def rows_page(
    sought: Sought,
    orders: Path,
    *,
    first: int = 1,
    limit: int = 50,
    shapes: Collection[str] = (),
) -> TablePage:
    """Rows ``first`` (from 1) on of those that are sought, as text; a missing value is None, a
    column of ``shapes`` is named ("area, 34 points"). Refuses rows before 1 and more
    than ``MOST_ROWS`` at once."""
    if not (1 <= first <= DEEPEST and 1 <= limit <= MOST_ROWS):
        raise Refusal(
            "Rows are counted from 1, and at most {most} are shown at once.", most=MOST_ROWS
        )
    total, matching = sought.counted()
    asked = sql.Statement()
    if first - 1 + limit <= STRAIGHT:
        more = f"LIMIT {asked.bind(limit)} OFFSET {asked.bind(first - 1)}"
        asked.text = sought.selected(asked, "t0.file_row_number, *", more)
        names, lines = _lines(sought.connection, asked, shapes)
        return TablePage(names, tuple(line for _, line in lines), first, matching, total)
    wanted = _order(sought, orders)[first - 1 : first - 1 + limit].tolist()
    asked.text = sought.numbered(asked, wanted or [-1])
    names, lines = _lines(sought.connection, asked, shapes)
    found = dict(lines)
    return TablePage(names, tuple(found[number] for number in wanted), first, matching, total)


def _lines(
    connection: Asking, asked: sql.Statement, shapes: Collection[str]
) -> tuple[tuple[str, ...], list[tuple[int, window.Row]]]:
    found = connection.execute(asked.text, asked.values)
    names = tuple(column[0] for column in found.description)[1:]
    return names, [
        (
            row[0],
            tuple(
                _cell(value, shape=name in shapes)
                for name, value in zip(names, row[1:], strict=True)
            ),
        )
        for row in found.fetchall()
    ]


def _cell(value: object, *, shape: bool) -> str | None:
    if shape and value is not None:
        return geometry.brief(str(value))
    return window.text(value)


def _order(sought: Sought, folder: Path) -> NDArray[np.uint32]:
    """The numbers of all sought rows, from 0, in their order; kept as they were made once."""
    import numpy as np

    file = folder / f"{sought.name}.npy"
    with suppress(OSError, ValueError):
        kept: NDArray[np.uint32] = np.load(file, mmap_mode="r")
        file.touch()
        return kept
    asked = sql.Statement()
    asked.text = sought.selected(asked, "CAST(t0.file_row_number AS UINTEGER) AS n")
    found = sought.connection.execute(asked.text, asked.values).fetchnumpy()["n"]
    numbers = np.ascontiguousarray(found, dtype=np.uint32)
    _keep(file, numbers)
    return numbers


def _keep(file: Path, numbers: NDArray[np.uint32]) -> None:
    import numpy as np

    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_suffix(f".{os.getpid()}")
    with made.open("wb") as to:
        np.save(to, numbers)
    made.replace(file)
    oldest = sorted(file.parent.glob("*.npy"), key=lambda each: each.stat().st_mtime)
    for each in oldest[:-KEPT]:
        each.unlink(missing_ok=True)
