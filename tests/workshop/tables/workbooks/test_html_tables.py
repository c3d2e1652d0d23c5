"""Tables of values are read out of web pages; what only lays out a page is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.workbooks import html_tables
from tests.workshop.tables import poured
from tests.workshop.tables.poured import Table


def page(tmp_path: Path, body: str | bytes) -> Path:
    path = tmp_path / "page"
    held = body if isinstance(body, bytes) else f"<!DOCTYPE html><html><body>{body}".encode()
    path.write_bytes(held)
    return path


def read(path: Path, layer: str = "", **given: str) -> Table:
    return poured.read(html_tables, path, layer, **given)


def names(path: Path) -> list[str]:
    return [name for name, _ in html_tables.tables(path)]


PLAIN = (
    "<tr><th>ward<th>trees</tr><tr><td>North<td>3</tr><tr><td>South<td>4</tr>"  # no closing tags
)


def test_a_table_with_a_header(tmp_path: Path) -> None:
    path = page(tmp_path, f"<h1>Trees</h1><p>All of them.</p><table>{PLAIN}</table>")
    assert names(path) == ["Trees"]
    table = read(path)
    assert (table.names, table.rows) == (("ward", "trees"), [["North", "3"], ["South", "4"]])
    assert table.steps == (
        "The file is a web page; the table was read out of it",
        "The page itself says which row is the header",
    )


def test_words_alone_have_the_header_of_the_page(tmp_path: Path) -> None:
    body = (
        "<table><thead><tr><td>a</td><td>b</td></tr></thead>" + "<tr><td>x</td><td>y</td></tr>" * 5
    )
    assert read(page(tmp_path, body + "</table>")).names == ("a", "b")


def test_a_person_overrules_the_page(tmp_path: Path) -> None:
    table = read(page(tmp_path, f"<table>{PLAIN}</table>"), header="0")
    assert table.names == ("column 1", "column 2")
    assert table.rows == [["ward", "trees"], ["North", "3"], ["South", "4"]]


def test_captions_name_tables(tmp_path: Path) -> None:
    path = page(
        tmp_path,
        f"<h2>Both</h2><table><caption>First <b>one</b></caption>{PLAIN}</table>"
        f"<table>{PLAIN}</table><table>{PLAIN}</table>",
    )
    assert names(path) == ["First one", "Both", "Both: 2"]


def test_cells_over_several_rows_and_columns(tmp_path: Path) -> None:
    body = """<table>
      <thead><tr><th rowspan=2>ward</th><th colspan=2>2023</th></tr>
      <tr><th>born</th><th>died</th></tr></thead>
      <tr><td rowspan=2>North</td><td>10</td><td>7</td></tr><tr><td>11</td><td>8</td></tr>
      <tr><td>South</td><td colspan=2>20</td></tr></table>"""
    table = read(page(tmp_path, body))
    assert table.names == ("ward", "2023 – born", "2023 – died")
    assert table.rows == [["North", "10", "7"], ["North", "11", "8"], ["South", "20", "20"]]


def test_rowspan_zero_goes_to_the_end_and_no_further(tmp_path: Path) -> None:
    body = "<tr><th>a<th>n<tr><td rowspan=0>x<td>1<tr><td>2<tr><td>3"
    table = read(page(tmp_path, f"<table>{body}</table>"))
    assert table.rows == [["x", "1"], ["x", "2"], ["x", "3"]]


def test_a_title_over_the_whole_table_is_set_aside(tmp_path: Path) -> None:
    path = page(tmp_path, f"<table><tr><td colspan=2>Count of May</td></tr>{PLAIN}</table>")
    table = read(path)
    assert table.names == ("ward", "trees")
    assert table.aside == [(1, "line above the header", ["Count of May", ""])]


def test_the_foot_comes_last(tmp_path: Path) -> None:
    body = "<thead><tr><th>a<th>n</thead><tfoot><tr><td>z<td>9</tfoot><tbody><tr><td>x<td>1"
    assert read(page(tmp_path, f"<table>{body}</table>")).rows == [["x", "1"], ["z", "9"]]


def test_text_is_what_people_see(tmp_path: Path) -> None:
    body = (
        "<tr><th>name<th>value"
        "<tr><td><span style='display: none'>0001</span>Caf&eacute;&nbsp;&amp;<br>Bar<td> 1\n 000 "
        "<tr><td><a href='/x'><!-- no -->Ann</a><script>x()</script> B.<td><img alt='yes' src='http://x/y'>"
    )
    assert read(page(tmp_path, f"<table>{body}</table>")).rows == [
        ["Café & Bar", "1 000"],
        ["Ann B.", "yes"],
    ]


@pytest.mark.parametrize(
    "held",
    [
        "<meta charset=utf-8><table><tr><th>Straße<th>n<tr><td>Köln<td>1</table>".encode(),
        "<table><tr><th>Straße<th>n<tr><td>Köln<td>1</table>".encode(),
        "<table><tr><th>Straße<th>n<tr><td>Köln<td>1</table>".encode("cp1252"),
        "<table><tr><th>Straße<th>n<tr><td>Köln<td>1</table>".encode("utf-16"),
        b"<meta http-equiv=Content-Type content='text/html; charset=cp850'>"
        + "<table><tr><th>Straße<th>n<tr><td>Köln<td>1</table>".encode("cp850"),
    ],
)
def test_letters(tmp_path: Path, held: bytes) -> None:
    table = read(page(tmp_path, held))
    assert (table.names, table.rows) == (("Straße", "n"), [["Köln", "1"]])


def test_a_table_inside_the_layout_is_found(tmp_path: Path) -> None:
    path = page(
        tmp_path,
        f"<table><tr><td>menu</td><td><table>{PLAIN}</table></td></tr>"
        "<tr><td>left</td><td>right</td></tr></table>",
    )
    assert read(path).rows == [["North", "3"], ["South", "4"]]


# ---- refusals ------------------------------------------------------------------------------

LOGIN = (
    "<form><table><tr><td>Name</td><td><input name=u></td></tr>"
    "<tr><td>Password</td><td><input type=password></td></tr></table></form>"
)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>404 Not Found</h1>",
        LOGIN,
        "<table><tr><td>one</td><td>row</td></tr></table>",
        "<table><tr><td>one</td></tr><tr><td>column</td></tr></table>",
        f"<table role=presentation>{PLAIN}</table>",
        "<table></table>",
    ],
)
def test_a_page_without_a_table_of_values(tmp_path: Path, body: str) -> None:
    with pytest.raises(Refusal) as caught:
        html_tables.tables(page(tmp_path, body))
    assert caught.value.reason == (
        "The file is a web page (HTML), not a table: often a log-in or error page."
    )


def test_cells_that_span_the_world(tmp_path: Path) -> None:
    rows = "<tr><td colspan=1000 rowspan=65534>x<td>y" * 200
    with pytest.raises(Refusal) as caught:
        html_tables.tables(page(tmp_path, f"<table>{rows}{'<tr>' * 70_000}</table>"))
    assert caught.value.reason == "A table of the page has more than 16 million cells."


def test_nesting_past_all_bounds(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        html_tables.tables(page(tmp_path, "<div>" * 100_000 + f"<table>{PLAIN}</table>"))
    assert caught.value.reason == (
        "The web page is nested too deep, or too broken, to be read as a table."
    )


def test_entities_are_not_unfolded(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    held = f"<!DOCTYPE html [{laughs}]><table><tr><th>a<th>b<tr><td>&l9;<td>1</table>"
    assert read(page(tmp_path, held.encode())).rows == [["&l9;", "1"]]
