"""The tree explains itself: its README's commands work, and its layout is the registered one."""

import hashlib
import json
import subprocess

import ocfl.layout_registry
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.vault.inventory import object_path
from commonstacks.workshop.vault.ocfl import Vault


def test_paths_are_those_of_the_registered_layout(dataset):
    layout = ocfl.layout_registry.get_layout("0003-hash-and-id-n-tuple-storage-layout")
    for shelf in ("2024", "context"):
        assert object_path(f"{dataset}/{shelf}") == layout.identifier_to_path(f"{dataset}/{shelf}")


def test_the_readme_s_commands_work(vault, dataset, given, at, program):
    for name in ("jq", "sha512sum"):
        program(name)
    files = given({"a b.csv": b"1", "ü.csv": b"2"})
    vault.hold_version(dataset=dataset, number=1, at=at, files=files, facts={})
    vault.hold_version(dataset=dataset, number=2, at=at, files=files, facts={})
    root = vault.store.root
    commands = said_commands((root / "README.txt").read_text())
    assert len(commands) == 6
    home = root / shell(commands[0].replace("<dataset id>", dataset), root).strip()
    listing = shell(commands[1], home)
    assert "data/ü.csv v1/content/data/ü.csv" in listing.splitlines()
    assert shell(commands[2], home) == "inventory.json: OK\n"
    checked = shell(commands[3], home).splitlines()
    assert (len(checked), {line.rpartition(" ")[2] for line in checked}) == (4, {"OK"})
    assert shell(commands[4], root).split()[0] == shell(commands[5], root).strip()


def said_commands(readme: str) -> list[str]:
    lines, commands = readme.splitlines(), []
    for line in lines:
        if line.startswith("           "):
            commands[-1] += "\n" + line
        elif line.startswith("    "):
            commands.append(line.strip())
    return commands


def shell(command: str, where) -> str:
    return subprocess.run(
        command, shell=True, cwd=where, capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_a_writer_that_waits_too_long_is_refused(vault, dataset, given, at):
    hasty = Vault(vault.store.root, patience=0.05)
    with vault.store.alone(), pytest.raises(Refusal, match="Something else is writing"):
        hasty.append(at=at, action="seen", dataset=dataset, facts={})
    assert hasty.append(at=at, action="seen", dataset=dataset, facts={}).sequence == 1


def test_the_seal_of_a_line_is_the_digest_of_the_rest(vault, dataset, at):
    entry = vault.append(at=at, action="seen", dataset=dataset, facts={"ü": [1, None, True]})
    body = json.loads(vault.store.log.read_bytes())
    assert body.pop("digest") == entry.digest
    line = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(line.encode()).hexdigest() == entry.digest
