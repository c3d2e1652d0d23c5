"""One column of text, typed and read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables.columns import kinds
from commonstacks.workshop.tables.columns.typed import Typing
from commonstacks.workshop.tables.instructions import understood
from commonstacks.workshop.tables.sql import connect
from commonstacks.workshop.tables.text_table import TextTable


@dataclass(frozen=True)
class Read:
    """A column's typing, and its values as they come out."""

    typing: Typing
    values: list[object]

    @property
    def kind(self) -> str:
        return self.typing.kind

    @property
    def missing(self) -> dict[str, int]:
        return dict(self.typing.missing)


def column(
    name: str,
    values: Sequence[str],
    *,
    delimiter: str = ";",
    given: Mapping[str, str] | None = None,
) -> Read:
    """The column ``name`` of these cells, in a file with that separator."""
    return table({name: values}, delimiter=delimiter, given=given)[0]


def table(
    columns: Mapping[str, Sequence[str]],
    *,
    delimiter: str = ";",
    given: Mapping[str, str] | None = None,
) -> list[Read]:
    """The same for several columns."""
    rows = list(zip(*columns.values(), strict=True))
    names = tuple(columns)
    text = TextTable(Path(), Path(), names, len(rows), 0, 0, delimiter, ())
    with connect(Path()) as connection:
        cells = ", ".join(f"c{at} VARCHAR" for at in range(len(names)))
        connection.execute(f"CREATE TEMP TABLE raw ({cells})")
        marks = ", ".join("?" for _ in names)
        connection.executemany(f"INSERT INTO raw VALUES ({marks})", rows)
        typings = kinds.decide(connection, text, ignore, given=understood(given or {}))
        found = []
        for typing in typings:
            query = f"SELECT {typing.expression()} FROM raw"
            values = [value for (value,) in connection.execute(query).fetchall()]
            assert sum(value is None for value in values) == typing.nulls, "a value was lost"
            found.append(Read(typing, values))
    return found
