"""Saved views, read by the one who keeps them."""

from __future__ import annotations

from typing import Any

from commonstacks.kit.refs import Ref
from commonstacks.library.explore.models import SavedView
from commonstacks.library.people.models import Account


def saved_views(account: Account) -> list[SavedView]:
    """The newest first."""
    return list(SavedView.objects.filter(account=account))


def saved_view(account: Account, *, dataset: Ref, version: int, view: str) -> SavedView | None:
    found: dict[str, Any] = {"dataset": str(dataset), "version": version, "view": view}
    return SavedView.objects.filter(account=account, **found).first()
