"""Kinds of real columns, labelled by hand, and those of the shelf, every one of them."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from pathlib import Path

import pytest

import commonstacks
from commonstacks.workshop.tables import pack

REAL = Path(os.environ.get("COMMONSTACKS_REAL_DATA", "../shared/data")) / "tables"
SHELF = Path(commonstacks.__file__).parent / "shelf"
LABELS = Path(__file__).parent / "kinds_of_real_columns.tsv"
ENOUGH = 0.93
"""Share of the labels; the others are kinds that neither names nor values give away."""

SHELVED = {
    "albuquerque-tracts-2000/albuquerque-tracts.zip": "code|place code us-county-fips|code"
    "|place code us-tract|code|geometry",
    "bird-strikes/birdstrikes.csv": "category|category|category|date|category|place name|category"
    "|category|category|category|integer|integer|money $|integer",
    "chicago-community-areas/chicago-community-areas.zip": "identifier|decimal|decimal|integer"
    "|identifier|code|place name|code|decimal|decimal|code|geometry",
    "countries-of-the-world/3.0.2/countries.json": "identifier|place name|place code iso-alpha2"
    "|place code iso-alpha3|code|code|code|place name|integer|integer|text|code|category|text"
    "|text|text|text",
    "county-unemployment/unemployment.tsv": "identifier|decimal",
    "french-town-groupings/2025/epci.json.gz": "code|text|category|category|integer|integer|text",
    "seattle-weather/seattle-weather.csv": "date|decimal|decimal|decimal|decimal|category",
    "soho-cholera-1854/soho-deaths.zip": "code|integer|longitude|latitude",
    "us-postal-codes/zipcodes.csv": "place code us-zip|latitude|longitude|place name"
    "|place code us-state|place name",
}


@pytest.mark.parametrize("file", SHELVED)
def test_the_columns_of_the_shelf(file: str, tmp_path: Path) -> None:
    profile = pack.read(SHELF / file, tmp_path / "t", name="t")
    found = [f"{c.kind} {c.scheme or ''}".strip() for c in profile.columns]
    assert [kind.replace("geometry EPSG:4326", "geometry") for kind in found] == SHELVED[
        file
    ].split("|")


@pytest.mark.real
def test_the_kinds_that_a_person_gave_real_columns(tmp_path: Path) -> None:
    labels = defaultdict(dict)
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            labels[row["file"]][row["column"]] = row["kind"]
    files = [file for file in labels if (REAL / file).exists()]
    if not files:
        pytest.skip(f"{REAL} is not here")
    wrong, total = [], 0
    for file in files:
        profile = pack.read(REAL / file, tmp_path / "t", name="t")
        kinds = {column.name: column.kind for column in profile.columns}
        total += len(labels[file])
        wrong += [
            f"{file}: {name} is {kinds.get(name)}, not {kind}"
            for name, kind in labels[file].items()
            if kinds.get(name) != kind
        ]
    print(f"{total - len(wrong)} of {total} kinds are right", *wrong, sep="\n")
    assert total - len(wrong) >= ENOUGH * total
