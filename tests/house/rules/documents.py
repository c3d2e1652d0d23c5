"""The reference says what the code says: settings, commands, pages, words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import click

from tests.house.rules.tree import PACKAGE, parsed, section, sources

READERS = {"text", "words", "number"}
PREFIX = "COMMONSTACKS_"
REFERENCE = Path("docs/reference")


def settings_of(root: Path) -> set[str]:
    """Every variable the package reads from the environment, by its full name."""
    names = set()
    for node in ast.walk(parsed(root / PACKAGE / "config" / "settings.py")):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in READERS:
            names |= {PREFIX + name for name in strings(node) if name.isupper()}
    for path in sources(root, str(PACKAGE)):
        names |= set(re.findall(rf"{PREFIX}[A-Z][A-Z_]*", path.read_text(encoding="utf-8")))
    return names


def strings(call: ast.AST) -> list[str]:
    first = call.args[:1] if isinstance(call, ast.Call) else []
    return [a.value for a in first if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def undocumented_settings(root: Path) -> list[str]:
    page = (root / REFERENCE / "settings.md").read_text(encoding="utf-8")
    return [
        f"{name} is not in settings.md"
        for name in sorted(settings_of(root))
        if f"`{name}`" not in page
    ]


def invented_settings(root: Path) -> list[str]:
    page = (root / REFERENCE / "settings.md").read_text(encoding="utf-8")
    told = set(re.findall(rf"`({PREFIX}[A-Z_]+)`", page))
    return [
        f"{name} is in settings.md, but nothing reads it"
        for name in sorted(told - settings_of(root) - TESTS_READ)
    ]


# Read by the tests alone; told in how-to/run-the-tests.md.
TESTS_READ = {PREFIX + "REAL_DATA", PREFIX + "STANDARDS"}


def untested_settings(root: Path) -> list[str]:
    texts = [
        path.read_text(encoding="utf-8")
        for path in sources(root, "tests")
        if "house" not in path.relative_to(root).parts
    ]
    return [
        f"{name} is in no test"
        for name in sorted(settings_of(root))
        if not any(re.search(rf"\b{name}\b", text) for text in texts)
    ]


def undocumented_commands(root: Path, group: click.Group) -> list[str]:
    page = (root / REFERENCE / "command-line.md").read_text(encoding="utf-8")
    everywhere = section(page, "Every command")
    context = click.Context(group)
    found = []
    for name in sorted(group.list_commands(context)):
        told = section(page, f"stacks {name}")
        command = group.get_command(context, name)
        if not told or command is None:
            found.append(f"stacks {name} has no section in command-line.md")
            continue
        found += [
            f"stacks {name}: {option} is not in command-line.md"
            for option in options_of(command)
            if f"`{option}" not in told + everywhere
        ]
    return found


def options_of(command: click.Command) -> list[str]:
    """The longest spelling of each option."""
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    spelled = [name for option in options for name in (*option.opts, *option.secondary_opts)]
    return [name for name in spelled if name.startswith("--")]


def undocumented_pages(root: Path, names: Iterable[str]) -> list[str]:
    page = (root / REFERENCE / "pages.md").read_text(encoding="utf-8")
    return [f"page {name} is not in pages.md" for name in sorted(names) if f"`{name}`" not in page]


def words_of(root: Path) -> set[str]:
    page = (root / REFERENCE / "words.md").read_text(encoding="utf-8")
    return set(re.findall(r"^- \*\*([^*]+)\*\*", page, flags=re.MULTILINE))


def unknown_words(root: Path, models: Iterable[str]) -> list[str]:
    """Model names that are no word of words.md: ``StaleMark`` is the term *stale mark*."""
    known = words_of(root)
    terms = {name: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() for name in models}
    return [
        f"{name}: “{term}” is not in words.md"
        for name, term in sorted(terms.items())
        if term not in known
    ]
