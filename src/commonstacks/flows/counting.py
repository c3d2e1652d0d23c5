"""Any view of a table, counted over its rows: charts of any column, filters on any column."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commonstacks.flows import exploration, noting, wiring
from commonstacks.flows.gazetteer import Gazetteer
from commonstacks.flows.shown import Lent
from commonstacks.workshop import killable
from commonstacks.workshop.views import answered, replies
from commonstacks.workshop.views.answering import Answer
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.placing import Cut, cut_of
from commonstacks.workshop.views.spec import ViewSpec

SECONDS: Final = 30.0
"""A reader waits for the page as long as it takes; longer than this is too long for anybody."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A view that was counted anew, as the page draws it."""

    view: answered.AnsweredPicture
    whole: str  # the page without this view


def counted(lent: Lent, token: str, policy: Policy = OPEN) -> Counted:
    spec = exploration.view_of(lent, token)
    notes = noting.notes_of(lent, spec.charts)
    told = answer(lent, spec, policy)
    return Counted(
        view=answered.picture(told, spec, notes=notes, names=place_names(spec)),
        whole=f"/datasets/{lent.slug}/v/{lent.version.number}",
    )


def shows(lent: Lent, token: str) -> str:
    """The filter sentence of a view, in words."""
    sentence = counted(lent, token).view.sentence
    return " ".join("".join(part.text for part in sentence).split())


def answer(lent: Lent, spec: ViewSpec, policy: Policy = OPEN) -> Answer:
    """Counted in a process of its own that is ended when it takes too long."""
    folder = wiring.table_folder(lent.table)
    exploration.need_table(folder)
    reply = killable.run(
        replies.answer_reply,
        files_in(folder),
        spec,
        policy,
        within=cuts_of(lent, spec),
        seconds=SECONDS,
        megabytes=wiring.limits().read_megabytes,
    )
    return replies.read_answer(reply, spec.charts)


def files_in(folder: Path) -> tuple[str, ...]:
    """The table, and beside it the places of its rows."""
    files = (folder / "table.parquet", folder / "places.parquet")
    return tuple(str(file.resolve()) for file in files if file.exists())


def cuts_of(lent: Lent, spec: ViewSpec) -> dict[str, Cut]:
    found = {place: cut_of(lent.charted, place, Gazetteer()) for place in spec.places}
    return {place: cut for place, cut in found.items() if cut}


def place_names(spec: ViewSpec) -> dict[str, str]:
    known = {place: Gazetteer().known(place) for place in spec.places}
    return {place: found.name for place, found in known.items() if found}
