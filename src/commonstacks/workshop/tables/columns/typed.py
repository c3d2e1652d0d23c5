"""The decision about one column, and the SQL that carries it out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from commonstacks.workshop.tables.columns import labels
from commonstacks.workshop.tables.columns.evidence import Evidence, quoted, trimmed
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.shape import Kind, Step
from commonstacks.workshop.tables.text_table import Known

_VERBATIM = (
    "text", "category", "place name", "person name", "address", "coordinates", "period",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typing:
    """``sql`` reads the trimmed text ``{v}``; ``missing`` are words read as no value."""

    name: str
    column: str
    kind: Kind
    why: str
    sql: str = "{v}"
    padded: bool = True  # some cells have white space round them
    blanks: int = 0
    missing: tuple[tuple[str, int], ...] = ()
    scheme: str | None = None
    sensitive: bool = False
    warning: str = ""
    told: str = ""  # a step that says how the values were turned into others
    known: bool = False  # the column has its type already, and NULL where a value is missing
    forced: bool = False  # a person says what it is read as
    steps: tuple[Step, ...] = ()  # what a person says of it, and what became of that

    @property
    def nulls(self) -> int:
        """How many rows must come out without a value: the blank ones and the labelled ones."""
        return self.blanks + sum(count for _, count in self.missing)

    def expression(self) -> str:
        """SQL for the typed cell; text, names, addresses and periods stay to the letter."""
        if self.known:
            return self._known()
        cell = trimmed(self.column) if self.padded else self.column
        words = quoted(["", *(word for word, _ in self.missing)])
        read = self.column if self.kind in _VERBATIM else self.sql.format(v=cell)
        return f"CASE WHEN {cell} IN ({words}) THEN NULL ELSE {read} END"

    def _known(self) -> str:
        read = self.sql.format(v=self.column)
        if not self.missing:
            return read
        words = quoted([word for word, _ in self.missing])
        return f"CASE WHEN CAST({self.column} AS VARCHAR) IN ({words}) THEN NULL ELSE {read} END"


def as_known(known: Known, column: str, name: str, nulls: int) -> Typing:
    """The column as the file states it."""
    return Typing(
        name, column, known.kind, known.why, blanks=nulls, scheme=known.scheme, known=True
    )


def as_text(
    evidence: Evidence,
    kind: Kind,
    why: str,
    *,
    scheme: str | None = None,
    sensitive: bool = False,
    warning: str = "",
) -> Typing:
    """The column kept as written; only words that mean "missing" anywhere are missing."""
    return Typing(
        evidence.name,
        evidence.column,
        kind,
        why,
        padded=evidence.padded or evidence.blanks > 0,
        blanks=evidence.blanks,
        missing=evidence.labelled(labels.ANYWHERE),
        scheme=scheme,
        sensitive=sensitive,
        warning=warning,
    )


def as_values(
    evidence: Evidence, kind: Kind, why: str, sql: str, more: tuple[tuple[str, int], ...] = ()
) -> Typing:
    """The column turned into numbers, dates or yes/no; ``more`` words are missing too."""
    return Typing(
        evidence.name,
        evidence.column,
        kind,
        why,
        sql,
        padded=evidence.padded or evidence.blanks > 0,
        blanks=evidence.blanks,
        missing=(*evidence.labelled(labels.AMONG_VALUES), *more),
    )


def of_style(evidence: Evidence, style: Style, more: tuple[tuple[str, int], ...] = ()) -> Typing:
    """The column read in one style of writing."""
    typing = as_values(evidence, style.kind, f"every value is {style.says}", style.sql, more)
    told = f"{evidence.name}: {style.told}" if style.told else ""
    return replace(typing, told=told, scheme=style.scheme or None)


def near_miss(evidence: Evidence, fits: int, what: str, pattern: str) -> str:
    """A warning where nearly all values are numbers or dates, but not all."""
    present = evidence.present()
    if fits == present or fits < 0.9 * present:
        return ""
    odd = present - fits
    verb = f"is no {what}" if odd == 1 else f"are no {what}s"
    few = odd_ones(evidence, pattern)
    return (
        f"{evidence.name}: {odd:,} of {present:,} values {verb} (such as {few}),"
        " so the column stays text."
    )


def odd_ones(evidence: Evidence, pattern: str) -> str:
    """Up to three values that do not fit, in quotes, with commas between them."""
    fits = re.compile(pattern).fullmatch
    seen = [value for value in evidence.sample if not fits(value)]
    few = list(dict.fromkeys([evidence.strange(pattern), *seen]))[:3]
    return ", ".join(f"“{value[:40]}”" for value in few if value)
