"""The names of the months in English, German, French and Spanish, long and short."""

from __future__ import annotations

_NAMES = (
    "january januar jänner janvier enero jan jän janv ene",
    "february februar février fevrier febrero feb febr févr fevr fév",
    "march märz maerz mars marzo mar mrz mär",
    "april avril abril apr avr abr",
    "may mai mayo",
    "june juni juin junio jun",
    "july juli juillet julio jul juil",
    "august août aout agosto aug ago",
    "september septembre septiembre setiembre sep sept set",
    "october oktober octobre octubre oct okt",
    "november novembre noviembre nov",
    "december dezember décembre decembre diciembre dec dez déc dic",
)
"""January first. No short name means two months in two of the languages."""

_ALL = sorted((name for names in _NAMES for name in names.split()), key=lambda name: -len(name))
PATTERN = f"(?i:{'|'.join(_ALL)})"


def number(name: str) -> str:
    """SQL for "01" to "12" from SQL for a month's name in small letters."""
    cases = " ".join(
        f"WHEN {name} IN ({', '.join(repr(word) for word in words.split())}) THEN '{at:02d}'"
        for at, words in enumerate(_NAMES, start=1)
    )
    return f"CASE {cases} END"
