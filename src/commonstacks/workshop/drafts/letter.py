"""A letter to a publisher whose licence is not clear: plain text from the facts, nothing added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from commonstacks.kit.errors import Refusal


@dataclass(frozen=True, slots=True)
class Facts:
    """What the letter may say. ``state`` as the form has it: inferred, conflicting, none_stated.

    ``heard`` is what each source says: (where, its word). ``licence`` is the one it seems to be.
    ``shown_at`` is the page of the dataset in the library, ``signed`` who writes.
    """

    title: str
    publisher: str
    address: str
    state: str
    licence: str
    heard: tuple[tuple[str, str], ...]
    looked_on: date
    library: str
    shown_at: str
    signed: str


@dataclass(frozen=True, slots=True)
class Phrases:
    subject: str
    to: str
    nobody: str
    stands_at: str
    we_keep: str
    found: str
    nothing_found: str
    states: dict[str, str]
    asks: tuple[str, ...]
    please: str
    helps: str
    shown: str
    greeting: str
    date: str


def letter(facts: Facts, language: str = "en") -> str:
    """The letter, ready to send, in English ("en") or German ("de").

    Refuses other languages, and a licence that is stated: then there is nothing to ask.
    """
    if language not in PHRASES:
        raise Refusal("The letter is written in English or German.", "Choose one of the two.")
    if facts.state == "stated":
        raise Refusal("The licence is stated.", "There is nothing to ask the publisher.")
    say = PHRASES[language]
    day = say.date.format(day=facts.looked_on.day, month=facts.looked_on.month, at=facts.looked_on)
    parts = [
        say.subject.format(title=facts.title),
        say.to.format(publisher=facts.publisher) if facts.publisher else say.nobody,
        " ".join(each for each in (stands(facts, say), say.we_keep.format(at=facts.library))),
        "\n".join([say.found.format(day=day), *heard(facts, say)]),
        say.states[facts.state].format(licence=facts.licence),
        "\n".join([say.please, *(f"{n}. {ask}" for n, ask in enumerate(say.asks, start=1))]),
        " ".join([say.helps, say.shown.format(page=facts.shown_at)]),
        "\n".join([say.greeting, *filter(None, dict.fromkeys([facts.signed, facts.library]))]),
    ]
    return "\n\n".join(parts) + "\n"


def stands(facts: Facts, say: Phrases) -> str:
    at = f" ({facts.address})" if facts.address else ""
    return say.stands_at.format(title=facts.title, at=at)


def heard(facts: Facts, say: Phrases) -> list[str]:
    lines = [f"- {where}: “{said}”" for where, said in facts.heard]
    return lines or [f"- {say.nothing_found}"]


PHRASES: Final = {
    "en": Phrases(
        subject="Subject: Under which licence may “{title}” be used?",
        to="To: {publisher}",
        nobody="To whom it may concern",
        stands_at="You publish “{title}”{at}.",
        we_keep="{at} keeps a copy and collects what people need to know before they use it.",
        found="This is what we found about the licence on {day}:",
        nothing_found="no word about a licence",
        states={
            "none_stated": "This names no licence. Without one, nobody can tell what they may do"
            " with the data.",
            "conflicting": "These words do not agree, so nobody can tell which of them holds.",
            "inferred": "It may be {licence}, but it is not stated clearly.",
        },
        please="Please tell us:",
        asks=(
            "Under which licence may the data be used? Name and version: CC0 1.0, CC BY 4.0, …",
            "Does it hold for all files, and for earlier versions too?",
            "How do you want to be named as the source?",
        ),
        helps="It helps everybody when the licence also stands on the page of the data.",
        shown="We show your answer, with its day, beside the dataset: {page}",
        greeting="Kind regards",
        date="{at:%d} {at:%B} {at:%Y}",
    ),
    "de": Phrases(
        subject="Betreff: Unter welcher Lizenz darf „{title}“ genutzt werden?",
        to="An: {publisher}",
        nobody="Sehr geehrte Damen und Herren",
        stands_at="Sie veröffentlichen „{title}“{at}.",
        we_keep="{at} bewahrt eine Kopie auf und sammelt, was man vor der Nutzung wissen muss.",
        found="Das haben wir am {day} zur Lizenz gefunden:",
        nothing_found="kein Wort zu einer Lizenz",
        states={
            "none_stated": "Damit ist keine Lizenz genannt. Ohne sie weiß niemand, was mit den"
            " Daten erlaubt ist.",
            "conflicting": "Diese Angaben passen nicht zusammen; niemand weiß, welche davon gilt.",
            "inferred": "Gemeint ist vielleicht {licence}, eindeutig genannt ist es nicht.",
        },
        please="Bitte teilen Sie uns mit:",
        asks=(
            "Unter welcher Lizenz dürfen die Daten genutzt werden? Bitte mit Namen und Fassung.",
            "Gilt sie für alle Dateien, auch für frühere Fassungen?",
            "Wie möchten Sie als Quelle genannt werden?",
        ),
        helps="Es hilft allen, wenn die Lizenz auch auf der Seite der Daten steht.",
        shown="Ihre Antwort zeigen wir mit ihrem Datum beim Datensatz: {page}",
        greeting="Mit freundlichen Grüßen",
        date="{day}.{month}.{at:%Y}",
    ),
}
