"""The decision about one column, and the SQL that carries it out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonstacks.workshop.tables import labels
from commonstacks.workshop.tables.evidence import Evidence, quoted, trimmed
from commonstacks.workshop.tables.shape import Kind
from commonstacks.workshop.tables.styles import Style
from commonstacks.workshop.tables.text_table import Known

_VERBATIM = ("text", "category", "place name")


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

    @property
    def nulls(self) -> int:
        """How many rows must come out without a value: the blank ones and the labelled ones."""
        return self.blanks + sum(count for _, count in self.missing)

    def expression(self) -> str:
        """SQL for the typed cell; text, categories and place names stay to the letter."""
        if self.known:
            return self.column
        cell = trimmed(self.column) if self.padded else self.column
        words = quoted(["", *(word for word, _ in self.missing)])
        read = self.column if self.kind in _VERBATIM else self.sql.format(v=cell)
        return f"CASE WHEN {cell} IN ({words}) THEN NULL ELSE {read} END"


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
    return replace(typing, told=f"{evidence.name}: {style.told}" if style.told else "")


def near_miss(evidence: Evidence, fits: int, what: str, pattern: str) -> str:
    """A warning where nearly all values are numbers or dates, but not all."""
    present = evidence.present()
    if fits == present or fits < 0.9 * present:
        return ""
    odd = present - fits
    example = evidence.strange(pattern)[:40]
    verb = f"is no {what}" if odd == 1 else f"are no {what}s"
    return (
        f"{evidence.name}: {odd} of {present:,} values {verb} (such as “{example}”),"
        " so the column stays text."
    )
