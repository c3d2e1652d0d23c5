"""The published JSON Schema (draft 2020-12) of a view spec, made from the parser's own limits.

``commonstacks-view-1.schema.json`` beside this file is what it returns. What the schema refuses,
``spec.parse`` refuses; the parser knows more: days that do not exist, empty ranges, filters that do
not fit their chart.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, get_args

from commonstacks.workshop.views import strict
from commonstacks.workshop.views.charts import MORE as PARTS
from commonstacks.workshop.views.charts import MOST_RANKED, PAIRS, ChartKind, Inner, Order, Take
from commonstacks.workshop.views.filters import (
    MOST_FILTERS,
    MOST_TEXT,
    MOST_VALUES,
    PLACE,
    How,
)
from commonstacks.workshop.views.spec import DATASET, MOST_CHARTS, SCHEMA, TABLE

FILE = "commonstacks-view-1.schema.json"
Facts = dict[str, Any]


def published() -> bytes:
    """The schema as it is served: the file beside this one."""
    return resources.files(__package__).joinpath(FILE).read_bytes()


def written() -> bytes:
    """The schema as the file should hold it."""
    return (json.dumps(schema(), indent=1, ensure_ascii=False) + "\n").encode()


def schema() -> Facts:
    """The schema as JSON values."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "A view of one table at one version",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "dataset": _text(120, DATASET),
                "version": {"type": "integer", "minimum": 1, "maximum": 10**9},
                "table": _text(64, TABLE),
                "charts": _list({"$ref": "#/$defs/chart"}, 1, MOST_CHARTS),
                "filters": _list({"$ref": "#/$defs/filter"}, 0, MOST_FILTERS),
                "compare": {"$ref": "#/$defs/compare"},
                "sort": _object({"column": _COLUMN, "falling": {"type": "boolean"}}, "column"),
            },
            "schema",
            "dataset",
            "version",
            "table",
            "charts",
        ),
        "$defs": {
            "column": _text(strict.NAME),
            "number": {"type": "number", "minimum": -1e300, "maximum": 1e300},
            "day": _text(10, strict.DAY),
            "place": _text(MOST_TEXT, PLACE),
            "measure": _measure(),
            "chart": {"oneOf": [_chart(kind) for kind in get_args(ChartKind)]},
            "filter": _filter(),
            "compare": _compare(),
        },
    }


_COLUMN: Facts = {"$ref": "#/$defs/column"}
_NUMBER: Facts = {"$ref": "#/$defs/number"}
_DAY: Facts = {"$ref": "#/$defs/day"}
_PLACE: Facts = {"$ref": "#/$defs/place"}


def _object(parts: Facts, *required: str) -> Facts:
    return {
        "type": "object",
        "properties": parts,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: Facts, least: int, most: int) -> Facts:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _text(most: int, pattern: str = "") -> Facts:
    """A pattern fits the whole text; ECMA-262 has no other end of a text than ``$``."""
    return {
        "type": "string",
        "maxLength": most,
        **({"pattern": f"^({pattern})$"} if pattern else {}),
    }


def _measure() -> Facts:
    takes = [take for take in get_args(Take) if take != "share"]
    of = _object({"take": {"enum": takes}, "of": {**_COLUMN, "minLength": 1}}, "take", "of")
    return {"oneOf": [of, _object({"take": {"enum": ["count", "share"]}}, "take")]}


def _chart(kind: str) -> Facts:
    wide = 2 if kind in PAIRS else 1
    columns = {**_list(_COLUMN, wide, wide), "uniqueItems": True}
    known: Facts = {
        "value": {**_COLUMN, "minLength": 1},
        "focus": {"const": True},
        "steps": {"const": "log"},
        "measure": {"$ref": "#/$defs/measure"},
        "inner": {"enum": list(get_args(Inner))},
        "sort": {"enum": list(get_args(Order))},
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST_RANKED},
    }
    more = {name: known[name] for name in sorted(PARTS[kind])}
    needed = ["kind", "columns", *(["inner"] if kind == "multiples" else [])]
    facts = _object({"kind": {"const": kind}, "columns": columns, **more}, *needed)
    return facts | ({"not": {"required": ["value", "measure"]}} if "value" in more else {})


def _filter() -> Facts:
    """One column, or two for a map."""
    value = {"type": ["string", "null"], "maxLength": 1000}
    values = _list(value, 1, MOST_VALUES)
    ends = {"from": {"anyOf": [_NUMBER, _DAY]}, "to": {"anyOf": [_NUMBER, _DAY]}}
    both = {**_list(_COLUMN, 2, 2), "uniqueItems": True}
    one = {"column": _COLUMN}
    texts = [_object({**one, how: _text(MOST_TEXT)}, "column", how) for how in get_args(How)]
    return {
        "oneOf": [
            _object({"place": _PLACE}, "place"),
            _object({**one, "any_of": values}, "column", "any_of"),
            _object({"columns": both, "any_of": values}, "columns", "any_of"),
            _object({"columns": both, "within": _list(_NUMBER, 4, 4)}, "columns", "within"),
            _object({**one, "missing": {"type": "boolean"}}, "column", "missing"),
            {
                **_object({**one, **ends}, "column"),
                "anyOf": [{"required": ["from"]}, {"required": ["to"]}],
            },
            *texts,
        ]
    }


def _compare() -> Facts:
    period = _object({"column": _COLUMN, "from": _DAY, "to": _DAY}, "column", "from", "to")
    number = {"type": "integer", "minimum": 1, "maximum": 10**9}
    version = _object({"version": number, "table": _text(64, TABLE)}, "version", "table")
    return {"oneOf": [{"const": "whole"}, _object({"place": _PLACE}, "place"), period, version]}
