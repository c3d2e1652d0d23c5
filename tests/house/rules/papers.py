"""Decisions on one page, dependencies with a reason, a lock that knows what is asked for."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from tests.house.rules.tree import kept

PAGE = 70
PARTS = ("Context", "Decision", "Consequences")


def unfit_decisions(root: Path) -> list[str]:
    found = []
    pages = sorted((root / "docs" / "adr").glob("[0-9]*.md"))
    for number, path in enumerate(pages, start=1):
        text = path.read_text(encoding="utf-8")
        if not path.name.startswith(f"{number:04d}-"):
            found.append(f"{path.name}: the numbers run without a hole; this would be {number:04d}")
        if len(text.splitlines()) > PAGE:
            found.append(f"{path.name}: longer than one page ({PAGE} lines)")
        found += [
            f"{path.name}: no part “{part}”" for part in PARTS if f"\n## {part}\n" not in text
        ]
    return found


def without_reason(root: Path) -> list[str]:
    """Dependencies whose line does not say what they are for."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(text)
    groups = declared.get("dependency-groups", {})
    asked = [*declared["project"]["dependencies"], *(line for g in groups.values() for line in g)]
    lines = [line.strip() for line in text.splitlines()]
    return [
        f"{name} has no reason beside it"
        for name in asked
        if not any(re.match(rf'"{re.escape(name)}",?\s+# \w', line) for line in lines)
    ]


def lock_lacks(root: Path) -> list[str]:
    """Front-end packages that are asked for, but are not in the lock at that version."""
    asked = json.loads((root / "frontend" / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((root / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    wanted = {**asked.get("dependencies", {}), **asked.get("devDependencies", {})}
    held = {name: entry.get("version") for name, entry in lock["packages"].items()}
    return [
        f"{name} {version} is not in package-lock.json"
        for name, version in wanted.items()
        if held.get(f"node_modules/{name}") != version
    ]


def unhashed(root: Path) -> list[str]:
    """Requirements without a digest."""
    found = []
    for path in sorted((root / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        found += [
            f"{path.name}: {line.split()[0]}" for line in pins if "--hash=sha256:" not in line
        ]
    return found


def broken_links(root: Path) -> list[str]:
    """Links of our pages to files that are not there."""
    found = []
    for path in (path for path in kept(root) if path.suffix == ".md"):
        links = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
        found += [
            f"{path.relative_to(root)}: {link}"
            for link in links
            if "://" not in link and not (path.parent / link).exists()
        ]
    return found
