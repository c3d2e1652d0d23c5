"""Other versions of what is being read: the same table there, a view carried over to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from commonstacks.flows import exploration, reading
from commonstacks.flows.gazetteer import Gazetteer
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account
from commonstacks.workshop.views import carrying, tokens
from commonstacks.workshop.views.carrying import Ground, Left
from commonstacks.workshop.views.placing import cut_of
from commonstacks.workshop.views.spec import Compare, ViewSpec


@dataclass(frozen=True, slots=True)
class Carried:
    """A view of one version as another one can show it; ``left`` is what could not come along."""

    spec: ViewSpec
    came_from: int
    left: tuple[Left, ...]


def other(lent: Lent, number: int, table: str = "") -> Lent:
    """Another version of a dataset that is lent already; ``table`` by its name or digest, else the
    one of the same name, or the only one. Refuses versions that are not there or not readable."""
    dataset = Dataset.objects.get(pk=UUID(lent.id))
    version = held.version_of(dataset, number)
    tables = list(version.tables.all())
    if not tables:
        raise reading.unreadable(dataset, version)
    named = [each for each in tables if (table or lent.table_name) in (each.name, each.digest)]
    if not named and (table or len(tables) > 1):
        raise NotHeld(
            "Version {number} has no table “{name}”.",
            "See the list of its tables.",
            number=number,
            name=table or lent.table_name,
        )
    return reading.lent(dataset, version, tables, (named or tables)[0])


def compared_with(lent: Lent, compare: Compare) -> Lent:
    """The version that a view is laid beside, with the very table of its address."""
    try:
        return other(lent, compare.version, compare.table)
    except NotHeld:
        raise NotHeld(
            "The table of version {number} that this view is compared with is no longer kept.",
            "Compare it with that version again.",
            number=compare.version,
        ) from None


def lend_for(slug: str, reader: Account | None, number: int, token: str) -> Lent:
    """Version ``number``, with the table that the view of another version speaks of."""
    source = exploration.lend_view(slug, reader, tokens.from_token(token).version, token)
    return other(source, number)


def comparison(lent: Lent, number: int) -> Compare:
    """What a view asks to be laid beside version ``number``. Refuses tables about people."""
    lent.policy.need_open("the difference of two versions could tell of a single person")
    if number == lent.version.number:
        raise Refusal("A version is compared with another one, not with itself.", "Choose another.")
    return Compare(version=number, table=other(lent, number).table)


def came(lent: Lent, token: str) -> Carried:
    """The view of another version of this dataset, carried over to this one. Refuses views of other
    datasets."""
    spec = tokens.from_token(token)
    if spec.dataset != lent.id:
        raise NotHeld("This view belongs to another dataset or version.", "Check its address.")
    names = {column.name: column.kind for column in lent.charted.columns}
    told = {place for place in spec.places if cut_of(lent.charted, place, Gazetteer())}
    ground = Ground(
        lent.version.number, lent.table, names, exploration.charts_of(lent), told, lent.policy.on
    )
    kept, left = carrying.carried(spec, ground)
    if not (kept.compare and kept.compare.version):
        return Carried(kept, spec.version, left)
    try:
        kept = replace(kept, compare=comparison(lent, kept.compare.version))
    except Refusal:
        kept, left = replace(kept, compare=None), (*left, Left("comparison", (), "gone"))
    return Carried(kept, spec.version, left)
