"""What is taken along, outside the library: lines that work, a picture, numbers in a spreadsheet."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tests.browser.running import Library

pytestmark = pytest.mark.browser

SLUG = "us-postal-codes"
LINES = re.compile(r"<summary>(\w+)</summary>.*?<pre[^>]*data-lines>(.*?)</pre>", re.DOTALL)
HERE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def view(library: Library) -> str:
    """The page of the view of the postal codes of Ohio and Rhode Island."""
    with httpx.Client(base_url=library.address, follow_redirects=True, timeout=60) as client:
        page = client.get(f"/datasets/{SLUG}").text
        spec = re.search(r'name="spec" value="([^"]+)"', page)
        codes = re.findall(r'name="(c\d)" value="(\d+)"> <span>(?:Ohio|Rhode Island)<', page)
        assert spec is not None
        assert len(codes) == 2
        asked = [("spec", spec[1]), *codes]
        found = client.get(f"/datasets/{SLUG}/v/1/view", params=asked)
        assert "where state is Ohio or Rhode Island" in re.sub("<[^>]+>", "", found.text)
        return str(found.url)


@pytest.fixture(scope="module")
def lines(library: Library, view: str) -> dict[str, str]:
    """The ready-made lines by language, as somebody copies them from the page."""
    page = httpx.get(view).text
    found = {name: re.sub("<[^>]+>", "", text) for name, text in LINES.findall(page)}
    return {
        name: html.unescape(text).replace(HERE, library.address) for name, text in found.items()
    }


def run(*command: str, stdin: str = "") -> str:
    done = subprocess.run(
        command, input=stdin, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def counted(view: str) -> int:
    """How many rows the page says it shows."""
    found = re.search(r"Showing ([\d,]+) of 42,049 rows", httpx.get(view).text)
    assert found is not None
    return int(found[1].replace(",", ""))


def test_the_lines_of_python_work(lines: dict[str, str], view: str) -> None:
    said = run(sys.executable, "-W", "error", "-c", lines["Python"])
    assert view.rpartition("/")[2] in said  # the citation comes first
    assert f"[{counted(view)} rows x" in said


def test_the_lines_of_javascript_work(lines: dict[str, str], view: str) -> None:
    more = "console.log('rows:', rows.length, rows[0].state);"
    said = run("node", "--input-type=module", "-", stdin=lines["JavaScript"] + more)
    assert view.rpartition("/")[2] in said
    assert f"rows: {counted(view)} RI" in said


def test_the_lines_of_duckdb_work(lines: dict[str, str], view: str) -> None:
    """With the extension from its package, as no test fetches anything."""
    found = [each for each in distributions() if each.name.startswith("duckdb_extension_httpfs")]
    files = [file for each in found for file in each.files or [] if file.name.endswith("extension")]
    if not files:
        pytest.skip("The package duckdb-extension-httpfs is not installed.")
    program = f"""import duckdb, json
con = duckdb.connect()
con.execute("SET enable_progress_bar = false")
con.execute("LOAD '{found[0].locate_file(files[0])}'")
asked = con.extract_statements({lines["DuckDB"]!r})
citation, rows = (con.execute(one).fetchall() for one in asked)
print(json.dumps([citation[0][0], len(rows)]))
"""
    citation, rows = json.loads(run(sys.executable, "-c", program))
    assert view.rpartition("/")[2] in citation
    assert rows == counted(view)


def test_the_lines_of_r_work(
    lines: dict[str, str], view: str, program: Callable[[str], Path]
) -> None:
    said = run(str(program("Rscript")), "-e", lines["R"])
    assert f"{counted(view)} obs." in said


def test_a_picture_and_the_numbers_leave_the_page(
    chromium: Browser, library: Library, view: str, tmp_path: Path
) -> None:
    context = chromium.new_context(accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=library.address)
    page = context.new_page()
    page.goto(view)
    page.locator("#explore").scroll_into_view_if_needed()
    page.wait_for_selector(".explorer-live")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Picture (PNG)").first.click()
    taken.value.save_as(tmp_path / "chart.png")
    data = (tmp_path / "chart.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20]) == 1456  # two pixels for each unit of the picture
    page.get_by_role("button", name="Copy the numbers").first.click()
    page.get_by_text("Copied").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert copied[0].split("\t") == ["state", "Rows", "Share"]
    assert {"Ohio\t1468", "Rhode Island\t91"} <= {line.rpartition("\t")[0] for line in copied}
    assert copied[-1] == view
    page.get_by_role("link", name="Show all rows").click()
    links = page.locator("a[data-take-link]").evaluate_all("all => all.map(link => link.href)")
    assert [link for link in links if view.rpartition("/")[2] in link] == []
    context.close()
