"""Copy the shipped gazetteer into rows, once."""

from __future__ import annotations
