"""What an address is, as a person pastes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.portals.guest import Answer, Guest
from commonstacks.workshop.portals.recognise import Recognised, recognise
from tests.workshop.portals import loopback_ckan as loopback

See = Callable[[loopback.Ckan, str], Recognised]


@pytest.fixture
def see(tmp_path: Path) -> Iterator[See]:
    with ExitStack() as stack:

        def go(portal: loopback.Ckan, path: str) -> Recognised:
            stack.enter_context(loopback.served(portal))
            guest = Guest(tmp_path, frozenset([portal.pair]), pause=0, sleep=lambda _: None)
            return recognise(f"http://{portal.pair}{path}", guest)

        yield go


def three(**wish: Any) -> loopback.Ckan:
    return loopback.Ckan([loopback.record(n) for n in range(3)], **wish)


@pytest.mark.parametrize(
    "path",
    ["", "/", "/dataset", "/dataset/", "/dataset?q=trees", "/api/3/action/package_search?rows=1",
     "/api/3/action/package_list", "/api/3", "/api/action/status_show", "/api", "/de/dataset"],
)  # fmt: skip
def test_a_portal_is_recognised_and_counted(see: See, path: str) -> None:
    portal = three()
    found = see(portal, path)
    assert (found.kind, found.address, found.count) == ("ckan", portal.root, 3)
    assert found.sentence == "This is a CKAN portal with 3 datasets."


@pytest.mark.parametrize("path", ["", "/dataset", "/api/3/action/package_list", "/en/dataset"])
def test_a_portal_below_another_page_keeps_its_path(see: See, path: str) -> None:
    portal = three(site="/catalogue")
    assert see(portal, f"/catalogue{path}").address == portal.root


@pytest.mark.parametrize(
    "path",
    ["/dataset/dataset-1", "/dataset/id-0001/", "/fr/dataset/dataset-1",
     "/api/3/action/package_show?id=dataset-1", "/dataset/dataset-1/resource/abc"],
)  # fmt: skip
def test_the_page_of_a_dataset_is_that_dataset(see: See, path: str) -> None:
    portal = three()
    found = see(portal, path)
    assert (found.kind, found.address) == ("ckan dataset", portal.root)
    assert found.name in ("dataset-1", "id-0001")
    assert found.name in found.sentence


@pytest.mark.parametrize(
    "path", ["/files/1/table-1.csv", "/a.geojson?x=1", "/dataset/a/resource/b/download/c.csv",
             "/export?format=csv"]
)  # fmt: skip
def test_a_file_is_a_file_and_nobody_is_asked(see: See, path: str) -> None:
    portal = three()
    assert see(portal, path).kind == "plain"
    assert portal.asked == []


@pytest.mark.parametrize("path", ["", "/download", "/dataset/x", "/about/us"])
def test_what_only_looks_like_a_portal_is_a_file(see: See, path: str) -> None:
    assert see(three(says=loopback.HTML), path).kind == "plain"


def test_a_page_of_a_portal_is_no_portal(see: See) -> None:
    assert see(three(), "/about").kind == "plain"


def test_a_portal_that_hides_its_status_is_known_by_its_list(see: See) -> None:
    found = see(three(hides=frozenset(["status_show", "site_read"])), "/")
    assert (found.kind, found.count) == ("ckan", 3)


def test_a_portal_that_cannot_search_is_counted_by_its_list(see: See) -> None:
    assert see(three(searches=False), "/").count == 3


def test_one_portal_is_one_source_with_http_and_with_https(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = three()

    def secure(guest: Guest, address: str) -> Answer:
        found_at = address.replace("http://", "https://")
        return Answer(portal.answer(found_at.removeprefix("https://data.example.org"))[1], found_at)

    monkeypatch.setattr(Guest, "bytes_at", secure)
    for where in ("http://data.example.org/", "https://data.example.org/dataset/dataset-1"):
        found = recognise(where, Guest(tmp_path, frozenset()))
        assert found.address == "https://data.example.org"


def test_a_descriptor_is_a_package(see: See) -> None:
    assert see(three(), "/some/datapackage.json").kind == "datapackage"


def test_a_folder_with_a_descriptor_is_a_package(tmp_path: Path) -> None:
    guest = Guest(tmp_path, frozenset())
    assert recognise(str(tmp_path), guest).kind == "plain"
    descriptor = tmp_path / "datapackage.json"
    descriptor.write_text("{}")
    for where in (tmp_path, descriptor):
        found = recognise(str(where), guest)
        assert (found.kind, found.address) == ("datapackage", str(descriptor))


def test_an_address_inside_a_private_network_is_refused(tmp_path: Path) -> None:
    found = recognise("http://127.0.0.1/", Guest(tmp_path, frozenset()))
    assert found.kind == "plain"  # and refused when it is fetched
    with pytest.raises(Refusal):
        recognise("ftp://example.org/", Guest(tmp_path, frozenset()))
