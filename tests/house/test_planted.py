"""Each house rule sees a violation that is planted for it, and nothing else beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.rules import addresses, docstrings, guard, names, papers, sizes

LOCK = '{"packages": {"node_modules/plot": {"version": "1.0.0"}}}'
PROJECT = '[project]\ndependencies = [\n  "kept>=1",  # keeps things\n  "bare>=2",\n]\n'
DECISION = "# 1. One\n\n## Context\n\n## Decision\n\n## Consequences\n"
CALLER = "from commonstacks.workshop import views\nviews.cut(1)\n"

PLANTED = [
    (
        sizes.too_long,
        {"src/commonstacks/kit/long.py": "x = 1\n" * 401, "src/commonstacks/kit/fit.py": "x = 1\n"},
        ["src/commonstacks/kit/long.py: 401 lines, at most 400"],
    ),
    (
        sizes.too_long,
        {"frontend/src/long.ts": "let x;\n" * 401},
        ["frontend/src/long.ts: 401 lines, at most 400"],
    ),
    (
        sizes.too_long,
        {"src/commonstacks/doors/web/templates/dataset/page.html": "<p>\n" * 101},
        ["src/commonstacks/doors/web/templates/dataset/page.html: 101 lines, at most 100"],
    ),
    (
        sizes.too_long,
        {"src/commonstacks/config/settings.py": "X = 1\n" * 250},
        ["src/commonstacks/config/settings.py: 250 lines, at most 249"],
    ),
    (
        names.empty_names,
        {"src/commonstacks/kit/utils.py": "", "src/commonstacks/kit/text.py": ""},
        ["src/commonstacks/kit/utils.py: a file or folder needs a name that says what is in it"],
    ),
    (
        names.empty_names,
        {"frontend/src/helpers.ts": ""},
        ["frontend/src/helpers.ts: a file or folder needs a name that says what is in it"],
    ),
    (
        names.empty_names,
        {
            "src/commonstacks/kit/a.py": "def process(): ...\nclass FileManager: ...\nclass Data: ..."
        },
        [
            "src/commonstacks/kit/a.py:1: process",
            "src/commonstacks/kit/a.py:2: FileManager",
            "src/commonstacks/kit/a.py:3: Data",
        ],
    ),
    (
        addresses.registries,
        {"notes.md": "one\nsee https://" + "pypi" + ".org/simple\n"},
        ["notes.md:2: " + "pypi" + ".org"],
    ),
    (
        addresses.registries,
        {"frontend/package-lock.json": "https://" + "registry.npm" + "js.org/plot"},
        ["frontend/package-lock.json:1: " + "registry.npm" + "js"],
    ),
    (
        addresses.machine_paths,
        {"a.py": "x = '/" + "home/someone/x'\ny = 'library/work/models.py'\nz = '/work/review'\n"},
        ["a.py:1: /" + "home/someone/"],
    ),
    (
        guard.past_the_guard,
        {
            "src/commonstacks/doors/web/pages/a.py": "Dataset.objects.all()\n"
            "models.Dataset.objects\nget_object_or_404(Dataset)\nreading.shown(dataset)\n",
            "src/commonstacks/flows/a.py": "Dataset.objects.all()\n",
        },
        [
            "src/commonstacks/doors/web/pages/a.py:1: Dataset.objects",
            "src/commonstacks/doors/web/pages/a.py:2: models.Dataset.objects",
            "src/commonstacks/doors/web/pages/a.py:3: get_object_or_404(Dataset)",
        ],
    ),
    (
        docstrings.without_docstring,
        {
            "src/commonstacks/workshop/views.py": "def cut(x): ...\ndef inner(x): ...\n",
            "src/commonstacks/workshop/bins.py": "from commonstacks.workshop.views import inner",
            "src/commonstacks/flows/a.py": CALLER,
        },
        ["src/commonstacks/workshop/views.py:1: cut"],
    ),
    (
        papers.unfit_decisions,
        {
            "docs/adr/0001-one.md": DECISION,
            "docs/adr/0003-three.md": DECISION.replace("## Context\n", "") + "\n" * 70,
        },
        [
            "0003-three.md: the numbers run without a hole; this would be 0002",
            "0003-three.md: longer than one page (70 lines)",
            "0003-three.md: no part “Context”",
        ],
    ),
    (papers.without_reason, {"pyproject.toml": PROJECT}, ["bare>=2 has no reason beside it"]),
    (
        papers.lock_lacks,
        {
            "frontend/package.json": '{"dependencies": {"plot": "1.0.0", "axe": "2.0.0"}}',
            "frontend/package-lock.json": LOCK,
        },
        ["axe 2.0.0 is not in package-lock.json"],
    ),
    (
        papers.unhashed,
        {"requirements/run.txt": "kept==1 \\\n    --hash=sha256:00\nbare==2\n    # via kept\n"},
        ["run.txt: bare==2"],
    ),
    (
        papers.broken_links,
        {"docs/a.md": "[b](b.md#part) [c](c.md) [d](https://a.example)", "docs/b.md": ""},
        ["docs/a.md: c.md"],
    ),
]


@pytest.mark.parametrize(
    ("rule", "files", "found"), PLANTED, ids=lambda part: getattr(part, "__name__", "")
)
def test_a_planted_violation_is_reported(rule, files, found, tmp_path):
    plant(tmp_path, files)
    assert rule(tmp_path) == found


def plant(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
