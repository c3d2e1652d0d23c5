"""What may be shown of values that belong to people, and the shape of values in signs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from commonstacks.workshop.tables.columns.styles import EMAIL
from commonstacks.workshop.tables.shape import Scalar

_EMAILS = re.compile(EMAIL)
_LONGEST = 200  # characters of an example


def hidden(text: str) -> str:
    """Letters become x, digits 0: the form of a value without the value; at most 20 signs."""
    return re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "0", text))[:20]


def without_contacts(text: str) -> str:
    """The text with e-mail addresses hidden, cut after 200 characters."""
    shown = _EMAILS.sub(lambda found: hidden(found.group()), text)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"


def plain(value: Scalar) -> Scalar:
    """The same for any value."""
    return without_contacts(value) if isinstance(value, str) else value


def pattern(values: Iterable[str]) -> str | None:
    """The form that at least nine in ten values have: A a 9 for letters and digits; else None."""
    forms = Counter(_form(value) for value in values)
    if not forms:
        return None
    form, count = forms.most_common(1)[0]
    return form if count >= 0.9 * forms.total() and len(form) <= 60 else None


def _form(value: str) -> str:
    digits = re.sub(r"\d", "9", value)
    return re.sub(r"[^\W\d_]", lambda found: "A" if found.group().isupper() else "a", digits)
