"""Signs and names of money, and the ISO 4217 code where a sign says it surely."""

from __future__ import annotations

import re

_SURE = {
    "€": "EUR", "£": "GBP", "US$": "USD", "CA$": "CAD", "A$": "AUD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "R$": "BRL", "₹": "INR", "zł": "PLN", "Kč": "CZK", "₽": "RUB",
    "₺": "TRY", "₪": "ILS", "₩": "KRW", "₦": "NGN", "฿": "THB", "₫": "VND", "₴": "UAH",
    "₱": "PHP", "Fr.": "CHF", "SFr.": "CHF", "sFr.": "CHF",
    "Euro": "EUR", "euro": "EUR", "euros": "EUR",
}  # fmt: skip
_MANY = ("$", "¥", "kr", "kr.", "Rs", "Rs.")
"""Signs of several currencies; they stand for themselves."""
_ISO = (
    "AED ARS AUD BAM BDT BGN BOB BRL CAD CHF CLP CNY COP CRC CZK DEM DKK DOP DZD EGP EUR FRF GBP"
    " GEL GHS HKD HRK HUF IDR ILS INR ISK ITL JPY KES KRW KZT LKR MAD MDL MKD MXN MYR NGN NOK NPL"
    " NZD PEN PHP PKR PLN PYG QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD TZS UAH UGX USD UYU UZS"
    " VND XAF XCD XOF ZAR ZMW"
)
CODES = frozenset(_ISO.split())
"""ISO 4217, those one meets in public tables, the three before the euro too."""

_WORDS = sorted((*_SURE, *_MANY, *CODES), key=lambda word: -len(word))
ANY = "|".join(re.escape(word) for word in _WORDS)
_SCALED = re.compile(
    r"(?i)tsd|tausend|thousand|mio|mill|mrd|billion|1[.,]?000|[$€£]000|'000|t€|teur|k€|keur|m€"
)
_RATE = re.compile(r"(?i)/|\bper\b|\bpro\b|\bje\b|%|percent|rank|index")
_NAMED = re.compile(
    rf"[(\[](?:in |en )?({ANY})[)\]]|(?:^|[\s_])(?:in|en)[\s_]({ANY})$|[\s_]({'|'.join(CODES)})$"
    rf"|[\s_]({'|'.join(CODES).lower()})$|([$€£])$"
)


def scheme(sign: str) -> str:
    """The ISO 4217 code of a sign or code; of a sign of many currencies the sign itself."""
    upper = sign.upper()
    return upper if upper in CODES else _SURE.get(sign, sign.rstrip("."))


def named(name: str) -> str | None:
    """The scheme of the money that a column's name states: "Budget (EUR)", "cost_usd", "Total $".

    None for thousands and millions, and for so much money for a thing: they are other numbers.
    """
    found = _NAMED.search(name.strip())
    if not found or _SCALED.search(name) or _RATE.search(name):
        return None
    return scheme(next(part for part in found.groups() if part))
