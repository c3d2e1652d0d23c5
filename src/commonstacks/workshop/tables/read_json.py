"""Tables out of JSON: lists of records, and one record a line (NDJSON)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import starmap
from pathlib import Path

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import aside, encoding
from commonstacks.workshop.tables.aside import Aside
from commonstacks.workshop.tables.detect import Found
from commonstacks.workshop.tables.json_text import Walk, line, written
from commonstacks.workshop.tables.records import Columns, Entry, Odd, pour
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text_table import TextTable

_LONGEST = 200  # characters of a member that is told of


def read(found: Found, member: str, into: Path, tell: Callable[[Progress], None]) -> TextTable:
    """Reads records into text Parquet in ``into``; ``member`` names the list in an object, or "".

    Columns are the union of all names. Numbers stay as they are written, lists and objects stay
    JSON text, null and what a record lacks is empty. Entries that are no objects are set aside.
    Follows RFC 8259. Refuses broken JSON, deep nesting and records over 64 million characters.
    """
    lines = found.kind == "ndjson"
    beside: dict[str, str] = {}
    entries = partial(_lines, found) if lines else partial(_entries, found, member, beside)
    columns = Columns.of(entries(), tell)
    names, renamed = columns.titles()
    target, odd = into / "records.parquet", into / "records.jsonl"
    with Aside(odd) as kept:
        pour(entries(), columns, target, kept, tell)
        rows = columns.records
        if not rows:
            raise Refusal("No line of the file is a JSON object.", "Look for a CSV of the table.")
        steps = (*_told(found, lines=lines, beside=beside), *renamed, *kept.steps())
    return TextTable(target, odd, names, rows, columns.entries - rows, 0, ",", steps)


def members_beside(beside: dict[str, str]) -> tuple[Step, ...]:
    """What an object holds beside its list of records, as a step."""
    if not beside:
        return ()
    count = len(beside)
    says = f"{count} {'part' if count == 1 else 'parts'} beside the records left in the file: "
    examples = tuple(f"{name}: {text}" for name, text in list(beside.items())[:5])
    return (Step("beside", says + ", ".join(list(beside)[:5]), count, examples),)


def told(value: object) -> str:
    """A value in at most 200 characters."""
    text = written(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def unpacked(found: Found) -> tuple[Step, ...]:
    """The steps that came before the first record."""
    return (*found.steps, *(found.letters.steps if found.letters else ()))


def _told(found: Found, *, lines: bool, beside: dict[str, str]) -> tuple[Step, ...]:
    what = "JSON, one record a line" if lines else "JSON, a list of records"
    if found.kind == "keyed":
        key = found.inside("")
        what = "JSON, an object of records; their names " + (
            f"are the column {key}" if key else "stand in a column already"
        )
    return (*unpacked(found), Step("format", f"The file is {what}"), *members_beside(beside))


def _entries(found: Found, member: str, beside: dict[str, str]) -> Iterator[Entry]:
    assert found.letters is not None
    with encoding.text(found.path, found.letters) as source:
        walk = Walk(source)
        if found.kind == "keyed":
            yield from _keyed(walk, member)
        elif walk.peek() == "[":
            yield from starmap(_entry, enumerate(walk.elements(), 1))
        else:
            yield from _in_object(walk, member, beside)
        walk.end()


def _keyed(walk: Walk, key: str) -> Iterator[Entry]:
    for at, name in enumerate(walk.members(), 1):
        entry = _entry(at, walk.value())
        yield {("", key): name, **entry} if key and isinstance(entry, dict) else entry


def _in_object(walk: Walk, member: str, beside: dict[str, str]) -> Iterator[Entry]:
    for name in walk.members():
        if name == member:
            yield from starmap(_entry, enumerate(walk.elements(), 1))
        elif walk.peek() == "[":
            count = sum(1 for _ in walk.elements())
            beside[name] = f"a list of {count:,}"
        else:
            beside[name] = told(walk.value())


def _lines(found: Found) -> Iterator[Entry]:
    assert found.letters is not None
    with encoding.text(found.path, found.letters) as source:
        for at, text in enumerate(source, 1):
            if text.strip():
                yield _of_line(at, text)


def _of_line(at: int, text: str) -> Entry:
    try:
        value = line(text)
    except ValueError:
        return Odd(at, aside.NO_JSON, text.strip())
    return _entry(at, value, aside.NO_JSON)


def _entry(at: int, value: object, reason: str = aside.NO_OBJECT) -> Entry:
    if isinstance(value, dict):
        return {("", name): item for name, item in value.items()}
    return Odd(at, reason, told(value))
