"""Every nasty file is read as a careful librarian would read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.nasty import ours
from tests.nasty.corpus import Case, all_cases
from tests.nasty.judge import judge

NOT_YET: dict[str, str] = {}
"""Cases that are still read wrongly, and why; one that is mended must leave the list."""


def cases() -> list[object]:
    return [
        pytest.param(
            case,
            id=case.id,
            marks=[pytest.mark.xfail(reason=NOT_YET[case.id])] if case.id in NOT_YET else [],
        )
        for case in all_cases()
    ]


@pytest.mark.parametrize("case", cases())
def test_the_file_is_read_as_it_should_be(case: Case, tmp_path: Path):
    path = tmp_path / case.file
    path.write_bytes(case.content)

    verdict = judge(case, ours.outcome(path, tmp_path / "read"))

    assert (verdict.word, verdict.reason) == ("right", ""), case.nasty


def test_the_corpus_is_large_and_names_its_cases_once():
    cases = all_cases()
    assert len(cases) >= 110
    assert len({case.id for case in cases}) == len(cases)
    assert all(case.nasty.endswith(".") for case in cases)
