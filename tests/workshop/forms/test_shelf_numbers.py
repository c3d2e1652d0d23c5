"""What the contexts say was measured is so, by SQL on the file itself, and stands in their words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import duckdb
import pytest

SHELF = Path(str(resources.files("commonstacks") / "shelf"))
PACKAGE = Path(__file__).parents[3] / "frontend" / "node_modules" / "vega-datasets"

FILES = {
    "bird-strikes": SHELF / "bird-strikes" / "birdstrikes.csv",
    "earthquakes": SHELF / "earthquakes" / "earthquakes.json",
    "us-employment": SHELF / "us-employment" / "us-employment.csv",
    "seattle-weather": SHELF / "seattle-weather" / "seattle-weather.csv",
    "flights": PACKAGE / "data" / "flights-3m.parquet",
    "county-unemployment": SHELF / "county-unemployment" / "unemployment.tsv",
}
EVENTS = (
    "select unnest(f.properties), f.geometry.coordinates[3] as depth "
    "from (select unnest(features) as f from read_json(?, maximum_object_size = 10000000))"
)
READ = {
    "bird-strikes": "from read_csv(?)",
    "earthquakes": EVENTS,
    "us-employment": "from read_csv(?)",
    "seattle-weather": "from read_csv(?)",
    "flights": "from read_parquet(?)",
    "county-unemployment": "from read_csv(?, types = {'id': 'VARCHAR'})",
}

DAMAGE = '"Effect Amount of damage"'
SPECIES = '"Wildlife Species"'
OPERATOR = '"Aircraft Airline Operator"'
COST = '"Cost Total $"'
DIFFERENT = "min((select count(*) from (select distinct * from bird_strikes)))"
EARLY = "date between '2012-01-01' and '2012-12-31'"
NOT_A_TOTAL = (
    "nonfarm <> private + government or nonfarm <> goods_producing + service_providing "
    "or private <> goods_producing + private_service_providing"
)

Number = int | float | str

MEASURED: dict[str, list[tuple[str, str, Number, str]]] = {
    "bird-strikes": [
        ("count(*)", "true", 10000, "10,000 rows and 14 columns"),
        ('min("Flight Date")::varchar', "true", "1990-01-08", "8 January 1990"),
        ('max("Flight Date")::varchar', "true", "2002-07-25", "25 July 2002"),
        ('count(distinct "Airport Name")', "true", 50, "at 50 airports"),
        ('count(distinct "Origin State")', "\"Origin State\" <> 'DC'", 28, "in 28 states"),
        ("count(*)", "\"Flight Date\" < '1998-01-01'", 5365, "this one has 5,365"),
        ("count(*)", "\"Flight Date\" >= '2002-01-01'", 627, "627 rows in 2002"),
        ("count(*)", f"{SPECIES} like 'Unknown bird%'", 8009, "8,009 of 10,000"),
        ("count(*)", f"{SPECIES} = 'Unknown bird or bat'", 629, "629 bird or bat"),
        ("count(*)", f"{DAMAGE} = 'None'", 8939, "None 8,939"),
        ("count(*)", f"{DAMAGE} = 'Minor'", 549, "Minor 549"),
        ("count(*)", f"{DAMAGE} = 'Substantial'", 311, "Substantial 311"),
        ("count(*)", f"{DAMAGE} = 'Medium'", 186, "Medium 186"),
        ("count(*)", f"{DAMAGE} in ('B', 'C') and {OPERATOR} = 'MILITARY'", 15, "Fifteen rows"),
        ("count(*)", f"{DAMAGE} in ('B', 'C') and {OPERATOR} <> 'MILITARY'", 0, "Fifteen rows"),
        ("count(*)", f"{DAMAGE} <> 'None' and {COST} = 0", 907, "907 of 1,061 rows"),
        ("count(*)", f"{DAMAGE} <> 'None'", 1061, "907 of 1,061 rows"),
        ("count(*)", f"{COST} = 0", 9791, "all rows with a cost of 0"),
        ("count(*)", f"{DAMAGE} = 'None' and {COST} > 0", 55, "55 rows with no damage"),
        ("count(*)", f'{COST} <> "Cost Repair" + "Cost Other"', 0, "Yes: “Cost Total $” is"),
        ("count(*)", '"Speed IAS in knots" is null', 2836, "2,836 of 10,000"),
        ("count(*)", '"Speed IAS in knots" = 0', 19, "19 rows have a speed of 0"),
        ("count(*)", f"{OPERATOR} = 'MILITARY'", 829, "829 rows have the operator"),
        ("count(*)", f"{OPERATOR} in ('BUSINESS', 'PRIVATELY OWNED')", 407, "407 of 10,000"),
        ("count(*)", f"{OPERATOR} = 'PRIVATELY OWNED'", 36, "36 rows are flights of private"),
        ("count(*)", "\"Phase of flight\" = 'En Route'", 0, "0 rows with the phase En Route"),
        ("count(*)", "\"Phase of flight\" = 'Approach'", 4619, "4,619 rows"),
        ("count(*)", "\"Phase of flight\" = 'Climb'", 1956, "1,956 from the climb"),
        ("count(*)", 'month("Flight Date") between 7 and 10', 4974, "4,974 of 10,000"),
        (
            "count(*)",
            "\"Airport Name\" like '%DULLES%' and \"Origin State\" = 'DC'",
            256,
            "256 rows",
        ),
        (DIFFERENT, "true", 9976, "9,976 of 10,000"),
    ],
    "earthquakes": [
        ("count(*)", "true", 1707, "1,707 rows"),
        (
            "left(make_timestamp(min(time) * 1000)::varchar, 16)",
            "true",
            "2018-01-31 01:49",
            "01:49",
        ),
        (
            "left(make_timestamp(max(time) * 1000)::varchar, 16)",
            "true",
            "2018-02-07 01:26",
            "01:26",
        ),
        (
            "left(make_timestamp(max(updated) * 1000)::varchar, 16)",
            "true",
            "2018-02-07 01:45",
            "01:45",
        ),
        ("count(*)", "type = 'earthquake'", 1679, "1,679 rows earthquake"),
        ("count(*)", "type = 'explosion'", 15, "15 are explosions"),
        ("count(*)", "type = 'quarry blast'", 13, "13 blasts in quarries"),
        ("count(*)", "place like '%, CA' or place like '%California'", 825, "825 rows"),
        ("count(*)", "place like '%Aguanga, CA'", 122, "122 rows"),
        ("count(*)", "status = 'automatic'", 493, "493 of 1,707"),
        ("count(*)", "status = 'reviewed'", 1214, "1,214 are marked reviewed"),
        ("count(*)", "net = 'us'", 168, "168 rows"),
        ("count(*)", "net <> 'us'", 1539, "1,539 from regional networks"),
        ("count(*)", "mag < 2.5", 1410, "1,410 of 1,707"),
        ("count(*)", "mag < 2.5 and net = 'us'", 10, "only 10 are below 2.5"),
        ("count(*)", "mag < 0", 44, "44 are below 0"),
        ("count(*)", "mag >= 6", 5, "Five reach 6"),
        ("count(*)", "mag >= 4.5", 85, "85 rows reach magnitude 4.5"),
        ("max(mag)", "true", 6.4, "6.4"),
        ("min(mag)", "true", -0.8, "–0.8"),
        ("sum(felt)", "true", 2887, "2,887 reports"),
        ("count(*)", "felt > 0", 121, "on 121 rows"),
        ("count(*)", "felt is null", 1580, "1,580 of 1,707"),
        ("count(*)", "felt = 1 and type = 'explosion'", 2, "Two explosions"),
        ("count(*)", "depth = 10", 71, "71 rows have exactly 10"),
        ("count(*)", "depth = 10 and net = 'us'", 44, "44 of them from net “us”"),
        ("count(*)", "nst is null", 465, "nst 465"),
        ("count(*)", "dmin is null", 305, "dmin 305"),
        ("count(*)", "gap is null", 303, "gap 303"),
        ("count(*)", "mmi is null", 1691, "mmi 1,691"),
        ("count(*)", "alert is null", 1695, "alert 1,695"),
        ("count(distinct magType)", "true", 7, "seven ways of measuring"),
        ("count(*)", "magType = 'ml'", 1063, "ml 1,063"),
    ],
    "us-employment": [
        ("count(*)", "true", 120, "120 rows"),
        ("count(distinct month)", "true", 120, "120 rows"),
        ("min(month)::varchar", "true", "2006-01-01", "January 2006"),
        ("max(month)::varchar", "true", "2015-12-01", "December 2015"),
        ("max(nonfarm)", "true", 143093, "143,093 thousand, in December 2015"),
        ("nonfarm", "month = '2015-12-01'", 143093, "143,093 thousand, in December 2015"),
        ("min(nonfarm)", "true", 129726, "129,726 thousand, in February 2010"),
        ("nonfarm", "month = '2010-02-01'", 129726, "129,726 thousand, in February 2010"),
        ("nonfarm", "month = '2008-01-01'", 138419, "from 138,419 to 129,726"),
        ("nonfarm_change", "month = '2010-05-01'", 522, "522 thousand in May 2010"),
        ("nonfarm_change", "month = '2010-06-01'", -140, "–140 thousand in June"),
        ("government", "month = '2010-05-01'", 22996, "22,996 thousand jobs in May 2010"),
        ("government", "month = '2010-09-01'", 22247, "22,247 in September"),
        ("nonfarm_change", "month = '2006-01-01'", 282, "282 for January 2006"),
        ("min(utilities)", "true", 546.6, "546.6 thousand"),
        ("count(*)", NOT_A_TOTAL, 0, "In all 120 rows"),
    ],
    "seattle-weather": [
        ("count(*)", "true", 1461, "1,461 rows"),
        ("count(distinct date)", "true", 1461, "1,461 different days"),
        ("min(date)::varchar", "true", "2012-01-01", "1 January 2012"),
        ("max(date)::varchar", "true", "2015-12-31", "31 December 2015"),
        ("count(*)", "weather = 'sun'", 640, "640 days"),
        ("count(*)", "weather = 'drizzle'", 53, "53 days drizzle"),
        ("count(*)", "weather = 'drizzle' and precipitation > 0", 0, "all with 0.0"),
        ("count(*)", f"weather = 'drizzle' and {EARLY}", 31, "31 days in 2012"),
        ("count(*)", "weather = 'drizzle' and year(date) = 2013", 15, "15 in 2013"),
        ("count(*)", "weather = 'drizzle' and year(date) = 2014", 0, "none in 2014"),
        ("count(*)", "weather = 'drizzle' and year(date) = 2015", 7, "seven in 2015"),
        ("count(*)", "weather = 'fog' and year(date) = 2015", 52, "fog 5, 16, 28, 52"),
        ("count(*)", "weather = 'rain' and precipitation = 0", 44, "44 days are called rain"),
        (
            "max(date)::varchar",
            "weather = 'rain' and precipitation = 0",
            "2013-03-29",
            "March 2013",
        ),
        ("round(sum(precipitation), 1)", EARLY, 1226.0, "1,226.0 millimetres"),
        (
            "sum(precipitation)",
            "date between '2012-07-23' and '2012-09-08'",
            0,
            "23 July to 8 September",
        ),
        ("min(wind)", "true", 0.4, "0.4 to 9.5"),
        ("max(wind)", "true", 9.5, "0.4 to 9.5"),
        ("round(avg(wind), 1)", "true", 3.2, "on average 3.2"),
        ("count(*)", "temp_min > temp_max", 0, "no lowest temperature is above"),
    ],
    "flights": [
        ("count(*)", "true", 3000000, "3,000,000 rows"),
        ("count(distinct origin)", "true", 229, "229 airports"),
        ("min(date)::date::varchar", "true", "2001-01-01", "1 January"),
        ("max(date)::varchar", "true", "2001-07-01 00:00:00", "midnight at the start of 1 July"),
        ("count(*)", "date >= '2001-07-01'", 6, "six rows say midnight"),
        ("count(*)", "date = date_trunc('day', date)", 335, "335 rows"),
        ("count(*)", "month(date) = 1", 508239, "508,239 in January"),
        ("count(*)", "origin = 'HNL' and destination = 'OGG'", 4812, "4,812 flights"),
        ("count(*)", "delay < -60", 142, "142 rows are more than an hour early"),
        ("count(*)", "delay < -120", 3, "three more than two hours"),
        ("min(delay)", "true", -1116, "1,116 minutes early"),
        ("count(*)", "delay > 600", 272, "272 are more than ten hours late"),
        ("count(*)", "origin in ('GUM', 'PPG', 'SPN')", 0, "0 rows with GUM, PPG or SPN"),
        ("count(*)", "destination in ('GUM', 'PPG', 'SPN')", 0, "0 rows with GUM, PPG or SPN"),
    ],
    "county-unemployment": [
        ("count(*)", "true", 3218, "3,218 rows"),
        ("count(distinct id)", "true", 3218, "3,218 different ids"),
        ("min(rate)", "true", 0.012, "0.012 to 0.301"),
        ("max(rate)", "true", 0.301, "0.012 to 0.301"),
        ("rate", "id = '6025'", 0.301, "The highest, 0.301"),
        ("count(*)", "length(id) = 4", 314, "314 ids have four digits"),
        ("count(*)", "id like '72___'", 78, "78 rows are in Puerto Rico"),
        ("count(*)", "rate >= 0.1", 1101, "1,101 counties have 0.10 or more"),
        ("count(*)", "rate >= 0.2", 39, "39 have 0.20 or more"),
        (
            "count(*)",
            "left(lpad(id, 5, '0'), 2) in ('60', '66', '69', '78')",
            0,
            "0 rows with county",
        ),
        ("count(distinct left(lpad(id, 5, '0'), 2))", "true", 52, "in all 50 states"),
    ],
}


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


@cache
def words(slug: str) -> str:
    return (SHELF / slug / "context.json").read_text(encoding="utf-8")


def table(connection: duckdb.DuckDBPyConnection, slug: str) -> str:
    if not FILES[slug].exists():
        pytest.skip("vega-datasets is not installed in frontend/")
    name = slug.replace("-", "_")
    connection.execute(f"create table if not exists {name} as {READ[slug]}", [str(FILES[slug])])
    return name


@pytest.mark.parametrize(
    ("slug", "measured", "where", "number", "says"),
    [(slug, *each) for slug, checks in MEASURED.items() for each in checks],
)
def test_what_it_says_was_measured_is_so(
    connection: duckdb.DuckDBPyConnection,
    slug: str,
    measured: str,
    where: str,
    number: Number,
    says: str,
) -> None:
    found = connection.execute(
        f"select {measured} from {table(connection, slug)} where {where}"
    ).fetchone()
    assert found == (number,)
    assert says in words(slug)


def test_each_context_counts_the_columns_of_its_file(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    columns = {
        slug: len(connection.execute(f"describe from {table(connection, slug)}").fetchall())
        for slug in ("bird-strikes", "us-employment", "seattle-weather")
    }
    assert columns == {"bird-strikes": 14, "us-employment": 24, "seattle-weather": 6}


def test_no_gap_names_a_column_that_the_file_has_not(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    unknown = {
        (slug, column)
        for slug in MEASURED
        for gap in json.loads(words(slug))["gaps"]
        for column in [*gap.get("columns", []), *(each["column"] for each in gap.get("where", []))]
        if column not in known(connection, slug)
    }
    assert unknown == set()


def known(connection: duckdb.DuckDBPyConnection, slug: str) -> set[str]:
    described = connection.execute(f"describe from {table(connection, slug)}").fetchall()
    return {str(row[0]) for row in described}
