from __future__ import annotations

import math
import runpy
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest

from commonstacks.workshop.places import boundaries, gazetteer
from commonstacks.workshop.places.boundaries import Area

SHIPPED = resources.files("commonstacks.workshop.places")
TOOLS = Path(__file__).parents[3] / "tools"
EARTH = 6371.0072  # kilometres: the radius of a sphere with the area of the Earth

CITIES = [  # name, longitude, latitude, country, state, county
    ("Pittsburgh", -79.9959, 40.4406, "US", "PA", "42003"),
    ("Denver", -104.9903, 39.7392, "US", "CO", "08031"),
    ("Honolulu", -157.8583, 21.3069, "US", "HI", "15003"),
    ("Anchorage", -149.8000, 61.1800, "US", "AK", "02020"),
    ("Chicago", -87.6500, 41.8500, "US", "IL", "17031"),
    ("Washington", -77.0200, 38.9000, "US", "DC", "11001"),
    ("El Paso", -106.4424, 31.7900, "US", "TX", "48141"),
    ("Bayamón", -66.1557, 18.3800, "PR", "PR", "72021"),
    ("Köln", 6.9603, 50.9375, "DE", None, None),
    ("Nairobi", 36.8219, -1.2921, "KE", None, None),
    ("Cayenne", -52.3000, 4.8500, "GF", None, None),
    ("Longyearbyen", 15.6500, 78.1500, "SJ", None, None),
    ("Hargeisa", 44.0650, 9.5600, "SO", None, None),
    ("Lefkoşa, north", 33.3500, 35.2200, "CY", None, None),
    ("Chukotka, beyond 180°", -175.0, 66.5, "RU", None, None),
    ("Labasa, before 180°", 179.37, -16.45, "FJ", None, None),
    ("The South Pole", 0.0, -89.5, "AQ", None, None),
    ("Ciudad Juárez", -106.4850, 31.6904, "MX", None, None),
    ("In the Atlantic", -40.0, 35.0, None, None, None),
]
SQUARE_KILOMETRES = {  # total areas as published: US Census Bureau 2010; UN Demographic Yearbook
    ("us-state", "CO"): 269_601,
    ("us-state", "KS"): 213_100,
    ("us-state", "WY"): 253_335,
    ("us-state", "TX"): 695_662,
    ("iso-alpha2", "CH"): 41_285,
    ("iso-alpha2", "BR"): 8_515_767,
    ("iso-alpha2", "ZM"): 752_612,
    ("iso-alpha2", "MN"): 1_564_116,
    ("iso-alpha2", "PL"): 312_679,
}
STATES_IN_A_REAL_FILE = """Arizona|California|Colorado|DC|Florida|Georgia|Hawaii|Illinois|Indiana
Kentucky|Louisiana|Maryland|Massachusetts|Michigan|Minnesota|Missouri|Nebraska|New Jersey|New York
North Carolina|Ohio|Oklahoma|Oregon|Pennsylvania|South Carolina|Tennessee|Texas|Utah|Washington"""


def areas(scheme: str) -> tuple[Area, ...]:
    found = boundaries.of(scheme)
    assert found is not None
    return found.areas


def holds(area: Area, x: float, y: float) -> bool:
    """By counting the borders to the east of the point."""
    edges = (edge for polygon in area.rings for ring in polygon for edge in pairwise(ring))
    crossed = [
        x < a + (c - a) * (y - b) / (d - b) for (a, b), (c, d) in edges if (b > y) is not (d > y)
    ]
    return sum(crossed) % 2 == 1


def lying_in(scheme: str, x: float, y: float) -> list[str]:
    return [area.key for area in areas(scheme) if holds(area, x, y)]


def size(area: Area) -> float:
    """Square kilometres on a sphere, holes taken away."""
    total = 0.0
    for polygon in area.rings:
        parts = [
            abs(
                sum(
                    math.radians(c - a) * (math.sin(math.radians(b)) + math.sin(math.radians(d)))
                    for (a, b), (c, d) in pairwise(ring)
                )
            )
            for ring in polygon
        ]
        total += parts[0] - sum(parts[1:])
    return total * EARTH**2 / 2


def test_there_are_six_code_lists_of_three_sets() -> None:
    counts = {scheme: len(areas(scheme)) for scheme in boundaries.schemes()}
    assert counts == {
        "us-state": 56,
        "us-fips": 56,
        "us-county-fips": 3231,
        "iso-alpha2": 249,
        "iso-alpha3": 249,
        "iso-numeric": 248,  # ISO gives Kosovo no number
    }
    assert boundaries.of("us-zip") is None


@pytest.mark.parametrize("scheme", boundaries.schemes())
def test_codes_are_there_once_and_every_ring_is_closed(scheme: str) -> None:
    assert len({area.key for area in areas(scheme)}) == len(areas(scheme))
    rings = [ring for area in areas(scheme) for polygon in area.rings for ring in polygon]
    assert all(ring[0] == ring[-1] and len(set(ring)) >= 3 for ring in rings)
    assert all(-180 <= x <= 180.001 and -90 <= y <= 90 for ring in rings for x, y in ring)
    assert not [area.name for area in areas(scheme) if area.rings and size(area) <= 0]


def test_only_one_area_is_too_small_for_an_outline() -> None:
    none = [
        area.name for scheme in boundaries.schemes() for area in areas(scheme) if not area.rings
    ]
    assert none == ["Falls Church city, Virginia"]


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city[0])
def test_cities_lie_where_they_lie(city) -> None:
    _, x, y, country, state, county = city
    assert lying_in("iso-alpha2", x, y) == ([country] if country else [])
    assert lying_in("us-state", x, y) == ([state] if state else [])
    assert lying_in("us-county-fips", x, y) == ([county] if county else [])


def test_nothing_but_the_pole_goes_across_the_map() -> None:
    wide = {
        area.key
        for area in areas("iso-alpha2")
        for polygon in area.rings
        for (a, _), (c, _) in pairwise(polygon[0])
        if abs(a - c) > 180
    }
    assert wide == {"AQ"}


@pytest.mark.parametrize("known", SQUARE_KILOMETRES.items(), ids=lambda known: known[0][1])
def test_areas_have_the_size_that_is_published(known) -> None:
    (scheme, key), published = known
    found = boundaries.of(scheme)
    assert found is not None
    area = found.area(key)
    assert area is not None
    assert size(area) == pytest.approx(published, rel=0.01)


def test_the_counties_of_a_state_fill_it() -> None:
    counties: dict[str, float] = {}
    for area in areas("us-county-fips"):
        counties[area.key[:2]] = counties.get(area.key[:2], 0) + size(area)
    assert counties == pytest.approx({area.key: size(area) for area in areas("us-fips")}, rel=2e-4)


def test_the_states_are_the_united_states() -> None:
    found = boundaries.of("iso-alpha2")
    assert found is not None
    country = found.area("US")
    assert country is not None
    apart = {"AS", "GU", "MP", "PR", "VI"}
    states = sum(size(area) for area in areas("us-state") if area.key not in apart)
    assert states == pytest.approx(size(country), rel=0.02)  # another source, another coast


def test_every_area_is_the_place_that_the_gazetteer_has_under_its_code() -> None:
    known = {code: place.id for place in gazetteer.places() for code in place.codes}
    for scheme in boundaries.schemes():
        for area in areas(scheme):
            assert area.place == known.get((scheme, area.key), "")


def test_the_value_says_whose_outlines_they_are_and_of_when() -> None:
    found = boundaries.of("us-state")
    assert found is not None
    assert (found.title, found.year, found.scale) == ("US states", 2017, 10_000_000)
    assert "Census Bureau" in found.source


def test_states_of_a_real_file_fit_by_name() -> None:
    names = STATES_IN_A_REAL_FILE.replace("\n", "|").split("|")
    fit = boundaries.fit(names)
    assert fit is not None
    assert (fit.boundaries.scheme, fit.unmatched, len(fit.keys)) == ("us-state", (), 29)
    assert (fit.keys["DC"], fit.keys["Washington"]) == ("DC", "WA")


def test_names_of_countries_fit_in_other_spellings_and_languages() -> None:
    names = [
        "Cote d'Ivoire",
        "CÔTE D’IVOIRE",
        "Türkiye",
        "Turkei",
        "Trinidad & Tobago",
        "St. Lucia",
    ]
    fit = boundaries.fit([*names, "Vereinigte Staaten", "Atlantis", ""])
    assert fit is not None
    assert tuple(fit.keys.values()) == ("CI", "CI", "TR", "TR", "TT", "LC", "US")
    assert fit.unmatched == ("Atlantis",)


def test_counties_fit_by_name_with_their_state() -> None:
    fit = boundaries.fit(["Cook County, Illinois", "Orleans Parish, Louisiana", "Kings, New York"])
    assert fit is not None
    assert tuple(fit.keys.values()) == ("17031", "22071", "36047")


def test_a_name_of_two_areas_means_neither() -> None:
    fit = boundaries.fit(["Congo", "Kenya", "Uganda", "Rwanda", "Burundi"])
    assert fit is not None
    assert fit.unmatched == ("Congo",)


def test_too_few_names_are_no_fit() -> None:
    assert boundaries.fit(["Georgia", "Kenya"]) is None
    assert boundaries.fit(["Kenya", "kenya", "KENYA"]) is None
    assert boundaries.fit(["Kenya", "Uganda", "Rwanda", "Oak", "Lime"]) is None
    assert boundaries.fit([]) is None


def test_codes_fit_in_their_scheme_alone() -> None:
    fit = boundaries.fit(["CA", "NY ", "TX", "PA", "AE"], "us-state")
    assert fit is not None
    assert (dict(fit.keys), fit.unmatched) == (
        {"CA": "CA", "NY ": "NY", "TX": "TX", "PA": "PA"},
        ("AE",),
    )
    assert boundaries.fit(["CA", "NY", "TX"]) is None
    assert boundaries.fit(["CA", "NY", "TX"], "us-zip") is None


def test_leading_zeros_may_lack_where_the_scheme_is_one_of_numbers() -> None:
    fit = boundaries.fit(["1001", "06075", "36061"], "us-county-fips")
    assert fit is not None
    assert fit.keys["1001"] == "01001"
    fit = boundaries.fit(["4", "008", "12"], "iso-numeric")
    assert fit is not None
    assert tuple(fit.keys.values()) == ("004", "008", "012")


def test_the_files_are_small_and_say_whose_they_are() -> None:
    files = ("boundaries-us.json.gz", "boundaries-countries.json.gz")
    packed = [SHIPPED.joinpath(name).read_bytes() for name in files]
    assert sum(map(len, packed)) < 1_200_000
    assert [each[4:8] for each in packed] == [bytes(4)] * 2  # no time inside
    licence = SHIPPED.joinpath("BOUNDARIES-LICENSE").read_text(encoding="utf-8")
    assert "Natural Earth" in licence
    assert "Michael Bostock" in licence


def test_a_line_across_the_180th_meridian_is_cut_there() -> None:
    cut = runpy.run_path(str(TOOLS / "meridian.py"))["cut"]
    there = [(90, 0), (95, 10), (5, 10), (5, 20), (95, 20), (90, 30)]
    assert cut(there, 100) == (
        [(90, 0), (95, 10), (100, 10), (100, 20), (95, 20), (90, 30)],
        [[(0, 10), (5, 10), (5, 20), (0, 20), (0, 10)]],
    )
    island = [(95, 10), (5, 10), (5, 20), (95, 20), (95, 10)]
    assert cut(island, 100) == (
        [(95, 10), (100, 10), (100, 20), (95, 20), (95, 10)],
        [[(0, 10), (5, 10), (5, 20), (0, 20), (0, 10)]],
    )
    round_the_world = [(0, 9), (40, 8), (80, 7), (0, 9)]
    assert cut(round_the_world, 100)[0][-4:] == [(100, 9), (100, 0), (0, 0), (0, 9)]
