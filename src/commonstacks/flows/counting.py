"""Any view of a table, counted over its rows: charts of any column, filters on any column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from commonstacks.flows import exploration, mapped, noting, other_versions, wiring
from commonstacks.flows.gazetteer import Gazetteer
from commonstacks.flows.leaving import Left
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import never
from commonstacks.workshop.views import answered, overlaying, pointing, replies
from commonstacks.workshop.views.answering import Answer
from commonstacks.workshop.views.placing import Cut, cut_of
from commonstacks.workshop.views.pointing import Points
from commonstacks.workshop.views.runner import result_key
from commonstacks.workshop.views.spec import ViewSpec, facts_of
from commonstacks.workshop.views.words import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Counted:
    """A view that was counted anew, as the page draws it."""

    view: answered.AnsweredPicture
    whole: str  # the page without this view


def counted(
    lent: Lent,
    token: str,
    *,
    reader: str = exploration.ANYBODY,
    words: Words = ENGLISH,
    left: Left = never,
) -> Counted:
    """``reader`` says whose turn it is where many ask at once, ``left`` whether nobody waits any
    more. Refuses what ``answer`` does."""
    spec = exploration.view_of(lent, token)
    told = answer(lent, spec, reader=reader, left=left)
    view = answered.picture(
        told,
        spec,
        notes=noting.notes_of(lent, spec.charts),
        words=words,
        names=place_names(spec),
        outlines=mapped.outlines_of(lent, spec),
        points=points_drawn(lent, spec, told.matching, reader=reader, words=words, left=left),
    )
    return Counted(view, whole=f"/datasets/{lent.slug}/v/{lent.version.number}")


def shows(lent: Lent, token: str) -> str:
    """The filter sentence of a view, in words."""
    sentence = counted(lent, token).view.sentence
    return " ".join("".join(part.text for part in sentence).split())


def answer(
    lent: Lent, spec: ViewSpec, *, reader: str = exploration.ANYBODY, left: Left = never
) -> Answer:
    """Counted by one of the processes that stand ready, once for all who ask the same.

    Refuses tables about people; raises ``Busy`` where too many wait and ``Stopped`` where it takes
    too long or the reader ``left``: both say what to do.
    """
    other = spec.compare if spec.compare and spec.compare.version else None
    if other is None:
        return replies.read_answer(counted_reply(lent, spec, reader, left), spec.charts)
    lent.policy.need_open("the difference of two versions could tell of a single person")
    bare = replace(spec, compare=None)
    reply = counted_reply(lent, bare, reader, left)
    there = other_versions.compared_with(lent, other)
    laid = beside_reply(lent, bare, reply, there, reader, left)
    return overlaying.merged(replies.read_answer(reply, spec.charts), replies.read_beside(laid))


def counted_reply(lent: Lent, spec: ViewSpec, reader: str, left: Left = never) -> bytes:
    lent.policy.need_open("only its prepared charts are shown")
    folder = wiring.table_folder(lent.table)
    exploration.need_table(folder)
    within = cuts_of(lent, spec)
    return wiring.runner().ask(
        replies.answer_reply,
        files_in(folder),
        spec,
        lent.policy,
        within=within,
        named=mapped.named_of(lent, spec),
        reader=reader,
        cancelled=left,
        key=key_of(lent, spec, within),
    )


def points_drawn(
    lent: Lent,
    spec: ViewSpec,
    matching: int,
    *,
    reader: str,
    words: Words = ENGLISH,
    left: Left = never,
) -> dict[int, Points]:
    """The rows themselves, where a box on a map leaves few: by the place of their chart. Where
    people are in the table there are none."""
    boxed = pointing.box_of(spec)
    if boxed is None or lent.policy.on or not 0 < matching <= pointing.MOST:
        return {}
    found = pointing.read_spots(points_reply(lent, spec, reader, left))
    return {boxed[0]: pointing.points(found, boxed[2], words)}


def points_reply(lent: Lent, spec: ViewSpec, reader: str, left: Left = never) -> bytes:
    """All rows in the box of a view, as ``pointing.points_reply``. Refuses what that refuses, and
    tables about people before anything is asked."""
    lent.policy.need_open("its rows are not shown one by one")
    if pointing.box_of(spec) is None:
        raise Refusal("This view has no box on a map.", "Choose one on the map.")
    folder = wiring.table_folder(lent.table)
    exploration.need_table(folder)
    within = cuts_of(lent, spec)
    return wiring.runner().ask(
        pointing.points_reply,
        files_in(folder),
        spec,
        lent.policy,
        pointing.telling(lent.charted, spec),
        within=within,
        reader=reader,
        cancelled=left,
        key=key_of(lent, spec, within, "points"),
    )


def beside_reply(
    lent: Lent, spec: ViewSpec, told: bytes, there: Lent, reader: str, left: Left = never
) -> bytes:
    """The rows of another version in the bins of ``told``, the reply to this view."""
    folder, within = wiring.table_folder(there.table), cuts_of(there, spec)
    exploration.need_table(folder)
    return wiring.runner().ask(
        replies.beside_reply,
        files_in(folder),
        spec,
        there.policy,
        told=told,
        drawn=files_in(wiring.table_folder(lent.table)),
        within=within,
        reader=reader,
        cancelled=left,
        key=key_of(lent, spec, within, f"beside {there.table}"),
    )


def key_of(lent: Lent, spec: ViewSpec, within: Mapping[str, Cut], job: str = "answer") -> str:
    """Everything that the answer depends on: also which areas the rows were found to lie in."""
    cuts = {place: [cut.column, *cut.values] for place, cut in within.items()}
    asked = {"view": facts_of(spec), "cuts": cuts, "placed": lent.charted.to_json()}
    return result_key(job, lent.table, asked, lent.policy.threshold)


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
