"""A small form that proposals change, statements made to it, and the real release beside it."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from hypothesis import strategies as st

from commonstacks.workshop.forms.form import read
from commonstacks.workshop.forms.gate import Said
from commonstacks.workshop.forms.migrate import Spoken
from commonstacks.workshop.forms.operations import Operation
from commonstacks.workshop.forms.patch import operation_from

RELEASE_1: dict[str, Any] = json.loads(
    (resources.files("commonstacks.workshop.forms") / "releases/release-1.json").read_text("utf-8")
)
ABSENCES = ["unknown", "not_recorded", "lost", "withheld", "declined", "not_applicable"]


def question(key: str, answer: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A question as the form writes it."""
    return {
        "id": key,
        "section": key[0],
        "ask": {"en": f"What about {key}?"},
        "help": {"en": "Say it plainly."},
        "answer": answer or {"type": "text", "max": 300},
        "voices": ["P", "X"],
        "absences": ["not_asked", *ABSENCES],
        "maps_to": [],
        **more,
    }


def op(name: str, **parts: Any) -> Operation:
    return operation_from({"op": name, **parts})


def spoken(key: str, asked: str, answer: Any = None, absence: str = "") -> Spoken:
    return Spoken(key, Said(asked, answer=answer, absence=absence))


FREE = ["A5", "A6", "B3", "B6", "B7", "E5"]
SMALL: dict[str, Any] = {  # the same form with few questions: quick to read a thousand times
    **RELEASE_1,
    "questions": [each for each in RELEASE_1["questions"] if each["id"] in FREE],
    "sections": [each for each in RELEASE_1["sections"] if each["id"] in {"A", "B", "E"}],
    "vocabularies": {
        name: RELEASE_1["vocabularies"][name]
        for name in ("voices", "absences", "pay", "dependence")
    },
}
PAY = ["salaried", "contract", "piece", "volunteer"]
WORDS = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=12)


@st.composite
def statements(draw: st.DrawFn) -> list[Spoken]:
    """Answers and absences at questions that proposals may change, as the form accepts them."""
    form, made = read(SMALL), []
    for at in range(draw(st.integers(1, 8))):
        asked = form.question(draw(st.sampled_from(FREE)))
        if draw(st.booleans()):
            made.append(spoken(str(at), asked.id, absence=draw(st.sampled_from(ABSENCES))))
            continue
        if asked.id == "B3":
            answer: Any = {"kind": draw(st.sampled_from(PAY)), "text": draw(WORDS)}
        elif asked.type == "url":
            answer = f"https://example.org/{at}"
        else:
            answer = {asked.fields[0].name: draw(WORDS)}
        made.append(spoken(str(at), asked.id, [answer] if asked.repeats else answer))
    return made


OPERATIONS = st.lists(
    st.one_of(
        st.builds(
            lambda q, n: op("rename", question=q, to=f"B{n}"),
            st.sampled_from([*FREE, "B20", "B21"]),
            st.integers(20, 24),
        ),
        st.builds(
            lambda q, n: op("split", question=q, into=[question(f"B{n}"), question(f"B{n + 1}")]),
            st.sampled_from([*FREE, "B20"]),
            st.integers(30, 36),
        ),
        st.builds(
            lambda a, b, n: op("merge", questions=[a, b], into=question(f"B{n}")),
            st.sampled_from(FREE),
            st.sampled_from(FREE),
            st.integers(40, 44),
        ),
        st.builds(
            lambda q, n, kind: op("retype", question=q, answer=kind, to=f"B{n}"),
            st.sampled_from([*FREE, "B20"]),
            st.integers(50, 54),
            st.sampled_from(
                [
                    {"type": "text", "max": 2},
                    {"type": "text"},
                    {"type": "url"},
                    {"type": "date"},
                    {"type": "choice", "choices": "pay"},
                ]
            ),
        ),
        st.builds(
            lambda a, b: op("map_enum", vocabulary="pay", to={a: b}),
            st.sampled_from(PAY),
            st.sampled_from([*PAY, "", "unpaid_duty"]),
        ),
        st.builds(lambda q: op("deprecate", question=q), st.sampled_from(FREE)),
        st.builds(
            lambda q, gate: op("require", question=q, gate=gate),
            st.sampled_from(FREE),
            st.sampled_from(["always", "people", ""]),
        ),
        st.builds(
            lambda q, s: op("move", question=q, section=s),
            st.sampled_from(FREE),
            st.sampled_from(["A", "B", "E"]),
        ),
        st.builds(
            lambda n, gate: op("add", question=question(f"B{n}", gate=gate)),
            st.integers(60, 64),
            st.sampled_from(["", "always"]),
        ),
        st.builds(
            lambda q, w: op("reword", question=q, ask={"en": w}), st.sampled_from(FREE), WORDS
        ),
    ),
    max_size=6,
)
