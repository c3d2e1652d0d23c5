"""The first context of the shelf is true to its file."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import duckdb
import pytest

from commonstacks.workshop.forms import document
from commonstacks.workshop.forms.facts import four_facts

FOLDER = Path(str(resources.files("commonstacks") / "shelf" / "us-postal-codes"))
CONTEXT = document.read(json.loads((FOLDER / "context.json").read_text(encoding="utf-8")))


def test_its_four_facts() -> None:
    said = tuple(each.said() for each in CONTEXT.statements)
    facts = four_facts(CONTEXT.form, said, CONTEXT.gaps, written_for=1, newest=1)
    assert (facts.answered, facts.questions, facts.unknown) == (34, 43, 5)
    assert facts.voices == ("P", "X")
    assert facts.nobody_asked == ("C2",)


def test_its_licence_is_beside_it() -> None:
    assert CONTEXT.license["id"] == "CC-BY-4.0"
    assert "Attribution 4.0 International" in (FOLDER / "LICENSE").read_text(encoding="utf-8")


EMPTY = " or ".join(
    f"coalesce({column}, '') = ''"
    for column in ("zip_code", "latitude", "longitude", "city", "state", "county")
)
ISLANDS = "state in ('AS', 'FM', 'GU', 'MH', 'MP', 'PW', 'VI')"
LOS_ANGELES = "latitude = '33.786594' and longitude = '-118.298662'"
SHARED = (
    "(latitude, longitude) in "
    "(select (latitude, longitude) from codes group by latitude, longitude having count(*) > 1)"
)


@pytest.mark.parametrize(
    ("measured", "where", "number"),
    [
        ("count(*)", "true", 42049),
        ("count(distinct zip_code)", "length(zip_code) = 5", 42049),
        ("count(distinct state)", "true", 59),
        ("count(*)", EMPTY, 0),
        ("count(*)", SHARED, 9787),
        ("count(distinct (latitude, longitude))", SHARED, 1193),
        ("count(*)", LOS_ANGELES, 452),
        ("count(distinct city)", LOS_ANGELES, 118),
        ("count(*)", "county = 'Los Angeles' and state = 'CA'", 528),
        ("count(*)", ISLANDS, 48),
        ("count(distinct (latitude, longitude))", ISLANDS, 9),
        ("count(*)", "state = 'GU'", 21),
        ("count(*)", "state in ('AE', 'AP', 'AA')", 0),
        ("count(*)", "regexp_matches(zip_code, '^(09|340|96[2-6])')", 0),
        ("count(*)", "county = 'Shannon' and state = 'SD'", 7),
        ("count(*)", "county = 'Wade Hampton' and state = 'AK'", 12),
        ("count(*)", "city = 'Barrow' and state = 'AK'", 1),
        ("count(*)", "county in ('Oglala Lakota', 'Kusilvak') or city = 'Utqiagvik'", 0),
        ("count(*)", "county = 'Federated States Of Micro'", 4),
        ("count(*)", "zip_code in ('08205', '08844', '20500')", 0),
        ("count(*)", "zip_code between '20501' and '20506'", 6),
        ("count(*)", "zip_code like '0%'", 3256),
    ],
)
def test_what_it_says_was_measured_is_so(measured: str, where: str, number: int) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create table codes as from read_csv(?, all_varchar = true, header = true)",
            [str(FOLDER / "zipcodes.csv")],
        )
        found = connection.execute(f"select {measured} from codes where {where}").fetchone()
    assert found == (number,)
