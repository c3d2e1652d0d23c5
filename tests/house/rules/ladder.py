"""Relations against the ladder, strings included; import-linter cannot see those."""

from __future__ import annotations

import configparser
from collections.abc import Iterable
from pathlib import Path

from django.db.models import Model


def rungs(root: Path) -> list[str]:
    """The apps of the ladder, lowest first, as the import contract names them."""
    contracts = configparser.ConfigParser()
    contracts.read(root / ".importlinter", encoding="utf-8")
    layers = contracts["importlinter:contract:ladder"]["layers"].split()
    return [layer.strip("()") for layer in reversed(layers)]


def climbing(models: Iterable[type[Model]], ladder: list[str]) -> list[str]:
    found = []
    for model in models:
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and not field.auto_created else None
            if isinstance(target, type) and too_high(model, target, ladder):
                found.append(f"{model._meta.label}.{field.name} points up to {target._meta.label}")
    return found


def too_high(model: type[Model], target: type[Model], ladder: list[str]) -> bool:
    here, there = model._meta.app_label, target._meta.app_label
    return here in ladder and there in ladder and ladder.index(there) > ladder.index(here)
