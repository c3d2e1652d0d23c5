"""Tables and views of SQLite databases: typed by the values that are there, not by declarations."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.files import read_parquet, sqlite_file
from commonstacks.workshop.tables.files.found import Found
from commonstacks.workshop.tables.files.read_parquet import Typed
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.sql import identifier, parquet
from commonstacks.workshop.tables.text_table import TextTable

MOST_ROWS = 10_000_000  # of a view, and as many more as the file has bytes
LONGEST_BYTES = 1000  # of a cell of bytes that are shown
SHAPE = "shape"
"""The column of the Parquet file that holds shapes as bytes."""

_EXACT = 2**53  # whole numbers up to which a number with a point holds every one
_CELLS = 200_000  # held at a time
_NO_LETTERS = "Could not decode to UTF-8"
_BYTES = (bytes, bytearray, memoryview)


@dataclass(slots=True)
class _Column:
    """Which kinds of value a column has had so far."""

    name: str
    kinds: set[type] = field(default_factory=set)
    large: bool = False  # a whole number that a number with a point may not hold

    def sql(self, at: int) -> tuple[str, pa.DataType]:
        """The column out of its three parts: whole numbers, numbers with a point, text."""
        whole, real, text = f"i{at}", f"r{at}", f"t{at}"
        if self.kinds == {int}:
            return whole, pa.int64()
        if self.kinds and self.kinds <= {int, float} and not (self.large and int in self.kinds):
            return f"coalesce({real}, CAST({whole} AS DOUBLE))", pa.float64()
        every = f"coalesce({text}, CAST({whole} AS VARCHAR), CAST({real} AS VARCHAR))"
        return every, pa.string()


@dataclass(slots=True)
class Poured:
    """A table written as Parquet, each column in three parts by the kind of its values."""

    path: Path
    columns: list[_Column]
    rows: int = 0
    cut: int = 0  # cells of bytes that were too long
    letters: int = 0  # cells that are no UTF-8
    shaped: bool = False

    @property
    def lettered(self) -> frozenset[int]:
        """Columns of numbers that no kind of number holds to the last digit."""
        mixed = (at for at, one in enumerate(self.columns) if one.kinds == {int, float})
        return frozenset(at for at in mixed if self.columns[at].large)

    def typed(self, into: Path) -> Typed:
        """The columns with the types that all their values share, or as text."""
        cells = [column.sql(at) for at, column in enumerate(self.columns)]
        every = ", ".join(f"{sql} AS s{at}" for at, (sql, _) in enumerate(cells))
        fields: list[pa.Field[Any]] = [
            pa.field(column.name, kind)
            for column, (_, kind) in zip(self.columns, cells, strict=True)
        ]
        relation = f"(SELECT {every} FROM {parquet(self.path)})"
        return read_parquet.measured(self.path, relation, fields, self.rows, into)

    def steps(self) -> tuple[Step, ...]:
        """What became of values that are no text and no numbers."""
        steps = []
        if self.cut:
            says = f"{self.cut:,} cells of bytes are longer than {LONGEST_BYTES:,} and shown cut"
            steps.append(Step("bytes", says, self.cut))
        if self.letters:
            says = f"{self.letters:,} cells are not valid UTF-8 and read as Windows-1252"
            steps.append(Step("encoding", says, self.letters))
        return tuple(steps)


def read(found: Found, name: str, into: Path, tell: Callable[[Progress], None]) -> TextTable:
    """Reads a table or view of the database by the kinds of its values (SQLite's storage classes).

    Columns of whole numbers or numbers alone are numbers, all others text, typed like any text
    ("007" stays a code); bytes are hexadecimal, the first thousand of a cell. Refuses a broken
    database and a view that does not come to an end.
    """
    poured = pour(found.path, name, into, tell)
    what = Step("format", f"The file is an SQLite database; the table is {name}")
    return plain_table(found, poured, into, what)


def plain_table(found: Found, poured: Poured, into: Path, what: Step) -> TextTable:
    """The table without shapes."""
    steps = (*found.steps, what, *poured.steps())
    table = read_parquet.table(poured.typed(into), into, steps)
    return replace(table, lettered=poured.lettered)


def pour(
    path: Path,
    name: str,
    into: Path,
    tell: Callable[[Progress], None],
    shape: tuple[str, Callable[[object], bytes | None]] | None = None,
) -> Poured:
    """Writes a table into Parquet in ``into``.

    ``shape`` names the column of shapes and gives what turns a cell into bytes; it is kept apart,
    under the name ``SHAPE``.
    """
    try:
        return _Pouring(path, into, tell, shape).run(name, lenient=False)
    except Refusal as refusal:
        if _NO_LETTERS not in str(refusal.__cause__):
            raise
    return _Pouring(path, into, tell, shape).run(name, lenient=True)


@dataclass(slots=True)
class _Pouring:
    path: Path
    into: Path
    tell: Callable[[Progress], None]
    shape: tuple[str, Callable[[object], bytes | None]] | None
    cut: int = 0
    letters: int = 0

    def run(self, name: str, *, lenient: bool) -> Poured:
        target = self.into / "database.parquet"
        with sqlite_file.opened(self.path) as connection:
            if lenient:
                connection.text_factory = self._decoded
            cursor = connection.execute(f"SELECT * FROM {identifier(name)}")
            names = [column[0] for column in cursor.description]
            own = [at for at, each in enumerate(names) if not self._is_shape(each)]
            poured = Poured(target, [_Column(names[at]) for at in own])
            at_shape = next((at for at, each in enumerate(names) if self._is_shape(each)), None)
            poured.shaped = at_shape is not None
            self._write(cursor, own, at_shape, poured)
        poured.cut, poured.letters = self.cut, self.letters
        return poured

    def _is_shape(self, name: str) -> bool:
        return self.shape is not None and name.lower() == self.shape[0].lower()

    def _write(
        self, cursor: sqlite3.Cursor, own: list[int], at_shape: int | None, poured: Poured
    ) -> None:
        schema = _schema(len(own), shaped=at_shape is not None)
        batch = max(1, min(20_000, _CELLS // max(1, len(own))))
        most = MOST_ROWS + self.path.stat().st_size
        with pq.ParquetWriter(poured.path, schema, compression="lz4") as writer:
            while rows := cursor.fetchmany(batch):
                poured.rows += len(rows)
                if poured.rows > most:
                    raise sqlite_file.endless()
                columns = list(zip(*rows, strict=True))
                cells: list[pa.Array[Any]] = []
                for column, at in zip(poured.columns, own, strict=True):
                    cells += self._split(columns[at], column)
                if at_shape is not None and self.shape:
                    cells += _shapes(columns[at_shape], self.shape[1])
                writer.write_batch(pa.record_batch(cells, schema=schema))
                self.tell(Progress(poured.rows, poured.rows + batch, "reading"))

    def _split(self, values: Sequence[Any], column: _Column) -> list[pa.Array[Any]]:
        """The values in three parts."""
        kinds = set(map(type, values)) - {type(None)}
        column.kinds |= kinds
        whole = _part(values, kinds, int, pa.int64())
        if int in kinds and not column.large:
            from pyarrow import compute  # takes 50 ms, which other files need not wait for

            ends: Any = compute.min_max(whole)
            column.large = not -_EXACT <= ends["min"].as_py() <= ends["max"].as_py() <= _EXACT
        return [
            whole,
            _part(values, kinds, float, pa.float64()),
            self._letters(values, kinds),
        ]

    def _letters(self, values: Sequence[Any], kinds: set[type]) -> pa.Array[Any]:
        if kinds == {str}:
            return pa.array(values, pa.string())
        if not kinds - {int, float}:
            return pa.nulls(len(values), pa.string())
        return pa.array([self._text(value) for value in values], pa.string())

    def _text(self, value: object) -> str | None:
        if isinstance(value, str):
            return value
        if not isinstance(value, _BYTES):
            return None
        shown = bytes(value[:LONGEST_BYTES]).hex().upper()
        if len(value) <= LONGEST_BYTES:
            return shown
        self.cut += 1
        return f"{shown}… ({len(value):,} bytes)"

    def _decoded(self, letters: bytes) -> str:
        try:
            return letters.decode()
        except UnicodeDecodeError:
            self.letters += 1
            return letters.decode("cp1252", "replace")


def _part(
    values: Sequence[Any], kinds: set[type], kind: type, stored: pa.DataType
) -> pa.Array[Any]:
    """The values of one kind; where they are all of it, as they come."""
    if kinds == {kind}:
        return pa.array(values, stored)
    if kind not in kinds:
        return pa.array([None] * len(values), stored)
    return pa.array([value if type(value) is kind else None for value in values], stored)


def _schema(width: int, *, shaped: bool) -> pa.Schema:
    kinds: tuple[tuple[str, pa.DataType], ...] = (
        ("i", pa.int64()),
        ("r", pa.float64()),
        ("t", pa.string()),
    )
    fields: list[pa.Field[Any]] = [
        pa.field(f"{sign}{at}", kind) for at in range(width) for sign, kind in kinds
    ]
    if shaped:
        fields += [pa.field(SHAPE, pa.binary()), pa.field("wanted", pa.bool_())]
    return pa.schema(fields)


def _shapes(
    values: Sequence[object], plain: Callable[[object], bytes | None]
) -> list[pa.Array[Any]]:
    wanted = pa.array([value is not None for value in values], pa.bool_())
    return [pa.array([plain(value) for value in values], pa.binary()), wanted]
