"""The checkout keeps the house rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.rules import addresses, docstrings, guard, names, papers, sizes

ROOT = Path(__file__).parents[2]

RULES = [
    sizes.too_long,
    names.empty_names,
    addresses.registries,
    addresses.machine_paths,
    guard.past_the_guard,
    docstrings.without_docstring,
    papers.unfit_decisions,
    papers.without_reason,
    papers.lock_lacks,
    papers.unhashed,
    papers.broken_links,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_checkout_keeps_the_rule(rule):
    assert rule(ROOT) == []
