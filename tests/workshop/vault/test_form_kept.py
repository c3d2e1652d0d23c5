"""Releases of the form and own questions lie in the vault beside the datasets."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.vault.base import Report
from commonstacks.workshop.vault.deposit import FORM, QUESTION, THE_FORM
from commonstacks.workshop.vault.ocfl import Vault

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault(tmp_path / "vault")
    made.open(at=AT)
    return made


def test_releases_are_kept_and_counted_by_their_own_numbers(vault: Vault) -> None:
    assert (vault.newest(FORM), vault.newest(QUESTION)) == (0, 0)
    vault.hold_form(number=2, at=AT, document={"form": {"form": 2}})
    vault.hold_form(number=3, at=AT, document={"form": {"form": 3}})
    vault.hold_question(number=1, at=AT, document={"question": {"id": "x-library:parking"}})
    assert (vault.newest(FORM), vault.newest(QUESTION)) == (3, 1)
    assert vault.form(2) == {"form": {"form": 2}}
    assert vault.question(1) == {"question": {"id": "x-library:parking"}}
    told = [(entry.dataset, entry.number, entry.facts["kind"]) for entry in vault.entries()]
    assert told == [(THE_FORM, 2, "form"), (THE_FORM, 3, "form"), (THE_FORM, 1, "question")]


def test_a_release_is_never_another_one(vault: Vault) -> None:
    vault.hold_form(number=2, at=AT, document={"form": {"form": 2}})
    vault.hold_form(number=2, at=AT, document={"form": {"form": 2}})
    with pytest.raises(Refusal, match="held with other content"):
        vault.hold_form(number=2, at=AT, document={"form": {"form": 99}})
    with pytest.raises(NotHeld):
        vault.form(7)


def test_every_byte_of_them_is_verified(vault: Vault) -> None:
    vault.hold_form(number=2, at=AT, document={"form": {"form": 2}})
    report = Report()
    for report in vault.verify():
        assert report.findings == ()
    assert (report.objects, report.ok) == (1, True)


def test_a_release_that_a_dead_writer_did_not_log_is_found_again(vault: Vault) -> None:
    vault.hold_form(number=2, at=AT, document={"form": {"form": 2}})
    vault.store.log.write_bytes(b"")
    again = Vault(vault.root)
    assert len(again.open(at=AT).logged) == 1
    assert again.form(2) == {"form": {"form": 2}}
