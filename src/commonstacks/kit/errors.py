"""What a visitor can fix is a Refusal; everything else crashes loudly and is ours."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818  # it is an answer to the visitor, not an error of ours
    """A reason in plain words and a hint that says what to do. Each door translates it once."""

    def __init__(self, reason: str, hint: str = "", *, questions: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.questions = questions
        """Ids of the open questions, where the gate refuses."""


class NotHeld(Refusal):
    """The thing asked for is not in this library, or not shown to this reader."""


class NotAllowed(Refusal):
    """This person may not do this."""


class Stopped(Refusal):
    """Long work was cancelled, ran out of time or out of memory."""
