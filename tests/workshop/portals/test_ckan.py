"""Walking a CKAN portal: everything once, in order, whatever the portal does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.portals.base import LeftOut, Listed, Problem, RemoteDataset
from commonstacks.workshop.portals.ckan import Ckan
from commonstacks.workshop.portals.guest import Guest
from tests.workshop.portals import loopback_ckan as loopback

Walk = Callable[..., list[Listed]]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., tuple[loopback.Ckan, Ckan]]]:
    """A portal on loopback and the walker that stands before it; nobody waits."""
    with ExitStack() as stack:

        def go(ckan: loopback.Ckan, **wish: Any) -> tuple[loopback.Ckan, Ckan]:
            stack.enter_context(loopback.served(ckan))
            guest = Guest(tmp_path, frozenset([ckan.pair]), pause=0, sleep=lambda _: None)
            return ckan, Ckan(ckan.root, guest, **wish)

        yield go


@pytest.fixture
def walk(begin: Callable[..., tuple[loopback.Ckan, Ckan]]) -> Walk:
    def go(ckan: loopback.Ckan, since: datetime | None = None, **wish: Any) -> list[Listed]:
        return list(begin(ckan, **wish)[1].datasets(since))

    return go


def keys(listed: list[Listed]) -> list[str]:
    return [each.key for each in listed if isinstance(each, RemoteDataset)]


def problems(listed: list[Listed]) -> list[str]:
    return [each.reason for each in listed if isinstance(each, Problem)]


def test_every_dataset_comes_once_and_in_order(walk: Walk) -> None:
    portal = loopback.Ckan([loopback.record(n) for n in range(250)])
    listed = walk(portal)
    assert keys(listed) == [f"id-{n:04d}" for n in range(250)]
    assert problems(listed) == []
    starts = [address.partition("start=")[2].split("&")[0] for address in portal.asked[1:]]
    assert starts == ["0", "100", "200"]
    assert all("sort=metadata_created+asc%2C+name+asc" in each for each in portal.asked[1:])


def test_a_record_becomes_a_dataset(walk: Walk) -> None:
    (found,) = walk(loopback.Ckan([loopback.record(7, version="2020.1")]))
    assert isinstance(found, RemoteDataset)
    root = found.source
    assert (found.key, found.slug, found.title) == ("id-0007", "dataset-7", "Dataset 7")
    assert (found.publisher, found.licence, found.kind) == ("City of Somewhere", "cc-by", "ckan")
    assert (found.version, found.published_on) == ("2020.1", "2021-04-30")
    assert found.address == f"{root}/dataset/dataset-7"
    (file,) = found.files
    assert (file.name, file.address) == ("table-7.csv", f"{root}/files/7/table-7.csv")


def test_the_name_may_change_and_the_key_stays(walk: Walk) -> None:
    before = walk(loopback.Ckan([loopback.record(1)]))
    after = walk(loopback.Ckan([loopback.record(1, name="renamed", title="Renamed")]))
    assert keys(before) == keys(after)


def test_a_portal_with_small_pages_is_walked_to_its_end(walk: Walk) -> None:
    listed = walk(loopback.Ckan([loopback.record(n) for n in range(25)], rows_at_most=10))
    assert len(keys(listed)) == 25


def test_a_portal_that_repeats_its_last_page_for_ever_ends(walk: Walk) -> None:
    portal = loopback.Ckan(
        [loopback.record(n) for n in range(30)], repeats_last=True, counts=10**9, rows_at_most=10
    )
    listed = walk(portal)
    assert len(keys(listed)) == 30
    assert problems(listed) == ["The portal counts 1,000,000,000 datasets and listed 30."]
    assert len(portal.asked) < 8


def test_the_page_budget_ends_a_walk_and_says_so(walk: Walk) -> None:
    portal = loopback.Ckan([loopback.record(n) for n in range(60)], rows_at_most=10)
    listed = walk(portal, pages=3)
    assert len(keys(listed)) == 30
    assert problems(listed) == [
        "The walk ended after 3 pages.",
        "The portal counts 60 datasets and listed 30.",
    ]


def test_a_page_that_fails_in_the_middle_is_told_and_passed_over(walk: Walk) -> None:
    records = [loopback.record(n) for n in range(300)]
    listed = walk(loopback.Ckan(records, breaks_at=frozenset([100])))
    assert keys(listed) == [f"id-{n:04d}" for n in (*range(100), *range(200, 300))]
    broken = "The portal did not list datasets 101 to 200"
    assert problems(listed) == [
        f"{broken}: The server answered 500 Internal Server Error.",
        "The portal counts 300 datasets and listed 200.",
    ]


def test_three_failing_pages_in_a_row_end_it(walk: Walk) -> None:
    records = [loopback.record(n) for n in range(900)]
    portal = loopback.Ckan(records, breaks_at=frozenset(range(100, 900, 100)))
    assert len(problems(walk(portal))) == 4


def test_a_web_page_instead_of_an_answer_is_refused(walk: Walk) -> None:
    with pytest.raises(Refusal, match="web page instead of JSON"):
        walk(loopback.Ckan([], says=loopback.HTML))


@pytest.mark.parametrize("said", [b"", b"nonsense", b"[" * 100_000, b'{"success": true}', b"[]"])
def test_what_is_no_answer_is_refused(walk: Walk, said: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        walk(loopback.Ckan([], says=said))
    assert refused.value.hint


def test_a_refusing_portal_is_quoted(walk: Walk) -> None:
    said = json.dumps(loopback.failed("Only for members")).encode()
    with pytest.raises(Refusal, match="refused to answer: Only for members"):
        walk(loopback.Ckan([], says=said))


def test_an_old_portal_without_sorting_is_walked_as_it_comes(walk: Walk) -> None:
    assert len(keys(walk(loopback.Ckan([loopback.record(1)], sorts=False)))) == 1


def test_without_a_search_each_record_is_asked_for(walk: Walk) -> None:
    records = [loopback.record(1), loopback.record(2, broken=True), loopback.record(3)]
    listed = walk(loopback.Ckan(records, searches=False, dkan=True))
    assert keys(listed) == ["id-0001", "id-0003"]
    assert problems(listed) == ["The server answered 404 Not Found."]


def test_only_what_changed_since_is_listed(walk: Walk) -> None:
    old, new = loopback.record(1), loopback.record(2, metadata_modified="2022-01-01T00:00:00")
    odd = loopback.record(3, metadata_modified={"when": "never"})
    portal = loopback.Ckan([old, new, odd])
    assert keys(walk(portal, datetime(2021, 6, 1, tzinfo=UTC))) == ["id-0002", "id-0003"]
    assert "fq=metadata_modified%3A%5B2021-06-01T00%3A00%3A00.000000Z+TO+%2A%5D" in portal.asked[1]


def test_an_empty_portal_lists_nothing(walk: Walk) -> None:
    assert walk(loopback.Ckan([])) == []


@pytest.mark.parametrize(
    "odd",
    [
        None, 7, "text", [], {}, {"id": 3, "title": "x"}, {"id": "x", "title": ["no"]},
        {"id": "x" * 500, "title": "x"},
    ],
)  # fmt: skip
def test_a_record_of_another_shape_is_a_problem_and_no_more(walk: Walk, odd: Any) -> None:
    listed = walk(loopback.Ckan([loopback.record(1), odd, loopback.record(2)]))
    assert keys(listed) == ["id-0001", "id-0002"]
    assert len(problems(listed)) == 1


@pytest.mark.parametrize(
    "resources",
    [None, 3, "x", {}, [], [None, 7], [{"url": None}], [{"url": "ftp://x/y.csv", "format": "CSV"}],
     [{"url": "http://u:p@x.org/y.csv", "format": "CSV"}]],
)  # fmt: skip
def test_a_record_without_a_file_to_take_is_left_out(walk: Walk, resources: Any) -> None:
    listed = walk(loopback.Ckan([loopback.record(1, resources=resources)]))
    assert (keys(listed), problems(listed)) == ([], [])
    assert isinstance(listed[0], LeftOut)
    assert listed[0].reason == "It lists no file that looks like data."


def test_titles_in_several_languages_and_odd_fields_are_read_leniently(walk: Walk) -> None:
    record = loopback.record(
        1, title={"de": "Bäume", "en": "Trees"}, notes=4, organization="x", license_id=["no"],
        version=2.5, metadata_modified=0, resources=[loopback.resource(1, size="12", format=None)],
    )  # fmt: skip
    (found,) = walk(loopback.Ckan([record]))
    assert isinstance(found, RemoteDataset)
    assert (found.title, found.publisher, found.licence) == ("Trees", "", "")
    assert (found.version, found.files[0].size) == ("2.5", 12)


def test_the_same_id_twice_is_one_dataset(walk: Walk) -> None:
    assert keys(walk(loopback.Ckan([loopback.record(1), loopback.record(1)]))) == ["id-0001"]


def test_private_and_deleted_records_are_left_out(walk: Walk) -> None:
    records = [loopback.record(1, private=True), loopback.record(2, state="deleted")]
    listed = walk(loopback.Ckan(records))
    assert [type(each) for each in listed] == [LeftOut, LeftOut]


def test_what_does_not_look_like_data_is_left_out_by_its_name(walk: Walk) -> None:
    formats = ["CSV", "PDF", "Esri REST", "GeoJSON", "zip+csv", "WFS", "XLSX"]
    resources = [
        loopback.resource(n, format=said, url=f"https://example.org/{n}")
        for n, said in enumerate(formats)
    ]
    listed = walk(loopback.Ckan([loopback.record(1, resources=resources)]))
    assert isinstance(listed[0], RemoteDataset)
    assert [file.name for file in listed[0].files] == ["0.csv", "3.geojson", "4.zip"]
    assert [each.reason for each in listed if isinstance(each, LeftOut)] == [
        "left out: PDF", "left out: ESRI REST", "left out: WFS", "left out: XLSX",
    ]  # fmt: skip


def test_files_of_one_name_are_told_apart_by_their_ids(walk: Walk) -> None:
    resources = [
        loopback.resource(n, url=f"https://example.org/{n}/data.csv") for n in (12345678, 87654321)
    ]
    (found,) = walk(loopback.Ckan([loopback.record(1, resources=resources)]))
    assert isinstance(found, RemoteDataset)
    assert [file.name for file in found.files] == ["data.csv", "data-87654321.csv"]
    for each in resources:
        each["id"] = None
    (found,) = walk(loopback.Ckan([loopback.record(1, resources=resources * 2)]))
    assert isinstance(found, RemoteDataset)
    assert [f.name for f in found.files] == ["data.csv", "data-2.csv", "data-3.csv", "data-4.csv"]


def test_three_hundred_files_are_cut_and_said(walk: Walk) -> None:
    resources = [loopback.resource(n) for n in range(300)]
    found, problem = walk(loopback.Ckan([loopback.record(1, resources=resources)]))
    assert isinstance(found, RemoteDataset)
    assert len(found.files) == 100
    assert isinstance(problem, Problem)
    assert problem.reason == "It lists 300 files; only the first 100 were taken."


def test_people_are_not_carried_over(walk: Walk) -> None:
    record = loopback.record(
        1, author="Ada Writer", author_email="ada@example.org", maintainer="Max Keeper",
        maintainer_email="max@example.org", notes="Questions: ask.me@example.org please",
        extras=[{"key": "contact_name", "value": "Cora Contact"}, {"key": "theme", "value": "t"}],
    )  # fmt: skip
    (found,) = walk(loopback.Ckan([record]))
    assert isinstance(found, RemoteDataset)
    everything = repr(found)
    for person in ("Ada", "Max", "Cora", "example.org/ada", "@example.org"):
        assert person not in everything
    assert found.description == "Questions: [e-mail address left out] please"
    assert json.loads(found.harvested)["extras"] == [{"key": "theme", "value": "t"}]


def test_a_huge_description_is_bounded(walk: Walk) -> None:
    record = loopback.record(1, notes="ü" * 3_000_000, extras=[{"a": "b" * 99}] * 20_000)
    (found,) = walk(loopback.Ckan([record]))
    assert isinstance(found, RemoteDataset)
    assert len(found.description) == 10_000
    assert len(found.harvested.encode()) <= 200_000
    assert json.loads(found.harvested)["id"] == "id-0001"


def test_a_deeply_nested_record_harms_nobody(walk: Walk) -> None:
    nested: Any = "end"
    for _ in range(300):
        nested = [nested]
    (found,) = walk(loopback.Ckan([loopback.record(1, extras=nested)]))
    assert isinstance(found, RemoteDataset)


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "datasets", "left_out"),
    [
        ("data.wprdc.org/package_search.rebuilt.json", 304, 29),
        ("legado.dados.gov.br/test_ckan_adapter_catalog-00.json", 8, 2),
        ("data.stadt-zuerich.ch/ckan_package_search.json", 3, 0),
        ("demo.ckan.org/test_ckan_storage_types-18.json", 1, 0),
    ],
)
def test_recorded_portals_are_read(
    walk: Walk, real_data: Path, name: str, datasets: int, left_out: int
) -> None:
    records = loopback.recorded(real_data, name)
    listed = walk(loopback.Ckan(records))
    whole = [
        each for each in listed if isinstance(each, LeftOut) and "lists no file" in each.reason
    ]
    assert (len(keys(listed)), len(whole)) == (datasets, left_out)
    assert [each for each in problems(listed) if "only the first 100" not in each] == []
    for each in listed:
        if isinstance(each, RemoteDataset):
            names = [file.name for file in each.files]
            assert len(set(names)) == len(names)
            assert "maintainer" not in each.harvested
            assert "_email" not in each.harvested
