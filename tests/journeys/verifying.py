"""Reads every byte of a vault. Run as: python -m tests.journeys.verifying HOME."""

from __future__ import annotations

import sys
from pathlib import Path

from commonstacks.workshop.vault.ocfl import Vault

if __name__ == "__main__":
    *_, report = Vault(Path(sys.argv[1]) / "vault").verify()
    print("whole" if report.ok else report.findings)
