"""Columns that hold nothing, or the same in every row."""

from __future__ import annotations

from commonstacks.workshop.tables.missing.absence import Absence, listed
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile

_ROWS = 10
_APART = 2


def find(profile: TableProfile) -> list[Absence]:
    """The columns without any value, and those with one value in all rows."""
    if profile.rows < _ROWS:
        return []
    empty = [column for column in profile.columns if column.nulls == profile.rows]
    same = [
        column
        for column in profile.columns
        if column.distinct == 1 and not column.nulls and column.kind != "geometry"
    ]
    return [*_empty(empty, profile.rows), *_same(same, profile.rows)]


def _empty(columns: list[ColumnProfile], rows: int) -> list[Absence]:
    if len(columns) <= _APART:
        return [
            Absence(
                kind="empty column",
                column=column.name,
                where="",
                sentence=f"The column “{column.name}” is empty in all {rows:,} rows.",
                count=rows,
                strength=0.75,
            )
            for column in columns
        ]
    names = [column.name for column in columns]
    return [
        Absence(
            kind="empty column",
            column=names[0],
            where="",
            sentence=f"{len(names):,} columns are empty in all {rows:,} rows:"
            f" {listed([f'“{name}”' for name in names])}.",
            count=rows,
            examples=tuple(names[:5]),
            strength=0.75,
            also=tuple(names[1:20]),
        )
    ]


def _same(columns: list[ColumnProfile], rows: int) -> list[Absence]:
    return [
        Absence(
            kind="constant column",
            column=column.name,
            where="",
            sentence=f"All {rows:,} rows have {_value(column)} in “{column.name}”: rows with"
            " another value may be left out.",
            count=rows,
            examples=() if column.sensitive else column.examples[:1],
            strength=0.3,
        )
        for column in columns
    ]


def _value(column: ColumnProfile) -> str:
    return "the same" if column.sensitive or not column.examples else f"“{column.examples[0]}”"
