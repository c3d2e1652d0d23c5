"""Any table, written in any dialect, is read back as it was."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables.text import header_rows, read_text

LETTERS = st.characters(
    codec="utf-8", exclude_characters="\0\ufeff", exclude_categories=("Cs", "Cc")
)
CELLS = st.one_of(
    st.text(st.one_of(LETTERS, st.sampled_from(",;\t|\" \n\r\\'")), max_size=12),
    st.integers().map(str),
    st.sampled_from(["", "00501", "1,5", '"', '""', "a\r\nb", "N/A", "-999"]),
)
DIALECTS = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from([",", ";", "\t", "|"]),
        "lineterminator": st.sampled_from(["\n", "\r\n"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    }
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 6))
    row = st.lists(CELLS, min_size=width, max_size=width)
    header = [f"name {letter}" for letter in "abcdef"[:width]]
    rows = draw(st.lists(row, min_size=1, max_size=20))
    rows = [row for row in rows if row != header and any(row)]
    while rows and header_rows.names_units(rows[0]):  # "g" and nothing else is no row
        rows.pop(0)
    return [header, *rows]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), DIALECTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_table_comes_back(table: list[list[str]], how: dict[str, object], codec: str) -> None:
    if any("\r" in cell for row in table for cell in row):
        how = {**how, "quoting": csv.QUOTE_ALL}  # the writer forgets to quote a lone CR
    text = io.StringIO(newline="")
    csv.writer(text, **how).writerows(table)  # type: ignore[arg-type]  # drawn options
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        file.write_bytes(text.getvalue().encode(codec))
        found = read_text.read(file, Path(folder), ignore)
        rows = pq.read_table(found.path).to_pydict()
    assert list(found.names) == table[0]
    assert [list(row) for row in zip(*rows.values(), strict=True)] == table[1:]
    assert found.set_aside == 0


PLACES = ["Köln", "Zürich", "Trier", "Saint-Étienne", "Évry", "Bad Füssing", "Málaga", "Bonn"]
TITLES = ["Loans by branch", "Table 5", "Statistisches Amt für Köln", "printed in May"]
NOTES = ["Source: the library", "* provisional", "Quelle: Stadtbücherei", "1) without branches"]
CODECS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"]


@dataclass(frozen=True)
class Sheet:
    """A table of places and numbers as an office would publish it."""

    titles: list[str]
    header: list[str]
    rows: list[list[str]]
    total: bool
    notes: list[str]

    @property
    def sums(self) -> list[str]:
        columns = list(zip(*(row[1:] for row in self.rows), strict=True))
        return ["Total", *(str(sum(map(int, column))) for column in columns)]

    def lines(self) -> list[list[str]]:
        """All records; blank lines are empty."""
        above = [[title] for title in self.titles]
        below = [[], *([note] for note in self.notes)] if self.notes else []
        return [*above, self.header, *self.rows, *([self.sums] if self.total else []), *below]


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    years = [str(year) for year in range(2018, 2018 + draw(st.integers(2, 5)))]
    names = [f"loans {year}" for year in years]
    numbers = st.integers(3000, 10**6).map(str)  # smaller ones may look like years
    row = st.tuples(st.sampled_from(PLACES), *[numbers for _ in years]).map(list)
    return Sheet(
        draw(st.lists(st.sampled_from(TITLES), max_size=3)),
        ["town", *draw(st.sampled_from([years, names]))],
        draw(st.lists(row, min_size=2, max_size=30)),
        draw(st.booleans()),
        draw(st.lists(st.sampled_from(NOTES), max_size=3)),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    sheets(),
    st.sampled_from([",", ";", "\t", "|", "^"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(['"', "'"]),
    st.sampled_from(CODECS),
)
def test_a_published_table_comes_back(
    sheet: Sheet, delimiter: str, end: str, quote: str, codec: str
) -> None:
    text = io.StringIO(newline="")
    all_quoted = csv.QUOTE_ALL if quote == "'" else csv.QUOTE_MINIMAL
    writer = csv.writer(
        text, delimiter=delimiter, lineterminator=end, quotechar=quote, quoting=all_quoted
    )
    writer.writerows(sheet.lines())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        file.write_bytes(text.getvalue().encode(codec))
        found = read_text.read(file, Path(folder), ignore)
        rows = pq.read_table(found.path).to_pydict()
        kept = [json.loads(line) for line in found.aside.read_text(encoding="utf-8").splitlines()]
    assert list(found.names) == sheet.header
    assert [list(row) for row in zip(*rows.values(), strict=True)] == sheet.rows
    above = ["line above the header"] * len(sheet.titles)
    below = ["blank line", *["note below the table"] * len(sheet.notes)] if sheet.notes else []
    total = ["row of totals"] * sheet.total
    assert [line["reason"] for line in kept] == [*above, *total, *below]
