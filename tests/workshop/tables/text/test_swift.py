"""The swift reader makes the very table that the exact reader makes, or leaves it to that one."""

from __future__ import annotations

import csv
import gzip
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables.text import encoding, footer, read_text, regular, swift
from commonstacks.workshop.tables.text.poured import Poured

REAL = Path(os.environ.get("COMMONSTACKS_REAL_DATA", "../shared/data")) / "tables"
SLOW = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a few bytes have a head, a middle of many blocks and a tail."""
    monkeypatch.setattr(footer, "LAST", 2)
    monkeypatch.setattr(regular, "HEAD", 30)
    monkeypatch.setattr(regular, "BLOCK", 8)


def both(content: bytes, folder: Path) -> tuple[Poured | None, Poured | None]:
    """The swift reading, and the strict one; None where it cannot be read so."""
    file = folder / "file"
    file.write_bytes(content)
    source = read_text._look(file, encoding.find(file, ignore), None, ignore)
    found = swift.pour(file, source.letters, source.dialect, source.plan, folder, worth=0)
    if source.dialect.edges or source.dialect.barred:
        return found, None

    def records(lines):
        return csv.reader(lines, strict=True, **source.dialect.options())

    try:
        return found, read_text._pour(source, folder, "strict", records)
    except csv.Error:
        return found, None


def told(found: Poured | None) -> tuple[object, ...]:
    """All that a reading says."""
    assert found is not None
    cells = pq.read_table(found.path).to_pydict()
    facts = (found.rows, found.set_aside, found.ragged, found.steps, found.warnings)
    return (cells, found.aside.read_text(), *facts)


def rows(found: Poured | None) -> list[tuple[str, ...]]:
    assert found is not None
    return list(zip(*pq.read_table(found.path).to_pydict().values(), strict=True))


MANY = [(str(n), f"row {n}") for n in range(20)]
BODY = "".join(f"{n},{word}\n" for n, word in MANY)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_regular_file_is_read(codec: str, end: str, tmp_path: Path) -> None:
    text = f"n,word\n{BODY}20,Köln\n21,z".replace("\n", end)
    found, exact = both(text.encode(codec), tmp_path)
    assert rows(found) == [*MANY, ("20", "Köln"), ("21", "z")]
    assert told(found) == told(exact)


def test_a_packed_file_is_read(tmp_path: Path) -> None:
    found, _ = both(gzip.compress(f"n,word\n{BODY}".encode()), tmp_path)
    assert rows(found) == MANY


def test_quotes_commas_and_line_ends_in_cells(tmp_path: Path) -> None:
    cells = ['"', '""', "a,b", "a\nb", "a\r\nb", "a\rb", ',"', '",', "\n", '"\n"', "", " a "]
    table = [(str(n), cell) for n, cell in enumerate(cells)] + MANY
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("n", "word"), *table])
    found, exact = both(text.getvalue().encode(), tmp_path)
    assert rows(found) == table
    assert told(found) == told(exact)


def test_titles_above_and_notes_below_are_set_aside(tmp_path: Path) -> None:
    text = f"Trees of Cologne\nn,word\n{BODY}\nSource: the city\n"
    found, exact = both(text.encode(), tmp_path)
    assert found is not None
    assert (found.rows, found.set_aside) == (20, 3)
    assert told(found) == told(exact)


@pytest.mark.parametrize(
    "odd",
    [
        "\n",
        "\r\n",
        "1\n",
        "1,2,3\n",
        "n,word\n",
        '1,a"b\n',
        '1,"a"b\n',
        '1,"a" \n',
        '1, "a"\n',
        "1,a\r2,b\n",
        '1,"a\n',
        ",\n",
        "1,\0\n",
    ],
)
def test_an_odd_line_is_left_to_the_exact_reader(odd: str, tmp_path: Path) -> None:
    found, _ = both(f"n,word\n{BODY}{odd}{BODY}".encode(), tmp_path)
    assert found is None
    assert not list(tmp_path.glob("swift*"))


def test_lines_in_quotes_are_left_to_the_exact_reader(tmp_path: Path) -> None:
    lines = "".join(f'"{n},""row {n}"",x"\n' for n in range(20))
    found, _ = both(f'"n,word,x"\n{lines}'.encode(), tmp_path)
    assert found is None


def test_a_mark_within_is_left_to_the_exact_reader(tmp_path: Path) -> None:
    found, _ = both(f"n,word\n{BODY}\ufeffn,word\n{BODY}".encode(), tmp_path)
    assert found is None


def test_subtotals_are_found_by_both(tmp_path: Path) -> None:
    groups = "".join(f"{n},1\n{n},2\nSubtotal {n},3\n" for n in range(9))
    found, exact = both(f"n,count\n{groups}9,5\nGrand total,32\n".encode(), tmp_path)
    assert found is not None
    assert (found.rows, found.set_aside) == (19, 10)
    assert told(found) == told(exact)


def test_an_empty_cell_of_a_single_column_is_no_blank_line(tmp_path: Path) -> None:
    words = "".join(f"some words {n}\n" for n in range(20))
    assert both(f"text\n{words}".encode(), tmp_path)[0] is not None
    assert both(f"text\n{words}\n{words}".encode(), tmp_path)[0] is None


@SLOW
@given(st.text(st.sampled_from('ab,"\n\rö'), max_size=80))
@example('a\n"b"\n\r\n' * 5)
def test_whatever_stands_there_both_agree(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found, exact = both(f"x,y\n{text}".encode(), Path(folder))
        if found is not None:
            assert told(found) == told(exact)


CELLS = st.one_of(
    st.text(st.sampled_from("ab,;\"\n\r '|\tö€"), max_size=8),
    st.sampled_from(["", "1", "00501", '"', '""', "a\r\nb", "N/A"]),
)


@SLOW
@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width), min_size=5, max_size=30
        )
    ),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_any_table_both_agree(
    table: list[list[str]], mark: str, end: str, quoting: int, codec: str
) -> None:
    text = io.StringIO(newline="")
    header = [f"name {letter}" for letter in "abcd"[: len(table[0])]]
    csv.writer(text, delimiter=mark, lineterminator=end, quoting=quoting).writerows(
        [header, *table]
    )
    with tempfile.TemporaryDirectory() as folder:
        found, exact = both(text.getvalue().encode(codec), Path(folder))
        if found is not None:
            assert told(found) == told(exact)


def _real_files() -> Iterator[Path]:
    for file in sorted(REAL.rglob("*")):
        if file.suffix in (".csv", ".tsv", ".txt") and file.stat().st_size < 2_000_000:
            yield file


@pytest.mark.real
def test_real_tables_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = list(_real_files())
    if not files:
        pytest.skip(f"{REAL} is not here")
    monkeypatch.undo()
    swiftly = 0
    for file in files:
        found, exact = both(file.read_bytes(), tmp_path)
        if found is not None:
            assert told(found) == told(exact), file
            swiftly += 1
    assert swiftly > 0.9 * len(files)
