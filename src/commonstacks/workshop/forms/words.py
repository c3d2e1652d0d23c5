"""An answer in plain words, for pages and handouts."""

from __future__ import annotations

from collections.abc import Mapping

from commonstacks.workshop.forms.parts import Field, Question


def in_words(question: Question, answer: object, language: str = "en") -> str:
    """One line for each entry of a checked answer; choices by their labels in ``language``.

    A single named blank stands alone; where an entry has several, all but the first carry
    their label ("The mail carriers. When: 1963").
    """
    entries = answer if isinstance(answer, list) else [answer]
    return "\n".join(_entry(question, entry, language) for entry in entries)


def _entry(question: Question, entry: object, language: str) -> str:
    if not isinstance(entry, Mapping):
        return _blank(question.fields[0], entry, language) if question.fields else str(entry)
    filled = [field for field in question.fields if field.name in entry]
    said = [_blank(field, entry[field.name], language) for field in filled]
    labelled = [
        text if field.name == "text" else f"{field.label.say(language)}: {text}"
        for field, text in zip(filled[1:], said[1:], strict=True)
    ]
    return _sentences([*said[:1], *labelled])


def _sentences(parts: list[str]) -> str:
    closed = [part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts]
    return " ".join(closed) if len(closed) > 1 else "".join(parts)


def _blank(field: Field, answer: object, language: str) -> str:
    if field.choices:
        return field.choices.label(str(answer), language)
    if isinstance(answer, float):
        return f"{answer:g}"
    return str(answer)
