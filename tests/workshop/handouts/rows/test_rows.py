"""Rows in every form hold the same values, with their context inside."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.handouts import bundle
from commonstacks.workshop.handouts.rows import documents, making, tabular, workbook
from commonstacks.workshop.handouts.rows.wanted import Wanted, batches, count
from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables import window
from commonstacks.workshop.views.filters import AnyOf, Between, Inside, Matching, Within
from commonstacks.workshop.views.placing import Cut
from commonstacks.workshop.views.spec import Sort
from tests.workshop.handouts.rows.takable import BESIDE, TREES, kept, moment


def kinds(wanted: Wanted) -> list[object]:
    return [value for rows in batches(wanted) for value in rows["kind"].to_pylist()]


@pytest.mark.parametrize(
    ("item", "left"),
    [
        (AnyOf(("kind",), ("Oak", None)), ["Oak", None]),
        (Between(("planted",), "1850-01-02", "2020-01-01"), ["Oak", "=1+1"]),
        (Between(("height",), -3.0, 2.5), ["=1+1"]),
        (Within(("lon", "lat"), -74.0, 40.0, -73.0, 41.0), ["Oak"]),
        (Matching(("kind",), "contains", "IM"), ["Lime"]),
        (Inside("geonames:1"), ["Oak"]),
    ],
)
def test_a_filter_leaves_its_rows(tmp_path: Path, item: object, left: list[object]) -> None:
    wanted = kept(
        tmp_path,
        filters=(item,),
        kinds={("lon", "lat"): "grid"},
        cuts={"geonames:1": Cut("kind", ("Oak",))},
    )
    assert (kinds(wanted), count(wanted)) == (left, len(left))


def test_rows_stay_in_the_order_of_the_file_or_are_sorted(tmp_path: Path) -> None:
    wanted = kept(tmp_path)
    assert kinds(wanted) == ["Oak", "=1+1", None, "Lime"]
    assert kinds(replace(wanted, sort=Sort("kind"))) == ["=1+1", "Lime", "Oak", None]
    falling = replace(wanted, sort=Sort("planted", falling=True))
    assert kinds(falling) == ["Lime", "=1+1", "Oak", None]


def test_a_filter_may_ask_of_the_file_beside_the_table(tmp_path: Path) -> None:
    places = tmp_path / "places.parquet"
    pq.write_table(pa.table({"county": ["a", "b", "b", "a"]}), places)
    table = kept(tmp_path)
    wanted = replace(
        table, files=(*table.files, str(places)), filters=(AnyOf(("county",), ("b",)),)
    )
    assert kinds(wanted) == ["=1+1", None]
    assert next(batches(wanted)).column_names == TREES.column_names


def test_a_long_table_keeps_its_order_and_comes_in_parts(tmp_path: Path) -> None:
    long = pa.table({"kind": [f"T{n}" for n in range(250_000)], "n": list(range(250_000))})
    wanted = kept(tmp_path, long, filters=(Between(("n",), 10.0, None),))
    parts = list(batches(wanted))
    assert sum(part.num_rows for part in parts) == 249_990
    assert max(part.num_rows for part in parts) <= 130_000
    assert kinds(wanted) == [f"T{n}" for n in range(10, 250_000)]


def test_parquet_keeps_types_and_carries_the_context(tmp_path: Path) -> None:
    to = tmp_path / "out.parquet"
    tabular.parquet(kept(tmp_path), BESIDE, to)
    taken = pq.read_table(to)
    assert taken.equals(TREES)
    assert {name.decode(): value.decode() for name, value in taken.schema.metadata.items()} == {
        "geometry columns": "[]",
        "commonstacks:context": '{"revision":1}',
        "commonstacks:shows": "Showing all 4 rows.",
        "commonstacks:citation": "City of Trees (2026). Trees.",
    }


def test_parquet_without_rows_is_a_table_all_the_same(tmp_path: Path) -> None:
    to = tmp_path / "out.parquet"
    tabular.parquet(kept(tmp_path, filters=(AnyOf(("kind",), ("Elm",)),)), BESIDE, to)
    assert (pq.read_table(to).num_rows, pq.read_schema(to).names) == (0, TREES.column_names)


def test_csv_lies_in_a_zip_beside_its_context(tmp_path: Path) -> None:
    to = tmp_path / "out.csv.zip"
    tabular.csv(kept(tmp_path), BESIDE, to)
    with zipfile.ZipFile(to) as archive:
        taken = {name: archive.read(name).decode() for name in archive.namelist()}
    assert sorted(taken) == [
        "CITATION.txt",
        "CONTEXT.md",
        "context.json",
        "data/trees.csv",
        "datapackage.json",
    ]
    assert taken["CITATION.txt"] == (
        "Showing all 4 rows.\n\nCity of Trees (2026). Trees.\n\nLicence: stated, CC0-1.0.\n"
        "http://127.0.0.1/datasets/trees/v/1\n"
    )
    rows = list(csv.reader(io.StringIO(taken["data/trees.csv"])))
    assert rows[1][:6] == ["Oak", "2.5", "1", "1850-01-02", "2020-01-02T03:04:05", "true"]
    assert rows[2][:3] == ["'=1+1", "-3", str(2**60)]
    assert rows[3] == ["", "", "", "", "", "", "", "1"]


def test_csv_writes_the_cells_that_the_whole_download_writes(tmp_path: Path) -> None:
    wanted = kept(tmp_path)
    cells = bundle.csv_chunks(TREES.column_names, window.every_row(Path(wanted.files[0])))
    assert b"".join(tabular._chunks(wanted)) == b"".join(cells)
    for seen in (["0999-01-02", "2020-01-02T03:04:05"], ["2020-01-02T03:04:05.500000"]):
        fine = pa.table({"seen": [*map(moment, seen), None]})
        written = b"".join(tabular._chunks(kept(tmp_path, fine))).decode().split()
        assert written == [
            "seen",
            *(text if "T" in text else f"{text}T00:00:00" for text in seen),
            '""',
        ]


def test_a_workbook_has_typed_cells_and_no_formula(tmp_path: Path) -> None:
    to = tmp_path / "out.xlsx"
    workbook.workbook(kept(tmp_path), BESIDE, to)
    book = openpyxl.load_workbook(to)
    assert book.sheetnames == ["Rows", "Context", "About"]
    rows = [[cell.value for cell in row] for row in book["Rows"].iter_rows()]
    assert rows[0] == TREES.column_names
    assert rows[1] == [
        "Oak",
        2.5,
        1,
        "1850-01-02",
        moment("2020-01-02T03:04:05"),
        True,
        -73.5,
        40.7,
    ]
    assert rows[2][:4] == ["'=1+1", -3, str(2**60), moment("2019-07-01")]
    assert rows[4][1:5] == ["inf", 4, moment("2020-02-29"), "1899-01-01 12:00:00"]
    assert {cell.data_type for row in book["Rows"].iter_rows() for cell in row} == set("snbd")
    context = [row[0].value for row in book["Context"].iter_rows()]
    assert context == ["# Trees", "", "'=not a formula"]
    about = [row[0].value for row in book["About"].iter_rows()]
    assert about == ["Trees", BESIDE.shows, BESIDE.citation, BESIDE.licence, BESIDE.address]
    book.close()


def test_text_too_long_for_a_cell_is_cut_and_told(tmp_path: Path) -> None:
    to = tmp_path / "out.xlsx"
    workbook.workbook(kept(tmp_path, pa.table({"kind": ["a" * 40_000, "b"]})), BESIDE, to)
    book = openpyxl.load_workbook(to)
    assert len(str(book["Rows"]["A2"].value)) == 32_767
    said = "Cells that were longer than 32,767 signs and are cut here: 1."
    assert [row[0].value for row in book["About"].iter_rows()][-1] == said
    book.close()


def test_more_rows_than_a_sheet_has_are_refused(tmp_path: Path) -> None:
    wanted = kept(tmp_path, pa.table({"n": pa.array(range(1_048_576), pa.int32())}))
    with pytest.raises(Refusal, match="at most 1,048,576 rows; these are 1,048,576") as refused:
        workbook.workbook(wanted, BESIDE, tmp_path / "out.xlsx")
    assert refused.value.hint == "Choose fewer rows first, or take them as CSV or Parquet."
    workbook.fits(replace(wanted, filters=(Between(("n",), 1.0, None),)))


def test_geojson_places_points_and_leaves_the_rest_without_a_place(tmp_path: Path) -> None:
    to = tmp_path / "out.geojson"
    documents.geojson(kept(tmp_path, x="lon", y="lat"), BESIDE, to)
    taken = json.loads(to.read_text())
    assert (taken["type"], taken["shows"]) == ("FeatureCollection", "Showing all 4 rows.")
    assert taken["commonstacks:context"] == {"revision": 1}
    assert [feature["geometry"] for feature in taken["features"]] == [
        {"type": "Point", "coordinates": [-73.5, 40.7]},
        {"type": "Point", "coordinates": [13.4, 52.5]},
        None,
        None,
    ]
    assert taken["features"][0]["properties"] == {
        "kind": "Oak",
        "height": 2.5,
        "count": 1,
        "planted": "1850-01-02",
        "seen": "2020-01-02T03:04:05",
        "alive": True,
        "lon": -73.5,
        "lat": 40.7,
    }


def test_geojson_draws_outlines(tmp_path: Path) -> None:
    shapes = pa.table({"name": ["a"], "shape": ["POLYGON ((0 0, 0 1, 1 1, 0 0))"]})
    to = tmp_path / "out.geojson"
    documents.geojson(kept(tmp_path, shapes, outline="shape"), BESIDE, to)
    (feature,) = json.loads(to.read_text())["features"]
    assert feature["geometry"] == {
        "type": "Polygon",
        "coordinates": [[[0, 0], [1, 1], [0, 1], [0, 0]]],
    }
    assert feature["properties"] == {"name": "a"}


def test_geojson_of_a_table_without_places_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotHeld, match="no place that GeoJSON could draw"):
        documents.geojson(kept(tmp_path), BESIDE, tmp_path / "out.geojson")


def test_json_has_the_rows_as_objects(tmp_path: Path) -> None:
    to = tmp_path / "out.json"
    documents.rows_json(kept(tmp_path), BESIDE, to)
    taken = json.loads(to.read_text())
    assert taken["columns"] == TREES.column_names
    assert taken["citation"] == BESIDE.citation
    assert [row["height"] for row in taken["rows"]] == [2.5, -3, None, None]


@pytest.mark.parametrize("end", making.FORMS)
def test_the_same_rows_are_the_same_bytes_and_are_named_by_them(tmp_path: Path, end: str) -> None:
    wanted = kept(tmp_path, x="lon", y="lat")
    names = [
        making.make(wanted, BESIDE, end, tmp_path / str(turn), "key", tell=ignore)
        for turn in range(2)
    ]
    assert names[0] == names[1]
    assert names[0].startswith("key-")
    assert names[0].endswith(f".{end}")
    assert making.found(tmp_path / "0", "key", end) == tmp_path / "0" / names[0]
    assert making.found(tmp_path / "0", "other", end) is None


def test_what_is_refused_leaves_no_part_behind(tmp_path: Path) -> None:
    with pytest.raises(NotHeld):
        making.make(kept(tmp_path), BESIDE, "geojson", tmp_path / "out", "key", tell=ignore)
    assert list((tmp_path / "out").iterdir()) == []
