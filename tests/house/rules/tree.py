"""Walking a checkout: its own files, never what was made from them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path("src/commonstacks")
MADE = {".venv", ".make", ".hypothesis", "node_modules", "dist", "__pycache__", "app"}


def kept(root: Path) -> list[Path]:
    """Every file that is or may be committed; without git, every file there is."""
    if not (root / ".git").exists():
        return sorted(path for path in root.rglob("*") if path.is_file() and not made(root, path))
    git = ["git", "-c", f"safe.directory={root}", "-C", str(root)]
    command = [*git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    paths = (root / name for name in set(listed.split("\0")) if name)
    return sorted(path for path in paths if path.is_file())


def made(root: Path, path: Path) -> bool:
    parts = path.relative_to(root).parts
    return any(part in MADE or part.endswith(("_cache", ".egg-info")) for part in parts)


def sources(root: Path, under: str = "", *suffixes: str) -> Iterator[Path]:
    """Our own sources below ``under``; Python unless other suffixes are named."""
    folder = root / under if under else root
    for path in kept(root):
        if path.suffix in (suffixes or (".py",)) and path.is_relative_to(folder):
            yield path


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def module_of(root: Path, path: Path) -> str:
    parts = path.relative_to(root / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def section(text: str, heading: str) -> str:
    """What stands under ``## heading`` up to the next one of its kind; empty when absent."""
    marked = f"\n{text}\n"
    start = marked.find(f"\n## {heading}\n")
    if start < 0:
        return ""
    body = marked[start + len(heading) + 5 :]
    end = body.find("\n## ")
    return body if end < 0 else body[:end]
