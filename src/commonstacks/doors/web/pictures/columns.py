"""The columns of a table in plain words, each with what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from commonstacks.doors.web.pictures.gaps import GapPicture
from commonstacks.doors.web.pictures.words import KINDS, Words, word
from commonstacks.doors.web.templatetags.reading import number
from commonstacks.workshop.tables.shape import NUMBERS, ColumnProfile, Scalar, TableProfile
from commonstacks.workshop.views.cells import OPEN, Policy

SHOWN_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnPicture:
    name: str
    kind: Words
    why: str
    missing: str
    spread: str
    examples: tuple[str, ...]
    sensitive: bool
    notes: tuple[GapPicture, ...]  # those that stand at this column
    also: tuple[str, ...]  # columns before, at which a note about this one stands


def column_pictures(
    profile: TableProfile, gaps: tuple[GapPicture, ...], policy: Policy = OPEN
) -> tuple[ColumnPicture, ...]:
    """Where the ``policy`` protects people, without the numbers: they tell of single rows."""
    homes = homes_of(profile, gaps)
    found = (column_picture(column, profile.rows, homes) for column in profile.columns)
    return tuple(unsaid(column) if policy.on else column for column in found)


def unsaid(column: ColumnPicture) -> ColumnPicture:
    return replace(column, missing=_("not said"), spread="", examples=())


def homes_of(profile: TableProfile, gaps: tuple[GapPicture, ...]) -> dict[GapPicture, str]:
    """Each gap stands once, at the first column it names. A mere suggestion stands nowhere yet."""
    names = [column.name for column in profile.columns]
    named = {gap: [name for name in names if name in gap.columns] for gap in gaps}
    return {gap: own[0] for gap, own in named.items() if own and not gap.suggested}


def column_picture(column: ColumnProfile, rows: int, homes: dict[GapPicture, str]) -> ColumnPicture:
    return ColumnPicture(
        name=column.name,
        kind=word(KINDS, column.kind),
        why=column.why,
        missing=missing(column, rows),
        spread=spread(column),
        examples=column.examples[:SHOWN_EXAMPLES],
        sensitive=column.sensitive,
        notes=tuple(gap for gap, home in homes.items() if home == column.name),
        also=tuple(
            dict.fromkeys(
                home
                for gap, home in homes.items()
                if column.name in gap.columns and home != column.name
            )
        ),
    )


def missing(column: ColumnProfile, rows: int) -> str:
    if not column.nulls:
        return _("none")
    if column.nulls == rows:
        return _("all")
    return _("%(count)s of %(rows)s") % {"count": number(column.nulls), "rows": number(rows)}


def spread(column: ColumnProfile) -> str:
    """How many different values, or from where to where."""
    if column.kind in {*NUMBERS, "date", "datetime", "longitude", "latitude"}:
        if column.minimum is None:
            return ""
        ends = {"low": end(column.minimum), "high": end(column.maximum)}
        return _("from %(low)s to %(high)s") % ends
    about = "" if column.distinct_exact else _("about") + " "
    return _("%(about)s%(count)s different") % {"about": about, "count": number(column.distinct)}


def end(value: Scalar) -> str:
    """A number with a true minus; a day as it is written."""
    text = str(value)
    return text if isinstance(value, str) else text.replace("-", "−")
