"""An answer in plain words, for pages and handouts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commonstacks.workshop.forms.parts import Field, Question


def in_words(question: Question, answer: object, language: str = "en") -> str:
    """One line for each entry of a checked answer; choices by their labels in ``language``.

    A single named blank stands alone; where an entry has several, all but the first carry
    their label ("The mail carriers. When: 1963").
    """
    entries = answer if isinstance(answer, list) else [answer]
    return "\n".join(_entry(question, entry, language) for entry in entries)


def in_parts(question: Question, entry: object, language: str = "en") -> list[tuple[str, bool]]:
    """``in_words`` of one entry in pieces, each with whether somebody wrote it as words.

    What is not: labels and choices in ``language``, and names, days, numbers and addresses, which
    belong to no language.
    """
    parts = list(_pieces(question, entry, language))
    if len(parts) < 2:
        return [piece for part in parts for piece in part]
    return [piece for part in parts for piece in _closed(part)][:-1]


def _closed(part: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The part, a full stop where none is, and the space behind it."""
    stop = "" if part[-1][0].endswith((".", "!", "?", "…")) else "."
    return [*part[:-1], (part[-1][0] + stop, part[-1][1]), (" ", False)]


def _pieces(question: Question, entry: object, language: str) -> Iterator[list[tuple[str, bool]]]:
    """One list for each blank: its label where it carries one, and what stands in it."""
    if not isinstance(entry, Mapping):
        own = not question.fields or question.fields[0].type == "text"
        yield [
            (_blank(question.fields[0], entry, language) if question.fields else str(entry), own)
        ]
        return
    filled = [field for field in question.fields if field.name in entry]
    for place, field in enumerate(filled):
        said = (_blank(field, entry[field.name], language), field.type == "text")
        bare = place == 0 or field.name == "text"
        yield [said] if bare else [(f"{field.label.say(language)}: ", False), said]


def _entry(question: Question, entry: object, language: str) -> str:
    return "".join(text for text, _ in in_parts(question, entry, language))


def _blank(field: Field, answer: object, language: str) -> str:
    if field.choices:
        return field.choices.label(str(answer), language)
    if isinstance(answer, float):
        return f"{answer:g}"
    return str(answer)
