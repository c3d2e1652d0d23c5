# noqa: INP001  # run by its path
"""Gather every sentence that a visitor may read into the catalogues, and compile them.

The pages mark theirs with ``translate`` and ``gettext``. Refusals come from the floors below,
which know no gettext; their sentences are found where they are raised:

* what a Refusal is given as its reason and its hint, written there or as a constant with a name;
* what is marked with ``phrase("…")``, since it reaches a Refusal from a table;
* what ``refuse("…")`` and the like are given, which raise one;
* what a letter says, which is in ``gettext`` there;
* what somebody did, which a credit line keeps;
* what a job is at, which a Progress tells;
* what the reading of a table says of its steps (``kept_forms``).

Run by ``make messages``.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).parents[1]))
from tools import kept_forms

SOURCE = Path(__file__).parents[1] / "src/commonstacks"
WEB = SOURCE / "doors/web"
ENGLISH_ONLY = ("doors/api", "doors/cli")
"""Doors without translations."""
READING = ("workshop/tables/",)
"""What it says of a table is kept as text, with the table."""
HANDS_ON = ("phrase", "refuse", "need_open", "_")


def sentences(source: Path = SOURCE) -> list[str]:
    """The English of every refusal, each once."""
    files = parsed(source)
    trees = [tree for _, tree in files]
    constants, found = texts(trees), dict[str, None]()
    for given in given_to(trees, refusals(trees), takes=2):
        found |= dict.fromkeys(constants.get(last(given), ()))
        found |= dict.fromkeys(literal(given))
    for given in given_to(trees, set(HANDS_ON), takes=1):
        found |= dict.fromkeys(literal(given))
    for given in given_to(trees, {"Progress"}, takes=3):
        found |= dict.fromkeys([*constants.get(last(given), ()), *literal(given)])
    for given in credited(trees):
        found |= dict.fromkeys(literal(given))
    reading = [tree for name, tree in files if name.startswith(READING)]
    found |= dict.fromkeys(kept_forms.kept(reading))
    return [sentence for sentence in found if re.sub(r"\{[^}]*\}", "", sentence)]


def made_on_the_way(source: Path = SOURCE) -> list[str]:
    """Where a sentence is put together of parts, so that nobody can translate it."""
    files = parsed(source)
    names = refusals([tree for _, tree in files]) | set(HANDS_ON)
    return [
        f"{name}:{given.lineno}"
        for name, tree in files
        for given in given_to([tree], names, takes=2)
        if isinstance(given, ast.JoinedStr | ast.BinOp)
    ]


def parsed(source: Path) -> list[tuple[str, ast.Module]]:
    files = {file.relative_to(source).as_posix(): file for file in sorted(source.rglob("*.py"))}
    return [
        (name, ast.parse(file.read_text()))
        for name, file in files.items()
        if not name.startswith(ENGLISH_ONLY)
    ]


def given_to(trees: Sequence[ast.Module], names: set[str], *, takes: int) -> Iterator[ast.expr]:
    """The first arguments of every call of these names."""
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and last(node.func) in names:
            yield from node.args[:takes]


def credited(trees: Sequence[ast.Module]) -> Iterator[ast.expr]:
    """What somebody did, as a credit line keeps it."""
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and last(node.func) == "record":
            yield from (each.value for each in node.keywords if each.arg == "what")


def refusals(trees: Sequence[ast.Module]) -> set[str]:
    """Refusal and what is made of it, however far down; ``__init__`` is how these say theirs."""
    found, before = {"Refusal", "__init__"}, 0
    made = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while len(found) > before:
        before = len(found)
        found |= {each.name for each in made if {last(base) for base in each.bases} & found}
    return found


def texts(trees: Sequence[ast.Module]) -> dict[str, list[str]]:
    """Constants that are a text, by their name; modules may have the same name for different."""
    found: dict[str, list[str]] = {}
    for node in (node for tree in trees for node in tree.body):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            found.setdefault(last(target), []).extend(literal(node.value))
    return found


def literal(node: ast.expr | None) -> list[str]:
    """The text that stands there, if one does."""
    given = node.value if isinstance(node, ast.Constant) else None
    return [given] if isinstance(given, str) and given else []


def last(node: ast.expr) -> str:
    """The name, or its last part: ``strict.HINT`` → HINT."""
    return str(getattr(node, "attr", getattr(node, "id", "")))


def gather(web: Path = WEB, source: Path = SOURCE) -> None:
    """Write what is new into the catalogues of ``web``: for a moment the refusals stand in it."""
    beside = web / "refusals_gathered.py"
    beside.write_text("".join(f"gettext({sentence!r})\n" for sentence in sentences(source)))
    try:
        run(web, "makemessages", "--all", "--no-location", "--no-wrap")
    finally:
        beside.unlink()


def run(web: Path, *order: str) -> None:
    program = Path(sys.executable).with_name("django-admin")
    subprocess.run([program, *order], cwd=web, check=True, capture_output=True)


if __name__ == "__main__":
    gather()
    run(WEB, "compilemessages")
