"""What a column's name gives away. Names only support what the values show, save for codes."""

from __future__ import annotations

import re


def _set(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


_PARTS = re.compile(r"[A-Z]+(?![a-zäöüß])|[A-ZÄÖÜ]?[a-zäöüß]+|\d+")

_ID = _set("id ids uid uuid guid oid fid key identifier objectid globalid")
_JOINED_ID = re.compile(
    r"(?:bike|trip|station|user|case|record|row|event|site|school|house|parcel|permit|license"
    r"|facility|store|stop|route|customer|asset|bridge|incident|poly|tract|area|feature|shape)ids?",
    re.IGNORECASE,
)
_CODE = _set(
    "zip zipcode zip5 zcta postal postcode postalcode postleitzahl plz"
    " fips geoid ags code codes parcel parcelid tract ctuid"
    " blockgroup nuts lau gkz ars ein duns isbn issn barcode"
)
_JOINED_CODE = re.compile(
    r"(?:fips|area|neig|neighbou?rhood|tract|district|zone|ward|precinct|beat)(?:no|num|number|nr)",
    re.IGNORECASE,
)
_ZIP = _set("zip zipcode zip5 zcta")
_STATE = _set("state states st province prov usps")
_COUNTRY = _set("country countries nation iso iso2 iso3 iso3166 alpha cc land")
_PLACE = _set(
    "city cities town township county country municipality borough neighborhood neighbourhood"
    " neighborhoods hood state province region district parish village place suburb locality"
    " stadtteil stadtbezirk stadt gemeinde kreis landkreis bundesland ort ortsteil raum"
    " muni community communities neighbourh neighborho"
)
_COUNTRY_WORDS = _set("country countries nation")
_EMAIL = _set("email mail emailaddress")
_PHONE = _set("phone telephone tel fax mobile cell telefon handy phonenumber")
_LATITUDE = _set("lat latitude breitengrad")
_LONGITUDE = _set("lon lng long longitude längengrad laengengrad")
_DATE = _set("date datum day dt dob")
_TIME = _DATE | _set(
    "time times timestamp datetime updated created modified edited published zeit zeitpunkt"
)
_PERSON = re.compile(
    r"(?:first|last|middle|full|given|family|maiden|owner|contact|person|patient|applicant|"
    r"employee|resident|tenant|officer|victim|author|user|reporter|nick)[ _-]*names?"
    r"|(?:sur|fore|user|nach|vor)names?|ssn|social[ _-]security.*|(?:last[ _-])?edited[ _-]by"
    r"|created[ _-]by|contact[ _-]person|f[ _-]?name|l[ _-]?name",
    re.IGNORECASE,
)


def words(name: str) -> frozenset[str]:
    """``OwnerZip`` and ``owner_zip`` are both owner and zip; whole names count as a word too."""
    parts = [part.lower() for part in _PARTS.findall(name)]
    return frozenset([*parts, "".join(parts)])


def is_id(name: str) -> bool:
    return bool(words(name) & _ID) or bool(_JOINED_ID.fullmatch(name.strip()))


def is_code(name: str) -> bool:
    return bool(words(name) & _CODE) or bool(_JOINED_CODE.fullmatch(name.strip()))


def is_zip(name: str) -> bool:
    return bool(words(name) & _ZIP)


def is_state(name: str) -> bool:
    return bool(words(name) & _STATE)


def is_country(name: str) -> bool:
    return bool(words(name) & _COUNTRY)


def is_place(name: str) -> bool:
    parts = [part.lower() for part in _PARTS.findall(name) if not part.isdigit()]
    while len(parts) > 1 and parts[-1] in ("name", "nm", "label", "title"):
        parts.pop()
    return bool(parts) and parts[-1] in _PLACE | _COUNTRY_WORDS


def is_email(name: str) -> bool:
    return bool(words(name) & _EMAIL)


def is_phone(name: str) -> bool:
    return bool(words(name) & _PHONE)


def is_latitude(name: str) -> bool:
    return bool(words(name) & _LATITUDE) or is_axis(name, "y")


def is_longitude(name: str) -> bool:
    return bool(words(name) & _LONGITUDE) or is_axis(name, "x")


def is_axis(name: str, axes: str = "xy") -> bool:
    """ "x" or "y", which may say where on Earth, or where on a drawing."""
    return name.strip().lower() in tuple(axes)


def is_date(name: str) -> bool:
    return bool(words(name) & _DATE)


def is_time(name: str) -> bool:
    return bool(words(name) & _TIME)


def is_person(name: str) -> bool:
    """First and last names, user names, editors: people who did not ask to be shown."""
    spaced = " ".join(part for part in _PARTS.findall(name)).strip()
    return bool(_PERSON.fullmatch(spaced) or _PERSON.fullmatch(name.strip()))
