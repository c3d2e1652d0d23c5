"""What a table itself shows, as drafts: how much there is, from when to when, what is sensitive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from commonstacks.workshop.drafts.draft import Draft
from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile

NAMING: Final = frozenset({"identifier", "code"})
TIMES: Final = frozenset({"date", "datetime", "period"})
ABOUT_PEOPLE: Final = frozenset({"person name", "e-mail", "telephone"})
WHY: Final = {
    "person name": "It looks like names of people.",
    "e-mail": "It looks like e-mail addresses.",
    "telephone": "It looks like telephone numbers.",
    "address": "It looks like street addresses.",
    "longitude": "It shows where something lies, to the point.",
    "latitude": "It shows where something lies, to the point.",
    "coordinates": "It shows where something lies, to the point.",
}
UNKNOWN_WHY: Final = "Its name or its content may be about single people."
MANY_EMPTY: Final = 0.2  # of the cells of a column
MOST_NAMED: Final = 5


def drafts(profile: TableProfile, form: Form, evidence: Evidence) -> tuple[Draft, ...]:
    """Drafts from one table; ``evidence`` is of the kind "measured" and names the table.

    Rows and columns, empty cells and times go to E1, a column that names every row to A3, the
    span of time to A4, columns that look sensitive to F6 and, where they look like people, F1.
    """
    made = [covered(profile, evidence), *row_stands_for(profile, evidence)]
    made += [*span(profile, evidence), *sensitive(profile, evidence)]
    return tuple(draft for draft in made if form.has(draft.question))


def covered(profile: TableProfile, evidence: Evidence) -> Draft:
    rows, columns = profile.rows, len(profile.columns)
    parts = [f"{rows:,} {plural('row', rows)}, {columns:,} {plural('column', columns)}."]
    parts += [f"“{c.name}” goes from {c.minimum} to {c.maximum}." for c in times(profile)]
    empty = [c.name for c in profile.columns if rows and c.nulls / rows > MANY_EMPTY]
    if empty:
        more = f" and {len(empty) - MOST_NAMED} more" if len(empty) > MOST_NAMED else ""
        parts.append(f"More than a fifth is empty in: {listed(empty)}{more}.")
    if profile.set_aside:
        parts.append(f"{profile.set_aside:,} {plural('line', profile.set_aside)} set aside.")
    return Draft("E1", " ".join(parts), evidence)


def row_stands_for(profile: TableProfile, evidence: Evidence) -> Iterator[Draft]:
    """A column that has another value in every row says what a row is."""
    own = (c for c in profile.columns if c.kind in NAMING and names_rows(c, profile.rows))
    first = next(own, None)
    if first is not None:
        yield Draft("A3", f"One “{first.name}”; no two rows share one.", evidence, (first.name,))


def names_rows(column: ColumnProfile, rows: int) -> bool:
    exact = column.distinct_exact and column.distinct == rows
    return rows > 1 and column.nulls == 0 and exact


def span(profile: TableProfile, evidence: Evidence) -> Iterator[Draft]:
    first = next(iter(times(profile)), None)
    if first is not None:
        said = f"{first.minimum} to {first.maximum}"
        yield Draft("A4", {"period": said}, evidence, (first.name,))


def times(profile: TableProfile) -> list[ColumnProfile]:
    found = [c for c in profile.columns if c.kind in TIMES and c.minimum and c.maximum]
    return found[:MOST_NAMED]


def sensitive(profile: TableProfile, evidence: Evidence) -> Iterator[Draft]:
    found = [c for c in profile.columns if c.sensitive]
    people = [c.name for c in found if c.kind in ABOUT_PEOPLE]
    if people:
        why = f"Columns that look like people: {listed(people)}."
        yield Draft("F1", {"why": why}, evidence, tuple(people))
    if found:
        said = [{"column": c.name, "why": WHY.get(c.kind, UNKNOWN_WHY)} for c in found]
        yield Draft("F6", said, evidence, tuple(c.name for c in found))


def listed(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names[:MOST_NAMED])


def plural(noun: str, number: int) -> str:
    return noun if number == 1 else f"{noun}s"
