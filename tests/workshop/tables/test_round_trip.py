"""Any table, written in any dialect, is read back as it was."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables import read_text

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
    return [header, *(row for row in rows if row != header)]


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
