"""Does a version look broken: empty, shrunken, emptied, a pointer, a web page, test data?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.workshop.tables.history import renamed
from commonstacks.workshop.tables.history.difference import Difference
from commonstacks.workshop.tables.shape import NUMBERS, ColumnProfile, Scalar, TableProfile

_HALF = 0.5
_FEW = 5  # rows below which nothing is said of a column
_DIFFERENT = 3  # values that must have differed
_SEEN = 0.3  # share of cells that must have held a number
_WORDS = ("text", "category", "place name", "person name", "address")
_STRANGE = re.compile(r"<!doctype|<html|<\?xml|version https://git-lfs|^oid sha256", re.IGNORECASE)
_TEST = re.compile(
    r"(?:test|testing|dummy|lorem|ipsum|asdf\w*|qwert\w*|foo|bar|baz|xxx+|yyy+|zzz+|blah?"
    r"|placeholder|muster|mustermann|beispiel|example|sample|prueba|essai)"
    r"(?:[\s_-]*(?:\d+|row|value|text|entry|ipsum.*))?",
    re.IGNORECASE,
)


def of_table(profile: TableProfile, earlier: Sequence[TableProfile]) -> str:
    """What looks wrong with a table, in a sentence for everyone; "" where nothing does.

    ``earlier`` are good versions of the same table, the newest first. Said of a table: it has no
    rows, its columns are a web page or pointer, its values are test words; and beside the newest
    of the earlier ones: most rows or columns are gone, all columns have other names, or numbers
    that differed before are all missing, all 0 or all alike.
    """
    beside = _beside(profile, earlier[0]) if earlier else iter(())
    return next(chain(_alone(profile), beside), "")


def of_refusal(refusal: Refusal) -> str:
    """The same for a version that could not be read as a table at all."""
    return _unread(refusal.reason)


def unreadable(reason: str) -> Difference:
    """The difference to a version that could not be read, for the ``reason`` its refusal gave."""
    why = _unread(reason)
    return Difference(
        kind="suspicious",
        key=None,
        columns_added=(),
        columns_removed=(),
        columns_retyped=(),
        same=0,
        added=0,
        removed=0,
        changed=0,
        share_changed=0.0,
        summary=why,
        suspicion=why,
    )


def _unread(reason: str) -> str:
    form = phrase("This version could not be read as a table: {what}")
    return form.format(what=f"{reason[:1].lower()}{reason[1:]}")


def _alone(profile: TableProfile) -> Iterator[str]:
    if profile.rows == 0:
        yield phrase("The table has a header but no rows.")
    if any(_STRANGE.search(column.name) for column in profile.columns):
        yield phrase("The columns look like a web page or a pointer to a file, not like a table.")
    words = [c for c in profile.columns if c.kind in _WORDS and c.examples and not c.sensitive]
    test = [column for column in words if all(map(_TEST.fullmatch, column.examples))]
    if len(test) * 2 > len(words):
        form = phrase("The values are words of a test, such as “{word}”.")
        yield form.format(word=test[0].examples[0])


def _beside(new: TableProfile, old: TableProfile) -> Iterator[str]:
    if new.rows < _HALF * old.rows:
        form = phrase("Most rows are gone: {left:,} are left of {before:,}.")
        yield form.format(left=new.rows, before=old.rows)
    yield from _columns(new, old)
    pairs = _measured(new, old)
    for before, after in pairs:
        if before.distinct >= _DIFFERENT and after.distinct <= 1:
            form = phrase("All cells of {name} are {what}, where they differed before.")
            yield form.format(name=after.name, what=_only(after))
    emptied = [
        after.name
        for before, after in pairs
        if _filled(after, new.rows) < _HALF * _filled(before, old.rows)
    ]
    if len(emptied) >= 2 and len(emptied) * 2 >= len(pairs):
        form = phrase("Most numbers of before are missing or 0 now, in {names}.")
        yield form.format(names=listed(emptied))


def _columns(new: TableProfile, old: TableProfile) -> Iterator[str]:
    before = [column.name for column in old.columns]
    after = [column.name for column in new.columns]
    called = renamed.by_name(before, after)
    left = sum(called.get(name, name) in after for name in before)
    if not left:
        yield phrase("None of the columns has a name that was there before.")
    elif left < _HALF * len(before) and len(after) < _HALF * len(before):
        form = phrase("Most columns are gone: {left:,} are left of {before:,}.")
        yield form.format(left=left, before=len(before))


def _measured(new: TableProfile, old: TableProfile) -> list[tuple[ColumnProfile, ColumnProfile]]:
    """Columns of numbers, before and after, of which enough was there to speak of them."""
    if min(new.rows, old.rows) < _FEW:
        return []
    before = {column.name: column for column in old.columns if column.kind in NUMBERS}
    return [
        (before[column.name], column)
        for column in new.columns
        if column.name in before
        and _filled(before[column.name], old.rows) >= _SEEN
        and not _are_years(before[column.name])
    ]


def _filled(column: ColumnProfile, rows: int) -> float:
    """The share of cells that hold a number other than 0."""
    zeros = sum(count for value, count in column.top if _is_zero(value))
    return (rows - column.nulls - zeros) / rows


def _is_zero(value: Scalar) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | float) and value == 0


def _are_years(column: ColumnProfile) -> bool:
    ends = (column.minimum, column.maximum)
    return all(isinstance(end, int) and 1800 <= end <= 2200 for end in ends)


def _only(column: ColumnProfile) -> str:
    return (
        phrase("missing")
        if column.distinct == 0
        else phrase("{value} or missing").format(value=column.minimum)
        if column.nulls
        else str(column.minimum)
    )


def listed(names: Sequence[str]) -> str:
    """Names in a sentence, the first four of them."""
    shown = ", ".join(names[:4])
    return f"{shown} and {len(names) - 4:,} more" if len(names) > 4 else shown
