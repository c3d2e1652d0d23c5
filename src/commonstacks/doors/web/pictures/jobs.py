"""A piece of work as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.doors.web.pictures.words import STATES, Words, word
from commonstacks.flows.shown import JobLine


@dataclass(frozen=True, slots=True)
class JobPicture:
    line: JobLine
    state: Words
    measured: bool  # whether it is known how much there is to do
    dataset: str  # the slug of what came of it
    new: bool


def job_picture(line: JobLine) -> JobPicture:
    return JobPicture(
        line=line,
        state=word(STATES, line.state),
        measured=line.live and line.total > 0,
        dataset=str(line.result.get("dataset", "")),
        new=bool(line.result.get("new", True)),
    )
