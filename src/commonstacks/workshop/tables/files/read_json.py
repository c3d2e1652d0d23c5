"""Tables out of JSON: records in lists, in objects and one a line (NDJSON), and columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.files import json_columns, partial_answer
from commonstacks.workshop.tables.files.found import Found, Listing
from commonstacks.workshop.tables.files.json_records import Records
from commonstacks.workshop.tables.files.records import Columns, pour
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import aside
from commonstacks.workshop.tables.text.aside import Aside
from commonstacks.workshop.tables.text_table import TextTable

_LINES = phrase("JSON, one record a line")
_SAYS = {
    "lines": _LINES,
    "texts": phrase("a sequence of JSON records (RFC 7464)"),
    "sequence": phrase("JSON, one record after the other"),
}


def read(found: Found, member: str, into: Path, tell: Callable[[Progress], None]) -> TextTable:
    """Reads records into text Parquet in ``into``; ``member`` names one of the listings.

    Columns are the union of all names. Numbers stay as they are written, lists and objects stay
    JSON text, null and what a record lacks is empty. Entries that are no records are set aside.
    Follows RFC 8259. Refuses broken JSON, deep nesting and records over 64 million characters.
    """
    listing = found.listing(member)
    if listing.form in ("columns", "numbered"):
        return json_columns.read(found, listing, into, unpacked(found), tell)
    records = Records(found, listing)
    columns = Columns.of(records.entries(), tell, (lambda: records.names) if listing.rows else None)
    names, renamed = columns.titles()
    target, odd = into / "records.parquet", into / "records.jsonl"
    with Aside(odd) as kept:
        pour(records.entries(), columns, target, kept, tell)
        rows = columns.records
        if not rows and not listing.rows:
            raise Refusal("No line of the file is a JSON object.", "Look for a CSV of the table.")
        steps = (*_told(found, listing), *members_beside(records.beside), *renamed, *kept.steps())
        ragged = kept.counts[aside.RAGGED]
    warnings = partial_answer.warnings(records.beside, columns.entries)
    return TextTable(
        target, odd, names, rows, columns.entries - rows, ragged, ",", steps, warnings=warnings
    )


def members_beside(beside: dict[str, str]) -> tuple[Step, ...]:
    """What an object holds beside its list of records, as a step."""
    if not beside:
        return ()
    count = len(beside)
    listed = ", ".join(list(beside)[:5])
    says = (
        f"{count} {'part' if count == 1 else 'parts'} beside the records left in the file: {listed}"
    )
    examples = tuple(f"{name}: {text}" for name, text in list(beside.items())[:5])
    return (Step("beside", says, count, examples),)


def unpacked(found: Found) -> tuple[Step, ...]:
    """The steps that came before the first record."""
    return (*found.steps, *(found.letters.steps if found.letters else ()))


def _told(found: Found, listing: Listing) -> tuple[Step, ...]:
    what = _SAYS.get(listing.form, phrase("JSON, a list of records"))
    if listing.form == "keyed":
        named = phrase("JSON, an object of records; their names are the column {column}")
        held = phrase("JSON, an object of records; their names stand in a column already")
        what = named.format(column=listing.key) if listing.key else held
    elif listing.rows:
        beside = phrase("JSON, a list of lists; the names of their columns stand elsewhere in it")
        first = phrase("JSON, a list of lists; the names of their columns are the first")
        what = beside if listing.names else first
    steps = (*unpacked(found), Step("format", f"The file is {what}"))
    if not listing.inner:
        return steps
    says = f"The facts of each record, which lie in its “{listing.inner[-1]}”, are columns"
    return (*steps, Step("unfolded", says))
