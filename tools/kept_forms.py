# noqa: INP001  # beside messages.py
"""The forms of sentences that are kept as text: what the reading of a table says of its steps.

They are made where they are said, with f-strings; here their forms are read off the source. A
place gets the name of what stands in it; where a place holds one text or another, both are forms.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import product
from string import Formatter

SAID = ("says", "warning", "told")
"""Names under which the source keeps such a sentence before a step or a profile holds it."""
SAYING = ("Step",)
FEW = 4  # signs
MOST = 12  # forms of one sentence


def kept(trees: Sequence[ast.Module]) -> list[str]:
    """Every form, each once, that has words of its own."""
    found = dict.fromkeys(form for tree in trees for form in of_tree(tree))
    return [form for form in found if words(form)]


def of_tree(tree: ast.Module) -> Iterator[str]:
    """Of one file: what its functions say, with what stands in their variables."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    plain = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    for scope in (*functions, *plain):
        inside = variables(scope)
        for sentence in said(scope):
            forms = list(forms_of(sentence, inside))
            yield from forms if len(forms) <= MOST else ()


def said(scope: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(scope):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in SAYING:
                yield from node.args[1:2]
            yield from (each.value for each in node.keywords if each.arg in SAID)
            if ast.unparse(node.func) == "warnings.append":
                yield from node.args
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            yield from filter(ends, node.value.elts)
        if isinstance(node, ast.Assign) and named(node.targets[0]) in SAID:
            yield node.value


def ends(node: ast.expr) -> bool:
    """Is it a whole sentence, with its full stop?"""
    last = node.values[-1] if isinstance(node, ast.JoinedStr) else None
    return isinstance(last, ast.Constant) and str(last.value).endswith(".")


def variables(scope: ast.AST) -> dict[str, ast.expr]:
    """The names that stand for one text or another."""
    return {
        named(node.targets[0]): node.value
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.IfExp)
    }


def forms_of(node: ast.expr, inside: dict[str, ast.expr]) -> Iterator[str]:
    """The forms of one sentence; nothing where it is no text that stands there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value.replace("{", "{{").replace("}", "}}")
    elif isinstance(node, ast.IfExp):
        one, other = (list(forms_of(each, inside)) for each in (node.body, node.orelse))
        yield from [*one, *other] if one and other else ()
    elif isinstance(node, ast.JoinedStr):
        parts = [list(part(each, inside)) for each in node.values]
        yield from map("".join, product(*parts))


def part(node: ast.expr, inside: dict[str, ast.expr]) -> Iterator[str]:
    if not isinstance(node, ast.FormattedValue):
        yield from forms_of(node, inside)
        return
    name = named(node.value) if isinstance(node.value, ast.Name) else ""
    value = inside.get(name, node.value)
    left = {other: text for other, text in inside.items() if other != name}
    if isinstance(value, ast.IfExp) and (forms := list(forms_of(value, left))):
        yield from forms
        return
    spec = "".join(forms_of(node.format_spec, {})) if node.format_spec else ""
    yield "{" + (named(node.value) or "n") + (f":{spec}" if spec == "," else "") + "}"


def named(node: ast.expr) -> str:
    """What a place is called: the name, or its last part, in small letters."""
    if isinstance(node, ast.Subscript | ast.Starred):
        return named(node.value)
    if isinstance(node, ast.Call):
        inner = node.args[0] if node.args else node.func
        return named(inner)
    return str(getattr(node, "attr", getattr(node, "id", ""))).lower().strip("_")


def words(form: str) -> bool:
    """Has it words of its own, so that it can be known again?"""
    own = "".join(literal for literal, *_ in Formatter().parse(form)).strip(" :;,.")
    return len(own) > FEW
