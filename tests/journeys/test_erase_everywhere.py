"""Standing test: one value, erased with its dataset, is gone from every byte of the home."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.journeys.children import run, stacks
from tests.journeys.living import NAME, SECRET


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("lived")
    walked = run("living", str(home), str(tmp_path_factory.mktemp("scratch")))
    assert walked.returncode == 0, walked.stderr
    return home


def test_a_name_never_enters_the_vault_or_any_derived_file(lived: Path) -> None:
    for folder in (lived / "vault", lived / "derived"):
        assert list(holding(folder, NAME)) == []


def test_erase_everywhere(lived: Path) -> None:
    assert list(holding(lived, SECRET)) != []
    erased = stacks(
        "erase", "secret", "--reason", "It was added by mistake.", "--home", str(lived), "--yes"
    )
    assert erased.returncode == 0, erased.stderr
    assert list(holding(lived, SECRET)) == []
    assert list(holding(lived, "secret.csv")) == []
    verified = stacks("verify", "--home", str(lived), "--json")
    assert (verified.returncode, json.loads(verified.stdout)["findings"]) == (0, [])
    again: subprocess.CompletedProcess[str] = stacks(
        "versions", "secret", "--home", str(lived), "--json"
    )
    assert again.returncode == 2
    assert "erased" in json.loads(again.stdout)["refused"]


def holding(folder: Path, value: str) -> Iterator[str]:
    """Files that hold the value, plain or packed, in UTF-8 or UTF-16."""
    wanted = [value.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = unpacked(file)
        if any(each in data for each in wanted):
            yield str(file.relative_to(folder))


def unpacked(file: Path) -> bytes:
    data = file.read_bytes()
    if data[:2] == b"\x1f\x8b":
        return data + gzip.decompress(data)
    if data[:4] == b"PAR1":
        return data + json.dumps(pq.read_table(file).to_pylist(), default=str).encode()
    return data
