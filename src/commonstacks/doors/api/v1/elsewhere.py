"""Addresses below this door that lead nowhere."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from commonstacks.kit.errors import NotHeld

router = Router()


@router.get("/{path:rest}", include_in_schema=False, url_name="elsewhere")
def elsewhere(request: HttpRequest, rest: str) -> None:
    raise NotHeld(
        f"There is nothing at /api/v1/{rest[:200]}", "See /api/v1/openapi.json for what there is."
    )
