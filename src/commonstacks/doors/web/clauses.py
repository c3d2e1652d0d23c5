"""Kept sentences that were put together of clauses: what a change did, in one sentence.

"2 rows added, 1 row changed (only price), 5 the same (told apart by id); 1 column added: size."
Every clause is known by itself; where one is not, the sentence stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from re import compile as pattern
from typing import Final

Known = Callable[[str], str | None]
ASIDE: Final = pattern(r"(.+?) \((.+)\)")


def in_clauses(kept: str, known: Known) -> str | None:
    """The sentence in another language; None where ``known`` does not know all of its clauses."""
    if not kept.endswith("."):
        return None
    for end in (at for at, sign in enumerate(kept) if kept.startswith(". ", at) and sign == "."):
        first = known(kept[: end + 1])
        if first and (rest := in_clauses(kept[end + 2 :], known)):
            return f"{first} {rest}"
    said = together("; ", (clause(each, known) for each in parts(kept[:-1], "; ")))
    return f"{said[:1].upper()}{said[1:]}." if said else None


def clause(text: str, known: Known) -> str | None:
    """A clause as a whole, or its pieces; the first of a sentence begins with a large letter."""
    whole = known(text) or known(text[:1].lower() + text[1:])
    return whole or together(", ", (piece(each, known) for each in parts(text, ", ")))


def piece(text: str, known: Known) -> str | None:
    if found := ASIDE.fullmatch(text):
        before, inside = known(found[1]), clause(found[2], known)
        return f"{before} ({inside})" if before and inside else None
    return known(text)


def together(sign: str, said: Iterable[str | None]) -> str | None:
    every = list(said)
    known = [each for each in every if each]
    return sign.join(known) if len(known) == len(every) else None


def parts(text: str, sign: str) -> list[str]:
    """Split at ``sign``, save within brackets."""
    found, depth = [""], 0
    at = 0
    while at < len(text):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth and text.startswith(sign, at):
            found.append("")
            at += len(sign)
        else:
            found[-1] += text[at]
            at += 1
    return found
