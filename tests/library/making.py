"""Records for tests, made through the same actions as real ones."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context import actions as context
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Role
from commonstacks.workshop.forms.form import Form, load

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
numbers = itertools.count(1)


def account(*roles: str, name: str = "") -> Account:
    number = next(numbers)
    return people.open_account(
        email=f"reader{number}@example.org",
        name=name or f"Reader {number}",
        kind="person",
        roles=roles or (Role.Name.CONTEXTUALIST, Role.Name.MEMBER),
        now=NOON,
    )


def steward() -> Account:
    return account(Role.Name.STEWARD, Role.Name.CONTEXTUALIST, Role.Name.MEMBER)


def dataset(title: str = "Trees", **facts: Any) -> Dataset:
    number = next(numbers)
    made = catalog.know_dataset(
        source_kind="plain",
        source_address=f"https://example.org/{number}",
        remote_key=f"{number}.csv",
        title=title,
        now=NOON,
        **facts,
    )
    context.open_context(dataset=made, form=load(1), now=NOON)
    return made


def version(of: Dataset, number: int = 1) -> Version:
    return catalog.record_version(
        dataset=of,
        number=number,
        taken_at=NOON,
        inventory="0" * 128,
        address="",
        files=(),
        media_types={},
    )


def sample_answer(form: Form, question_id: str) -> Any:
    """Some answer that the form accepts for this question."""
    question = form.question(question_id)
    blanks = {field.name: sample_blank(field) for field in question.fields if field.required} or {
        field.name: sample_blank(field) for field in question.fields[:1]
    }
    if question.type in {"record", "agents", "licence"}:
        blanks = {**blanks, **({"id": "CC0-1.0"} if question.type == "licence" else {})}
        return [blanks] if question.repeats else blanks
    return next(iter(blanks.values()))


def sample_blank(field: Any) -> Any:
    if field.choices:
        return field.choices.ids[0]
    return {"url": "https://example.org/", "date": "2026-11-21", "number": 1.0}.get(
        field.type, "Written down."
    )


def answer_everything(to: Dataset, by: Account, *, about_people: str = "no") -> None:
    """Every gate question answered or honestly absent."""
    form = load(1)
    for question in form.questions:
        if question.gate not in {"always", "people"}:
            continue
        if question.type == "gaps":
            given: dict[str, Any] = {
                "absence": "unknown",
                "asked_of": "the publisher's page",
                "asked_on": NOON.date(),
            }
        elif question.id == "F1":
            given = {"answer": sample_answer(form, "F1")}
            answer = given["answer"]
            if isinstance(answer, dict):
                answer["is"] = about_people
            else:
                given["answer"] = about_people
        else:
            given = {"answer": sample_answer(form, question.id)}
        context.answer(dataset=to, form=form, question=question.id, by=by, now=NOON, **given)
