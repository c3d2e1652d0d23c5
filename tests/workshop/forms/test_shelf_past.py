"""The two books with a past: what their contexts say of each version, and of the steps between."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
import pytest

Row = Mapping[str, Any]
Rows = dict[str, Row]

SHELF = Path(str(resources.files("commonstacks") / "shelf"))
WORLD, FRANCE = "countries-of-the-world", "french-town-groupings"
LAST = "from countries where version = '3.0.2'"
FRENCH = "from groupings where version = '2025'"
TOWNS = "from towns where version = '2025'"
RESIDENTS = "sum(populationMunicipale)"

MEASURED: dict[str, list[tuple[str, str]]] = {
    WORLD: [
        (f"count(*), count(distinct iso), count(distinct name) {LAST}", "252 rows and 17 columns"),
        (f"count(distinct isonumeric), count(distinct iso) {LAST}", "252 different codes, names"),
        (f"population {LAST} and iso = 'AN'", "Rows AN (300,000 people)"),
        (
            f"sum(population) {LAST} and iso in ('AN', 'CS')",
            "11,129,175 people stand in two rows",
        ),
        (f"population {LAST} and iso = 'CS'", "CS (10,829,175 people)"),
        (f"count(*) {LAST} and population = 0", "Population 0 in four rows"),
        (f"count(*) {LAST} and areakm2 = 0", "area 0 in two (UM, VA)"),
        (f"count(*) {LAST} and capital = ''", "no capital in six"),
        (f"count(*) {LAST} and postalcoderegex = ''", "no pattern for postal codes in 74"),
        (f"count(*) {LAST} and neighbours = ''", "no neighbours in 87"),
        (f"count(*) {LAST} and isonumeric between 1 and 99", "30 number codes are below 100"),
        (f"population {LAST} and iso = 'CG'", "has 5,244,363 people"),
        (f"population {LAST} and iso = 'SS'", "South Sudan has 8,260,490"),
        (f"population {LAST} and iso = 'RE'", "Réunion has 776,948"),
        (f"population {LAST} and iso = 'FR'", "France 66,987,244"),
        (
            f"sum(population) {LAST} and iso in ('GP', 'MQ', 'GF', 'RE', 'YT')",
            "2,127,825 people in all",
        ),
        (
            "sum(population) from countries where version = '1.5.0'",
            "their sum goes from 6,868,876,935",
        ),
        ("sum(population) from countries where version = '2.0.0'", "to 7,626,064,167"),
    ],
    FRANCE: [
        (f"count(*), count(distinct code) {FRENCH}", "1,255 rows and seven columns"),
        (f"count(*), count(distinct town.code) {TOWNS}", "34,871 towns with code, name"),
        (f"sum(populationTotale) {FRENCH}", "69,217,228 people in all"),
        (f"{RESIDENTS} {FRENCH}", "68,010,643 residents"),
        (f"sum(populationTotale) - {RESIDENTS} {FRENCH}", "1,206,585 apart"),
        (f"{RESIDENTS} {FRENCH} and type = 'MET69'", "58 towns, 1,433,613 residents"),
        (f"{RESIDENTS} {FRENCH} and nom like '%Grand Paris'", "130 towns, 7,115,576 residents"),
        (f"len(membres) {FRENCH} and nom like '%Grand Paris'", "Grand Paris has 130 towns"),
        (f"len(membres) {FRENCH} and type = 'MET69'", "58 towns"),
        (
            "count(*) from groupings where version = '2022' and modeFinancement = 'FA'",
            "172 in the version of 2022",
        ),
        (
            f"count(*) from (select code {TOWNS} group by code having count(distinct land) > 1)",
            "89 groupings reach over",
        ),
    ],
}

# The changed rows, and how many of them in each column, from one version to the next.
STEPS: dict[tuple[str, str, str], tuple[int, dict[str, int]]] = {
    (WORLD, "1.0.2", "1.5.0"): (
        79,
        {
            "postalcoderegex": 32, "population": 13, "neighbours": 11, "languages": 11,
            "capital": 7, "areakm2": 6, "currencyname": 6, "currencycode": 5, "name": 5,
            "geonameid": 2, "continentcode": 1,
        },
    ),
    (WORLD, "1.5.0", "2.0.0"): (
        233,
        {
            "population": 218, "postalcoderegex": 35, "languages": 13, "neighbours": 11,
            "capital": 8, "currencycode": 8, "currencyname": 7, "areakm2": 6, "name": 5,
            "geonameid": 2, "continentcode": 1, "tld": 1,
        },
    ),
    (WORLD, "2.0.0", "3.0.2"): (
        28,
        {
            "postalcoderegex": 19, "population": 6, "currencycode": 4, "capital": 1, "name": 1,
            "currencyname": 1,
        },
    ),
    (FRANCE, "2021", "2022"): (
        1245,
        {
            "populationTotale": 1240, "populationMunicipale": 1245, "nom": 22, "type": 4,
            "modeFinancement": 5, "membres": 23,
        },
    ),
    (FRANCE, "2022", "2023"): (
        1250,
        {
            "populationTotale": 1247, "populationMunicipale": 1246, "nom": 12,
            "modeFinancement": 7, "membres": 23,
        },
    ),
    (FRANCE, "2023", "2024"): (
        1250,
        {
            "populationTotale": 1249, "populationMunicipale": 1245, "nom": 22, "type": 2,
            "modeFinancement": 4, "membres": 23,
        },
    ),
    (FRANCE, "2024", "2025"): (
        1249,
        {
            "populationTotale": 1245, "populationMunicipale": 1244, "nom": 35, "type": 1,
            "modeFinancement": 1, "membres": 56,
        },
    ),
}  # fmt: skip

# Towns with another code of grouping, town codes that go, town codes that come.
TOWN_STEPS = {
    ("2021", "2022"): (95, 10, 0),
    ("2022", "2023"): (9, 11, 1),
    ("2023", "2024"): (5, 13, 3),
    ("2024", "2025"): (4, 68, 8),
}


@cache
def releases(book: str) -> dict[str, Rows]:
    """The rows of every version by their code, oldest version first; read as JSON."""
    told = json.loads((SHELF / book / "source.json").read_text(encoding="utf-8"))
    files = {r["version"]: r["resources"][0]["path"] for r in told["commonstacks"]["releases"]}
    return {version: rows(SHELF / book / path) for version, path in files.items()}


def rows(path: Path) -> Rows:
    held = path.read_bytes()
    read: Any = json.loads(gzip.decompress(held) if path.suffix == ".gz" else held)
    return read if isinstance(read, dict) else {row["code"]: row for row in read}


@cache
def words(book: str) -> str:
    return (SHELF / book / "context.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("past")
    with duckdb.connect() as connection:
        for book, name in ((WORLD, "countries"), (FRANCE, "groupings")):
            file = folder / f"{name}.json"
            lines = [
                json.dumps({"version": version, **row})
                for version, held in releases(book).items()
                for row in held.values()
            ]
            file.write_text("\n".join(lines), encoding="utf-8")
            connection.execute(
                f"create table {name} as from read_json('{file}', format = 'newline_delimited')"
            )
        connection.execute(
            "create table towns as select *, "
            "left(town.code, if(town.code like '97%', 3, 2)) as land from (select version, code, nom, unnest(membres) as town from groupings)"
        )
        yield connection


def ask(tables: duckdb.DuckDBPyConnection, question: str) -> list[tuple[Any, ...]]:
    return tables.execute(f"select {question}").fetchall()


@pytest.mark.parametrize(
    ("book", "question", "sentence"),
    [(book, *each) for book, measured in MEASURED.items() for each in measured],
)
def test_each_number_is_so_and_stands_in_the_words(
    tables: duckdb.DuckDBPyConnection, book: str, question: str, sentence: str
) -> None:
    assert sentence in words(book)
    [found] = ask(tables, question)
    spelled = {"two": "2", "four": "4", "six": "6"}
    said = {spelled.get(word, word).replace(",", "") for word in sentence_words(sentence)}
    assert str(found[0]) in said


def sentence_words(sentence: str) -> list[str]:
    return [word.strip("().,:").strip() for word in sentence.split()]


@pytest.mark.parametrize(("book", "old", "new"), STEPS)
def test_so_much_changed_between_two_versions(book: str, old: str, new: str) -> None:
    before, after = releases(book)[old], releases(book)[new]
    cells = [
        (code, column)
        for code in before.keys() & after.keys()
        for column in before[code]
        if shown(before[code][column]) != shown(after[code][column])
    ]
    assert (len({code for code, _ in cells}), dict(Counter(column for _, column in cells))) == (
        STEPS[book, old, new]
    )
    assert set(next(iter(before.values()))) == set(next(iter(after.values())))


def shown(value: object) -> object:
    """A list of towns counts as changed when other towns are in it."""
    return frozenset(town["code"] for town in value) if isinstance(value, list) else value


@pytest.mark.parametrize("step", [step for step in STEPS if step[0] == WORLD])
def test_the_words_name_each_changed_column_of_the_world(step: tuple[str, str, str]) -> None:
    changed = ", ".join(f"{column} {times}" for column, times in STEPS[step][1].items())
    assert f"Columns: {changed}." in words(WORLD)


def test_the_countries_are_the_same_252_in_every_version() -> None:
    held = releases(WORLD)
    assert {tuple(each) for each in held.values()} == {tuple(held["3.0.2"])}
    assert {len(row) for each in held.values() for row in each.values()} == {17}
    assert all(row["iso"] == code for each in held.values() for code, row in each.items())
    assert not {"Somaliland", "Transnistria", "Abkhazia"} & {
        row["name"] for each in held.values() for row in each.values()
    }


def test_the_second_version_of_the_world_goes_back_in_time() -> None:
    first, second, third, _ = releases(WORLD).values()
    changed = [(c, k) for c in first for k in first[c] if first[c][k] != second[c][k]]
    back = [(c, k) for c, k in changed if third[c][k] == first[c][k]]
    assert (len(changed), len({c for c, _ in changed}), len(back)) == (99, 79, 84)
    story = [("UA", "capital"), ("MK", "name"), ("LV", "currencycode"), ("KZ", "capital")]
    assert [(second[c][k], third[c][k]) for c, k in story] == [
        ("Kiev", "Kyiv"),
        ("Macedonia", "North Macedonia"),
        ("LVL", "EUR"),
        ("Astana", "Nur-Sultan"),
    ]
    assert {c for c in second if second[c]["areakm2"] == 0 != third[c]["areakm2"]} == {
        "AX", "BQ", "BV", "CW", "XK", "SX",
    }  # fmt: skip


def test_many_populations_never_moved_and_some_moved_at_once() -> None:
    first, second, third, last = releases(WORLD).values()
    still = {c for c in last if len({v[c]["population"] for v in releases(WORLD).values()}) == 1}
    [stuck] = [gap for gap in context(WORLD)["gaps"] if gap["text"].startswith("34 rows")]
    assert (len(still), still) == (34, set(stuck["where"][0]["values"]))
    moves = [third[c]["population"] - second[c]["population"] for c in third]
    assert (sum(move > 0 for move in moves), sum(move < 0 for move in moves)) == (181, 37)
    assert [v["UA"]["population"] for v in (first, third, last)] == [45415596, 44622516, 40000000]
    assert {(v["UA"]["areakm2"], v["RU"]["areakm2"]) for v in (first, second, third, last)} == {
        (603700, 17100000)
    }


def test_the_rows_in_dispute_are_as_the_context_says() -> None:
    last = releases(WORLD)["3.0.2"]
    assert {c: last[c]["capital"] for c in ("IL", "PS", "KZ", "GQ", "CW")} == {
        "IL": "Jerusalem",
        "PS": "East Jerusalem",
        "KZ": "Nur-Sultan",
        "GQ": "Ciudad de la Paz",
        "CW": " Willemstad",
    }
    assert (last["XK"]["isonumeric"], last["BQ"]["name"][-1]) == (0, " ")
    assert {"TW", "EH", "RS", "ME", "SX", "SO", "MD"} <= set(last)
    assert "".join(last[c]["continentcode"][0] for c in ("CY", "RU", "TR", "GE", "AM", "AZ")) == (
        "EEAAAA"
    )
    assert [v["CX"]["continentcode"] for v in releases(WORLD).values()] == ["OC", "AS", "OC", "OC"]
    assert [last[c]["areakm2"] for c in ("MC", "GI", "VA")] == [1, 6, 0]
    assert [last[c]["postalcoderegex"] for c in ("AI", "WS", "TD")] == [
        r"^(?:AZ)*(\d{4})$",
        "AS 96799",
        "^(TKCA 1ZZ)$",
    ]


def test_only_the_two_countries_of_the_past_have_one_sided_neighbours() -> None:
    last = {c: row["neighbours"].split(",") for c, row in releases(WORLD)["3.0.2"].items()}
    lonely = [c for c in last for other in last[c] if other and c not in last.get(other, [])]
    assert Counter(lonely) == {"CS": 7, "AN": 1}


def test_each_french_file_can_be_checked_when_unpacked() -> None:
    beside = (SHELF / FRANCE / "ATTRIBUTION.md").read_text(encoding="utf-8")
    for file in sorted((SHELF / FRANCE).glob("*/epci.json.gz")):
        assert hashlib.sha256(gzip.decompress(file.read_bytes())).hexdigest() in beside


def test_every_french_sum_is_the_sum_of_its_towns() -> None:
    for held in releases(FRANCE).values():
        for row in held.values():
            for column in ("populationTotale", "populationMunicipale"):
                assert row[column] == sum(town[column] for town in row["membres"])


def test_no_town_stands_twice_and_some_stand_nowhere(tables: duckdb.DuckDBPyConnection) -> None:
    once = "count(*) = count(distinct town.code), count(distinct land)"
    assert set(ask(tables, f"{once} from towns group by version")) == {(True, 101)}
    islands = "town.code in ('22016', '29083', '29155', '85113')"
    assert ask(tables, f"count(*) from towns where {islands}") == [(0,)]
    overseas = "from towns where town.code like '97%' or town.code like '98%'"
    assert ask(tables, f"string_agg(distinct land, ' ' order by land) {overseas}") == [
        ("971 972 973 974 976",)
    ]


def test_mayotte_stands_still_and_paris_does_not(tables: duckdb.DuckDBPyConnection) -> None:
    sums = "count(*), sum(town.populationMunicipale), sum(town.populationTotale)"
    each_year = ask(tables, f"{sums} from towns where land = '976' group by version")
    assert each_year == [(17, 256518, 262895)] * 5
    [gap] = [each for each in context(FRANCE)["gaps"] if each.get("place") == "Mayotte"]
    codes = ask(tables, "distinct code from towns where land = '976' order by code")
    assert [code for (code,) in codes] == gap["where"][0]["values"]
    paris = ask(
        tables,
        "format('{:,}', town.populationMunicipale) from towns where town.code = '75056' "
        "order by version",
    )
    listed = [number for (number,) in paris]
    assert f"Paris has {', '.join(listed[:-1])} and {listed[-1]} people" in words(FRANCE)


def test_french_kinds_and_names_are_as_the_context_says(tables: duckdb.DuckDBPyConnection) -> None:
    for column in ("type", "modeFinancement"):
        counts = ask(tables, f"{column}, format('{{:,}}', count(*)) {FRENCH} group by 1")
        assert all(f"{kind} {number}" in words(FRANCE) for kind, number in counts)
    twice = f"nom, min(code), max(code) {FRENCH} group by nom having count(*) > 1"
    assert ask(tables, twice) == [("CC des Quatre Rivières", "247000623", "247400666")]
    tiny = f"count(*) {TOWNS} and town.populationMunicipale"
    assert [ask(tables, f"{tiny} = {people}") for people in (0, 2)] == [[(6,)], [(2,)]]
    lost = "version, nom from groupings where nom like '%?%'"
    assert ask(tables, lost) == [("2021", "CC Terre d?Emeraude Communauté")]
    home = ask(tables, "nom from towns where town.code = '59192' order by version")
    assert [name[:2] for (name,) in home] == ["CA", "CA", "CC", "CA", "CA"]


@pytest.mark.parametrize(("old", "new"), TOWN_STEPS)
def test_so_many_towns_moved_went_and_came(old: str, new: str) -> None:
    before, after = homes(old), homes(new)
    moved = sum(before[town] != after[town] for town in before.keys() & after.keys())
    assert (moved, len(before.keys() - after), len(after.keys() - before)) == TOWN_STEPS[old, new]


def homes(version: str) -> dict[str, str]:
    """The code of its grouping for each town."""
    held = releases(FRANCE)[version]
    return {town["code"]: code for code, row in held.items() for town in row["membres"]}


def test_french_groupings_came_and_went_only_once() -> None:
    *_, last = held = list(releases(FRANCE).values())
    assert (len(held[0].keys() - held[1]), len(held[1].keys() - held[0])) == (4, 5)
    assert all(each.keys() == last.keys() for each in held[1:])
    old = {row["nom"] for code, row in held[0].items() if code not in held[1]}
    new = {row["nom"] for code, row in held[1].items() if code not in held[0]}
    assert old & new == {"CC des Hautes Vosges", "CC Centre Morbihan Communauté"}


@pytest.mark.parametrize("book", [WORLD, FRANCE])
def test_each_gap_names_columns_and_rows_that_are_there(book: str) -> None:
    newest = list(list(releases(book).values())[-1].values())
    for gap in context(book)["gaps"]:
        assert set(gap["columns"]) <= set(newest[0])
        for place in gap.get("where", []):
            assert set(place["values"]) <= {str(row[place["column"]]) for row in newest}


def context(book: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(words(book))
    return read
