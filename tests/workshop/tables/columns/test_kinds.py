"""What a column holds, told from its values and its name."""

from __future__ import annotations

import pytest

from tests.workshop.tables.made_columns import column, table

NUMBERS = [
    ("plain", ["1", "22", "-3"], "integer", [1, 22, -3]),
    ("plus and minus", ["+1", "\u22122", "3"], "integer", [1, -2, 3]),
    ("a minus behind", ["12-", "5", "1.5"], "decimal", [-12.0, 5.0, 1.5]),
    ("a dash for a minus", ["–5,3", "2,1", "–1.200,4"], "decimal", [-5.3, 2.1, -1200.4]),
    ("a hyphen for a minus", ["\u20115", "7", "\u20102"], "integer", [-5, 7, -2]),
    ("point", ["1.5", "22", "-3.25"], "decimal", [1.5, 22.0, -3.25]),
    ("comma", ["1,5", "22", "-3,25"], "decimal", [1.5, 22.0, -3.25]),
    ("dots and a comma", ["1.234,50", "1.234.567,00"], "decimal", [1234.5, 1234567.0]),
    ("dots twice", ["1.234.567", "1.234"], "integer", [1234567, 1234]),
    ("commas twice", ["1,234,567", "1,234"], "integer", [1234567, 1234]),
    ("commas and a point", ["1,234.50", "12.00"], "decimal", [1234.5, 12.0]),
    ("spaces", ["1 234", "12 345 678", "5"], "integer", [1234, 12345678, 5]),
    ("unbreakable spaces", ["1\u00a0234,5", "12"], "decimal", [1234.5, 12.0]),
    ("narrow spaces", ["1\u202f234", "9876"], "integer", [1234, 9876]),
    ("thin spaces", ["1\u2009234,25", "9\u2009876,00"], "decimal", [1234.25, 9876.0]),
    ("apostrophes", ["1'234.50", "12'345'678.00"], "decimal", [1234.5, 12345678.0]),
    ("curly apostrophes", ["1’234", "5"], "integer", [1234, 5]),
    ("lakhs", ["12,34,567", "1,00,000", "999"], "integer", [1234567, 100000, 999]),
    ("lakhs with paise", ["12,34,567.50", "5.00"], "decimal", [1234567.5, 5.0]),
    ("powers of ten", ["1.5E+03", "2e-2", "7"], "decimal", [1500.0, 0.02, 7.0]),
    ("minus with spaces between thousands", ["-1 234", "1 000"], "integer", [-1234, 1000]),
]
TEXTS = [
    ("years with a dash", ["1990–1994", "1995–1999", "2000–2004"]),
    ("open with a dash", ["65–", "75–", "85–"]),
    ("fractions", ["1/2", "3/4", "1/8"]),
    ("ranges", ["1-5", "6-10", "11-15"]),
    ("a comma that may be both", ["1,234", "5,678"]),
    ("a comma that may be both beside plain digits", ["1,234", "5678", "12"]),
    ("a dot that may be both", ["1.234", "5.678"]),
    ("thousands of thousands", ["1,5 Mio.", "2 Mio.", "17 Mio."]),
    ("thousands in short", ["12 Tsd.", "3 Tsd.", "9 Tsd."]),
    ("metres", ["12 m", "3.5 m", "9 m"]),
    ("several currencies", ["5 €", "6 €", "7 $", "8 $"]),
    ("day and month may change places", ["01/02/2020", "03/04/2020"]),
    ("dates in two orders", ["13/02/2020", "02/13/2020", "14/02/2020", "02/15/2020"]),
    ("dates in two styles", ["2020-01-31", "2020-02-01", "31.01.2020", "01.02.2020"]),
]
MONEY = [
    (["€ 5", "€ 1.234"], "EUR", [5, 1234]),
    (["5 €", "1.234,50 €"], "EUR", [5.0, 1234.5]),
    (["1,234.50 €", "5.00 €"], "EUR", [1234.5, 5.0]),
    (["EUR 1.234,50", "EUR -5,00"], "EUR", [1234.5, -5.0]),
    (["$1,234", "$5"], "$", [1234, 5]),
    (["$1,234.50", "($5.00)"], "$", [1234.5, -5.0]),
    (["$5.00", "$(6.00)", "$(7.50)", "$(1,000.00)"], "$", [5.0, -6.0, -7.5, -1000.0]),
    (["(6,00) €", "(7,50) €", "5,00 €"], "EUR", [-6.0, -7.5, 5.0]),
    (["–6,00 €", "€ –7,50", "5,00 €"], "EUR", [-6.0, -7.5, 5.0]),
    (["$5.00", "-$6.00", "$-7.00"], "$", [5.0, -6.0, -7.0]),
    (["$ 5.00", "$ -"], "$", [5.0, 0.0]),
    (["US$ 5", "US$ 1,000"], "USD", [5, 1000]),
    (["£12.50", "£1,000.00"], "GBP", [12.5, 1000.0]),
    (["CHF 1'234.50", "CHF 5.00"], "CHF", [1234.5, 5.0]),
    (["Fr. 12.50", "Fr. 1'000.00"], "CHF", [12.5, 1000.0]),
    (["12,50 EUR", "3,00 EUR"], "EUR", [12.5, 3.0]),
    (["₹ 12,34,567", "₹ 5"], "INR", [1234567, 5]),
    (["100 kr", "2 500 kr"], "kr", [100, 2500]),
    (["12 zł", "7 zł"], "PLN", [12, 7]),
    (["$5-", "$6"], "$", [-5, 6]),
]
PERCENTAGES = [
    (["12.5%", "7%"], [12.5, 7.0]),
    (["12,5 %", "7,25 %"], [12.5, 7.25]),
    (["-3%", "\u22122 %", "0"], [-3.0, -2.0, 0.0]),
    (["12.5\u00a0%", "99.9\u00a0%"], [12.5, 99.9]),
    (["198%", "0%"], [198.0, 0.0]),
]
BOOLEANS = [
    ("open", ["yes", "No"], [True, False]),
    ("open", ["Y", "n"], [True, False]),
    ("open", ["TRUE", "false"], [True, False]),
    ("offen", ["ja", "Nein"], [True, False]),
    ("ouvert", ["oui", "non"], [True, False]),
    ("abierto", ["Sí", "no"], [True, False]),
    ("aberto", ["sim", "não"], [True, False]),
    ("wahr", ["wahr", "falsch"], [True, False]),
    ("is_open", ["1", "0"], [True, False]),
    ("hasMenu", ["1", "1"], [True, True]),
    ("lead_flag", ["0", "1"], [False, True]),
]
COORDINATES = [
    (["(40.4, -79.9)", "(40.5, -80.0)"], "latitude longitude"),
    (["40.4,-79.9", "40.5,-80.0"], "latitude longitude"),
    (["40.4 -79.9", "40.5 -80.0"], "latitude longitude"),
    (["-122.41,37.77", "-122.42,37.78"], "longitude latitude"),
    (["[6.95, 50.93]", "[6.96, 50.94]"], "longitude latitude"),
    (["40°26'46\"N 79°58'56\"W", "40°27'0\"N 79°58'0\"W"], "latitude longitude"),
]
WORDS = [
    ("first_name", ["Ann", "Bob"], "person name"),
    ("Nachname", ["Müller", "Schmidt"], "person name"),
    ("prénom", ["Zoé", "Luc"], "person name"),
    ("apellidos", ["García López", "Ruiz"], "person name"),
    ("OwnerName", ["LEE, ANN", "RAY, BOB"], "person name"),
    ("applicant", ["Ann Lee", "Bob J. Ray", "Cid Fox"], "person name"),
    ("Name des Oberbürgermeisters", ["Adenauer, Konrad", "Burauen, Theo"], "person name"),
    ("Ministerin", ["Ann Lee", "Bo Ray"], "person name"),
    ("mayor", ["Office of the Mayor", "City Council"], "text"),
    ("owner", ["City of Etna", "Etna Holdings LLC", "Etna Water Authority"], "text"),
    ("name", ["Main Street Library", "East Library"], "text"),
    ("DogName", ["Rex", "Bello"], "text"),
    ("station_name", ["Ann Lee", "Bob Ray"], "text"),
    ("city", ["Etna", "Millvale"], "place name"),
    ("Gemeinde", ["Köln", "Bonn"], "place name"),
    ("where", ["Peru", "Chad", "Mali", "Togo", "Fiji"], "place name"),
    ("address", ["123 Main St", "7 Oak Avenue"], "address"),
    ("site", ["123 Main St, Etna, PA", "7-9 Oak Ave."], "address"),
    ("Anschrift", ["Hauptstr. 12", "Am Markt 3a"], "address"),
    ("wo", ["Hauptstraße 12, 50667 Köln", "Lindenweg 3"], "address"),
    ("lieu", ["12 rue de la Paix", "3 bis avenue Foch"], "address"),
    ("donde", ["Calle Mayor 5", "Avenida del Sol, 12"], "address"),
    ("crossing", ["42nd St & Butler St", "S 27th St & Sidney St"], "text"),
    ("mail", ["a@example.org", "b@example.org"], "e-mail"),
    ("phone", ["412-555-0101", "(412) 555-0102 x12"], "telephone"),
    ("Telefon", ["0221 5550-0", "0221/555 01 02"], "telephone"),
    ("number", ["+49 221 5550100", "+1 412 555 0100"], "telephone"),
    ("appel", ["01 55 50 01 23", "04 55 50 01 23"], "telephone"),
    ("phone", ["4125550101", "4125550102"], "telephone"),
    ("shape", ["POINT (1 2)", "POINT (3 4)"], "geometry"),
    ("empty", ["", ""], "text"),
]
CODES = [
    ("a", ["01", "2"], "code"),
    ("account", ["12345678901234567890", "1"], "code"),
    ("barcode", ["4006381333931", "9780306406157"], "code"),
    ("id", ["1", "2"], "identifier"),
    ("id", ["1", "1"], "code"),
    ("StationNum", ["1000", "1001"], "code"),
    ("Station #", ["1000", "1001"], "code"),
    ("# of racks", ["10", "11"], "integer"),
    ("No of PCs", ["10", "11"], "integer"),
    ("council_district", ["1", "2"], "code"),
    ("Stadtteilschlüssel", ["305", "306"], "code"),
    ("Vorwahl", ["+49", "+33", "+352"], "code"),
    ("Ländervorwahl", ["49", "33"], "code"),
    ("indicatif téléphonique", ["+33", "+352", "+1684"], "code"),
    ("calling_code", ["+1", "+44"], "code"),
    ("Telefon", ["+49", "+43"], "code"),
    ("land", [f"+{n}" for n in (1, 7, 30, 33, 44, 49, 351, 352, 420, 593)], "code"),
    ("change", [f"+{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)], "integer"),
    ("prix_indicatif", ["12", "14"], "integer"),
    ("Hausnummer", ["12", "14"], "code"),
    ("tract_area", ["12", "14"], "integer"),
    ("zip_count", ["12", "14"], "integer"),
    ("year", ["2020", "2021"], "integer"),
    ("konto", ["DE89 3704 0044 0532 0130 00", "GB82 WEST 1234 5698 7654 32"], "code"),
    ("uuid", ["0b0e9b5c-9f3b-4a57-9f0c-3f1f1a2b3c4d"], "identifier"),
]


@pytest.mark.parametrize(("case", "cells", "kind", "values"), NUMBERS, ids=lambda v: str(v)[:40])
def test_numbers_in_many_ways(case: str, cells: list[str], kind: str, values: list[object]) -> None:
    found = column("n", cells)
    assert (found.kind, found.values) == (kind, values)


@pytest.mark.parametrize(("case", "cells"), TEXTS, ids=lambda v: str(v)[:40])
def test_what_may_be_two_things_stays_text_and_is_told(case: str, cells: list[str]) -> None:
    found = column("n", cells)
    assert (found.kind, found.values) == ("text", cells)
    if case not in ("fractions", "ranges", "years with a dash", "open with a dash"):
        assert found.typing.warning.startswith("n: ")


def test_dashes_read_as_a_minus_are_told() -> None:
    told = column("n", ["–5,3", "2,1", "–0,4"]).typing.told
    assert told == "n: 2 numbers with a dash in front were read as less than nothing"


def test_in_a_file_with_commas_a_comma_inside_is_for_thousands() -> None:
    assert column("n", ["1,234", "5,678"], delimiter=",").values == [1234, 5678]


@pytest.mark.parametrize(("cells", "scheme", "values"), MONEY, ids=str)
def test_money_with_its_sign(cells: list[str], scheme: str, values: list[object]) -> None:
    found = column("cost", cells)
    assert (found.kind, found.typing.scheme, found.values) == ("money", scheme, values)


def test_brackets_and_dashes_of_money_are_told() -> None:
    told = column("cost", ["$5.00", "($6.00)", "$ -"]).typing.told
    assert told == (
        "cost: 1 amounts in brackets read as less than nothing;"
        " 1 dashes behind a sign of money read as 0"
    )


@pytest.mark.parametrize(
    ("name", "kind", "scheme"),
    [
        ("Budget (EUR)", "money", "EUR"),
        ("cost_usd", "money", "USD"),
        ("Cost Total $", "money", "$"),
        ("Kosten in €", "money", "EUR"),
        ("Kosten in Tsd. €", "integer", None),
        ("Preis (€/m²)", "integer", None),
        ("price", "integer", None),
        ("share in %", "percentage", "%"),
        ("CDU_Proz", "percentage", "%"),
    ],
)
def test_a_name_may_say_the_unit(name: str, kind: str, scheme: str | None) -> None:
    found = column(name, ["12", "1500"])
    assert (found.kind, found.typing.scheme) == (kind, scheme)


def test_parts_of_one_are_no_percentages() -> None:
    assert column("percent", ["0.12", "0.9"]).kind == "decimal"
    both = table({"a_percent": ["0.12", "0.9"], "b_percent": ["12.5", "0.5"]})
    assert [found.kind for found in both] == ["percentage", "percentage"]


@pytest.mark.parametrize(("cells", "values"), PERCENTAGES, ids=str)
def test_percentages_as_written(cells: list[str], values: list[object]) -> None:
    found = column("share", cells)
    assert (found.kind, found.typing.scheme, found.values) == ("percentage", "%", values)


@pytest.mark.parametrize(("name", "cells", "values"), BOOLEANS, ids=str)
def test_yes_and_no(name: str, cells: list[str], values: list[bool]) -> None:
    found = column(name, cells)
    assert (found.kind, found.values) == ("boolean", values)


def test_names_of_places_in_another_language_are_places_too() -> None:
    english = ["Germany", "France", "Spain", "Italy", "Greece"]
    french = ["Allemagne", "la France", "Espagne", "Italie", "Grèce"]
    found = table({"name_en": english, "name_fr": french, "motto_fr": french})
    assert [read.kind for read in found] == ["place name", "place name", "text"]


def test_ones_and_zeros_stay_numbers() -> None:
    assert column("children", ["1", "0"]).values == [1, 0]


@pytest.mark.parametrize(("cells", "scheme"), COORDINATES, ids=str)
def test_pairs_of_degrees(cells: list[str], scheme: str) -> None:
    found = column("where", cells)
    assert (found.kind, found.typing.scheme, found.values) == ("coordinates", scheme, cells)


def test_degrees_with_dots_for_thousands_stay_text_and_are_told() -> None:
    degrees = {"Länge": ["6.957.123", "7.038.547"], "Breite": ["50.941.278", "50.906.631"]}
    found = table(degrees)
    assert [(read.kind, read.values) for read in found] == [
        ("text", degrees["Länge"]),
        ("text", degrees["Breite"]),
    ]
    assert found[0].typing.warning == (
        "Länge: its values are called like coordinates, but have dots between thousands."
        " A spreadsheet could have ruined them, so the column stays text."
    )
    metres = table({"Länge": ["1.957.123", "7.038.547"], "Fläche": ["50.941.278", "50.906.631"]})
    assert [read.values[0] for read in metres] == [1957123, 50941278]


def test_a_pair_beyond_the_earth_is_text() -> None:
    assert column("where", ["1340.4, 411.9", "240.5, 380.0"]).kind == "text"


@pytest.mark.parametrize(("name", "cells", "kind"), [*WORDS, *CODES], ids=lambda v: str(v)[:40])
def test_words_and_codes(name: str, cells: list[str], kind: str) -> None:
    found = column(name, cells)
    assert found.kind == kind
    if kind not in ("integer", "geometry"):
        assert [value or "" for value in found.values] == cells


@pytest.mark.parametrize(
    ("name", "cells", "sensitive"),
    [
        ("last_name", ["Lee", "Fox"], True),
        ("owner", ["Ann Lee", "City of Etna", "Etna Trust", "Etna LLC"], True),
        ("owner", ["City", "County"], False),
        ("last_edited_by", ["marian", "marian"], True),
        ("date_of_birth", ["1990-01-31", "1990-02-01"], True),
        ("iban", ["DE89370400440532013000", "GB82WEST12345698765432"], True),
        ("name", ["Ann Lee", "Bob Ray"], False),
        ("station_name", ["Ann Lee", "Bob Ray"], False),
    ],
)
def test_people_are_sensitive(name: str, cells: list[str], sensitive: bool) -> None:
    assert column(name, cells).typing.sensitive is sensitive


def test_signs_of_capitals_and_digits_are_codes_where_many_differ() -> None:
    letters = [f"{a}{b}{c}" for a in "ABC" for b in "ABC" for c in "AB"]
    assert column("fifa", letters).kind == "code"
    assert column("item", [f"C2801154{n:02d}" for n in range(20)]).kind == "code"
    assert column("rcn", [f"{n:010d}" for n in range(18)] + ["N000204493"]).kind == "code"


def test_a_number_that_nearly_all_are_is_told_with_examples() -> None:
    found = column("n", [str(n) for n in range(40)] + ["about 5", "many"])
    assert found.kind == "text"
    assert found.typing.warning == (
        "n: 2 of 42 values are no numbers (such as “about 5”, “many”), so the column stays text."
    )
