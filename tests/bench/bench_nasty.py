"""How many of the nasty files our reader and its peers read right, in one run.

Writes ``results/nasty.json`` and prints the table of ``docs/reference/benchmarks.md``. The peers
run in their own environment, DuckDB in ours where theirs has none.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from measuring import PEERS, ROOT, save

from tests.nasty import ours
from tests.nasty.corpus import GROUPS, Case, cases_of
from tests.nasty.judge import judge

SCRIPT = ROOT / "tests" / "nasty" / "peers.py"
TEXT = {".csv", ".tsv", ".txt", ".dat"}
WORDS = ("right", "wrong", "refused")
NAMES = {
    "ours": "Commonstacks",
    "duckdb": "DuckDB `read_csv`",
    "polars": "Polars `read_csv`",
    "pandas": "pandas `read_csv`",
    "frictionless": "frictionless `extract`",
}
Verdicts = dict[str, tuple[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true", help="nothing more is measured")
    parser.parse_args()
    groups = {group: cases_of(group) for group in GROUPS}
    cases = [case for members in groups.values() for case in members]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hand_over(cases, folder)
        found: dict[str, Verdicts] = {"ours": {case.id: read(case, folder) for case in cases}}
        for interpreter in (sys.executable, str(PEERS)):
            found |= measured(interpreter, folder)
    save(
        "nasty",
        {
            "what": "nasty files read right, wrong or not at all",
            "cases": len(cases),
            "groups": {
                group: {name: count(verdicts, members) for name, verdicts in found.items()}
                for group, members in groups.items()
            },
            "text": {name: count(verdicts, text_of(cases)) for name, verdicts in found.items()},
            "all": {name: count(verdicts, cases) for name, verdicts in found.items()},
            "verdicts": {
                name: {case: word for case, (word, _) in verdicts.items()}
                for name, verdicts in found.items()
            },
            "why ours is not right": {
                case: why for case, (word, why) in found["ours"].items() if word != "right"
            },
        },
    )
    print(drawn(found, cases))


def hand_over(cases: Sequence[Case], folder: Path) -> None:
    for case in cases:
        (folder / case.id).mkdir()
        (folder / case.id / case.file).write_bytes(case.content)
    facts = json.dumps([case.facts() for case in cases], ensure_ascii=False)
    (folder / "cases.json").write_text(facts, encoding="utf-8")


def read(case: Case, folder: Path) -> tuple[str, str]:
    try:
        outcome = ours.outcome(folder / case.id / case.file, folder / case.id / "read")
    except Exception as error:  # noqa: BLE001  # a crash of ours is counted, and is wrong
        return "wrong", f"{type(error).__name__}: {error}"[:500]
    verdict = judge(case, outcome)
    return verdict.word, verdict.reason[:500]


def measured(interpreter: str, folder: Path) -> dict[str, Verdicts]:
    before = time.perf_counter()
    answer = subprocess.run(
        [interpreter, str(SCRIPT), str(folder)], check=True, capture_output=True, text=True
    )
    found: dict[str, Verdicts] = json.loads(answer.stdout)
    print(f"{', '.join(found)}: {time.perf_counter() - before:.0f} s", file=sys.stderr)
    return found


def text_of(cases: Sequence[Case]) -> list[Case]:
    """The cases that come under the name of a text table: every peer's own ground."""
    return [case for case in cases if Path(case.file).suffix.lower() in TEXT]


def count(verdicts: Verdicts, cases: Sequence[Case]) -> dict[str, int]:
    counted = Counter(verdicts[case.id][0] for case in cases)
    return {word: counted[word] for word in WORDS}


def drawn(found: dict[str, Verdicts], cases: Sequence[Case]) -> str:
    text = text_of(cases)
    lines = [
        f"| reader | all {len(cases)}: right | wrong | refused | {len(text)} named as text: right | wrong | refused |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, verdicts in found.items():
        cells = [str(count(verdicts, some)[word]) for some in (cases, text) for word in WORDS]
        lines.append(f"| {NAMES[name]} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
