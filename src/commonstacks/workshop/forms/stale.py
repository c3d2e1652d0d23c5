"""Which answers may no longer hold after a change: per question, as the form declares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version changed, as far as answers depend on it.

    ``within_rhythm`` is false when the version came outside the rhythm of H2, or the source has
    been silent for over twice that rhythm; ``left_coverage`` when rows fall outside A4.
    """

    rows_before: int
    rows_after: int
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    retyped: tuple[str, ...] = ()
    within_rhythm: bool = True
    left_coverage: bool = False
    licence_changed: bool = False
    publisher_changed: bool = False
    address_changed: bool = False


@dataclass(frozen=True, slots=True)
class StaleMark:
    """``level`` is soft or hard; neither unpublishes anything."""

    question: str
    level: str
    because: str


def stale_marks(
    form: Form,
    change: Change,
    gaps: Iterable[Gap] = (),
    *,
    rows_percent: float = 20.0,
    answered: Collection[str] | None = None,
) -> tuple[StaleMark, ...]:
    """The marks a change leaves, in the order of the form; one for each question and reason.

    ``rows_percent``: how far the row count may move without a mark, in percent of before.
    ``gaps`` make C1 or D1 hard where a gap names a column that went away or changed its kind.
    ``answered``: where given, only these questions are marked.
    """
    happened = dict(_events(change, rows_percent))
    happened_to = dict(_gap_events(change, gaps))
    return tuple(
        StaleMark(question.id, dependency.level, because)
        for question in form.questions
        if answered is None or question.id in answered
        for dependency in question.stale
        for because in [
            happened_to.get(question.id)
            if dependency.on == "gap_columns"
            else happened.get(dependency.on)
        ]
        if because
    )


def _events(change: Change, rows_percent: float) -> Iterator[tuple[str, str]]:
    if _moved(change.rows_before, change.rows_after) > rows_percent:
        yield "rows", f"The table went from {change.rows_before:,} to {change.rows_after:,} rows."
    columns = _columns(change)
    if columns:
        yield "columns", columns
    sentences = {
        "coverage": (change.left_coverage, "Some rows lie outside what should be in it."),
        "licence": (change.licence_changed, "The licence changed."),
        "publisher": (change.publisher_changed, "The publisher changed."),
        "address": (change.address_changed, "The address changed."),
        "rhythm": (not change.within_rhythm, "It was not updated in the rhythm written here."),
    }
    yield from ((event, sentence) for event, (true, sentence) in sentences.items() if true)


def _gap_events(change: Change, gaps: Iterable[Gap]) -> Iterator[tuple[str, str]]:
    """Per question: the columns named by its gaps that are gone, new or of another kind."""
    touched = (*change.added, *change.removed, *change.retyped)
    named: dict[str, list[str]] = {}
    for gap in gaps:
        named.setdefault(gap.question, []).extend(gap.named_columns)
    for question, columns in named.items():
        hit = [column for column in touched if column in columns]
        if hit:
            yield question, f"An entry here names a column that changed: {', '.join(hit)}."


def _columns(change: Change) -> str:
    parts = [
        f"{word}: {', '.join(names)}"
        for word, names in (
            ("new", change.added),
            ("gone", change.removed),
            ("of another kind", change.retyped),
        )
        if names
    ]
    return f"Columns changed ({'; '.join(parts)})." if parts else ""


def _moved(before: int, after: int) -> float:
    if before == 0:
        return 100.0 if after else 0.0
    return abs(after - before) / before * 100
