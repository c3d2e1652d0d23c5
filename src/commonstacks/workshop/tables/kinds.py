"""What kind of thing each column holds, decided from all its rows and said in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import duckdb

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import dates, labels, naming, numbers, schemes, styles
from commonstacks.workshop.tables.evidence import Evidence
from commonstacks.workshop.tables.shape import Kind
from commonstacks.workshop.tables.typed import Typing, as_text, as_values

_MOST_CATEGORIES = 200
_LONGEST_CATEGORY = 80  # characters
_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"


def decide(
    connection: duckdb.DuckDBPyConnection,
    names: Sequence[str],
    rows: int,
    delimiter: str,
    tell: Callable[[Progress], None],
) -> tuple[Typing, ...]:
    """One decision a column, for the text columns c0, c1, … of the table ``raw``.

    Decided from the values of all rows; names only support them, save for codes, whose digits
    are never counted with. Latitude needs longitude beside it, and both in range.
    """
    typings = []
    for at, name in enumerate(names):
        typings.append(_decide(Evidence(connection, f"c{at}", name, rows, delimiter)))
        tell(Progress(at + 1, len(names), "typing"))
    return _placed(connection, typings)


def _decide(evidence: Evidence) -> Typing:
    for rule in _RULES:
        typing = rule(evidence)
        if typing:
            return replace(typing, sensitive=typing.sensitive or naming.is_person(evidence.name))
    raise AssertionError("the last rule takes everything")


def _nothing(evidence: Evidence) -> Typing | None:
    if evidence.present():
        return None
    if evidence.present(labels.ANYWHERE):
        return _text(evidence)
    return as_text(evidence, "text", "no row has a value")


def _contact(evidence: Evidence) -> Typing | None:
    half = evidence.present() / 2
    if evidence.likely(styles.EMAIL, 0.5) and evidence.count(styles.EMAIL) >= half:
        return as_text(evidence, "email", "its values are e-mail addresses", sensitive=True)
    pattern = styles.ANY_TELEPHONE if naming.is_phone(evidence.name) else styles.TELEPHONE
    if evidence.likely(pattern, 0.5) and evidence.count(pattern) >= half:
        return as_text(evidence, "telephone", "its values are telephone numbers", sensitive=True)
    return None


def _boolean(evidence: Evidence) -> Typing | None:
    seen = {value.lower() for value in evidence.sample}
    for yes, no in styles.BOOLEANS:
        if not seen <= {yes, no}:
            continue
        pattern = f"(?i:{yes}|{no})"
        both = seen == {yes, no} or min(evidence.count(f"(?i:{yes})"), evidence.count(f"(?i:{no})"))
        if both and evidence.count(pattern) == evidence.present():
            return as_values(
                evidence, "boolean", f"every value is {yes} or {no}", f"lower({{v}}) = '{yes}'"
            )
    return None


def _place_code(evidence: Evidence) -> Typing | None:
    name = evidence.name
    if naming.is_zip(name) and _nearly_all(evidence, styles.US_ZIP):
        why = "its name says ZIP and its values have five digits"
        return as_text(evidence, "place code", why, scheme="us-zip")
    if naming.is_country(name):
        for scheme, codes in (
            ("iso-alpha2", schemes.ISO_ALPHA2),
            ("iso-alpha3", schemes.ISO_ALPHA3),
        ):
            if _all_in(evidence, codes):
                why = "its name says country and every value is an ISO 3166 code"
                return as_text(evidence, "place code", why, scheme=scheme)
    if _all_in(evidence, schemes.US_STATES) and (naming.is_state(name) or evidence.distinct > 10):
        why = "every value is the postal abbreviation of a US state or territory"
        return as_text(evidence, "place code", why, scheme="us-state")
    return None


def _nearly_all(evidence: Evidence, pattern: str) -> bool:
    return evidence.likely(pattern) and evidence.count(pattern) >= 0.95 * evidence.present()


def _all_in(evidence: Evidence, codes: frozenset[str]) -> bool:
    if not codes.issuperset(evidence.sample):
        return False
    return evidence.among(codes) == evidence.present(labels.ANYWHERE)


def _text(evidence: Evidence) -> Typing:
    unnamed = _identifier(evidence)
    if unnamed:
        return unnamed
    if naming.is_place(evidence.name) and evidence.letters <= _LONGEST_CATEGORY:
        return as_text(evidence, "place name", "its name says that its values are places")
    present, distinct = evidence.present(labels.ANYWHERE), evidence.distinct
    few = distinct * 2 <= present and distinct <= _MOST_CATEGORIES
    if few and evidence.letters <= _LONGEST_CATEGORY:
        return as_text(evidence, "category", f"{distinct} different values come again and again")
    return as_text(evidence, "text", "its values are words, and many of them differ")


def _identifier(evidence: Evidence) -> Typing | None:
    if evidence.likely(_UUID, 1.0) and evidence.unique:
        return as_text(evidence, "identifier", "every value is a UUID and none comes twice")
    if not (naming.is_id(evidence.name) or naming.is_code(evidence.name)):
        return None
    if evidence.letters > _LONGEST_CATEGORY or not evidence.likely(r"\S+"):
        return None
    if naming.is_id(evidence.name) and evidence.unique:
        return as_text(evidence, "identifier", "its name says so and no value comes twice")
    return as_text(evidence, "code", "its name says that its values stand for something")


_RULES: tuple[Callable[[Evidence], Typing | None], ...] = (
    _nothing,
    _contact,
    _boolean,
    _place_code,
    dates.decide,
    numbers.decide,
    _text,
)


def _placed(connection: duckdb.DuckDBPyConnection, typings: list[Typing]) -> tuple[Typing, ...]:
    """Latitude and longitude by name and range, where both are there."""
    numeric = [typing for typing in typings if typing.kind in ("decimal", "integer")]
    north = [t for t in numeric if naming.is_latitude(t.name) and _within(connection, t, 90)]
    east = [t for t in numeric if naming.is_longitude(t.name) and _within(connection, t, 180)]
    if not (north and east):
        return tuple(typings)
    decided = {
        **{t.column: _coordinate(t, "latitude", 90) for t in north},
        **{t.column: _coordinate(t, "longitude", 180) for t in east},
    }
    return tuple(decided.get(typing.column, typing) for typing in typings)


def _within(connection: duckdb.DuckDBPyConnection, typing: Typing, most: int) -> bool:
    value = typing.expression()
    row = connection.execute(f"SELECT max(abs({value})) FROM raw").fetchone()
    return row is not None and row[0] is not None and float(row[0]) <= most


def _coordinate(typing: Typing, kind: Kind, most: int) -> Typing:
    why = f"its name says {kind}, all values lie between -{most} and {most}, and its twin is there"
    sql = f"CAST({typing.sql} AS DOUBLE)"
    return replace(typing, kind=kind, why=why, sql=sql)
