"""Addresses below this door that lead nowhere."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from commonstacks.kit.errors import NotHeld

router = Router()


@router.get("/{path:rest}", include_in_schema=False, url_name="elsewhere")
def elsewhere(request: HttpRequest, rest: str) -> None:
    raise NotHeld(
        "There is nothing at /api/v1/{rest}",
        "See /api/v1/openapi.json for what there is.",
        rest=rest[:200],
    )
