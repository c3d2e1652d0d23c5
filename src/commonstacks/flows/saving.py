"""Views that somebody keeps for themselves, with their own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from commonstacks.flows import exploration, names, telling
from commonstacks.flows.noticing import is_shown
from commonstacks.flows.shown import Lent
from commonstacks.kit import clock
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.explore import actions, queries
from commonstacks.library.explore.models import SavedView
from commonstacks.library.people.models import Account


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved view, with the name of its dataset today."""

    key: int
    title: str
    slug: str
    version: int
    view: str
    words: str
    saved_at: datetime


def keep(slug: str, number: int, view: str, words: str, *, by: Account) -> SavedView:
    """Only a view that can be shown: of this dataset, of a table that is still held."""
    lent = exploration.lend_view(slug, by, number, view)
    exploration.view_of(lent, view)
    saved = actions.save_view(
        dataset=Ref("dataset", lent.id),
        version=number,
        view=view,
        words=words,
        by=by,
        now=clock.now(),
    )
    names.keep()
    return saved


def describe(key: int, words: str, *, by: Account) -> None:
    actions.describe(key=key, words=words, by=by)
    names.keep()


def let_go(key: int, *, by: Account) -> None:
    actions.let_go(key=key, by=by)
    names.keep()


def kept_by(account: Account) -> tuple[Kept, ...]:
    """The newest first; of what is gone, or may no longer be seen, nothing."""
    return tuple(shown(account, queries.saved_views(account)))


def shown(account: Account, saved: list[SavedView]) -> Iterator[Kept]:
    wanted = {Ref.parse(each.dataset).key for each in saved}
    rows = Dataset.objects.filter(pk__in=wanted).select_related("publication")
    seen = {str(row.pk): row for row in rows if is_shown(row) or telling.may_see(account, row)}
    for each in saved:
        dataset = seen.get(Ref.parse(each.dataset).key)
        if dataset is not None:
            yield told(each, dataset.title, dataset.slug)


def kept_as(lent: Lent, view: str, account: Account | None) -> Kept | None:
    """What somebody keeps of the view that is shown to them."""
    if account is None or not view:
        return None
    saved = queries.saved_view(
        account, dataset=Ref("dataset", lent.id), version=lent.version.number, view=view
    )
    return told(saved, lent.title, lent.slug) if saved else None


def told(saved: SavedView, title: str, slug: str) -> Kept:
    return Kept(saved.pk, title, slug, saved.version, saved.view, saved.words, saved.saved_at)
