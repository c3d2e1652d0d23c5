"""A whole portal is taken in: what goes wrong with one dataset never costs another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from commonstacks.flows import collecting, intake, later, visiting
from commonstacks.flows.shown import JobLine
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock
from commonstacks.kit.errors import NotAllowed, Stopped
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.people.models import Account, Role
from commonstacks.library.work import actions as work
from commonstacks.workshop.portals import guest
from commonstacks.workshop.portals.base import RemoteDataset
from tests.library import making
from tests.workshop.portals import loopback_ckan as loopback

pytestmark = pytest.mark.django_db

Collect = Callable[..., JobLine]


def table(number: int) -> bytes:
    rows = "".join(f"tree {n},{n * number}\n" for n in range(1, 20))
    return b"tree,height\n" + rows.encode()


def files(*numbers: int) -> dict[str, bytes]:
    return {f"/files/{n}/table-{n}.csv": table(n) for n in numbers}


@pytest.fixture
def serve(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    monkeypatch.setattr(visiting, "PAUSE", 0.0)
    monkeypatch.setattr(guest, "FIRST_WAITS", (0.0, 0.0))
    with ExitStack() as stack:

        def go(ckan: loopback.Ckan) -> loopback.Ckan:
            stack.enter_context(loopback.served(ckan))
            settings.OUTBOUND_ALLOW = frozenset({ckan.pair})
            return ckan

        yield go


@pytest.fixture
def collect(steward: Account) -> Collect:
    def go(address: str, **wish: Any) -> JobLine:
        return intake.wait_for(intake.collect(address, by=steward, **wish).id, None)

    return go


def test_a_portal_is_taken_in_and_taken_again(serve: Any, collect: Collect) -> None:
    portal = serve(loopback.Ckan([loopback.record(n) for n in (1, 2)], files(1, 2)))
    first = collect(portal.root).result
    assert (first["state"], first["taken"], first["problems"]) == (
        "ok", ["dataset-1", "dataset-2"], [],
    )  # fmt: skip
    one = Dataset.objects.get(slug="dataset-1")
    assert (one.publisher, one.licence, one.source.kind) == ("City of Somewhere", "cc-by", "ckan")
    portal.files.update({"/files/2/table-2.csv": table(9)})
    again = collect(portal.root).result
    assert (again["taken"], again["unchanged"]) == (["dataset-2"], ["dataset-1"])
    assert Version.objects.count() == 3


def test_one_bad_dataset_costs_no_other(serve: Any, collect: Collect) -> None:
    records = [loopback.record(n) for n in (1, 2, 3)]
    portal = serve(loopback.Ckan([*records, {"title": "?"}], files(1, 3)))
    run = collect(portal.root).result
    assert (run["state"], run["taken"]) == ("partly", ["dataset-1", "dataset-3"])
    assert [(what, reason) for what, reason, _ in run["problems"]] == [
        ("Dataset 2", "The server answered 404 Not Found."),
        ("?", "A record has no id."),
    ]
    assert not Dataset.objects.filter(slug="dataset-2").exists()


def test_a_dead_link_costs_only_its_file(serve: Any, collect: Collect) -> None:
    record = loopback.record(1, resources=[loopback.resource(1), loopback.resource(2)])
    portal = serve(loopback.Ckan([record], files(1)))
    run = collect(portal.root).result
    assert (run["state"], run["taken"]) == ("partly", ["dataset-1"])
    assert run["problems"][0][0] == "Dataset 1: table-2.csv"
    assert [file.name for file in Version.objects.get().files.all()] == ["table-1.csv"]


def test_a_file_that_is_away_for_a_day_is_not_dropped(serve: Any, collect: Collect) -> None:
    record = loopback.record(1, resources=[loopback.resource(1), loopback.resource(2)])
    portal = serve(loopback.Ckan([record], files(1, 2)))
    assert collect(portal.root).result["state"] == "ok"
    del portal.files["/files/2/table-2.csv"]
    run = collect(portal.root).result
    assert (run["state"], run["taken"], len(run["problems"])) == ("failed", [], 1)
    assert [file.name for file in Version.objects.get().files.all()] == [
        "table-1.csv",
        "table-2.csv",
    ]


def test_a_portal_that_is_suddenly_empty_or_broken_removes_nothing(
    serve: Any, collect: Collect
) -> None:
    portal = serve(loopback.Ckan([loopback.record(1)], files(1)))
    collect(portal.root)
    portal.records.clear()
    run = collect(portal.root).result
    assert (run["state"], run["problems"][0][1]) == ("failed", "Nothing is listed there.")
    portal.says = loopback.HTML
    ended = collect(portal.root)
    assert (ended.state, ended.reason) == ("failed", "No portal and no Data Package answers there.")
    assert Dataset.objects.get().versions.count() == 1


def test_a_limit_is_kept(serve: Any, collect: Collect) -> None:
    portal = serve(loopback.Ckan([loopback.record(n) for n in (1, 2)], files(1, 2)))
    assert collect(portal.root, limit=1).result["taken"] == ["dataset-1"]


def test_one_dataset_by_the_address_of_its_page(serve: Any, collect: Collect) -> None:
    portal = serve(loopback.Ckan([loopback.record(n) for n in (1, 2)], files(1, 2)))
    run = collect(f"{portal.root}/dataset/dataset-2").result
    assert (run["recognised"], run["taken"]) == ("ckan dataset", ["dataset-2"])
    assert collect(portal.root).result["unchanged"] == ["dataset-2"]


def test_what_is_kept_and_cannot_be_read_is_said(serve: Any, collect: Collect) -> None:
    page = {"/files/1/table-1.csv": b"<!doctype html><html><body>Sorry</body></html>"}
    portal = serve(loopback.Ckan([loopback.record(1)], page))
    run = collect(portal.root).result
    assert (run["state"], run["taken"]) == ("ok", ["dataset-1"])
    assert run["unread"][0][0] == "Dataset 1: table-1.csv"


def test_an_interrupted_run_goes_on_where_it_was(serve: Any, steward: Account) -> None:
    portal = serve(loopback.Ckan([loopback.record(n) for n in (1, 2)], files(1, 2)))
    intake.collect(portal.root, by=steward)
    watch = Watch(job=later.next_job("worker"))
    collecting.collect(portal.root, by=steward.pk, watch=watch, limit=1)
    fetched = portal.asked.count("/files/1/table-1.csv")
    run = collecting.collect(portal.root, by=steward.pk, watch=watch)
    assert (run.taken, run.state) == (["dataset-1", "dataset-2"], "ok")
    assert portal.asked.count("/files/1/table-1.csv") == fetched


def test_a_cancelled_run_ends_between_two_datasets(serve: Any, steward: Account) -> None:
    portal = serve(loopback.Ckan([loopback.record(n) for n in (1, 2)], files(1, 2)))
    intake.collect(portal.root, by=steward)
    job = later.next_job("worker")
    assert job is not None

    def show(progress: Any) -> None:
        if progress.what.startswith("dataset 2 of 2"):
            work.cancel(job=job, now=clock.now())
            watch.beaten_at = None  # it looks twice a second; here at once

    watch = Watch(job=job, show=show)
    with pytest.raises(Stopped):
        collecting.collect(portal.root, by=steward.pk, watch=watch)
    assert Dataset.objects.count() == 1


def test_a_fault_of_ours_is_said_and_the_others_are_taken(
    serve: Any, collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = collecting.accession.take

    def stumbling(remote: RemoteDataset, **wish: Any) -> Any:
        if remote.key == "id-0001":
            raise ZeroDivisionError
        return take(remote, **wish)

    monkeypatch.setattr(collecting.accession, "take", stumbling)
    portal = serve(loopback.Ckan([loopback.record(n) for n in (1, 2)], files(1, 2)))
    run = collect(portal.root).result
    assert (run["state"], run["taken"]) == ("partly", ["dataset-2"])
    assert run["problems"][0][:2] == ["Dataset 1", "This is a fault of ours."]


def test_a_package_is_one_dataset_or_one_for_each_file(collect: Collect, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(table(1))
    (tmp_path / "b.csv").write_bytes(table(2))
    (tmp_path / "datapackage.json").write_text(
        '{"name": "trees", "resources": [{"name": "a", "path": "a.csv"},'
        ' {"name": "b", "path": "b.csv"}]}'
    )
    assert collect(str(tmp_path)).result["taken"] == ["trees"]
    assert Version.objects.get().files.count() == 2
    assert collect(str(tmp_path), each=True).result["taken"] == ["a", "b"]


def test_who_may_not_add_may_not_collect(steward: Account) -> None:
    with pytest.raises(NotAllowed):
        intake.collect("https://example.org/", by=making.account(Role.Name.MEMBER))


@pytest.mark.real
def test_recorded_records_are_taken_with_real_files(
    serve: Any, collect: Collect, real_data: Path
) -> None:
    """Records of a real portal; the addresses of their files lead to real small tables."""
    tables = real_data / "tables" / "pittsburgh" / "healthy-ride-stations"
    stations = [path.read_bytes() for path in sorted(tables.glob("*.csv"))]
    recorded = loopback.recorded(real_data, "data.wprdc.org/package_search.rebuilt.json")
    records = [r for r in recorded if [each["format"] for each in r["resources"]] == ["CSV"]][:2]
    bodies = {}
    for number, record in enumerate(records):
        resource = record["resources"][0]
        resource["url"] = f"/files/{number}/{resource['url'].rpartition('/')[2]}"
        bodies[resource["url"]] = stations[number]
    run = collect(serve(loopback.Ckan(records, bodies)).root).result
    assert (run["state"], run["taken"]) == ("ok", [record["name"] for record in records])
    assert list(
        Dataset.objects.order_by("remote_key").values_list("remote_key", flat=True)
    ) == sorted(record["id"] for record in records)
    assert run["unread"] == []
