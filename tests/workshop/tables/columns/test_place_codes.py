"""Codes of places, by the name of a column and the structure of its values."""

from __future__ import annotations

import pytest

from tests.workshop.tables.made_columns import column

CODES = [
    ("zip_code", ["00501", "15213-1234"], "us-zip"),
    ("OwnerZip", ["15140", "15236"], "us-zip"),
    ("fips", ["01", "42"], "us-fips"),
    ("STATEFP", ["01", "42"], "us-fips"),
    ("fips", ["01001", "42003"], "us-county-fips"),
    ("FIPSSTCO", ["35043", "35061"], "us-county-fips"),
    ("county_fips", ["01001", "42003"], "us-county-fips"),
    ("GEOID", ["42003010300", "42003020100"], "us-tract"),
    ("STFID", ["35001000107", "35001000109"], "us-tract"),
    ("GEOID20", ["420030103001", "420030103002"], "us-block-group"),
    ("state", ["PA", "OH"], "us-state"),
    ("country", ["DE", "FR"], "iso-alpha2"),
    ("Country Code", ["DEU", "FRA"], "iso-alpha3"),
    ("country", ["de", "fr"], "iso-alpha2"),
    ("country code", ["deu", "fra"], "iso-alpha3"),
    ("state", ["pa", "oh"], "us-state"),
    ("ISO3166-1-numeric", ["004", "276"], "iso-numeric"),
    ("M49", ["004", "276"], "iso-numeric"),
    ("region", ["US-PA", "DE-NW"], "iso-3166-2"),
    ("NUTS3", ["DEA23", "EL301"], "nuts"),
    ("nuts_code", ["DE", "DEA", "DEA2"], "nuts"),
    ("AGS", ["05315000", "05314000"], "ags"),
    ("Kreisschlüssel", ["05315", "05314"], "ags"),
    ("IdLandkreis", ["05315", "05314"], "ags"),
    ("Regionalschlüssel", ["053150000000", "053140000000"], "ars"),
    ("plz", ["50667", "01067"], "plz"),
    ("Postleitzahl", ["50667", "50668"], "plz"),
    ("locode", ["DECGN", "US PIT"], "un-locode"),
    ("LAD20CD", ["E08000021", "W06000015"], "gb-gss"),
    ("postcode", ["NE1 8QH", "EC1A 1BB"], "gb-postcode"),
    ("code_insee", ["01001", "2A004"], "fr-insee"),
    ("departement", ["01", "2A", "974"], "fr-departement"),
]
NONE = [
    ("fips", ["AF", "AL"], "code"),  # country codes of FIPS 10
    ("fips", ["99001", "42003"], "code"),  # no such state
    ("geoid", ["03001010300", "42003020100"], "code"),
    ("zip_code", ["4021", "4020"], "code"),
    ("AGS", ["17315000", "05314000"], "code"),
    ("NUTS3", ["QQA23", "EL301"], "code"),
    ("region", ["XX-1", "YY-2"], "place name"),
    ("note", ["pa", "oh"], "text"),
    ("count", ["42003", "42001"], "integer"),
    ("state", ["1", "2"], "code"),
]
SHORT = [
    ("zip", ["501", "15213"]),
    ("county_fips", ["1001", "42003"]),
    ("GEOID", ["1001020100", "42003020100"]),
    ("AGS", ["5315000", "11000000"]),
]


@pytest.mark.parametrize(("name", "cells", "scheme"), CODES, ids=str)
def test_a_place_code_has_its_scheme_and_all_its_digits(
    name: str, cells: list[str], scheme: str
) -> None:
    found = column(name, cells)
    assert (found.kind, found.typing.scheme, found.values) == ("place code", scheme, cells)


@pytest.mark.parametrize(("name", "cells", "kind"), NONE, ids=str)
def test_a_code_that_begins_as_none_can_is_no_place_code(
    name: str, cells: list[str], kind: str
) -> None:
    found = column(name, cells)
    assert (found.kind, found.typing.scheme) == (kind, None)


@pytest.mark.parametrize(("name", "cells"), SHORT, ids=str)
def test_zeros_that_the_file_lost_are_told(name: str, cells: list[str]) -> None:
    found = column(name, cells)
    assert (found.kind, found.values) == ("code", cells)
    assert "1 of 2 values are one digit too short" in found.typing.warning


def test_codes_beside_those_of_a_list_are_told() -> None:
    found = column("Country Code", ["DEU", "FRA", "PER", "ARB"])
    assert (found.typing.scheme, found.values) == ("iso-alpha3", ["DEU", "FRA", "PER", "ARB"])
    assert found.typing.warning == (
        "Country Code: 1 of its codes are no codes of ISO 3166 (such as “ARB”)."
    )
