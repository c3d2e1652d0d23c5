"""Who comes to a context in the tests of its life, what they may draw, and where they begin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from hypothesis import strategies as st

from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context import actions as context
from commonstacks.library.context.models import Said
from commonstacks.library.people.models import Account, Role
from commonstacks.workshop.forms.form import Form, load
from tests.library import making

WORDS: Final[dict[str, Any]] = {
    "A1": "Words.",
    "A2": "More words.",
    "E3": [{"what": "A mistake."}],
    "F1": {"is": "indirectly"},
    "F2": "Everybody in it.",
}


def short_form() -> Form:
    """The five questions of the form that make it collide soonest: four are of the gate."""
    whole = load(1)
    kept = [
        replace(section, questions=tuple(q for q in section.questions if q.id in WORDS))
        for section in whole.sections
    ]
    return replace(whole, sections=tuple(kept))


FORM: Final = short_form()
ASKED: Final = {question.id for question in FORM.questions if question.gate}

CAST: Final = {
    "ada": (Role.Name.CONTEXTUALIST, Role.Name.MEMBER),
    "bert": (Role.Name.CONTEXTUALIST,),
    "city": (Role.Name.PUBLISHER,),
    "tenant": (Role.Name.CONSTITUENT,),
    "mira": (Role.Name.CONTEXTUALIST, Role.Name.CONSTITUENT),
    "holder": (Role.Name.LABEL_HOLDER,),
    "reader": (Role.Name.MEMBER,),
    "steward": (Role.Name.STEWARD,),
    "cleo": (Role.Name.CONTEXTUALIST,),
    "tom": (Role.Name.CONSTITUENT,),
}
ONLY_READ: Final = {"cleo", "tom"}
CONTEXTUALISTS: Final = {"ada", "bert", "mira", "cleo", "steward"}
CONSTITUENTS: Final = {"tenant", "mira", "tom"}
OWNERS: Final = {  # whose voice it is
    "P": {"city"},
    "W": {"city"},
    "S": {"tenant", "mira", "holder"},
    "C": {"tenant", "mira", "holder"},
    "X": {"ada", "bert", "mira"},
}
PEOPLE = st.sampled_from(sorted(CAST.keys() - ONLY_READ))
VOICES = st.sampled_from("PWSCX")
QUESTIONS = st.sampled_from(sorted(WORDS))
AT = st.integers(0, 12)
LEVELS = st.sampled_from(Said.Visibility.values)
READERS = st.sampled_from(
    [("cleo", "tom")] * 4 + [("mira", "mira"), ("ada", "tom"), ("cleo", "reader")]
)
REPLIES = st.sampled_from(["not told", "not told", "told"])
SELDOM = st.sampled_from([False, False, False, True])
DAYS = st.sampled_from([0, 14, 61])
WAYS = st.permutations(["withdraw", "deprecate", "return_said", "hide"])
OUTCOMES = st.sampled_from(["changed", "deprecated", "stands"])


def act(name: str, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, Any]]:
    return st.tuples(st.just(name), st.fixed_dictionaries(given))


BRING_OUT: Final = {"readers": READERS, "reply": REPLIES, "meanwhile": SELDOM, "days": DAYS}
ACTS = st.one_of(  # one rule for all: of several, Hypothesis leaves some out of every life
    act("answer", who=PEOPLE, voice=VOICES, level=LEVELS, question=QUESTIONS),
    act("testify", who=PEOPLE, level=LEVELS),
    act("take_away", who=PEOPLE, at=AT, ways=WAYS),
    act("take_away", who=PEOPLE, at=AT, ways=WAYS),
    act("contest", who=PEOPLE, at=AT),
    act("settle", who=PEOPLE, outcome=OUTCOMES),
    act("send_in", who=PEOPLE, reply=REPLIES),
    act("turn_key", who=PEOPLE),
    act("bring_out", **BRING_OUT),
    act("bring_out_whole", **BRING_OUT),
    act("wait", days=st.sampled_from([1, 14, 31, 61])),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A context that is complete, written by Ada, and everybody who may come to it."""

    dataset: Dataset
    version: Version
    cast: dict[str, Account]


def stage() -> Stage:
    cast = {name: making.account(*roles) for name, roles in CAST.items()}
    dataset = making.dataset()
    version = Version.objects.create(
        dataset=dataset, number=1, taken_at=making.NOON, inventory="0" * 128
    )
    for question in sorted(ASKED):
        context.answer(
            dataset=dataset,
            form=FORM,
            question=question,
            answer=WORDS[question],
            by=cast["ada"],
            now=making.NOON,
        )
    return Stage(dataset, version, cast)
