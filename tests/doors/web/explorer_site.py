"""A page with the explorer's part on it, served alone: what the tests of the part look at."""

import contextlib
import shutil
import threading
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.template.loader import render_to_string

from commonstacks.workshop.views.cubes import build, open_cube
from commonstacks.workshop.views.drawing import Addresses, Note, picture
from commonstacks.workshop.views.measuring import Named
from commonstacks.workshop.views.outlines import Outlines
from commonstacks.workshop.views.shapes import Shape, Shapes
from commonstacks.workshop.views.spec import AnyOf, Between, Chart, ViewSpec
from commonstacks.workshop.views.tokens import cube_digest

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "src/commonstacks/doors/web/static"
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
CHARTS = (
    Chart("grid", ("lon", "lat")),
    Chart("bars", ("kind",)),
    Chart("histogram", ("size",)),
    Chart("areas", ("ward",)),
)
WARDS = ("north", "east", "south", "west", "elsewhere")
SHAPES = tuple(
    Shape(name, f"Ward {name}", f"M{n % 2 * 50} {n // 2 * 50}h48v48h-48z")
    for n, name in enumerate((*WARDS[:4], "docks"))
)
OUTLINES = Outlines(Shapes(100.0, 150.0, SHAPES, geographic=True), "Wards, the city, 2020")
NAMED = {"ward": Named({w: w for w in WARDS[:4]}, {w: f"Ward {w}" for w in WARDS[:4]})}
SPEC = ViewSpec("trees", 1, "0f" * 32, CHARTS)
REASONS = (
    "Shown because of the place.",
    "Shown because of the kind.",
    "Shown because of the size.",
    "Shown because of the ward.",
)
KINDS = [f"kind {n:02}" for n in range(25)]
VIEWS = "/datasets/trees/v/1/view/"
NOTES = (
    Note("kind", "Not recorded", "Who chose the <kinds>.", "suggested"),
    Note(None, "Read this first", "Trees on private ground are not in it.", ""),
    Note(None, "Left out", "Nobody counted at the docks.", "", values=("Ward docks",)),
)


def row(n):
    return {
        "lon": None if n % 40 == 0 else (n * 37 % 400) / 4,
        "lat": (n * 53 % 200) / 4 - 10,
        "kind": None if n % 29 == 0 else KINDS[n * n % 25],
        "size": None if n % 31 == 0 else n * 7 % 90,
        "ward": None if n % 37 == 0 else WARDS[n * 3 % 11 % 5],
        "day": date(2019, 1, 1) + timedelta(days=n % 700),
    }


ROWS = [row(n) for n in range(1500)]


def count(test):
    return sum(1 for item in ROWS if test(item))


def derive(folder):
    """The table and its cube."""
    pq.write_table(pa.Table.from_pylist(ROWS), folder / "table.parquet")
    build(folder / "table.parquet", CHARTS, folder / "cubes", NAMED)
    return folder


def section(derived, *filters):
    cube = open_cube(CHARTS, derived / "cubes")
    addresses = Addresses(VIEWS, "/cube.arrow", "/cube.json")
    spec = replace(SPEC, filters=tuple(filters))
    drawn = picture(cube.snapped(spec), cube, addresses, REASONS, notes=NOTES, outlines=OUTLINES)
    return render_to_string("_parts/explorer/section.html", {"explorer": drawn})


class Seen(HTMLParser):
    """Every tag with its attributes, and all text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        """The page says that it waits no more for the points of a view."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204 if self.path == "/asking/left" else 404)
        self.end_headers()


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Trees</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/static/app/fonts.css">
<link rel="stylesheet" href="/static/web/site.css">
<link rel="stylesheet" href="/static/web/explorer.css"></head>
<body><main><h1>Trees</h1>{section}</main>
<script type="module" src="/static/app/explorer.js"></script></body></html>"""


@contextlib.contextmanager
def serve(derived, folder):
    """The address of the pages: ``index``, ``filtered``, ``far`` below the fold, ``broken``."""
    shutil.copytree(STATIC, folder / "static")
    name = cube_digest(CHARTS)
    for ending in ("arrow", "json"):
        shutil.copy(derived / f"cubes/{name}.{ending}", folder / f"cube.{ending}")
    (folder / "index.html").write_text(PAGE.format(section=section(derived)))
    near = section(derived, AnyOf(("kind",), ("kind 01",)), Between(("size",), 20.0, 40.0))
    (folder / "filtered.html").write_text(PAGE.format(section=near))
    far = '<p class="far"></p>' + section(derived)
    (folder / "far.css").write_text(".far { height: 4000px; }")
    link = '<link rel="stylesheet" href="/far.css">'
    (folder / "far.html").write_text(PAGE.format(section=link + far))
    broken = section(derived).replace("/cube.arrow", "/gone.arrow")
    (folder / "broken.html").write_text(PAGE.format(section=broken))
    (folder / "favicon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    if AXE.exists():
        shutil.copy(AXE, folder / "axe.js")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextlib.contextmanager
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        try:
            yield browser
        finally:
            browser.close()
