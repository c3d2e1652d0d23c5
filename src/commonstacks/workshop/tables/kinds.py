"""What kind of thing each column holds, decided from all its rows and said in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import duckdb

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import dates, labels, naming, numbers, schemes, styles, wkt
from commonstacks.workshop.tables.evidence import Evidence
from commonstacks.workshop.tables.shape import Kind
from commonstacks.workshop.tables.sql import one
from commonstacks.workshop.tables.systems import System
from commonstacks.workshop.tables.text_table import TextTable
from commonstacks.workshop.tables.typed import Typing, as_known, as_text, as_values

_MOST_CATEGORIES = 200
_MOST_REPEATED = 1000  # categories, if each comes often
_OFTEN = 20  # rows to a value, on average
_LONGEST_CATEGORY = 80  # characters
_FEW_STATES = 5  # different names of US states below which they may be something else
_MANY_DIGITS = 0.8  # share of values with more than two decimals
_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"


def decide(
    connection: duckdb.DuckDBPyConnection,
    text: TextTable,
    tell: Callable[[Progress], None],
    system: System | None = None,
) -> tuple[Typing, ...]:
    """One decision a column, for the columns c0, c1, … of ``text``, which is the table ``raw``.

    Known columns are what their file says. The others are decided from the values of all rows;
    names only support them, save for codes, whose digits are never counted with. Latitude needs
    longitude beside it, and both in range. Well-known text is moved to WGS 84 if its ``system``
    is given.
    """
    typings = []
    for at, name in enumerate(text.names):
        column = f"c{at}"
        if at in text.known:
            nulls = text.rows - one(connection, f"SELECT count({column}) FROM raw")[0]
            typings.append(as_known(text.known[at], column, name, nulls))
        else:
            evidence = Evidence(connection, column, name, text.rows, text.delimiter)
            typing = wkt.decide(evidence, system) or _decide(evidence)
            typings.append(_as_letters(evidence, typing) if at in text.lettered else typing)
        tell(Progress(at + 1, len(text.names), "typing"))
    return _placed(connection, typings)


def _decide(evidence: Evidence) -> Typing:
    for rule in _RULES:
        typing = rule(evidence)
        if typing:
            return replace(typing, sensitive=typing.sensitive or naming.is_person(evidence.name))
    raise AssertionError("the last rule takes everything")


def _as_letters(evidence: Evidence, typing: Typing) -> Typing:
    """Digits in a column that the file declares as letters, though it could hold numbers."""
    if typing.kind not in ("integer", "decimal"):
        return typing
    return as_text(evidence, "code", "the file keeps its digits as letters, not as numbers")


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
    if distinct >= _FEW_STATES and evidence.among(schemes.US_STATE_NAMES) >= 0.95 * present:
        return as_text(evidence, "place name", "its values are names of US states")
    few = distinct * 2 <= present and distinct <= _MOST_CATEGORIES
    few = few or (distinct * _OFTEN <= present and distinct <= _MOST_REPEATED)
    if few and evidence.letters <= _LONGEST_CATEGORY:
        again = f"{distinct} different values come again and again"
        return as_text(evidence, "category", again if distinct > 1 else "every value is the same")
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
    drawn = any(typing.kind in ("geometry", "longitude") for typing in typings)
    numeric = [typing for typing in typings if typing.kind in ("decimal", "integer")]
    numeric = [t for t in numeric if not naming.is_axis(t.name) or _on_earth(connection, t, drawn)]
    north = [t for t in numeric if naming.is_latitude(t.name) and _within(connection, t, 90)]
    east = [t for t in numeric if naming.is_longitude(t.name) and _within(connection, t, 180)]
    if not (north and east):
        return tuple(typings)
    decided = {
        **{t.column: _coordinate(t, "latitude", 90) for t in north},
        **{t.column: _coordinate(t, "longitude", 180) for t in east},
    }
    return tuple(decided.get(typing.column, typing) for typing in typings)


def _on_earth(connection: duckdb.DuckDBPyConnection, typing: Typing, drawn: bool) -> bool:
    """Whether x or y may be degrees: no shape says where the row is, and they have many digits."""
    if drawn or typing.known:
        return False
    value = f"100 * CAST({typing.expression()} AS DOUBLE)"
    query = f"SELECT avg(CAST(abs({value} - round({value})) > 1e-6 AS INTEGER)) FROM raw"
    row = connection.execute(query).fetchone()
    return row is not None and row[0] is not None and float(row[0]) >= _MANY_DIGITS


def _within(connection: duckdb.DuckDBPyConnection, typing: Typing, most: int) -> bool:
    value = typing.expression()
    row = connection.execute(f"SELECT max(abs({value})) FROM raw").fetchone()
    return row is not None and row[0] is not None and float(row[0]) <= most


def _coordinate(typing: Typing, kind: Kind, most: int) -> Typing:
    why = f"its name says {kind}, all values lie between -{most} and {most}, and its twin is there"
    sql = f"CAST({typing.sql} AS DOUBLE)"
    return replace(typing, kind=kind, why=why, sql=sql)
