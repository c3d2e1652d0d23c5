"""Numbers, and the digits that are none: a code with a leading zero never becomes a number."""

from __future__ import annotations

from dataclasses import replace

from commonstacks.workshop.tables.columns import (
    brackets,
    codes,
    labels,
    marks,
    naming,
    number_styles,
    sections,
    styles,
    with_units,
    written,
)
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.number_styles import COMMA, COMMAS, DASHES, PLAIN, Writing
from commonstacks.workshop.tables.columns.styles import Style
from commonstacks.workshop.tables.columns.typed import Typing, as_text, near_miss, of_style

_FAR = 10  # times the span of all others, or times the greatest of them
_OTHERS = 3  # different numbers without which nothing is far away


def decide(evidence: Evidence) -> Typing | None:
    """Integer, decimal, code or identifier; None where the values are no numbers.

    Digits after a leading zero make the whole column a code, and so do dots between parts. A
    comma or dot that could stand for thousands or for decimals leaves the column as text, with a
    warning. Numbers with footnote marks are read without them, and a step says so.
    """
    if not evidence.likely(number_styles.NUMBERISH):
        return brackets.decide(evidence) or marks.decide(evidence) or with_units.decide(evidence)
    present = evidence.present()
    zeros = evidence.count(styles.ZERO_LED)
    digits = evidence.count(styles.DIGITS)
    if digits < present and (naming.is_id(evidence.name) or naming.is_code(evidence.name)):
        return None
    if zeros:
        return codes.led_by_zeros(evidence, zeros, digits)
    if digits == present:
        return codes.digits(evidence) or _plain(evidence, number_styles.INTEGER)
    return sections.decide(evidence) or _parted(evidence)


def _parted(evidence: Evidence) -> Typing | None:
    """Numbers that are more than digits."""
    if evidence.count(number_styles.DECIMAL.pattern) == evidence.present():
        return _decimal(evidence)
    return _written(evidence)


def _decimal(evidence: Evidence) -> Typing:
    plain = _plain(evidence, number_styles.DECIMAL)
    if evidence.delimiter == "," or not evidence.likely(number_styles.DOT_GROUPS, share=0.0):
        return plain
    groups = evidence.count(number_styles.DOT_GROUPS)
    whole = evidence.count(number_styles.INTEGER.pattern)
    proof = evidence.count(number_styles.LONG_PLAIN)
    if groups + whole < evidence.present() or proof:
        return plain
    return _ambiguous(evidence, "dot")


def _written(evidence: Evidence) -> Typing | None:
    """Numbers with signs, groups or a decimal comma."""
    fits = written.ways(evidence)
    if fits and _either(evidence, fits):
        return _ambiguous(evidence, "comma")
    if fits:
        whole, part = number_styles.numbers(fits[0])
        style = whole if written.every(evidence, whole.pattern) else part
        return _plain(evidence, replace(style, told=_dashes(evidence)))
    return brackets.decide(evidence) or marks.decide(evidence) or _nearly(evidence)


def _either(evidence: Evidence, fits: list[Writing]) -> bool:
    """Whether every comma could stand before thousands as well as before decimals."""
    if COMMA not in fits or PLAIN in fits:
        return False
    if COMMAS in fits:
        return evidence.delimiter != ","
    grouped = evidence.count(number_styles.signed(r"[1-9]\d{0,2},\d{3}"))
    plain = evidence.count(number_styles.signed(r"0|[1-9]\d*"))
    return grouped > 0 and grouped + plain == evidence.present()


def _dashes(evidence: Evidence) -> str:
    """What is said of numbers that have a dash for a minus."""
    led = f"[{DASHES}].*"
    count = evidence.count(led) if evidence.likely(led, 0.0) else 0
    verb = "number with a dash in front was" if count == 1 else "numbers with a dash in front were"
    return f"{count:,} {verb} read as less than nothing" if count else ""


def _nearly(evidence: Evidence) -> Typing | None:
    warned = with_units.decide(evidence) or codes.mixed(evidence)
    if warned:
        return warned
    pattern = number_styles.signed(written.nearest(evidence).number)
    warning = near_miss(evidence, evidence.count(pattern), "number", pattern)
    if not warning:
        return None
    return as_text(evidence, "text", "not all values are numbers", warning=warning)


def _ambiguous(evidence: Evidence, mark: str) -> Typing:
    example = evidence.strange(number_styles.INTEGER.pattern)
    warning = (
        f"{evidence.name}: the {mark} in values such as “{example}” could stand before thousands"
        " or before decimals, so the column stays text."
    )
    return as_text(evidence, "text", f"what the {mark} means cannot be told", warning=warning)


def _plain(evidence: Evidence, style: Style) -> Typing:
    if evidence.fitting(style) < evidence.present():
        return as_text(evidence, "text", "some of its numbers are too great to be counted with")
    return without_sentinels(evidence, style, of_style(evidence, style))


def without_sentinels(evidence: Evidence, style: Style, typing: Typing) -> Typing:
    """The same, with -999 and 9999 and the like as missing where they lie far from all others."""
    sentinels = _sentinels(evidence, style)
    if not sentinels:
        return typing
    words = ", ".join(word for word, _ in sentinels)
    return replace(
        typing,
        missing=(*typing.missing, *sentinels),
        why=f"{typing.why}; {words} stands for missing, far from all others",
    )


def _sentinels(evidence: Evidence, style: Style) -> tuple[tuple[str, int], ...]:
    found = evidence.labelled(labels.SENTINELS)
    if not found:
        return ()
    bounds = evidence.bounds(style, [word for word, _ in found])
    if bounds is None:
        return ()
    far = [(word, count) for word, count in found if _far(evidence, float(word), *bounds)]
    return tuple(far) if len(far) == len(found) or not _mixed_signs(found, far) else ()


def _mixed_signs(found: tuple[tuple[str, int], ...], far: list[tuple[str, int]]) -> bool:
    """Whether some negative signs for missing are near and others far: then none is one."""
    near = {word for word, _ in found} - {word for word, _ in far}
    return any(word.startswith("-") for word in near) and any(w.startswith("-") for w, _ in far)


def _far(evidence: Evidence, word: float, low: float, high: float) -> bool:
    """-999: all others positive, or farther away than they are from each other; 9999: ten times."""
    span = high - low
    if word == -99:
        return low >= 0 and low - word > span
    if word < 0:
        return low >= 0 or low - word > span
    if not evidence.varied(_OTHERS + 1):
        return False
    return word - high > _FAR * span or word > _FAR * max(high, 0) > 0
