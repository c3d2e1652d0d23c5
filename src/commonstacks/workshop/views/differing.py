"""How two versions differ, in one sentence: "1,204 rows more than in version 2; most in 2019"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from commonstacks.workshop.views.answering import Answer, ChartAnswer
from commonstacks.workshop.views.axes import Steps
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.sentences import count_text, number_text
from commonstacks.workshop.views.spec import ViewSpec
from commonstacks.workshop.views.words import Words

Names = Callable[[ChartAnswer, int, Words], str]
_IN_TIME: Final = ("day", "week", "month", "year", "decade", "century")


def versions(told: Answer, spec: ViewSpec, words: Words, named: Names) -> str:
    """The rows of a view beside those of the version that it is compared with, and where most of
    the difference lies; ``named`` calls a bin by its name. Says so where nothing can be laid
    beside the view."""
    version = spec.compare.version if spec.compare else 0
    if told.compared is None:
        columns = words.comma.join(name or words.place for name in told.lacks)
        return words.not_beside.format(version=version, columns=columns)
    more = told.matching - told.compared
    facts = {"n": count_text(abs(more) or told.matching, words), "version": version}
    form = words.as_many
    if more:
        plain = (
            (words.more_rows, words.one_more) if more > 0 else (words.fewer_rows, words.one_fewer)
        )
        form = plain[abs(more) == 1]
    return form.format_map(facts) + _where(_whole(told, spec), more, words, named)


def signed(number: float, words: Words) -> str:
    """A difference: "+12", "−3", "0"."""
    size = number_text(abs(number), words)
    if isinstance(number, int):
        size = count_text(abs(number), words)
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{size}"


def chart_says(part: ChartAnswer, version: int, words: Words) -> str:
    """What of another version is not in this chart; "" where all of it is."""
    if part.lacks:
        return words.chart_not_beside.format(version=version, column=part.lacks)
    if part.unlisted:
        n = count_text(part.unlisted, words)
        return words.unlisted_rows.format(version=version, n=n)
    return ""


def _whole(told: Answer, spec: ViewSpec) -> list[ChartAnswer]:
    """The charts whose bins hold the rows of the view and no other ones: a chart with a filter of
    its own shows what that leaves out, too."""
    own = {item.columns for item in spec.filters}
    return [
        part
        for part in told.charts
        if part.other and part.chart.columns not in own and not isinstance(part.axis, Panels)
    ]


def _where(parts: list[ChartAnswer], more: int, words: Words, named: Names) -> str:
    """The bin that has the most of the difference, of a chart over time before any other."""
    for part in sorted(parts, key=lambda part: not _in_time(part)):
        gaps = _gaps(part)
        code = (
            max(gaps, key=lambda at: gaps[at] * (1 if more > 0 else -1)) if more else _widest(gaps)
        )
        gap = gaps.get(code, 0)
        if gap and (not more or (gap > 0) == (more > 0)):
            top = named(part, code, words)
            form = _form(gap, more, words)
            n = signed(gap, words) if form == words.largest_gap else count_text(abs(gap), words)
            return form.format(top=top, n=n)
    return "."


def _form(gap: int, more: int, words: Words) -> str:
    if abs(gap) > abs(more):
        return words.largest_gap
    if gap == more:
        return words.all_of_them
    return words.most_of_them if 2 * abs(gap) > abs(more) else words.part_of_them


def _gaps(part: ChartAnswer) -> dict[int, int]:
    theirs = part.other.counts if part.other else ()
    return {
        code: mine - other
        for code, (mine, other) in enumerate(zip(part.seen.counts, theirs, strict=True))
    }


def _widest(gaps: dict[int, int]) -> int:
    return max(gaps, key=lambda at: abs(gaps[at]))


def _in_time(part: ChartAnswer) -> bool:
    return isinstance(part.axis, Steps) and part.axis.unit in _IN_TIME
