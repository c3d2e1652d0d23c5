"""Digits and letters that stand for something: codes and identifiers."""

from __future__ import annotations

import re

from commonstacks.workshop.tables.columns import naming, number_styles
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.columns.typed import Typing, as_text

_UUID = r"\{?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\}?"
_IBAN = r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?"
_FORMED = r"[A-Z0-9][A-Z0-9./_-]*"  # capitals, digits and joints
_SIGNS = r"[A-Za-z]{0,4}\d[A-Za-z0-9]*"
_LETTERS = r"[A-Z]{1,5}"
_DIALLED = r"\+[1-9]\d{0,3}"
_COUNTRIES = (
    r"\+(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
    r"|(?:2[1-69]|3[578]|42|5[09]|6[7-9]|8[0578]|9[679])\d)"
)
"""The digits by which countries are dialled (ITU E.164)."""
_DIFFERENT = 10  # values without which a form says nothing
_LONG = 6  # signs from which digits beside codes are codes too
_LONGEST = 80  # characters of a code
_LONGEST_KEY = 300  # characters of an identifier, which may be an address


def led_by_zeros(evidence: Evidence, zeros: int, digits: int) -> Typing | None:
    """A code, if a number would lose the zeros in front; None where most are no digits."""
    if max(digits, zeros + evidence.count(number_styles.DECIMAL.pattern)) < evidence.present():
        return mixed(evidence)
    verb = "value begins" if zeros == 1 else "values begin"
    return as_text(evidence, "code", f"{zeros:,} {verb} with a zero that would be lost in a number")


def digits(evidence: Evidence) -> Typing | None:
    """A column of digits alone that is no number: by its name, its length or its check digits."""
    name = evidence.name
    if naming.is_id(name):
        if evidence.unique:
            return as_text(evidence, "identifier", "its name says so and no value comes twice")
        return as_text(evidence, "code", "its name says that the number stands for something")
    if naming.is_row_number(name) and evidence.unique and _counted_up(evidence):
        return as_text(evidence, "identifier", "it numbers the rows, and no value comes twice")
    why = ""
    if naming.is_code(name) or naming.is_label(name):
        why = "its name says that the digits are a code"
    elif evidence.count(number_styles.INTEGER.pattern) < evidence.present():
        why = "some values have too many digits to be counted with"
    elif _is_dialled(evidence):
        why = "every value has a plus, as dialling codes have"
    elif evidence.varied(_DIFFERENT) and _goods(evidence):
        why = "every value has 13 digits and a right check digit (EAN)"
    return as_text(evidence, "code", why) if why else None


def _counted_up(evidence: Evidence) -> bool:
    bounds = evidence.bounds(number_styles.INTEGER, ("",))
    return evidence.rows > 2 and bounds is not None and bounds[1] - bounds[0] < 2 * evidence.rows


def mixed(evidence: Evidence) -> Typing | None:
    """A code where digits, some led by zeros, stand beside values of digits and letters."""
    if not evidence.varied(_DIFFERENT) or evidence.letters > _LONGEST:
        return None
    if not evidence.likely(_SIGNS, 1.0) or evidence.count(_SIGNS) < evidence.present():
        return None
    lengths = {len(value) for value in evidence.sample}
    if len(lengths) > 1 and min(lengths) < _LONG and not evidence.count(r"0\d+"):
        return None
    return as_text(evidence, "code", "its values are digits and letters without a space")


def by_form(evidence: Evidence) -> Typing | None:
    """Words that differ much, and are all of capitals and digits without a space."""
    if evidence.likely(_IBAN, 1.0) and evidence.varied(2) and all(map(_bank, evidence.sample)):
        why = "its values are numbers of bank accounts (IBAN)"
        return as_text(evidence, "code", why, sensitive=True)
    if not evidence.varied(_DIFFERENT) or evidence.letters > _LONGEST:
        return None
    if _all(evidence, _LETTERS):
        return as_text(evidence, "code", "every value is a short sign of capital letters")
    numbered = rf"(?:{_FORMED})?\d(?:{_FORMED})?"
    if _all(evidence, _FORMED) and evidence.count(numbered) >= 0.9 * evidence.present():
        return as_text(evidence, "code", "its values are capital letters and digits, no words")
    return None


def by_name(evidence: Evidence) -> Typing | None:
    """Identifier or code, where the name says so and no value has a space in it."""
    if evidence.likely(_UUID, 1.0) and evidence.unique:
        return as_text(evidence, "identifier", "every value is a UUID and none comes twice")
    if not (naming.is_id(evidence.name) or naming.is_code(evidence.name)):
        return None
    if evidence.letters > _LONGEST_KEY or not evidence.likely(r"\S+"):
        return None
    if naming.is_id(evidence.name) and evidence.unique:
        return as_text(evidence, "identifier", "its name says so and no value comes twice")
    if evidence.letters > _LONGEST:
        return None
    return as_text(evidence, "code", "its name says that its values stand for something")


def _all(evidence: Evidence, pattern: str) -> bool:
    if not evidence.likely(pattern, 1.0):
        return False
    return evidence.count(pattern) == evidence.present()


def _is_dialled(evidence: Evidence) -> bool:
    """A plus before every value: by the column's name, or as countries are dialled."""
    if naming.is_phone(evidence.name):
        return _all(evidence, _DIALLED)
    return (
        evidence.likely(_COUNTRIES, 1.0)
        and evidence.varied(_DIFFERENT)
        and _all(evidence, _COUNTRIES)
    )


def _goods(evidence: Evidence) -> bool:
    if not evidence.likely(_EAN.pattern, 1.0):
        return False
    return evidence.fitting(_EAN) == evidence.present()


def _weighed() -> str:
    digits = " + ".join(
        f"{1 if at % 2 else 3} * try_cast(substr({{v}}, {at}, 1) AS INTEGER)" for at in range(1, 14)
    )
    return f"CASE WHEN ({digits}) % 10 = 0 THEN {{v}} END"


_EAN = Style("code", "a number on goods (EAN, ISBN)", r"\d{13}", _weighed())


def _bank(value: str) -> bool:
    """The check of ISO 13616: letters count from 10, the remainder by 97 is 1."""
    joined = re.sub(r"\s", "", value)
    turned = joined[4:] + joined[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
