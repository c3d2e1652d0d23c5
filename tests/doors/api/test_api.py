"""The read API: published datasets with their context, and nothing of what still waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from django.test import Client

from tests.doors.api.conftest import Library

BASE = "/api/v1"
MOST_QUERIES = 20


def get(api: Client, address: str, status: int = 200) -> Any:
    answer = api.get(address if address.startswith(BASE) else f"{BASE}{address}")
    assert answer.status_code == status, answer.content[:500]
    kind = "application/json" if status == 200 else "application/problem+json"
    assert answer["Content-Type"].partition(";")[0] == kind
    return answer.json()


def addresses_of(slug: str) -> list[str]:
    return [
        f"/datasets/{slug}",
        f"/datasets/{slug}/versions",
        f"/datasets/{slug}/v/1",
        f"/datasets/{slug}/v/1/rows",
        f"/datasets/{slug}/context",
        f"/datasets/{slug}/changes/1",
    ]


def test_all_that_is_published_is_listed(api: Client, library: Library) -> None:
    listed = get(api, "/datasets")
    assert (listed["total"], listed["next"]) == (1, None)
    (card,) = listed["results"]
    assert card["slug"] == library.published
    assert card["lead"]
    assert get(api, card["address"])["slug"] == library.published
    assert get(api, card["context"])["dataset"] == library.published


def test_a_word_and_a_place_find_it(api: Client, library: Library) -> None:
    assert [hit["slug"] for hit in get(api, "/datasets?q=postal")["results"]] == [library.published]
    found = get(api, "/datasets?q=postal&place=United+States")
    assert [hit["slug"] for hit in found["results"]] == [library.published]
    assert found["results"][0]["why"]
    assert found["place"]["name"] == "United States"


def test_a_place_that_nobody_knows_finds_nothing(api: Client) -> None:
    """A place is never silently left out."""
    assert get(api, "/datasets?q=postal&place=Xyzzyhausen")["results"] == []


def test_a_dataset_travels_with_its_whole_context(api: Client, library: Library) -> None:
    shown = get(api, f"/datasets/{library.published}")
    told = shown["context"]
    assert told == get(api, f"/datasets/{library.published}/context")
    questions = {each["id"]: each for each in told["questions"]}
    assert questions["A1"]["statements"][0]["voice"] in "PWSCX"
    assert questions["A1"]["statements"][0]["in_words"]
    assert {gap["question"] for gap in told["gaps"]} <= {"C1", "D1"}
    assert told["gaps"]
    assert (told["revision"], told["version"], told["facts"]["fresh"]) == (1, 1, False)
    assert len(told["digest"]) == 64


def test_absences_say_who_was_asked(api: Client, library: Library) -> None:
    questions = get(api, f"/datasets/{library.published}/context")["questions"]
    absent = [s for q in questions for s in q["statements"] if s["absence"]]
    assert [s for s in absent if s["answer"] is not None or s["in_words"]] == []
    named = [s for s in absent if s["absence"] != "not_asked"]
    assert all(s["asked_of"] and s["asked_on"] for s in named)


def test_rows_are_walked_by_the_next_link(api: Client, library: Library) -> None:
    first = get(api, f"/datasets/{library.published}/v/1/rows?limit=3")
    assert (first["first"], len(first["rows"]), first["total"]) == (1, 3, 42049)
    assert first["columns"][0] == "zip_code"
    assert all(isinstance(cell, str | None) for row in first["rows"] for cell in row)
    second = get(api, first["next"])
    assert (second["first"], len(second["rows"])) == (4, 3)
    both = get(api, f"/datasets/{library.published}/v/1/rows?limit=6")["rows"]
    assert both == first["rows"] + second["rows"]
    assert first["context"]["gaps"]
    assert get(api, first["context"]["address"])["digest"] == first["context"]["digest"]


def test_the_last_page_has_no_next(api: Client, library: Library) -> None:
    last = get(api, f"/datasets/{library.published}/v/1/rows?first=42049")
    assert (len(last["rows"]), last["next"]) == (1, None)
    beyond = get(api, f"/datasets/{library.published}/v/1/rows?first=42050")
    assert (beyond["rows"], beyond["next"]) == ([], None)


def test_versions_name_their_files(api: Client, library: Library) -> None:
    second, first = get(api, f"/datasets/{library.published}/versions")["versions"]
    assert (first["number"], first["rows"], first["change"]) == (1, 42049, "")
    assert (second["number"], second["rows"]) == (2, 42044)
    for line in (first, second):
        assert [file["name"] for file in line["files"]] == ["zipcodes.csv"]
        assert get(api, line["address"])["version"] == line


def test_an_old_version_is_what_it_was(api: Client, library: Library) -> None:
    newest = get(api, f"/datasets/{library.published}")
    old = get(api, f"/datasets/{library.published}/v/1")
    assert (newest["version"]["number"], newest["newest"], old["newest"]) == (2, 2, 2)
    names = [[column["name"] for column in shown["columns"]] for shown in (old, newest)]
    assert names[1] == [*names[0], "checked"]


def test_a_change_says_what_changed_and_what_may_be_stale(api: Client, library: Library) -> None:
    told = get(api, f"/datasets/{library.published}/changes/2")
    assert (told["version"], "checked" in told["summary"]) == (2, True)
    assert (told["before"], told["columns"]["added"]) == (1, ["checked"])
    assert told["rows"]["same"] + told["rows"]["changed"] > 0
    hard = [mark for mark in told["context"]["stale"] if mark["level"] == "hard"]
    assert hard
    assert {mark["version"] for mark in hard} == {2}
    assert get(api, f"/datasets/{library.published}/context")["stale"] == told["context"]["stale"]


def test_the_first_version_has_no_change(api: Client, library: Library) -> None:
    told = get(api, f"/datasets/{library.published}/changes/1", status=404)
    assert told["type"] == "urn:commonstacks:problem:not-held"


def test_what_waits_is_a_stub_through_every_address(api: Client, library: Library) -> None:
    for address in addresses_of(library.waiting):
        told = get(api, address, status=403)
        assert told["type"] == "urn:commonstacks:problem:waiting"
        assert sorted(told) == ["detail", "hint", "status", "stub", "title", "type"]
        assert told["stub"]["slug"] == library.waiting
        assert told["stub"]["open"] == told["stub"]["asked"]
        assert "hidden_height" not in str(told)


def test_what_waits_is_found_only_under_waiting(api: Client, library: Library) -> None:
    (stub,) = get(api, "/waiting")["results"]
    assert stub["slug"] == library.waiting
    for address in ("/datasets", "/datasets?q=hidden_height", "/datasets?q=trees"):
        assert library.waiting not in str(get(api, address)["results"])


@pytest.mark.parametrize(
    ("address", "status", "name"),
    [
        ("/datasets/no-such-thing", 404, "not-held"),
        ("/datasets/{published}/v/7", 404, "not-held"),
        ("/datasets/{published}/changes/7", 404, "not-held"),
        ("/nowhere/at?all=1", 404, "not-held"),
        ("/datasets?limit=101", 422, "misasked"),
        ("/datasets?limit=many", 422, "misasked"),
        ("/datasets?offset=-1", 422, "misasked"),
        ("/datasets?plcae=Ohio", 422, "misasked"),
        ("/datasets/{published}?version=1", 422, "misasked"),
        ("/datasets/{published}/v/0", 422, "misasked"),
        ("/datasets/{published}/v/99999999999999999999", 422, "misasked"),
        ("/datasets/{published}/v/one", 422, "misasked"),
        ("/datasets/{published}/v/1/rows?limit=1001", 422, "misasked"),
        ("/datasets/{published}/v/1/rows?first=0", 422, "misasked"),
    ],
)
def test_problems_say_what_to_do(
    api: Client, library: Library, address: str, status: int, name: str
) -> None:
    told = get(api, address.format(published=library.published), status=status)
    assert told["type"] == f"urn:commonstacks:problem:{name}"
    assert told["status"] == status
    assert told["detail"]
    assert told["hint"]


def test_nothing_can_be_changed(api: Client, library: Library) -> None:
    for address in ("/datasets", f"/datasets/{library.published}", "/waiting"):
        for verb in (api.post, api.put, api.patch, api.delete):
            assert verb(f"{BASE}{address}").status_code == 405


def test_the_same_question_has_the_same_answer(api: Client, library: Library) -> None:
    for address in ("/datasets", "/datasets?q=postal", f"/datasets/{library.published}"):
        assert api.get(f"{BASE}{address}").content == api.get(f"{BASE}{address}").content


def test_the_number_of_queries_is_bounded(
    api: Client, library: Library, django_assert_max_num_queries: Any
) -> None:
    for address in (*addresses_of(library.published)[:5], "/datasets", "/datasets?q=postal"):
        with django_assert_max_num_queries(MOST_QUERIES):
            get(api, address)


def test_the_answers_are_as_the_description_says(api: Client, library: Library) -> None:
    description = api.get(f"{BASE}/openapi.json").json()
    described = {
        path.format(slug=library.published, number=2).removeprefix(BASE): shape
        for path, shape in shapes(description)
    }
    assert len(described) == 9
    for address, shape in described.items():
        whole = {**shape, "components": description["components"]}
        jsonschema.validate(get(api, address), whole)


def shapes(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, verbs in description["paths"].items():
        assert list(verbs) == ["get"]
        content = verbs["get"]["responses"]["200"]["content"]["application/json"]
        yield path, content["schema"]


def test_there_is_no_page_that_needs_other_hosts(api: Client) -> None:
    get(api, "/docs", status=404)
