"""Where each question goes in each standard, found out by asking: answer it, and see what moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.parts import Field, Question
from commonstacks.workshop.handouts import (
    croissant,
    datacite,
    datapackage,
    dcat_ap,
    dcat_us,
    prov,
    schema_org,
)
from commonstacks.workshop.handouts.story import Licence, Statement, Story
from tests.workshop.handouts import shelf

STANDARDS: dict[str, Callable[[Story], Any]] = {
    "DCAT-AP 3": dcat_ap.dataset,
    "DCAT-US 3": dcat_us.dataset,
    "schema.org": schema_org.dataset,
    "Croissant": croissant.dataset,
    "Data Package": datapackage.of_files,
    "DataCite 4": datacite.record,
    "PROV": prov.provenance,
}
SAMPLES = {
    "period": "2001 to 2003", "url": "mailto:desk@example.org", "date": "2027-01-01",
    "number": 0.5, "place": "Springfield", "agent": "An office", "column": "zip_code",
}  # fmt: skip
THROUGH = {"@graph", "dcat:distribution", "subjectOf"}
"""What stands within these is named with them; deeper is one field."""


def table(form: Form) -> str:
    """The mapping as a Markdown table, a row a question; a dash is "in the context alone"."""
    bare = bare_story()
    before = {name: set(paths(make(bare))) for name, make in STANDARDS.items()}
    rows = [f"| question | {' | '.join(STANDARDS)} |", "|---" * (len(STANDARDS) + 1) + "|"]
    for question in form.questions:
        told = said(bare, question)
        cells = [
            ", ".join(f"`{name}`" for name in moved(before[standard], set(paths(make(told)))))
            or "–"
            for standard, make in STANDARDS.items()
        ]
        rows.append(f"| {question.id} | {' | '.join(cells)} |")
    return "\n".join(rows)


def moved(before: set[tuple[str, str]], after: set[tuple[str, str]]) -> list[str]:
    return sorted({path for path, _ in after ^ before})


def bare_story() -> Story:
    """No statement, no gap, no licence."""
    full = shelf.told("us-postal-codes")
    return replace(full, statements=(), gaps=(), places=(), licence=Licence("none_stated"))


def said(bare: Story, question: Question) -> Story:
    """The same, with this one question answered."""
    if question.type == "gaps":
        return replace(bare, gaps=(Gap(question.id, "left_out_people", "A gap.", "X"),))
    answer = sample(question)
    words = answer if isinstance(answer, str) else "In words."
    line = Statement(question.id, question.ask.say(), "X", "", shelf.DAY, words, answer)
    told = replace(bare, statements=(line,))
    return replace(told, licence=Licence("stated", "CC0-1.0")) if question.id == "G1" else told


def sample(question: Question) -> Any:
    if not question.fields or (len(question.fields) == 1 and not question.fields[0].name):
        return blank(question.fields[0]) if question.fields else "In words."
    entry = {field.name: blank(field) for field in question.fields}
    return [entry] if question.repeats else entry


def blank(field: Field) -> Any:
    if field.choices:
        return (
            next((key for key in field.choices.ids if key == "organisation"), "")
            or (field.choices.ids[0])
        )
    return SAMPLES.get(field.type, "In words.")


def paths(made: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(field, leaf) of everything but the context beside and the whole sheet as text."""
    if isinstance(made, dict):
        for key, each in made.items():
            if key not in {"commonstacks:context", "@context", "text"}:
                yield from paths(each, (*at, key))
    elif isinstance(made, list):
        for each in made:
            yield from paths(each, at)
    else:
        yield named(at), str(made)


def named(at: tuple[str, ...]) -> str:
    keys = [key for key in at if not key.startswith("@") or key in THROUGH]
    if keys[:1] == ["@graph"]:
        keys = keys[1:]
    deep = 2 if keys[:1] and keys[0] in THROUGH else 1
    return " / ".join(keys[:deep])
