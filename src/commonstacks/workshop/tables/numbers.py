"""Numbers, and the digits that are none: a code with a leading zero never becomes a number."""

from __future__ import annotations

from dataclasses import replace

from commonstacks.workshop.tables import labels, naming, styles
from commonstacks.workshop.tables.evidence import Evidence
from commonstacks.workshop.tables.styles import Style
from commonstacks.workshop.tables.typed import Typing, as_text, near_miss, of_style

_NUMBERISH = r"[+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d+)?"


def decide(evidence: Evidence) -> Typing | None:
    """Integer, decimal, code or identifier; None where the values are no numbers.

    Digits after a leading zero make the whole column a code. A comma or dot that could stand for
    thousands or for decimals leaves the column as text, with a warning.
    """
    if not evidence.likely(_NUMBERISH):
        return None
    present = evidence.present()
    zeros = evidence.count(styles.ZERO_LED)
    digits = evidence.count(styles.DIGITS)
    if digits < present and (naming.is_id(evidence.name) or naming.is_code(evidence.name)):
        return None
    if zeros:
        return _led_by_zeros(evidence, zeros, digits)
    if digits == present:
        return _digits(evidence)
    if evidence.count(styles.DECIMAL.pattern) == present:
        return _decimal(evidence)
    return _marked(evidence)


def _led_by_zeros(evidence: Evidence, zeros: int, digits: int) -> Typing | None:
    if max(digits, zeros + evidence.count(styles.DECIMAL.pattern)) < evidence.present():
        return None
    verb = "value begins" if zeros == 1 else "values begin"
    return as_text(evidence, "code", f"{zeros:,} {verb} with a zero that would be lost in a number")


def _digits(evidence: Evidence) -> Typing:
    if naming.is_id(evidence.name):
        if evidence.unique:
            return as_text(evidence, "identifier", "its name says so and no value comes twice")
        return as_text(evidence, "code", "its name says that the number stands for something")
    if naming.is_code(evidence.name):
        return as_text(evidence, "code", "its name says that the digits are a code")
    if evidence.count(styles.INTEGER.pattern) < evidence.present():
        return as_text(evidence, "code", "some values have too many digits to be counted with")
    return _plain(evidence, styles.INTEGER)


def _decimal(evidence: Evidence) -> Typing:
    if evidence.delimiter == "," or not evidence.likely(styles.DOT_GROUPS, share=0.0):
        return _plain(evidence, styles.DECIMAL)
    groups = evidence.count(styles.DOT_GROUPS)
    plain = evidence.count(styles.INTEGER.pattern)
    proof = evidence.count(styles.LONG_PLAIN)
    if groups + plain < evidence.present() or proof:
        return _plain(evidence, styles.DECIMAL)
    return _ambiguous(evidence, "dot", evidence.strange(styles.INTEGER.pattern))


def _marked(evidence: Evidence) -> Typing | None:
    """Numbers with commas."""
    present = evidence.present()
    grouped = evidence.count(styles.GROUPED_DECIMAL.pattern)
    comma = evidence.count(styles.COMMA.pattern)
    if grouped == comma == present and evidence.delimiter != ",":
        return _ambiguous(evidence, "comma", evidence.strange(styles.INTEGER.pattern))
    if grouped == present:
        whole = evidence.count(styles.GROUPED.pattern) == present
        return _plain(evidence, styles.GROUPED if whole else styles.GROUPED_DECIMAL)
    if comma == present:
        return _plain(evidence, styles.COMMA)
    fits = evidence.count(styles.DECIMAL.pattern)
    warning = near_miss(evidence, fits, "number", styles.DECIMAL.pattern)
    return (
        as_text(evidence, "text", "not all values are numbers", warning=warning)
        if warning
        else None
    )


def _ambiguous(evidence: Evidence, mark: str, example: str) -> Typing:
    warning = (
        f"{evidence.name}: the {mark} in values such as “{example}” could stand before thousands"
        " or before decimals, so the column stays text."
    )
    return as_text(evidence, "text", f"what the {mark} means cannot be told", warning=warning)


def _plain(evidence: Evidence, style: Style) -> Typing:
    if evidence.fitting(style) < evidence.present():
        return as_text(evidence, "text", "some of its numbers are too great to be counted with")
    sentinels = _sentinels(evidence, style)
    typing = of_style(evidence, style, sentinels)
    if not sentinels:
        return typing
    words = ", ".join(word for word, _ in sentinels)
    return replace(typing, why=f"{typing.why}; {words} stands for missing, far from all others")


def _sentinels(evidence: Evidence, style: Style) -> tuple[tuple[str, int], ...]:
    """-999 and the like, where all others are positive or far from it by more than their span."""
    found = evidence.labelled(labels.SENTINELS)
    if not found:
        return ()
    bounds = evidence.bounds(style, [word for word, _ in found])
    if bounds is None:
        return ()
    low, high = bounds
    worst = max(float(word) for word, _ in found)
    clear = low >= 0 or low - worst > high - low
    return found if clear else ()
