"""Portals on the command line: said what they are, listed, taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.doors import homes
from tests.workshop.portals import loopback_ckan as loopback

Stacks = Callable[..., homes.Said]
TABLE = b"tree,height\noak,3\nelm,4\n"


@pytest.fixture
def portal() -> Iterator[loopback.Ckan]:
    records = [loopback.record(n) for n in (1, 2)]
    bodies = {f"/files/{n}/table-{n}.csv": TABLE for n in (1, 2)}
    with ExitStack() as stack:
        yield stack.enter_context(loopback.served(loopback.Ckan(records, bodies)))


@pytest.fixture
def stacks(own_home: Path, portal: loopback.Ckan) -> Stacks:
    def go(*arguments: str) -> homes.Said:
        return homes.stacks(own_home, *arguments, COMMONSTACKS_OUTBOUND_ALLOW=portal.pair)

    return go


def test_a_portal_is_said_to_be_one(stacks: Stacks, portal: loopback.Ckan) -> None:
    said = stacks("add", portal.root)
    assert (said.code, said.out.splitlines()) == (
        1,
        [
            "This is a CKAN portal with 2 datasets.",
            f"Take them all with: stacks collect {portal.root} --limit 20",
        ],
    )
    assert stacks("status", "--json").facts["datasets"] == 0


def test_a_package_is_said_to_be_one(stacks: Stacks, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"resources": []}')
    said = stacks("add", str(tmp_path), "--json")
    assert (said.code, said.facts["recognised"]) == (1, "datapackage")
    assert "stacks collect" in said.facts["hint"]


def test_a_portal_is_listed_and_nothing_taken(stacks: Stacks, portal: loopback.Ckan) -> None:
    portal.records[1]["resources"].append(loopback.resource(3, format="PDF"))
    said = stacks("collect", portal.root, "--list")
    assert (said.code, said.out.splitlines()) == (
        0,
        [
            "Dataset 1 — City of Somewhere — 1 file",
            "Dataset 2 — City of Somewhere — 1 file",
            "2 datasets listed; nothing was taken.",
            "Left out: 1 PDF.",
        ],
    )
    facts = stacks("collect", portal.root, "--list", "--limit", "1", "--json").facts
    assert [each["title"] for each in facts["datasets"]] == ["Dataset 1"]
    assert stacks("status", "--json").facts["datasets"] == 0


def test_a_portal_is_taken_in(stacks: Stacks, portal: loopback.Ckan) -> None:
    whole = stacks("collect", portal.root, "--json")
    assert (whole.code, whole.facts["state"]) == (0, "ok")
    assert whole.facts["taken"] == ["dataset-1", "dataset-2"]
    del portal.files["/files/2/table-2.csv"]
    partly = stacks("collect", portal.root)
    hint = "Open the address in a browser: does it still lead to the file?"
    assert (partly.code, partly.out.splitlines()) == (
        1,
        [
            "Taken: 0 datasets. Held already and unchanged: 1.",
            "1 problem:",
            f"  Dataset 2: The server answered 404 Not Found. {hint}",
        ],
    )


def test_what_is_no_portal_is_refused(stacks: Stacks, portal: loopback.Ckan) -> None:
    portal.says = loopback.HTML
    said = stacks("collect", portal.root, "--json")
    assert (said.code, said.facts["refused"]) == (2, "No portal and no Data Package answers there.")
    portal.says, portal.files = None, {}
    assert stacks("collect", portal.root, "--json").code == 2


def test_one_dataset_of_a_portal_is_added_by_its_page(
    stacks: Stacks, portal: loopback.Ckan
) -> None:
    said = stacks("add", f"{portal.root}/dataset/dataset-2", "--json")
    assert (said.code, said.facts["taken"]) == (0, ["dataset-2"])


def test_a_file_that_cannot_be_read_says_so_at_once(stacks: Stacks, tmp_path: Path) -> None:
    page = tmp_path / "table.csv"
    page.write_text("<!doctype html><html><body>Not found</body></html>")
    said = stacks("add", str(page))
    assert said.code == 0
    assert "“table.csv” was kept, but could not be read: " in said.out
    assert "web page" in said.out
