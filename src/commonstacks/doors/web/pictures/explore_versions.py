"""The other versions of a view: which there are, what came along from one, what did not and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonstacks.doors.web.pictures.explore import address, base_of
from commonstacks.doors.web.templatetags.reading import number
from commonstacks.flows.exploring import Whole
from commonstacks.flows.other_versions import Carried
from commonstacks.flows.shown import Lent, VersionLine
from commonstacks.workshop.views.carrying import Left
from commonstacks.workshop.views.changing import alone


@dataclass(frozen=True, slots=True)
class Choice:
    number: int
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class VersionsHere:
    """``left`` says what could not come along from the version ``came_from``, whose view is at
    ``back``. ``alone`` is the view without the version ``beside`` it."""

    choices: tuple[Choice, ...]
    people: bool
    beside: int
    alone: str
    came_from: int
    back: str
    left: tuple[str, ...]


def versions_here(
    lent: Lent, whole: Whole, carried: Carried | None, before: str
) -> VersionsHere | None:
    """None where there is no other version that can be read. ``before`` is the token of the view
    that was carried here."""
    others = [line for line in lent.versions if line.rows is not None]
    others = [line for line in others if line.number != lent.version.number]
    if not others:
        return None
    compare = whole.spec.compare
    beside = compare.version if compare else 0
    first = beside or (carried.came_from if carried else others[0].number)
    came_from = carried.came_from if carried else 0
    return VersionsHere(
        choices=tuple(Choice(each.number, named(each), each.number == first) for each in others),
        people=lent.policy.on,
        beside=beside,
        alone=address(base_of(lent), alone(whole.spec)) if beside else "",
        came_from=came_from,
        back=f"/datasets/{lent.slug}/v/{came_from}/explore/{before}" if came_from else "",
        left=tuple(why(each) for each in carried.left) if carried else (),
    )


def named(line: VersionLine) -> str:
    facts = {
        "number": line.number,
        "day": date_format(line.published_on or line.taken_at, "Y-m-d"),
        "rows": number(line.rows or 0),
    }
    return _("version %(number)s, %(day)s, rows: %(rows)s") % facts


def why(left: Left) -> str:
    """One part that stayed behind, and the reason, in words."""
    columns = _(" and ").join(left.columns)
    part = {
        "filter": _("The filter of %(columns)s"),
        "chart": _("The chart of %(columns)s"),
        "sort": _("The order by %(columns)s"),
        "comparison": _("The comparison"),
    }[left.part] % {"columns": columns or _("the place")}
    reason = {
        "gone": _("it is not in this version"),
        "numbers": _("the column does not hold numbers here"),
        "days": _("the column does not hold days here"),
        "place": _("no column here tells in which place a row lies"),
        "chart": _("the chart that it was chosen on is not here"),
        "people": _("people are in this table, and only its prepared charts are shown"),
        "itself": _("it is this version itself"),
        "filter": _("the filter that it stands beside is not here"),
    }[left.why]
    return _("%(part)s stayed behind: %(reason)s.") % {"part": part, "reason": reason}
