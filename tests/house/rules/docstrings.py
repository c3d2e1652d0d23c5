"""A workshop function that another room calls says what it takes, returns and refuses."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.rules.tree import PACKAGE, module_of, parsed, sources


def without_docstring(root: Path) -> list[str]:
    called = called_from_other_rooms(root)
    return [
        f"{path.relative_to(root)}:{node.lineno}: {node.name}"
        for path in sources(root, str(PACKAGE / "workshop"))
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef)
        and (module_of(root, path), node.name) in called
        and not ast.get_docstring(node)
    ]


def called_from_other_rooms(root: Path) -> set[tuple[str, str]]:
    """Pairs of (module, name) that a file of another folder uses."""
    used: set[tuple[str, str]] = set()
    for path in sources(root, str(PACKAGE)):
        room = module_of(root, path).rpartition(".")[0]
        used |= {use for use in uses_of(parsed(path)) if use[0].rpartition(".")[0] != room}
    return used


def uses_of(tree: ast.Module) -> set[tuple[str, str]]:
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    known = {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in imports
        for alias in node.names
    }
    used = set(known.values())
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module, name = known.get(node.value.id, ("", ""))
            used.add((f"{module}.{name}", node.attr))
    return used
