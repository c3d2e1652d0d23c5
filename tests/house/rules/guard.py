"""Doors ask flows/reading.py what may be seen; they never query the catalogue themselves."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.rules.tree import PACKAGE, parsed, sources

GUARDED = {"Dataset", "Version", "File", "Table", "Column", "Statement", "Gap", "Revision"}
ROADS = {"objects", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def past_the_guard(root: Path) -> list[str]:
    found = []
    for path in sources(root, str(PACKAGE / "doors")):
        queries = [node for node in ast.walk(parsed(path)) if is_query(node)]
        found += [
            f"{path.relative_to(root)}:{node.lineno}: {ast.unparse(node)[:60]}"
            for node in sorted(queries, key=lambda node: node.lineno)
        ]
    return found


def is_query(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in ROADS and last_name(node.value) in GUARDED
    if isinstance(node, ast.Call):
        return last_name(node.func) in SHORTCUTS and any(
            last_name(argument) in GUARDED for argument in node.args
        )
    return False


def last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
