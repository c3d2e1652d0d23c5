"""How long a file may be."""

from __future__ import annotations

from pathlib import Path

from tests.house.rules.tree import PACKAGE, kept

FILE = 400
TEMPLATE = 100  # 80, and a little mercy for attributes that stand one a line
SETTINGS = 250
SOURCES = {".py", ".ts", ".css"}


def too_long(root: Path) -> list[str]:
    found = []
    for path in kept(root):
        if "migrations" in path.parts:
            continue
        limit = limit_of(root, path)
        lines = len(path.read_text(encoding="utf-8").splitlines()) if limit else 0
        if limit and lines > limit:
            found.append(f"{path.relative_to(root)}: {lines} lines, at most {limit}")
    return found


def limit_of(root: Path, path: Path) -> int | None:
    if path == root / PACKAGE / "config" / "settings.py":
        return SETTINGS - 1
    if path.suffix == ".html" and "templates" in path.parts:
        return TEMPLATE
    ours = path.relative_to(root).parts[0] in {"src", "frontend", "tests"}
    return FILE if ours and path.suffix in SOURCES else None
