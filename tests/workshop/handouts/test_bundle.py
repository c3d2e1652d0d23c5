from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonstacks.workshop.handouts.bundle import (
    Table,
    bundle,
    csv_chunks,
    csv_table,
    parquet_table,
    zip_chunks,
)
from commonstacks.workshop.handouts.parquet import context_in, with_context
from commonstacks.workshop.handouts.story import Story, context_json
from commonstacks.workshop.tables.harmless import harmless

HEADER = ("zip_code", "latitude", "longitude", "city", "state", "county")
ROWS = (
    ("00501", "40.922326", "-72.637078", "Holtsville", "NY", "Suffolk"),
    ("99999", None, "-1e3", "=HYPERLINK(1)", "@x", 'Q"uote,\nd'),
)


def test_a_csv_download_has_its_context_inside(story: Story) -> None:
    archive = _opened(bundle(story, csv_table("zipcodes.csv", HEADER, ROWS, typed=True)))
    assert archive.testzip() is None
    assert archive.namelist() == [
        "CONTEXT.md",
        "context.json",
        "datapackage.json",
        "data/zipcodes.csv",
    ]
    assert archive.read("context.json") == context_json(story)
    descriptor = json.loads(archive.read("datapackage.json"))
    assert descriptor["resources"][0]["path"] == "data/zipcodes.csv"
    assert "apostrophe" in archive.read("CONTEXT.md").decode()


def test_the_csv_reads_back_as_given_but_for_formulas(story: Story) -> None:
    archive = _opened(bundle(story, csv_table("zipcodes.csv", HEADER, ROWS, typed=True)))
    text = archive.read("data/zipcodes.csv").decode()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        list(HEADER),
        list(ROWS[0]),
        ["99999", "", "-1e3", "'=HYPERLINK(1)", "'@x", 'Q"uote,\nd'],
    ]


def test_the_same_story_gives_the_same_bytes(story: Story) -> None:
    once, twice = (
        b"".join(bundle(story, csv_table("zipcodes.csv", HEADER, ROWS, typed=True)))
        for _ in range(2)
    )
    assert once == twice


def test_a_parquet_download_carries_the_context_twice(story: Story, tmp_path: Path) -> None:
    plain, told = tmp_path / "plain.parquet", tmp_path / "told.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy (select 1 as a) to '{plain}' (format parquet)")
    with_context(plain, told, context_json(story))
    archive = _opened(bundle(story, parquet_table("zipcodes.parquet", told)))
    inside = tmp_path / "inside.parquet"
    inside.write_bytes(archive.read("data/zipcodes.parquet"))
    assert context_in(inside) == archive.read("context.json")
    assert "apostrophe" not in archive.read("CONTEXT.md").decode()


def test_it_streams_before_the_table_ends(story: Story) -> None:
    handed: list[int] = []

    def rows() -> Iterator[tuple[str, ...]]:
        for number in range(200_000):
            handed.append(number)
            yield (f"{number * 7919 % 100_003:05d}", "1.5", "2.5", "a town", "NY", "a county")

    stream = bundle(story, csv_table("zipcodes.csv", HEADER, rows(), typed=True))
    seen = 0
    for chunk in stream:
        seen += len(chunk)
        if len(handed) > 0:
            break
    assert 0 < len(handed) < 10_000
    assert seen > 0


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("zipcodes.csv", "data/zipcodes.csv"),
        ("../../etc/passwd", "data/etc-passwd"),
        ("a b/ü.csv", "data/a-b-ü.csv"),
        ("..", "data/table"),
    ],
)
def test_a_name_never_leaves_its_folder(name: str, path: str) -> None:
    assert Table(name, [], "csv", "text/csv", typed=True).path == path


@pytest.mark.parametrize("cell", ["-1", "+1.5", "-.5", "-1e-9", "5.", "", "a=b", "'=1", "1-2"])
def test_numbers_and_plain_words_stay(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.mark.parametrize(
    "cell", ["=1+1", "+x", "-", "-1-2", "@SUM(A1)", "\t=1", "\r=1", "+1 (555) 1", "-١", "＝1"]
)
def test_formulas_get_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@given(
    rows=st.lists(
        st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"])), min_size=2),
        max_size=5,
    )
)
def test_no_cell_of_any_table_begins_a_formula(rows: list[list[str | None]]) -> None:
    text = b"".join(csv_chunks(["a", "b"], rows)).decode()
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:]
    assert read == [[harmless(cell or "") for cell in row] for row in rows]
    assert all(harmless(cell) == cell for row in read for cell in row)


def test_an_empty_archive_is_still_one() -> None:
    assert _opened(zip_chunks([])).namelist() == []


def _opened(chunks: Iterator[bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(chunks)))
