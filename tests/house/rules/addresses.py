"""No registry's address and no machine's path is kept in the sources."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.rules.tree import kept

# Put together here, so that this file does not name them either.
REGISTRIES = [
    "pypi" + r"\.org",
    "pypi" + r"\.python\.org",
    "files\\." + "pythonhosted",
    "registry\\." + "npmjs",
    "registry\\." + "yarnpkg",
    "deb\\." + "debian",
    "archive\\." + "ubuntu",
    "proxy\\." + "golang",
    "--(?:extra-)?" + "index-url(?! *=?\\$)",
]
PATHS = [
    "(?<![\\w.*)}\\]/-])/" + r"work/(?:main|shared|\.)",
    "(?<![\\w.*)}\\]/-])/" + r"root/\w",
    "(?<![\\w.*)}\\]/-])/" + r"(?:home|Users)/[a-z]\w*/",
    "(?<![\\w.*)}\\]/-])/" + r"opt/\w+/simple",
]


def registries(root: Path) -> list[str]:
    return places_of(root, REGISTRIES)


def machine_paths(root: Path) -> list[str]:
    return places_of(root, PATHS)


def places_of(root: Path, patterns: list[str]) -> list[str]:
    wanted = re.compile("|".join(patterns))
    found = []
    for path in kept(root):
        text = path.read_bytes().decode("utf-8", errors="replace")
        found += [
            f"{path.relative_to(root)}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
            for match in wanted.finditer(text)
        ]
    return found
