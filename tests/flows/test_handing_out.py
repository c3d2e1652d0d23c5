"""What readers take away always carries its context."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from commonstacks.flows import exploration, handing_out, intake, reading
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account
from tests.flows.conftest import TREES

pytestmark = pytest.mark.django_db


def unpacked(dataset: Dataset, form: str) -> dict[str, bytes]:
    handout = handing_out.download(reading.lend(dataset.slug, None), form)
    with zipfile.ZipFile(io.BytesIO(b"".join(handout.chunks))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_csv_comes_with_its_context(published: Dataset) -> None:
    taken = unpacked(published, "csv")
    assert sorted(taken) == ["CONTEXT.md", "context.json", "data/trees.csv", "datapackage.json"]
    rows = list(csv.DictReader(io.StringIO(taken["data/trees.csv"].decode())))
    expected = list(csv.DictReader(io.StringIO(TREES)))
    assert [(r["tree"], r["planted"]) for r in rows] == [
        (e["tree"], e["planted"]) for e in expected
    ]
    assert [float(r["height"]) for r in rows] == [float(e["height"]) for e in expected]
    package: dict[str, Any] = json.loads(taken["datapackage.json"])
    assert package["commonstacks:context"]["revision"] == 1


def test_a_parquet_carries_its_context_inside(published: Dataset, tmp_path: Path) -> None:
    taken = unpacked(published, "parquet")
    file = tmp_path / "trees.parquet"
    file.write_bytes(taken["data/trees.parquet"])
    inside = pq.read_schema(file).metadata[b"commonstacks:context"]
    assert json.loads(inside) == json.loads(taken["context.json"])
    assert pq.read_table(file).num_rows == 60


def test_the_original_is_byte_for_byte(published: Dataset) -> None:
    with handing_out.original(reading.lend(published.slug, None), "trees.csv") as path:
        assert path.read_text() == TREES


def test_nothing_is_handed_out_without_its_story(trees: Dataset, steward: Account) -> None:
    lent = reading.lend(trees.slug, steward)
    for take in (
        lambda: handing_out.download(lent, "csv"),
        lambda: handing_out.citation(lent),
        lambda: handing_out.json_ld(lent),
        lambda: handing_out.original(lent, "trees.csv").__enter__(),
    ):
        with pytest.raises(Refusal):
            take()


def test_a_citation_names_version_revision_and_day(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    cited = handing_out.citation(lent, on=date(2026, 12, 24))
    assert "version 1, context revision 1" in cited.text
    assert "seen 2026-12-24" in cited.text
    assert cited.address.endswith("/datasets/trees/v/1")


def test_an_unknown_form_is_refused(published: Dataset) -> None:
    with pytest.raises(NotHeld, match="no download as exe"):
        handing_out.download(reading.lend(published.slug, None), "exe")


def test_rows_come_in_pages(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    page = exploration.rows(lent, first=59, limit=10)
    assert (page.first, page.total, [row[0] for row in page.rows]) == (59, 60, ["T059", "T060"])
    with pytest.raises(Refusal, match="At most"):
        exploration.rows(lent, limit=100_000)


def test_a_view_of_another_dataset_is_refused(
    published: Dataset, steward: Account, tmp_path: Path
) -> None:
    lent = reading.lend(published.slug, None)
    token = exploration.token_of_form(lent, {"c1": ["1"]})
    other = tmp_path / "other.csv"
    other.write_text(TREES.replace("oak", "ash"))
    intake.run_now(str(other), by=steward)
    with pytest.raises(NotHeld, match="another dataset"):
        exploration.picture(reading.lend("other", steward), token)
