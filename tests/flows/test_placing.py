"""What places a dataset is about, each with what shows it; rows that are areas."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.flows import areas, placing, wiring
from commonstacks.kit.errors import Refusal
from commonstacks.library.catalog.models import Dataset, Table
from commonstacks.library.context import actions as context
from commonstacks.library.context.models import Publication
from commonstacks.library.discovery.models import Footprint
from commonstacks.library.places import actions as places
from commonstacks.library.places.models import Place
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.places.areas import Areas
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from tests.flows import lending
from tests.library import gazetteer, making

pytestmark = pytest.mark.django_db
US, CHICAGO, SEATTLE = "geonames:6252001", "geonames:4887398", "geonames:5809844"
ILLINOIS, OHIO = "geonames:4896861", "geonames:5165418"
TOLD = {"kind": "community area", "name": "COMMUNITY", "code": "AREANO",
        "scheme": "chicago-community-area", "inside": CHICAGO}  # fmt: skip
Columns = Mapping[str, tuple[str, str | None, Sequence[Any]]]  # name: kind, scheme, values


@pytest.fixture(autouse=True)
def shipped(home: object, db: None) -> None:
    gazetteer.stock()


def profiled(columns: Columns) -> TableProfile:
    return TableProfile(
        name="trees.csv",
        rows=max(len(values) for _, _, values in columns.values()),
        set_aside=0,
        columns=tuple(
            ColumnProfile(name, at, kind, "", 0, len(set(values)), True, scheme=scheme)  # type: ignore[arg-type]  # kinds to come
            for at, (name, (kind, scheme, values)) in enumerate(columns.items())
        ),
    )


def with_table(dataset: Dataset, columns: Columns, placed: Columns | None = None) -> Table:
    """The newest version has these columns; ``placed`` are those that were found from positions."""
    table = Table.objects.filter(version__dataset=dataset).latest("version__number")
    table.profile = profiled(columns).to_json()
    table.digest = f"{table.pk:064d}"
    folder = wiring.table_folder(table.digest)
    folder.mkdir(exist_ok=True)
    write(columns, folder / "table.parquet")
    if placed:
        table.placed = profiled({**columns, **placed}).to_json()
        write(placed, folder / "places.parquet")
    table.save()
    return table


def write(columns: Columns, file: Any) -> None:
    pq.write_table(pa.table({name: list(values) for name, (_, _, values) in columns.items()}), file)


def footprint(dataset: Dataset) -> list[tuple[str, str, str]]:
    placing.place(dataset)
    found = Footprint.objects.filter(dataset=dataset).order_by("pk")
    return [(one.place_id, one.how, one.evidence) for one in found]


def test_codes_of_a_column_show_places_and_what_contains_them() -> None:
    dataset = lending.lent("Unemployment")
    with_table(dataset, {"state": ("place code", "us-state", ["OH", "IL", "XX"])})
    assert footprint(dataset) == [
        (US, "column", "2 of its places in the column state."),
        (ILLINOIS, "column", "Named in the column state."),
        (OHIO, "column", "Named in the column state."),
    ]


def test_names_of_a_column_show_places_if_nearly_all_are_names() -> None:
    dataset = lending.lent("Unemployment")
    with_table(
        dataset,
        {
            "where": ("category", None, ["Ohio", "Illinois", "Texas", "Iowa"]),
            "tree": ("category", None, ["oak", "lime", "elm", "Ohio"]),
        },
    )
    found = footprint(dataset)
    assert found[0] == (US, "column", "4 of its places in the column where.")
    assert {(one, how) for one, how, _ in found[1:]} >= {(OHIO, "column"), (ILLINOIS, "column")}
    assert len(found) == 5


def test_towns_of_a_column_are_looked_up_where_the_dataset_is_from() -> None:
    dataset = lending.lent("Weather in the United States")
    cities = ("place name", None, ["Seattle", "Chicago", "Columbus"])
    with_table(dataset, {"state": ("place code", "us-state", ["OH", "IL", "WA"]), "city": cities})
    assert {one for one, _, _ in footprint(dataset)} >= {SEATTLE, CHICAGO}


def test_positions_that_lie_in_areas_show_them() -> None:
    dataset = lending.lent("Strikes")
    with_table(
        dataset,
        {"airport": ("text", None, ["ORD", "SEA"])},
        {"county": ("place code", "us-state", ["IL", "OH"])},
    )
    assert footprint(dataset)[1:] == [
        (ILLINOIS, "position", "Rows lie in it in the column county."),
        (OHIO, "position", "Rows lie in it in the column county."),
    ]


def test_a_title_names_its_place() -> None:
    assert footprint(lending.lent("Seattle weather")) == [
        (SEATTLE, "title", "Its title names Seattle.")
    ]
    assert footprint(lending.lent("Trees, nice and orange")) == []


def test_what_people_said_tells_which_georgia_the_title_means() -> None:
    dataset = lending.lent("Georgia schools")
    assert footprint(dataset) == []
    declare(dataset, "United States")
    assert footprint(dataset) == [
        (US, "declared", "The context names United States."),
        ("geonames:4197000", "title", "Its title names Georgia."),
    ]


def test_a_declared_sentence_names_its_places() -> None:
    dataset = lending.lent("Rents")
    declare(dataset, "All tenants of Chicago, and some of Seattle")
    assert [(one, how) for one, how, _ in footprint(dataset)] == [
        (CHICAGO, "declared"),
        (SEATTLE, "declared"),
    ]


def declare(dataset: Dataset, text: str) -> None:
    context.answer(
        dataset=dataset,
        form=load(1),
        question="A4",
        answer={"text": "Everybody.", "place": text},
        voice="X",
        by=making.steward(),
        now=making.NOON,
    )


@pytest.fixture
def chicago() -> Dataset:
    dataset = lending.lent("Community areas")
    dataset.areas = json.dumps(TOLD)
    dataset.save()
    with_table(
        dataset,
        {
            "AREANO": ("integer", None, ["1", "2"]),
            "COMMUNITY": ("text", None, ["ROGERS PARK", "WEST RIDGE"]),
            "geometry": (
                "geometry",
                "EPSG:4326",
                ["POLYGON ((-88 41, -87 41, -87 42, -88 42, -88 41))", None],
            ),
        },
    )
    return dataset


def brought(dataset: Dataset) -> list[tuple[str, str, str, float | None]]:
    own = Place.objects.filter(source=dataset.slug).order_by("pk")
    return [(one.pk, one.kind, one.name, one.longitude) for one in own]


def test_rows_that_are_areas_become_places(chicago: Dataset) -> None:
    found = footprint(chicago)
    slug = chicago.slug
    assert brought(chicago) == [
        (f"{slug}:1", "community area", "Rogers Park", -87.5),
        (f"{slug}:2", "community area", "West Ridge", None),
    ]
    assert (f"{slug}:1", "area", "One of the 2 areas that its rows describe.") in found
    place = Place.objects.get(pk=f"{slug}:1")
    assert [link.parent.name for link in place.ancestors.all()][:2] == ["Chicago", "Illinois"]
    assert placing.make_areas(chicago, Areas.from_json(TOLD)) == 0


def test_a_new_version_brings_its_areas_and_takes_the_others(chicago: Dataset) -> None:
    placing.place(chicago)
    lending.add_version(chicago, 2)
    with_table(
        chicago,
        {"AREANO": ("integer", None, ["2", "3"]),
         "COMMUNITY": ("text", None, ["WEST RIDGE", "UPTOWN"])},
    )  # fmt: skip
    placing.place(chicago)
    assert [name for _, _, name, _ in brought(chicago)] == ["West Ridge", "Uptown"]


def test_before_it_is_published_nothing_of_its_rows_is_shown(chicago: Dataset) -> None:
    Publication.objects.filter(dataset=chicago).update(paused=True)
    placing.place(chicago)
    assert brought(chicago) == []


def test_areas_go_with_their_dataset(chicago: Dataset) -> None:
    placing.place(chicago)
    places.take_away(chicago.slug)
    assert brought(chicago) == []
    assert not Footprint.objects.filter(dataset=chicago, how="area").exists()


def test_areas_without_their_columns_are_refused(chicago: Dataset) -> None:
    wrong = Areas.from_json({**TOLD, "name": "NAME"})
    with pytest.raises(Refusal, match="has the columns"):
        areas.make_areas(chicago, wrong)


def test_another_datasets_areas_do_not_decide_what_this_one_is_about(chicago: Dataset) -> None:
    placing.place(chicago)
    dataset = lending.lent("Trees")
    declare(dataset, "Rogers Park")
    assert footprint(dataset) == []
