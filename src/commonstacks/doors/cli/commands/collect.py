"""``stacks collect``: everything that a portal or a package lists."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from commonstacks.doors.cli import frame, working
from commonstacks.doors.cli.telling import FINE, NO, REFUSED, Told, count

if TYPE_CHECKING:
    from commonstacks.flows.shown import JobLine

CODES = {"ok": FINE, "partly": NO, "failed": REFUSED}
MOST_LINES = 20
MOST_REASONS = 6


@click.command(cls=frame.Command)
@click.argument("address", metavar="ADDRESS")
@click.option("--limit", default=0, type=click.IntRange(0), help="Take this many; 0 takes all.")
@click.option("--list", "only_list", is_flag=True, help="Only say what is listed there.")
@click.option("--each", is_flag=True, help="One dataset for each file of a Data Package.")
def command(address: str, limit: int, only_list: bool, each: bool) -> Told:
    """Take in every dataset that the portal or Data Package at ADDRESS lists."""
    frame.enter()
    if only_list:
        return told_list(address, limit, each=each)
    from commonstacks.flows import intake

    steward = working.the_steward()
    job = intake.collect(address, by=steward, limit=limit, each=each)
    return working.done_here(job, steward, told_run)


def told_list(address: str, limit: int, *, each: bool) -> Told:
    from commonstacks.flows import visiting
    from commonstacks.workshop.portals.base import Problem, RemoteDataset

    datasets, problems, left_out = [], [], []
    for one in visiting.listing(address, limit=limit, each=each):
        if isinstance(one, RemoteDataset):
            datasets.append((one.title, one.publisher, len(one.files)))
        elif isinstance(one, Problem):
            problems.append((one.title or one.key, one.reason, one.hint))
        else:
            left_out.append((one.name, one.reason))
    lines = [
        f"{title} — {by or 'no publisher named'} — {count(files, 'file')}"
        for title, by, files in datasets
    ]
    names = ("title", "publisher", "files")
    facts = {
        "datasets": [dict(zip(names, line, strict=True)) for line in datasets],
        "problems": problems,
        "left_out": left_out,
    }
    lines.append(f"{count(len(datasets), 'dataset')} listed; nothing was taken.")
    lines += [*said_problems(problems, len(problems)), *said_left_out(left_out, len(left_out))]
    return Told(facts, tuple(lines), FINE if datasets and not problems else NO)


def told_run(job: JobLine) -> Told:
    run = job.result
    taken, unchanged = len(run["taken"]), len(run["unchanged"])
    lines = [f"Taken: {count(taken, 'dataset')}. Held already and unchanged: {unchanged:,}."]
    if taken:
        lines.append("They wait for their context; see them under: stacks status")
    unread = [f"“{name}” was kept, but could not be read: {why}" for name, why, _ in run["unread"]]
    lines += cut(unread, run["counts"]["unread"])
    lines += said_problems(run["problems"], run["counts"]["problems"])
    lines += said_left_out(run["left_out"], run["counts"]["left_out"])
    return Told(run, tuple(lines), CODES[run["state"]])


def said_problems(problems: list[Any], number: int) -> list[str]:
    if not number:
        return []
    told = [f"  {what}: {reason} {hint}".rstrip() for what, reason, hint in problems]
    return [f"{count(number, 'problem')}:", *cut(told, number)]


def said_left_out(left_out: list[Any], number: int) -> list[str]:
    if not number:
        return []
    reasons = Counter(reason.removeprefix("left out: ").rstrip(".") for _, reason in left_out)
    told = ", ".join(f"{n:,} {reason}" for reason, n in reasons.most_common(MOST_REASONS))
    return [f"Left out: {told}{' …' if len(reasons) > MOST_REASONS else ''}."]


def cut(lines: list[str], number: int) -> list[str]:
    more = number - MOST_LINES
    return [*lines[:MOST_LINES], *([f"  … and {more:,} more; see --json"] if more > 0 else [])]
