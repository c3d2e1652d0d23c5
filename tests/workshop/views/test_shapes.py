from __future__ import annotations

import re
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.places import boundaries
from commonstacks.workshop.places.outlines import well_known
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.views.shapes import Shape, Shapes, from_boundaries, from_table
from commonstacks.workshop.views.tracing import path

LEFT = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"
RIGHT = "POLYGON ((10 0, 20 0, 20 10, 10 10, 10 0))"
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")

Point = tuple[float, float]


def drawn(
    folder: Path, rows: list[tuple[str | None, str | None]], *, scheme: str | None = None
) -> Shapes:
    names, texts = zip(*rows, strict=True)
    file = folder / "table.parquet"
    pq.write_table(pa.table({"key": pa.array(names), "shape": pa.array(texts, pa.string())}), file)
    shape = ColumnProfile("shape", 1, "text", "", 0, 0, distinct_exact=True, scheme=scheme)
    profile = TableProfile("t", len(rows), 0, (shape,))
    (folder / "profile.json").write_text(profile.to_json(), encoding="utf-8")
    return from_table(file, "shape", "key")


def corners(shape: Shape) -> list[list[Point]]:
    """The rings of a path, each step added to the one before."""
    rings = []
    for part in shape.path.split("z")[:-1]:
        start, _, steps = part.partition("l")
        x, y = map(float, NUMBER.findall(start))
        numbers = iter(map(float, NUMBER.findall(steps)))
        ring = [(x, y)]
        for across, down in zip(numbers, numbers, strict=True):
            x, y = round(x + across, 1), round(y + down, 1)
            ring.append((x, y))
        rings.append(ring)
    return rings


def middle(shapes: Shapes, key: str) -> Point:
    (shape,) = [each for each in shapes.shapes if each.key == key]
    points = max(corners(shape), key=len)
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def by_code(scheme: str, *codes: str) -> Shapes:
    fit = boundaries.fit(codes, scheme)
    assert fit is not None
    return from_boundaries(fit)


@pytest.fixture(scope="module")
def states() -> Shapes:
    return by_code("us-state", "PA", "CA", "HI")


def test_areas_are_drawn_as_wide_as_the_page_with_north_up(tmp_path) -> None:
    shapes = drawn(tmp_path, [("left", LEFT), ("right", RIGHT)])
    assert (shapes.width, shapes.height, shapes.geographic, shapes.way) == (
        680,
        340,
        False,
        "plane",
    )
    assert [(each.key, each.label) for each in shapes.shapes] == [("left", "left"), ("right",) * 2]
    assert sorted(corners(shapes.shapes[0])[0]) == [(0, 0), (0, 340), (340, 0), (340, 340)]
    top = drawn(
        tmp_path, [("low", LEFT), ("high", LEFT.replace("10", "20").replace("0 0", "0 11"))]
    )
    assert middle(top, "high")[1] < middle(top, "low")[1]


def test_degrees_are_true_at_the_middle_latitude(tmp_path) -> None:
    square = "POLYGON ((0 59, 2 59, 2 61, 0 61, 0 59))"
    shapes = drawn(tmp_path, [("a", square)], scheme="EPSG:4326")
    assert (shapes.geographic, shapes.way) == (True, "local")
    assert shapes.width / shapes.height == pytest.approx(0.5, abs=0.001)


def test_what_is_broken_empty_or_no_area_has_no_shape(tmp_path) -> None:
    rows = [
        ("good", LEFT),
        ("cut off", "POLYGON ((0 0, 10"),
        ("words", "a park"),
        ("empty", "POLYGON EMPTY"),
        ("missing", None),
        ("a line", "LINESTRING (0 0, 10 10)"),
        (None, RIGHT),
    ]
    shapes = drawn(tmp_path, rows)
    assert [each.key for each in shapes.shapes] == ["good"]
    assert shapes.without == ("cut off", "words", "empty", "missing", "a line")


def test_an_outline_that_crosses_itself_is_mended(tmp_path) -> None:
    shapes = drawn(tmp_path, [("bow", "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")])
    assert len(corners(shapes.shapes[0])) == 2


def test_holes_and_islands_are_rings_of_their_own(tmp_path) -> None:
    hole = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 6 4, 6 6, 4 6, 4 4))"
    assert len(corners(drawn(tmp_path, [("a", hole)]).shapes[0])) == 2


def test_rows_of_one_name_are_one_area(tmp_path) -> None:
    shapes = drawn(tmp_path, [("a", LEFT), ("a", RIGHT)])
    assert [each.key for each in shapes.shapes] == ["a"]
    assert len(corners(shapes.shapes[0])) == 1


def test_without_a_column_areas_are_called_by_their_row(tmp_path) -> None:
    drawn(tmp_path, [("x", LEFT), ("x", RIGHT)])
    shapes = from_table(tmp_path / "table.parquet", "shape", "")
    assert [each.key for each in shapes.shapes] == ["1", "2"]


def test_a_table_of_lines_is_refused(tmp_path) -> None:
    with pytest.raises(Refusal, match="no areas to draw"):
        drawn(tmp_path, [("a", "LINESTRING (0 0, 10 10)")])


def test_a_table_of_very_many_areas_is_refused(tmp_path) -> None:
    with pytest.raises(Refusal, match="5,001 areas are too many"):
        drawn(tmp_path, [(str(n), LEFT) for n in range(5001)])


def test_neighbours_share_every_corner_of_their_border(tmp_path) -> None:
    counties = boundaries.of("us-county-fips")
    assert counties is not None
    rows = [
        (area.key, well_known(area.rings))
        for area in counties.areas
        if area.key[:2] in ("42", "36")
    ]
    shapes = drawn(tmp_path, rows, scheme="EPSG:4326")
    assert len(shapes.shapes) == 67 + 62
    edges: dict[frozenset[Point], int] = {}
    for shape in shapes.shapes:
        for ring in corners(shape):
            for edge in zip(ring, [*ring[1:], ring[0]], strict=True):
                edges[frozenset(edge)] = edges.get(frozenset(edge), 0) + 1
    assert set(edges.values()) == {1, 2}
    inside = sum(1 for count in edges.values() if count == 2)
    assert inside > 0.6 * len(edges)  # a gap would leave two edges where one is shared


def test_a_large_drawing_is_small_enough_for_a_page(states) -> None:
    for shapes in (states, by_code("iso-alpha2", "DE", "KE", "US")):
        paths = "".join(each.path for each in shapes.shapes)
        assert len(zlib.compress(paths.encode())) < 60_000
        assert not re.search(r"\.\d\d", paths)


def test_alaska_hawaii_and_puerto_rico_stand_in_the_corners(states) -> None:
    assert (states.width, states.geographic, states.way) == (680, True, "us")
    assert len(states.shapes) == 53
    assert states.without == ("American Samoa", "Guam", "Northern Mariana Islands")
    where = {key: middle(states, key) for key in ("AK", "HI", "PR", "CA", "TX", "FL", "ME", "WA")}
    assert where["AK"][0] < where["HI"][0] < where["TX"][0] < where["PR"][0]
    assert min(where[key][1] for key in ("AK", "HI", "PR")) > where["CA"][1]
    assert where["CA"][0] < where["TX"][0] < where["FL"][0]
    assert all(0 <= x <= states.width and 0 <= y <= states.height for x, y in where.values())


def test_states_are_as_large_as_they_are(states) -> None:
    def size(key: str) -> float:
        (shape,) = [each for each in states.shapes if each.key == key]
        ring = max(corners(shape), key=len)
        turns = zip(ring, [*ring[1:], ring[0]], strict=True)
        return abs(sum(a * d - b * c for (a, b), (c, d) in turns)) / 2

    assert size("CO") / size("WY") == pytest.approx(269_601 / 253_335, rel=0.02)
    assert size("KS") / size("ND") == pytest.approx(213_100 / 183_108, rel=0.02)


def test_codes_of_numbers_give_the_same_drawing(states) -> None:
    numbers = by_code("us-fips", "42", "06", "15")
    assert [each.path for each in numbers.shapes] == [each.path for each in states.shapes]
    assert numbers.shapes[0].key == "01"


def test_counties_of_few_states_are_drawn_alone() -> None:
    shapes = by_code("us-county-fips", "42001", "42003", "42005")
    assert (len(shapes.shapes), shapes.way, shapes.geographic) == (67, "local", True)
    assert shapes.shapes[0] == Shape("42001", "Adams, Pennsylvania", shapes.shapes[0].path)


def test_all_counties_together_are_small_enough_for_a_page() -> None:
    areas = boundaries.of("us-county-fips")
    assert areas is not None
    shapes = by_code("us-county-fips", *(area.key for area in areas.areas))
    assert len(shapes.shapes) > 3_200
    assert len(zlib.compress("".join(each.path for each in shapes.shapes).encode())) < 60_000


def test_the_world_has_every_country_but_antarctica() -> None:
    shapes = by_code("iso-alpha2", "DE", "KE", "US")
    assert (len(shapes.shapes), shapes.way, shapes.without) == (248, "world", ())
    assert "AQ" not in {each.key for each in shapes.shapes}
    assert shapes.width / shapes.height == pytest.approx(2.25, abs=0.05)
    assert "AQ" in {each.key for each in by_code("iso-alpha2", "DE", "KE", "AQ").shapes}


def test_a_tiny_area_is_a_dot() -> None:
    assert path("POLYGON ((5 5, 5.01 5, 5.01 5.01, 5 5))") == "M4.5 4.5h1v1h-1z"
    assert (
        path("POLYGON ((5 5, 7 5, 7 7, 5 5)), POLYGON ((1 1, 1.1 1, 1.1 1.1, 1 1))").count("M") == 1
    )
    assert path("POLYGON EMPTY") == ""


def test_corners_can_lie_on_half_units() -> None:
    assert path("POLYGON ((0.2 0.1, 3.3 0, 3.2 4.1, 0.2 0.1))", 5) == "M3.5 0l-.5 4-3-4z"
