"""Whose saved view it is, and who may keep one."""

from __future__ import annotations

from commonstacks.library.explore.models import SavedView
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account


def may_save(account: Account | None) -> bool:
    return people_rules.may_save_views(account)


def is_own(account: Account, saved: SavedView) -> bool:
    return account.is_active and saved.account_id == account.pk
