"""A vault in an empty folder, and the reference validator beside it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import ocfl
import pytest

from commonstacks.workshop.vault.ocfl import Vault


@pytest.fixture
def at() -> datetime:
    return datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def dataset() -> str:
    return "3f2a6c1e-5b1d-4a57-9a3e-0c9d7f6b2a11"


@pytest.fixture
def other() -> str:
    return "7d0e4b52-90aa-4a0c-8f6b-2b1f3c9e5d22"


@pytest.fixture
def vault(tmp_path: Path, at: datetime) -> Vault:
    vault = Vault(tmp_path / "vault")
    vault.open(at=at)
    return vault


@pytest.fixture
def given(tmp_path: Path) -> Callable[..., dict[str, Path]]:
    """Files as they come from outside: ``given(**{"trees.csv": b"..."})``."""

    def write(contents: dict[str, bytes]) -> dict[str, Path]:
        folder = tmp_path / "inbox"
        folder.mkdir(exist_ok=True)
        files = {}
        for name, content in contents.items():
            files[name] = folder / f"{len(list(folder.iterdir()))}"
            files[name].write_bytes(content)
        return files

    return write


@pytest.fixture
def ocfl_faults() -> Callable[[Path], list[str]]:
    """Everything the reference validator calls an error in a storage root."""

    def validate(root: Path) -> list[str]:
        judge = ocfl.StorageRoot(str(root))
        valid = judge.validate(log_errors=True)
        faults = [message for _, message in judge.errors] + list(judge.log.messages)
        if not valid or judge.good_objects != judge.num_objects:
            faults.append(f"{judge.good_objects} of {judge.num_objects} objects are valid")
        return faults

    return validate
