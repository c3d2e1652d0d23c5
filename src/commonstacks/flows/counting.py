"""Any view of a table, counted over its rows: charts of any column, filters on any column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commonstacks.flows import exploration, noting, wiring
from commonstacks.flows.gazetteer import Gazetteer
from commonstacks.flows.shown import Lent
from commonstacks.workshop.views import answered, replies
from commonstacks.workshop.views.answering import Answer
from commonstacks.workshop.views.placing import Cut, cut_of
from commonstacks.workshop.views.runner import result_key
from commonstacks.workshop.views.spec import ViewSpec, facts_of
from commonstacks.workshop.views.words import ENGLISH, Words

ANYBODY = "anybody"
"""Whose turn it is where a view is counted for no reader in particular."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A view that was counted anew, as the page draws it."""

    view: answered.AnsweredPicture
    whole: str  # the page without this view


def counted(lent: Lent, token: str, *, reader: str = ANYBODY, words: Words = ENGLISH) -> Counted:
    """``reader`` says whose turn it is where many ask at once. Refuses what ``answer`` does."""
    spec = exploration.view_of(lent, token)
    notes = noting.notes_of(lent, spec.charts)
    told = answer(lent, spec, reader=reader)
    return Counted(
        view=answered.picture(told, spec, notes=notes, words=words, names=place_names(spec)),
        whole=f"/datasets/{lent.slug}/v/{lent.version.number}",
    )


def shows(lent: Lent, token: str) -> str:
    """The filter sentence of a view, in words."""
    sentence = counted(lent, token).view.sentence
    return " ".join("".join(part.text for part in sentence).split())


def answer(lent: Lent, spec: ViewSpec, *, reader: str = ANYBODY) -> Answer:
    """Counted by one of the processes that stand ready, once for all who ask the same.

    Refuses tables about people; raises ``Busy`` where too many wait and ``Stopped`` where it takes
    too long: both say what to do.
    """
    lent.policy.need_open("only its prepared charts are shown")
    folder = wiring.table_folder(lent.table)
    exploration.need_table(folder)
    within = cuts_of(lent, spec)
    reply = wiring.runner().ask(
        replies.answer_reply,
        files_in(folder),
        spec,
        lent.policy,
        within=within,
        reader=reader,
        key=key_of(lent, spec, within),
    )
    return replies.read_answer(reply, spec.charts)


def key_of(lent: Lent, spec: ViewSpec, within: Mapping[str, Cut]) -> str:
    """Everything that the answer depends on: also which areas the rows were found to lie in."""
    cuts = {place: [cut.column, *cut.values] for place, cut in within.items()}
    asked = {"view": facts_of(spec), "cuts": cuts, "placed": lent.charted.to_json()}
    return result_key("answer", lent.table, asked, lent.policy.threshold)


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
