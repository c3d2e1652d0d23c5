"""Tables in web pages, the last resort."""

from __future__ import annotations

from tests.nasty.corpus import case, refused, table

HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Offices</title></head><body>'


def page(*parts: str) -> str:
    return HEAD + "".join(parts) + "</body></html>"


PLAIN = "<table><tr><th>Code</th><th>Amt</th></tr><tr><td>007</td><td>Bauamt</td></tr><tr><td>012</td><td>Stra&szlig;enamt</td></tr></table>"
PLAIN_TABLE = table("Code | Amt\ncoded | words\n007 | Bauamt\n012 | Straßenamt", aside=())

CASES = [
    case(
        "html-one-table",
        "A page with one real table and an entity in a cell.",
        "offices.html",
        page("<h1>Offices</h1>", PLAIN, "<p>Imprint</p>"),
        PLAIN_TABLE,
    ),
    case(
        "html-excel",
        "A web page called .xls: what a thousand government servers call Excel export.",
        "report.xls",
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
        + PLAIN
        + "</body></html>",
        PLAIN_TABLE,
    ),
    case(
        "html-spans",
        "Cells over two rows and two columns in the header, and one over two rows in the body.",
        "votes.html",
        page(
            "<table><thead><tr><th rowspan=2>Ward</th><th colspan=2>2023</th></tr><tr><th>Red</th><th>Blue</th></tr></thead>"
            "<tbody><tr><td>North</td><td>10</td><td>20</td></tr><tr><td>South</td><td>11</td><td>21</td></tr></tbody></table>"
        ),
        table(
            "Ward | 2023 – Red | 2023 – Blue\nwords | integer | integer\nNorth | 10 | 20\nSouth | 11 | 21"
        ),
    ),
    case(
        "html-menu-and-table",
        "A table that only places the menu, and a real one below.",
        "index.html",
        page("<table><tr><td><a href='/'>Home</a></td></tr></table>", PLAIN),
        PLAIN_TABLE,
    ),
    case(
        "html-cp1252",
        "A page that says iso-8859-1 in its head and means Windows-1252.",
        "amt.html",
        PLAIN.join(["<html><head><meta charset='iso-8859-1'></head><body>", "</body></html>"])
        .replace("&szlig;", "ß")
        .encode("cp1252"),
        PLAIN_TABLE,
    ),
    case(
        "html-no-table",
        "A page with words only: the dataset has moved.",
        "dataset.html",
        page("<h1>This page has moved</h1><p>See our new portal.</p>"),
        refused("web page|HTML|page"),
    ),
    case(
        "html-many-columns-of-links",
        "A list of downloads in a page, no table at all.",
        "downloads.html",
        page("<ul><li><a href='a.csv'>2022</a></li><li><a href='b.csv'>2023</a></li></ul>"),
        refused("web page|HTML|page"),
    ),
]
