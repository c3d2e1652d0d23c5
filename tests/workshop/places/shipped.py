"""All shipped places in memory, read once for all tests."""

from __future__ import annotations

from commonstacks.workshop.places import gazetteer
from commonstacks.workshop.places.lookup import Atlas

PLACES = Atlas(gazetteer.places())
