"""What a visitor can fix is a Refusal; everything else crashes loudly and is ours."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):  # noqa: N818  # it is an answer to the visitor, not an error of ours
    """A reason in plain words and a hint that says what to do, both in English.

    ``form`` and ``hint_form`` are sentences with places, such as "There is no file {name}."; what
    belongs there is given by name. A door that speaks other languages translates the form and
    fills it anew. A fact called ``what`` is itself words of ours, and is translated with it;
    where such words stand in a table they are marked with ``phrase``.
    """

    def __init__(
        self, form: str, hint_form: str = "", /, *, questions: tuple[str, ...] = (), **facts: Any
    ) -> None:
        self.form = form
        self.hint_form = hint_form
        self.facts = facts
        self.reason = filled(form, facts)
        self.hint = filled(hint_form, facts)
        self.questions = questions
        """Ids of the open questions, where the gate refuses."""
        super().__init__(self.reason)


class NotHeld(Refusal):
    """The thing asked for is not in this library, or not shown to this reader."""


class NotAllowed(Refusal):
    """This person may not do this."""


class Stopped(Refusal):
    """Long work was cancelled, ran out of time or out of memory."""


def filled(form: str, facts: dict[str, Any]) -> str:
    """The sentence; a form without facts is one already, whatever signs are in it."""
    return form.format_map(facts) if facts else form


def phrase(text: str) -> str:
    """The same words, marked: they reach a Refusal from a table, and are to be translated."""
    return text
