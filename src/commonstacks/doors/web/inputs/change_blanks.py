"""The changes somebody may propose: in which words, and with which blanks to fill in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.inputs.blanks import Blank, Option, options_from
from commonstacks.doors.web.inputs.changes import VOICES
from commonstacks.doors.web.pictures.words import Words, language
from commonstacks.workshop.forms import written
from commonstacks.workshop.forms.form import Form

Typed = Mapping[str, str]
Blanks = tuple[Blank, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    id: str
    title: Words
    means: Words


KINDS: Final = tuple(
    Kind(*each)
    for each in (
        ("add", _("Ask something new"), _("A new question. Nobody has to answer it at first.")),
        ("add_term", _("Add a word to a list"), _("One more word that an answer may choose.")),
        ("reword", _("Say a question better"), _("Other words for the same question.")),
        ("require", _("Need an answer, or no longer"), _("Whether data wait for this answer.")),
        ("map_to", _("Link to another standard"), _("Where an answer goes in handouts.")),
        ("deprecate", _("Stop asking"), _("What was said stays readable.")),
        ("split", _("Make two questions of one"), _("People say again what belongs where.")),
        ("merge", _("Make one question of two"), _("People say again how it reads together.")),
        ("retype", _("Another kind of answer"), _("Words, a day, an address, a choice.")),
        ("map_enum", _("Take a word out of a list"), _("Another word takes its place, or none.")),
        ("reword_term", _("Say a word of a list better"), _("Its meaning stays.")),
        ("rename", _("Give a question another number"), _("What was said goes along.")),
        ("move", _("Move a question"), _("To another place in the form.")),
    )
)  # fmt: skip

WHICH: Final = _("Which question?")
QUESTION: Final = _("The question")
ANSWERS: Final[tuple[tuple[str, Words], ...]] = (
    ("short", _("a few words (up to 300 letters)")),
    ("long", _("sentences (up to 2000 letters)")),
    ("url", _("a web address")),
    ("date", _("a day")),
    ("choice", _("one word from a list")),
)
GATES: Final[tuple[tuple[str, Words], ...]] = (
    ("always", _("Yes, always")),
    ("people", _("Yes, where the data are about people")),
    ("never", _("No")),
)


def blanks_for(kind: str, form: Form, typed: Typed) -> Blanks:
    """The blanks of one kind of change, with what was typed in them."""
    return filled(SHAPES[kind](form), typed)


def filled(blanks: Blanks, typed: Typed) -> Blanks:
    return tuple(replace(blank, value=typed.get(blank.name, "")) for blank in blanks)


def voices(form: Form) -> tuple[Option, ...]:
    return options_from(form.vocabulary("voices"), VOICES)


def chosen(name: str, label: Words, options: tuple[Option, ...], help_: Words = "") -> Blank:
    return Blank(name, label, "choice", options=options, help=help_, needed=True)


def question(form: Form, label: Words = WHICH, *, known: bool = True) -> Blank:
    return chosen("question", label, questions(form, known=known))


def questions(form: Form, *, known: bool) -> tuple[Option, ...]:
    """``known``: also those the pages are built around."""
    return tuple(
        Option(each.id, f"{each.id} · {each.ask.say(language())}")
        for each in form.asked
        if each.section != "x" and (known or each.id not in written.KNOWN_BY_ID)
    )


def sections(form: Form) -> Blank:
    options = tuple(
        Option(each.id, f"{each.id} · {each.title.say(language())}")
        for each in form.sections
        if each.id != "x"
    )
    return chosen("section", _("In which part of the form?"), options)


def pair(name: str, label: Words, help_: Words = "", *, needed: bool = True) -> Blanks:
    """In English and, where somebody can, in German."""
    return (
        Blank(f"{name}-en", label, "lines", help=help_, needed=needed),
        Blank(f"{name}-de", _("The same in German, if you can"), "lines"),
    )


def ask(
    part: str = "ask", aid: str = "help", label: Words = QUESTION, *, needed: bool = True
) -> Blanks:
    return (
        *pair(part, label, _("Short and plain, as you would ask a neighbour."), needed=needed),
        *pair(aid, _("A line of help"), _("What would a good answer hold?"), needed=needed),
    )


def answers(form: Form) -> Blanks:
    kinds = tuple(Option(key, str(label)) for key, label in ANSWERS)
    lists = tuple(Option(each.id, shown_list(form, each.id)) for each in form.vocabularies)
    return (
        chosen("answer", _("How is it answered?"), kinds),
        Blank("list", _("If from a list: from which?"), "choice", options=lists),
    )


def shown_list(form: Form, key: str) -> str:
    """A list by its first words, as lists have no titles: “pay: Salaried, Contract, …”."""
    labels = [term.label.say(language()) for term in form.vocabulary(key).terms[:3]]
    return f"{key.replace('_', ' ')}: {', '.join(labels)} …"


def lists(form: Form) -> Blank:
    options = tuple(
        Option(each.id, shown_list(form, each.id))
        for each in form.vocabularies
        if each.id not in written.FIXED
    )
    return chosen("list", _("Which list?"), options)


def words_of_lists(form: Form, closed: frozenset[str]) -> tuple[Option, ...]:
    return tuple(
        Option(f"{each.id}:{term.id}", f"{each.id.replace('_', ' ')}: {term.label.say(language())}")
        for each in form.vocabularies
        if each.id not in closed
        for term in each.terms
    )


def mapped(form: Form) -> Blanks:
    open_words = words_of_lists(form, written.FIXED | written.ONLY_GROW)
    return (
        chosen("word", _("Which word goes?"), open_words),
        Blank("to", _("Which word of the same list takes its place?"), "choice",
              options=open_words, help=_("Leave it empty if none does.")),
    )  # fmt: skip


def term_blanks(form: Form) -> Blanks:
    places = (Option("C1", "C1"), Option("D1", "D1"))
    return (
        lists(form),
        *pair("label", _("The word")),
        Blank("at", _("Only for kinds of gaps: at which question?"), "choice", options=places),
    )


SHAPES: Final[Mapping[str, Callable[[Form], Blanks]]] = {
    "add": lambda form: (
        sections(form), *ask(), *answers(form),
        Blank("standard", _("Where does the answer go in another standard?"),
              help=_("If you know: a term like dct:description.")),
    ),
    "add_term": term_blanks,
    "reword": lambda form: (
        question(form), *ask(label=_("The question, in better words"), needed=False),
    ),
    "require": lambda form: (
        question(form),
        chosen("gate", _("Has it to be answered before data are shown?"),
               tuple(Option(key, str(label)) for key, label in GATES)),
    ),
    "map_to": lambda form: (
        question(form),
        Blank("standard", _("The term in the other standard"),
              help=_("Like dct:description."), needed=True),
    ),
    "deprecate": lambda form: (question(form, known=False),),
    "split": lambda form: (
        question(form, known=False),
        *ask("ask-one", "help-one", _("The first of the two")),
        *ask("ask-two", "help-two", _("The second")),
    ),
    "merge": lambda form: (
        question(form, _("The first question"), known=False),
        chosen("other", _("The second question"), questions(form, known=False)),
        *ask("ask-one", "help-one", _("The one that takes their place")),
    ),
    "retype": lambda form: (
        question(form, known=False),
        *answers(form),
        chosen("how", _("Do all old answers fit?"), (
            Option("same", str(_("Yes: the question stays the same"))),
            Option("new", str(_("No: it becomes a new question, the old one stays readable"))),
        )),
    ),
    "map_enum": mapped,
    "reword_term": lambda form: (
        chosen("word", _("Which word?"), words_of_lists(form, frozenset())),
        *pair("label", _("The better word")),
    ),
    "rename": lambda form: (
        question(form, known=False),
        Blank("to", _("Its new number"),
              help=_("One that no question ever had, like B20."), needed=True),
    ),
    "move": lambda form: (
        question(form), sections(form),
        Blank("after", _("After which question?"), "choice", options=questions(form, known=True),
              help=_("Leave it empty for the last place.")),
    ),
}  # fmt: skip


def kind_called(key: str) -> Kind | None:
    return next((kind for kind in KINDS if kind.id == key), None)
