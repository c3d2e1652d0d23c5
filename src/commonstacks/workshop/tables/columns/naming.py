"""What a column's name gives away. Names only support what the values show, save for codes."""

from __future__ import annotations

import re


def _set(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


_PARTS = re.compile(r"[A-ZÀ-ÖØ-Þ]+(?![a-zß-öø-ÿ])|[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+|\d+|[^\W\d_]+")

_ID = _set("id ids uid uuid guid oid fid key identifier objectid globalid rowid pk kennung")
_JOINED_ID = re.compile(
    r"(?:bike|trip|station|user|case|record|row|event|site|school|house|parcel|permit|license"
    r"|facility|store|stop|route|customer|asset|bridge|incident|poly|tract|area|feature|shape"
    r"|geoname|osm|way|node|building|project|sensor|device|vehicle|person|member|account|order"
    r"|request|ticket|meter|plot|property|tree|sign|crash|call|unique|gis|cartodb|ref|agency"
    r"|service|block|zone|unit|item|product|location|place|street|segment|link|gml|inspire|feed)ids?",
    re.IGNORECASE,
)
_CODE = _set(
    "zip zipcode zip5 zcta postal postcode postalcode postleitzahl plz code codes kode codigo dial"
    " código fips geoid ags parcel parcelid tract ctuid bin bbl apn pin naics sic nace icd cpt"
    " blockgroup nuts lau gkz ars ein duns isbn issn ean gtin upc barcode iban bic lei siren siret"
    " insee bfs m49 isonumeric schlüssel schluessel kennziffer kennzahl"
    " hausnummer hausnr housenumber streetnumber neig"
)
_NUMBERED_PLACE = _set(
    "ward precinct district bezirk stadtbezirk block zone beat arrondissement stadtteil wahlkreis"
    " wahlbezirk stimmbezirk county state region council"
)
_JOINED_CODE = re.compile(
    r"(?:fips|area|neig|neighbou?rhood|tract|district|zone|ward|precinct|beat)(?:no|num|number|nr)"
    r"|\w{3,}(?:code|schl(?:ü|ue)ssel|kennziffer|kennung|nummer)|fips\w{2,6}|\w{3,}fips|geoid\d\d",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:.*_)?(?:account|acct|permit|licen[cs]e|case|invoice|ticket|reference|ref|parcel|lot|file"
    r"|record|report|incident|order|contract|project|docket|complaint|certificate|check|cheque|page"
    r"|registration|reg|serial|model|badge|unit|station|stop|route|room|building|house|street|item"
    r"|district|ward|precinct|tract|block|zone|area|beat|region|control|tracking|vendor|customer"
    r"|employee|member|school|site|asset|bridge|meter|plate|tax|policy|claim|event|call|request)"
    r"_(?:no|nr|num|number|nbr)"
)
_NUMBERING = _set(
    "version versions versión versão softwareversion fassung section sections sección seção"
    " abschnitt subsection chapter kapitel chapitre capítulo paragraph clause article artikel"
    " gliederung gliederungsnummer gliederungsnr abschnittsnummer kapitelnummer versionsnummer"
)
_ROW_NUMBER = re.compile(r"(?i:x(?:\.\d+)?|unnamed[:._ ]*\d*|index|level_\d|row_?names?|rowno)")
_MEASURED = _set(
    "area length perimeter size count total density population pop share rate percent pct average"
    " avg mean sum min max year years date days distance miles km height width cost price value"
    " amount fläche flaeche einwohner anzahl"
)
_PLACE = _set(
    "city cities town township county country municipality borough neighborhood neighbourhood"
    " neighborhoods hood state province region district parish village place suburb locality"
    " stadtteil stadtbezirk stadt gemeinde kreis landkreis bundesland ort ortsteil raum kommune"
    " muni municipali municipa municipalit community communities neighbourh neighborho capital"
    " ville commune canton departement département comuna ciudad municipio provincia wohnort"
    " geburtsort regierungsbezirk territory metro subdistrict quarter"
    " stadtteilname bezirk wijk gmina"
)
_COUNTRY = _set("country countries nation iso iso2 iso3 iso3166 alpha cc land pays pais país staat")
_STATE = _set("state states st province prov usps")
_COUNTRY_WORDS = _set("country nation pays pais país staat land countries")
_LANGUAGES = _set("en fr de es it pt ru ar zh cn ja nl pl sv da fi cs uk tr el")
_GROUPS = _set("developed developing landlocked least")
_PHONE = _set(
    "phone telephone tel fax mobile cell telefon handy phonenumber telefonnummer telefax mobil"
    " téléphone telefono teléfono rufnummer phones contactnumber"
)
_LATITUDE = _set("lat latitude breitengrad latitud geobreite")
_LONGITUDE = _set("lon lng long longitude längengrad laengengrad longitud geolänge")
_DATE = _set(
    "date datum day dt dob stichtag tag fecha jour meldedatum stand created updated datetime"
)
_TIME = _DATE | _set(
    "time times timestamp modified edited published zeit zeitpunkt epoch unix uhrzeit ts"
)
_PERIOD = _set(
    "month monat mois mes yyyymm period zeitraum periode période quarter quartal ym yearmonth"
    " berichtsmonat monthyear"
)
_DIALLED = re.compile(
    r"(?:.*_)?(?:[^_]*vorwahl(?:en)?|(?:dial|diall?ing|calling|phone|country)_(?:code|prefixe?)s?)"
    r"|(?:indicatif|prefijo|prefisso|indicativo|kierunkowy)(?:_(?:t[ée]l.*|int.*|pa[iíyese]{2,3}))?"
)
_QUESTION = re.compile(r"(?:is|has|was|can|are|had|does|ist|hat)_.+|(?:.+_)?(?:flag|yn|ind|bool)")


def parts(name: str) -> list[str]:
    """ "OwnerZip" and "owner_zip" are both owner and zip, in small letters."""
    return [part.lower() for part in _PARTS.findall(name)]


def joined(name: str) -> str:
    """ "OwnerZip" and "Owner ZIP" are "owner_zip"."""
    return "_".join(parts(name))


def words(name: str) -> frozenset[str]:
    """The parts of a name; a whole name counts as a word too."""
    found = parts(name)
    return frozenset([*found, "".join(found)])


def is_id(name: str) -> bool:
    """Does the name say that each value stands for one thing?"""
    if name.strip().lower() in ("#", "no", "no.", "nr", "nr.", "lfd. nr.", "lfd. nr", "lfdnr"):
        return True
    return bool(words(name) & _ID) or bool(_JOINED_ID.fullmatch(name.strip()))


def is_code(name: str) -> bool:
    """Whether its digits stand for something; not where a measure of the thing is named too."""
    found = words(name)
    if found & _MEASURED and not found & {"code", "codes"}:
        return bool(_JOINED_CODE.fullmatch(name.strip()))
    numbered = _NUMBERED.fullmatch(joined(name).replace("#", "no"))
    sharp = re.fullmatch(r"\w+ ?#", name.strip())
    joint = _JOINED_CODE.fullmatch(name.strip())
    return bool(found & _CODE or joint or numbered or sharp or is_dialled(name))


def is_dialled(name: str) -> bool:
    """Digits that are dialled before a telephone number: "Vorwahl", "calling code"."""
    return bool(_DIALLED.fullmatch(joined(name)))


def is_numbering(name: str) -> bool:
    """Versions, and sections of a text: dots there part numbers, and stand before no decimals."""
    found = [part for part in parts(name) if part not in ("no", "nr", "num", "number", "nummer")]
    return bool(found) and found[-1] in _NUMBERING and not set(found) & _MEASURED


def is_row_number(name: str) -> bool:
    """What programs call the column in which they number rows: "X", "X.1", "Unnamed: 0"."""
    return bool(_ROW_NUMBER.fullmatch(name.strip()))


def is_label(name: str) -> bool:
    """A name, an area that people number ("Ward"), a list of ISO: digits there are no count."""
    found = [part for part in parts(name) if not part.isdigit()]
    listed = found[:1] == ["iso"] and found[-1:] in (["numeric"], ["num"])
    return bool(found) and (found[-1] in {"name", *_NUMBERED_PLACE} or listed)


def is_place(name: str) -> bool:
    found = [part for part in parts(name) if not part.isdigit()]
    while len(found) > 1 and found[-1] in ("name", "nm", "label", "title", "bez", "bezeichnung"):
        found.pop()
    if not found or set(found) & _GROUPS:
        return False
    return found[-1] in _PLACE | _COUNTRY_WORDS or bool(
        re.fullmatch(r"(?:stadtteil|bezirks|gemeinde|orts|kreis|länder|landkreis)name", found[-1])
    )


def is_state(name: str) -> bool:
    """Whether states or provinces are named."""
    return bool(words(name) & _STATE)


def stem(name: str) -> tuple[str, ...]:
    """The parts of a name without the language at its end: "name_fr" is "name"."""
    found = parts(name)
    return tuple(found[:-1] if len(found) > 1 and found[-1] in _LANGUAGES else found)


def is_country(name: str) -> bool:
    """Whether countries are named, or a code of ISO 3166."""
    return bool(words(name) & _COUNTRY)


def is_phone(name: str) -> bool:
    return bool(words(name) & _PHONE)


def is_latitude(name: str) -> bool:
    return bool(words(name) & _LATITUDE) or is_axis(name, "y")


def is_longitude(name: str) -> bool:
    return bool(words(name) & _LONGITUDE) or is_axis(name, "x")


def may_be_coordinate(name: str) -> tuple[bool, bool]:
    """Whether it may name a latitude, and a longitude: "Breite" and "Länge" are breadths too."""
    found = words(name)
    north = bool(found & (_LATITUDE | {"breite"}))
    return north, bool(found & (_LONGITUDE | {"länge", "laenge"}))


def is_axis(name: str, axes: str = "xy") -> bool:
    """ "x" or "y", which may say where on Earth, or where on a drawing."""
    return name.strip().lower() in tuple(axes)


def is_date(name: str) -> bool:
    return bool(words(name) & _DATE) or joined(name).endswith(("date", "datum"))


def is_time(name: str) -> bool:
    """Does the name say that the values are days or moments?"""
    return bool(words(name) & _TIME) or joined(name).endswith(("time", "zeit", "date", "datum"))


def is_period(name: str) -> bool:
    return bool(words(name) & _PERIOD)


def is_question(name: str) -> bool:
    """ "is_open", "has_menu", "open_flag": a name that asks for yes or no."""
    return bool(_QUESTION.fullmatch(joined(name)))


def is_percent(name: str) -> bool:
    """Whether a name says per cent, and not of what a thousand or a change of points."""
    said = {"percent", "percentage", "pct", "prozent", "proz", "pourcentage", "porcentaje", "perc"}
    return "%" in name or bool(words(name) & said)
