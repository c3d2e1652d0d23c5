"""The list of exports, with the context in short, as every answer about a dataset."""

from __future__ import annotations

from django.test import Client

from commonstacks.flows import exporting, wiring
from tests.doors.api.conftest import Library
from tests.doors.api.test_api import get


def test_every_export_is_listed_with_its_address(api: Client, library: Library) -> None:
    told = get(api, f"/datasets/{library.published}/v/1/exports")
    page = f"{wiring.library_address()}/datasets/{library.published}/v/1"
    assert told["exports"] == [
        {
            "name": each.name,
            "title": each.title,
            "media_type": each.media_type,
            "address": f"{page}/download/{each.name}",
        }
        for each in exporting.listed()
    ]
    assert (told["dataset"], told["version"]) == (library.published, 1)
    assert told["context"]["gaps"]


def test_what_waits_lists_none(api: Client, library: Library) -> None:
    told = get(api, f"/datasets/{library.waiting}/v/1/exports", status=403)
    assert sorted(told) == ["detail", "hint", "status", "stub", "title", "type"]


def test_every_export_of_an_old_version_names_what_is_in_that_version(
    api: Client, library: Library
) -> None:
    """The second version has a column more and its forerunner's address."""
    pages = [
        str(api.get(f"/datasets/{library.published}/v/{n}/download/{name}").content)
        for n, name in ((1, "croissant.json"), (2, "croissant.json"), (2, "prov.jsonld"))
    ]
    assert ["rows/checked" in page for page in pages[:2]] == [False, True]
    assert f"/datasets/{library.published}/v/1#dataset" in pages[2]
