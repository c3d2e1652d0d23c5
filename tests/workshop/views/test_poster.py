"""A chart as a picture: everything that must be printed is in it, from the top down."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.workshop.views.axes import Categories
from commonstacks.workshop.views.bars import bar_rows
from commonstacks.workshop.views.cubes import build
from commonstacks.workshop.views.drawing import Addresses, ChartPicture, picture
from commonstacks.workshop.views.poster import EDGE, WIDE, Poster, Says, poster
from commonstacks.workshop.views.spec import Chart, ViewSpec
from commonstacks.workshop.views.words import ENGLISH

CHARTS = (Chart("time", ("day",)), Chart("bars", ("kind",)), Chart("grid", ("lon", "lat")))
SAYS = Says("Showing all rows.", (("People left out", "Nobody " * 40),), "", ("Source", "Address"))


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ChartPicture, ...]:
    file = tmp_path_factory.mktemp("table") / "table.parquet"
    rows = range(400)
    table = {
        "day": [f"20{10 + n % 9}-0{n % 9 + 1}-01" for n in rows],
        "kind": [f"a kind of thing with a long name, number {n % 5}" for n in rows],
        "lon": [n / 10 for n in rows],
        "lat": [n / 20 for n in rows],
    }
    pq.write_table(pa.table(table), file)
    cube = build(file, CHARTS, file.parent / "cubes")
    spec = ViewSpec("3f2a", 1, "a" * 64, CHARTS)
    return picture(spec, cube, Addresses("/v/", "", ""), ["", "", ""]).charts


def looks(made: Poster) -> list[str]:
    return list(dict.fromkeys(line.look for line in made.lines))


def test_it_is_read_from_title_to_address(charts: tuple[ChartPicture, ...]) -> None:
    made = poster(charts[1], SAYS)
    assert looks(made) == ["title", "says", "how", "summary", "left-out", "foot"]
    heights = [line.y for line in made.lines]
    assert heights == sorted(heights)
    assert [line.text for line in made.lines][-2:] == ["Source", "Address"]
    assert made.lines[-1].y < made.tall - 10
    assert all(len(line.text) < 110 for line in made.lines)


def test_a_gap_has_a_mark_as_tall_as_its_words(charts: tuple[ChartPicture, ...]) -> None:
    made = poster(charts[1], SAYS)
    ((top, tall),) = made.notes
    inside = [line for line in made.lines if top < line.y <= top + tall]
    assert " ".join(line.text for line in inside) == f"People left out {'Nobody ' * 40}".strip()


def test_where_no_gap_is_named_that_is_said(charts: tuple[ChartPicture, ...]) -> None:
    made = poster(charts[1], Says("All.", (), "The story names nothing.", ("Source",)))
    assert "The story names nothing." in [line.text for line in made.lines]
    assert made.notes == ()


def test_bars_are_rows_with_names_that_fit(charts: tuple[ChartPicture, ...]) -> None:
    made = poster(charts[1], SAYS)
    assert [row.name for row in made.rows][:1] == ["a kind of thing with a …"]
    assert made.rows[-1].kind == "missing"
    assert [round(b.y - a.y) for a, b in zip(made.rows, made.rows[1:], strict=False)] == [26] * 5


def test_a_long_list_says_how_many_of_all_are_not_drawn() -> None:
    values = tuple(f"county {n:04d}" for n in range(500))
    bars = bar_rows(Categories(values), (0, *range(500, 0, -1)), (0, *[1] * 500), None, ENGLISH)
    assert (len(bars.first), bars.unfolds, bars.left) == (13, "100 more", "488 more")


def test_a_drawing_keeps_its_shape_and_a_legend_its_room(charts: tuple[ChartPicture, ...]) -> None:
    lines, bars, grid = (poster(chart, SAYS) for chart in charts)
    assert bars.plots == ()
    for made in (lines, grid):
        (plot,) = made.plots
        _, _, wide, tall = (float(part) for part in plot.box.split())
        assert plot.height == pytest.approx(680 * tall / wide, abs=0.1)
    assert charts[2].grid is not None
    assert [key.text for key in grid.keys] == [step.text for step in charts[2].grid.legend]
    assert all(EDGE <= key.x < WIDE for key in grid.keys)


def test_its_colours_are_those_of_the_pages() -> None:
    web = Path(__file__).parents[3] / "src/commonstacks/doors/web"
    tokens = (web / "static/web/site.css").read_text().split("@media (prefers-color-scheme")[0]
    style = (web / "templates/_parts/explorer/poster.css").read_text()
    used = {sign for sign in style.replace(";", " ").split() if sign.startswith("#")}
    assert {colour for colour in used if f"{colour};" not in tokens} == set()
