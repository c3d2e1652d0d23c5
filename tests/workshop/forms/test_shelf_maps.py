"""The five maps of the shelf: complete, honest about their gaps, and true to their files."""

from __future__ import annotations

import hashlib
import json
import math
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
import pytest

from commonstacks.library.credit.roles import CLASS_OF
from commonstacks.workshop.forms import document
from commonstacks.workshop.forms.document import Document
from commonstacks.workshop.forms.facts import four_facts
from commonstacks.workshop.forms.gate import guard, open_questions
from commonstacks.workshop.tables import spatial

SHELF = Path(str(resources.files("commonstacks") / "shelf"))
PACKER = Path(__file__).parents[3] / "tools" / "shelf_zip.py"
MAPS = {
    "soho-cholera-1854": ("soho-deaths", "soho-pumps"),
    "columbus-crime-1980": ("columbus",),
    "chicago-community-areas": ("chicago-community-areas",),
    "albuquerque-tracts-2000": ("albuquerque-tracts",),
    "baltimore-houses-1978": ("baltimore-houses",),
}
FILES = [(slug, name) for slug, names in MAPS.items() for name in names]
each_book = pytest.mark.parametrize("slug", MAPS)


def context(slug: str) -> Document:
    return document.read(json.loads((SHELF / slug / "context.json").read_text(encoding="utf-8")))


def source(slug: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((SHELF / slug / "source.json").read_text(encoding="utf-8"))
    return facts


@each_book
def test_it_passes_the_gate_and_would_not_without_any_of_its_answers(slug: str) -> None:
    told = context(slug)
    said = tuple(each.said() for each in told.statements)
    guard(told.form, said, told.gaps)
    for gone in [question.id for question in told.form.questions if question.gate == "always"]:
        left = tuple(each for each in said if each.question != gone)
        gaps = tuple(gap for gap in told.gaps if gap.question != gone)
        assert gone in [each.id for each in open_questions(told.form, left, gaps)]


@pytest.mark.parametrize(
    ("slug", "answered", "questions", "unknown", "voices", "nobody_asked"),
    [
        ("soho-cholera-1854", 35, 48, 3, ("P", "W", "X"), ("C2", "I1")),
        ("columbus-crime-1980", 33, 48, 4, ("P", "X"), ("C2", "I1")),
        ("chicago-community-areas", 31, 43, 1, ("P", "X"), ("C2",)),
        ("albuquerque-tracts-2000", 30, 43, 1, ("P", "X"), ("C2",)),
        ("baltimore-houses-1978", 34, 48, 3, ("P", "X"), ("C2", "I1")),
    ],
)
def test_its_four_facts(
    slug: str,
    answered: int,
    questions: int,
    unknown: int,
    voices: tuple[str, ...],
    nobody_asked: tuple[str, ...],
) -> None:
    told = context(slug)
    said = tuple(each.said() for each in told.statements)
    facts = four_facts(told.form, said, told.gaps, written_for=1, newest=1)
    assert (facts.answered, facts.questions, facts.unknown) == (answered, questions, unknown)
    assert (facts.voices, facts.nobody_asked) == (voices, nobody_asked)


@each_book
def test_each_voice_answers_once_and_a_publisher_speaks_through_documents(slug: str) -> None:
    told = context(slug)
    times = Counter((each.question, each.voice) for each in told.statements)
    assert set(times.values()) == {1}
    for each in told.statements:
        if each.voice == "P":
            assert {evidence.kind for evidence in each.evidence} == {"documented"}
            assert all(evidence.url and evidence.read_on for evidence in each.evidence)


@each_book
def test_every_gap_has_evidence_and_most_say_where_they_bite(slug: str) -> None:
    gaps = context(slug).gaps
    assert all(gap.evidence for gap in gaps)
    assert {gap.question for gap in gaps} == {"C1", "D1"}
    assert sum(bool(gap.columns or gap.where or gap.place or gap.period) for gap in gaps) >= 3


@each_book
def test_whoever_is_credited_has_a_role_the_ledger_knows(slug: str) -> None:
    assert {credit.role for credit in context(slug).credits} <= set(CLASS_OF)


@each_book
def test_the_files_are_the_ones_described(slug: str) -> None:
    facts = source(slug)
    assert (facts["name"], facts["title"]) == (slug, context(slug).title)
    assert facts["licenses"][0]["name"] == context(slug).license["id"] == "BSD-3-Clause"
    assert "PySAL Developers" in (SHELF / slug / "LICENSE").read_text(encoding="utf-8")
    assert tuple(each["path"] for each in facts["resources"]) == tuple(
        f"{name}.zip" for name in MAPS[slug]
    )
    told = (SHELF / slug / "ATTRIBUTION.md").read_text(encoding="utf-8")
    for each in facts["resources"]:
        held = (SHELF / slug / each["path"]).read_bytes()
        digest = hashlib.sha256(held).hexdigest()
        assert (each["bytes"], each["hash"]) == (len(held), f"sha256:{digest}")
        assert digest in told


@pytest.mark.parametrize(("slug", "name"), FILES)
def test_packing_the_parts_again_gives_the_same_bytes(slug: str, name: str, tmp_path: Path) -> None:
    raw, packed = tmp_path / "raw", tmp_path / "packed"
    packed.mkdir()
    held = SHELF / slug / f"{name}.zip"
    with zipfile.ZipFile(held) as parts:
        parts.extractall(raw)
    subprocess.run([sys.executable, str(PACKER), str(raw), str(packed)], check=True)
    (again,) = packed.iterdir()
    assert again.read_bytes() == held.read_bytes()


@pytest.fixture(scope="module")
def tables() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = spatial.connect()
    for slug, name in FILES:
        held = SHELF / slug / f"{name}.zip"
        with zipfile.ZipFile(held) as parts:
            shape = next(each for each in parts.namelist() if each.endswith(".shp"))
        connection.execute(
            f'create table "{name}" as select * from ST_Read(?)', [f"/vsizip/{held}/{shape}"]
        )
    yield connection
    connection.close()


Point = tuple[float, float]
# The pumps as traced in 1992 (R package HistData, Snow.pumps), in the order of our table.
PUMPS_1992: list[Point] = [
    (8.6512012, 17.8915997),
    (8.694768, 14.9054699),
    (10.9847803, 18.5178509),
    (13.37819, 17.3945408),
    (14.8798304, 17.8099194),
    (8.8644161, 12.75354),
    (16.4348907, 9.2521296),
    (18.9143906, 9.7378187),
    (12.5713596, 11.72717),
    (10.6609697, 7.428647),
    (13.5214596, 7.95825),
    (16.0051098, 5.0468378),
    (8.9994402, 5.1010232),
]
NEAREST = """
from (select d.Count as deaths, first(p.OGC_FID order by ST_Distance(d.geom, p.geom)) as pump
from "soho-deaths" d, "soho-pumps" p group by d.OGC_FID, d.Count) where pump = 8
"""
DEATHS, PUMPS = 'from "soho-deaths"', 'from "soho-pumps"'
CRIME, AREAS = 'from "columbus"', 'from "chicago-community-areas"'
TRACTS, HOUSES = 'from "albuquerque-tracts"', 'from "baltimore-houses"'
ON_EARTH = "ST_Area_Spheroid(ST_FlipCoordinates(geom)) / 1e6"
HOLE = "ST_Area(ST_MakePolygon(ST_ExteriorRing(geom))) - ST_Area(geom)"
RESERVED = "TRACTID in ('9401', '9402', '9403', '9404', '9405', '9408', '9409', '9433', '9459')"
SPLIT = "TRACTID in ('9401', '9402', '9403', '9404', '9459')"


def test_soho_adds_up_as_its_context_says(tables: duckdb.DuckDBPyConnection) -> None:
    kinds = "count(*) filter (Count = 0), count(*) filter (Count = 1), count(*) filter (Count > 1)"
    assert ask(tables, f"count(*), sum(Count), max(Count), {kinds} {DEATHS}") == (
        (324, 392, 18, 191, 2, 131),
    )
    assert ask(tables, f"sum(greatest(Count, 1)), 616 - sum(greatest(Count, 1)) {DEATHS}") == (
        (583, 33),
    )
    assert ask(tables, f"616 - sum(Count), max(Id) {DEATHS}") == ((224, 0),)
    assert ask(tables, f"count(distinct ST_AsText(geom)) {DEATHS}") == ((322,),)
    assert ask(tables, f"count(*), max(Id) {PUMPS}") == ((13, 0),)
    assert ask(tables, f"count(*), sum(deaths) {NEAREST}") == ((185, 266),)


def test_soho_shows_the_same_map_as_the_tracing_of_1992(
    tables: duckdb.DuckDBPyConnection,
) -> None:
    scale = math.cos(math.radians(51.513))  # the projection stretches metres in London
    metres = f"ST_X(geom) * {scale}, ST_Y(geom) * {scale}"
    pumps = [(x, y) for x, y in ask(tables, f"{metres} {PUMPS} order by OGC_FID")]
    laid = fit(PUMPS_1992, pumps)
    apart = [math.dist(laid(old), new) for old, new in zip(PUMPS_1992, pumps, strict=True)]
    assert (round(min(apart), 1), round(max(apart), 1)) == (0.2, 2.9)
    deaths = ask(tables, f"{metres}, Count {DEATHS}")
    traced = {  # as printed in the notes of the R package cholera: deaths at five addresses
        (12.31552, 11.51159): 18,
        (15.77554, 13.98787): 2,
        (12.90019, 10.33882): 1,
        (9.794394, 11.77236): 1,
        (12.67759, 12.0546): 1,
    }
    near = [min((math.dist(laid(each), row[:2]), row[2]) for row in deaths) for each in traced]
    assert [count for _, count in near] == [18, 2, 0, 0, 0]
    assert (round(min(near)[0], 1), round(max(near)[0], 1)) == (0.6, 1.4)


def fit(old: Sequence[Point], new: Sequence[Point]) -> Callable[[Point], Point]:
    """The affine map that lays ``old`` onto ``new`` with the least squares."""
    (a, b), (c, d) = middle(old), middle(new)
    u = [(x - a, y - b) for x, y in old]
    xx, xy, yy = (sum(p[i] * p[j] for p in u) for i, j in ((0, 0), (0, 1), (1, 1)))
    det = xx * yy - xy * xy

    def slopes(values: Sequence[float]) -> Point:
        xv = sum(x * v for (x, _), v in zip(u, values, strict=True))
        yv = sum(y * v for (_, y), v in zip(u, values, strict=True))
        return (xv * yy - yv * xy) / det, (yv * xx - xv * xy) / det

    (p, q), (r, s) = slopes([x - c for x, _ in new]), slopes([y - d for _, y in new])
    return lambda at: (
        c + p * (at[0] - a) + q * (at[1] - b),
        d + r * (at[0] - a) + s * (at[1] - b),
    )


def middle(points: Sequence[Point]) -> Point:
    return tuple(sum(axis) / len(points) for axis in zip(*points, strict=True))


def test_columbus_is_as_its_context_says(tables: duckdb.DuckDBPyConnection) -> None:
    rounded = "round(min(CRIME), 2), round(max(CRIME), 2), round(avg(CRIME), 2)"
    assert ask(tables, f"count(*), {rounded} {CRIME}") == ((49, 0.18, 68.89, 35.13),)
    assert ask(tables, f"CP, count(*), round(avg(CRIME), 1) {CRIME} group by CP order by CP") == (
        (0, 25, 22.9),
        (1, 24, 47.8),
    )
    assert ask(tables, f"NEIG, round(CRIME, 2) {CRIME} order by CRIME limit 3") == (
        (4, 0.18),
        (17, 0.22),
        (46, 14.31),
    )
    assert ask(tables, f"NEIG {CRIME} where NSA <> NSB") == ((17,),)
    assert ask(tables, f"HOVAL, INC {CRIME} where NEIG = 4") == ((75.0, 8.438),)
    assert ask(tables, f"count(*) {CRIME} where NEIGNO <> NEIG + 1000 or THOUS <> 1000") == ((0,),)
    spans = "round(min(X), 2), round(max(X), 2), round(min(ST_XMin(geom)), 2)"
    assert ask(tables, f"{spans}, round(max(ST_XMax(geom)), 2) {CRIME}") == (
        (24.25, 51.24, 5.87, 11.29),
    )


def test_chicago_is_as_its_context_says(tables: duckdb.DuckDBPyConnection) -> None:
    numbers = "count(distinct AREANO), min(AREANO), max(AREANO)"
    assert ask(tables, f"count(*), count(distinct COMMUNITY), {numbers} {AREAS}") == (
        (77, 77, 77, 1, 77),
    )
    assert ask(
        tables,
        f"count(*) {AREAS} where AREA_NUMBE::int <> AREANO or AREA_NUM_1 <> AREA_NUMBE "
        "or abs(AREA - ST_Area(geom)) > 1000",
    ) == ((0,),)
    mile = 5280 * 5280
    assert ask(tables, f"round(sum(AREA) / {mile}, 1) {AREAS}") == ((231.1,),)
    sized = f"COMMUNITY, round(AREA / {mile}, 2) {AREAS} order by AREA"
    assert ask(tables, f"{sized} limit 1") == (("OAKLAND", 0.58),)
    assert ask(tables, f"{sized} desc limit 1") == (("OHARE", 13.49),)
    assert ask(tables, f"ST_NumInteriorRings(ST_Union_Agg(geom)) {AREAS}") == ((3,),)
    assert ask(tables, f"COMMUNITY, round(({HOLE}) / {mile}, 3) {AREAS} where {HOLE} > 1") == (
        ("NORWOOD PARK", 0.197),
    )


@pytest.mark.parametrize(
    ("longitude", "latitude", "area"),
    [
        (-87.90446417, 41.979595, "OHARE"),
        (-87.75242444, 41.7859825, "GARFIELD RIDGE"),
        (-87.60791167, 41.85884389, "NEAR SOUTH SIDE"),
    ],
)
def test_the_airports_of_chicago_lie_in_the_right_areas(
    tables: duckdb.DuckDBPyConnection, longitude: float, latitude: float, area: str
) -> None:
    crs = source("chicago-community-areas")["commonstacks"]["reading"]["crs"]
    there = f"ST_Transform(geom, '{crs}', 'EPSG:4326', always_xy := true)"
    inside = f"ST_Contains({there}, ST_Point({longitude}, {latitude}))"
    assert ask(tables, f"COMMUNITY {AREAS} where {inside}") == ((area,),)


def test_albuquerque_is_as_its_context_says(tables: duckdb.DuckDBPyConnection) -> None:
    distinct = "count(distinct STFID), count(distinct TRACTID), count(distinct GIST_ID)"
    assert ask(tables, f"count(*), {distinct} {TRACTS}") == ((195, 195, 186, 141),)
    assert ask(tables, f"FIPSSTCO, count(*) {TRACTS} group by 1 order by 1") == (
        ("35001", 141),
        ("35043", 29),
        ("35057", 6),
        ("35061", 19),
    )
    assert ask(tables, f"round(sum({ON_EARTH})) {TRACTS}") == ((24079,),)
    spans = f"round(min({ON_EARTH}), 1), round(max({ON_EARTH}))"
    assert ask(tables, f"{spans} {TRACTS}") == ((0.7, 4476),)
    assert ask(
        tables,
        f"count(*), count(distinct TRACTID), round(sum({ON_EARTH})) {TRACTS} where {RESERVED}",
    ) == ((18, 9, 3985),)
    reserved = "try_cast(TRACTID as double) between 9400 and 9499.99"
    assert ask(tables, f"count(*) {TRACTS} where {reserved}") == ((18,),)
    assert ask(tables, f"count(*), count(distinct TRACTID) {TRACTS} where {SPLIT}") == ((14, 5),)
    inside = "ST_Contains(geom, ST_Point(-106.6091944, 35.04022222))"
    assert ask(tables, f"STFID {TRACTS} where {inside}") == (("35001000801",),)


def test_baltimore_is_as_its_context_says(tables: duckdb.DuckDBPyConnection) -> None:
    prices = "min(PRICE), max(PRICE), median(PRICE)"
    assert ask(tables, f"count(*), count(distinct (X, Y)), {prices} {HOUSES}") == (
        (211, 211, 3.5, 165, 40),
    )
    assert ask(
        tables, f"CITCOU, count(*), median(PRICE) {HOUSES} group by CITCOU order by CITCOU"
    ) == ((0, 83, 30), (1, 128, 46.25))
    assert ask(tables, f"BMENT, count(*) {HOUSES} group by BMENT order by BMENT") == (
        (0, 29),
        (1, 5),
        (2, 118),
        (3, 59),
    )
    assert ask(tables, f"distinct NSTOR {HOUSES} order by NSTOR") == (
        (1,),
        (1.5,),
        (2,),
        (2.5,),
        (3,),
    )
    assert ask(tables, f"STATION, PRICE, AGE {HOUSES} order by PRICE limit 1") == ((16, 3.5, 75),)
    apart = "X <> ST_X(geom) or Y <> ST_Y(geom)"
    assert ask(tables, f"min(X), max(X), min(Y), max(Y) {HOUSES}") == ((860, 987.5, 505.5, 581),)
    assert ask(tables, f"count(*) {HOUSES} where {apart}") == ((0,),)
    assert set(ask(tables, f"count(columns(*)) {HOUSES}")[0]) == {211}


def ask(tables: duckdb.DuckDBPyConnection, question: str) -> tuple[tuple[Any, ...], ...]:
    return tuple(tables.execute(f"select {question}").fetchall())
