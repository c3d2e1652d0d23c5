from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commonstacks.workshop.searching.document import Document, PlaceTag
from commonstacks.workshop.searching.index import Index

DAY = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def doc() -> Callable[..., Document]:
    def make(key: str, title: str = "", *, day: int = 0, **facts: Any) -> Document:
        published = DAY + timedelta(days=day)
        return Document(key, f"slug-{key}", title, published, version=1, **facts)

    return make


@pytest.fixture
def us() -> tuple[PlaceTag, ...]:
    return (
        PlaceTag("us", ("United States", "USA", "Vereinigte Staaten")),
        PlaceTag("na", ("North America",), own=False),
    )


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = Index(tmp_path / "search", patience=0.2)
    index.rebuild([])
    return index
