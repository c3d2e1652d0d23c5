"""Words that say nothing are no names here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.rules.tree import parsed, sources

EMPTY = {"utils", "util", "helpers", "helper", "common", "manager", "service", "handler"}
EMPTY |= {"process", "data", "info"}
TITLES = {"Utils", "Helper", "Helpers", "Manager", "Service", "Handler", "Info"}
DEFINITIONS = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def empty_names(root: Path) -> list[str]:
    found = [
        f"{path.relative_to(root)}: a file or folder needs a name that says what is in it"
        for path in (*sources(root, "src"), *sources(root, "frontend/src", ".ts"))
        if path.stem.lower() in EMPTY or path.parent.name.lower() in EMPTY
    ]
    for path in sources(root, "src"):
        found += [
            f"{path.relative_to(root)}:{node.lineno}: {node.name}"
            for node in ast.walk(parsed(path))
            if isinstance(node, DEFINITIONS) and is_empty(node.name)
        ]
    return found


def is_empty(name: str) -> bool:
    """True for ``process`` and ``FileManager``; ``processes_of`` and ``Manage`` say something."""
    words = re.findall(r"[A-Z][a-z]+|[a-z]+|[A-Z]+(?![a-z])", name)
    camel = bool(words) and name[:1].isupper() and words[-1] in TITLES
    return name.strip("_").lower() in EMPTY or camel
