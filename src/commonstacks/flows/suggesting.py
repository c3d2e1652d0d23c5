"""What may be missing, as the table itself shows it: suggested to people, who decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from commonstacks.flows import reading, wiring
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock
from commonstacks.kit.digests import of_facts
from commonstacks.kit.errors import NotHeld, Refusal, Stopped
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Table, Version
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.people.models import Account
from commonstacks.workshop import killable
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.gaps import check_gap
from commonstacks.workshop.places import absent
from commonstacks.workshop.tables.missing.absence import Absence, from_json, listed, to_json
from commonstacks.workshop.tables.shape import TableProfile

MOST_TABLES: Final = 5
PATIENCE: Final = 20.0  # seconds that a page waits; a worker has the time of a reading
KINDS: Final = {
    "missing place": "missing_place",
    "missing time": "missing_period",
    "missing cell": "missing_period",
    "empty column": "not_recorded_variable",
    "constant column": "not_recorded_variable",
    "vanished value": "removed_redacted",
    "sudden count": "broken_series",
    "stuck value": "broken_series",
    "capped value": "merged_category",
    "rounded value": "merged_category",
}
WORDS: Final = {
    "capped value": "numbers above the highest",
    "rounded value": "the exact numbers",
    "constant column": "other values",
}
"""What is missing, where the sentence alone would not tell two findings of one column apart."""

COUNTED: Final = {
    "missing place": "without a row",
    "missing time": "without a row",
    "missing cell": "rows expected, none there",
    "empty column": "rows, all empty",
    "constant column": "rows, all the same",
    "vanished value": "rows in the version before",
    "sudden count": "rows",
    "stuck value": "rows one after the other",
    "capped value": "rows with the highest number",
    "rounded value": "round numbers",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One finding as a gap in the machine's voice; ``key`` names it for as long as it is found."""

    key: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class Suggestions:
    """``open`` waits for somebody; ``aside`` was said to be none; ``trouble`` why nobody looked."""

    open: tuple[Suggestion, ...]
    aside: tuple[Gap, ...]
    trouble: str = ""

    def at(self, question: str) -> Suggestions:
        """Those that belong to one question of the form."""
        return Suggestions(
            tuple(each for each in self.open if each.gap.question == question),
            tuple(gap for gap in self.aside if gap.question == question),
            self.trouble,
        )


def suggestions(slug: str, by: Account | None) -> Suggestions:
    """What nobody has decided about yet, the strongest of each table first."""
    return of_dataset(reading.held_and_open(slug, by))


def of_dataset(dataset: Dataset) -> Suggestions:
    aside = said.gap_values(said.gaps_set_aside(dataset))
    decided = {mark(gap) for gap in (*aside, *said.gap_values(said.standing_gaps(dataset)))}
    version = held.newest_readable(dataset)
    try:
        found = list(looked_through(version, Watch(), PATIENCE)) if version else []
    except (Refusal, Stopped) as trouble:
        return Suggestions((), aside, trouble.reason)
    made = {mark(gap): gap for gap in found}
    waiting = [Suggestion(key(gap), gap) for at, gap in made.items() if at not in decided]
    return Suggestions(tuple(waiting), aside)


def agree(slug: str, wanted: str, *, by: Account) -> Gap:
    """It is a gap: a contextualist says it from now on, and answers for it."""
    dataset = reading.held_and_open(slug, by)
    gap = one_of(dataset, wanted)
    facts = {**gap.to_json(), "voice": "X", "status": "open"}
    kept = check_gap(wiring.form(), facts)
    context.add_gap(dataset=dataset, gap=kept, by=by, now=clock.now())
    return kept


def set_aside(slug: str, wanted: str, *, by: Account) -> Gap:
    """It is none; nobody is asked again, in later versions neither."""
    dataset = reading.held_and_open(slug, by)
    gap = one_of(dataset, wanted)
    context.set_aside(dataset=dataset, gap=gap, by=by, now=clock.now())
    return gap


def one_of(dataset: Dataset, wanted: str) -> Gap:
    found = next((each.gap for each in of_dataset(dataset).open if each.key == wanted), None)
    if found is None:
        raise NotHeld(
            "This suggestion is no longer there.",
            "Somebody may have decided about it, or a new version has come.",
        )
    return found


def prepare(version: Version, watch: Watch) -> None:
    """Look through a version's tables ahead of any reader."""
    list(looked_through(version, watch, wiring.limits().read_seconds))


def looked_through(version: Version, watch: Watch, seconds: float) -> Iterator[Gap]:
    """A gap for everything that each table shows, against the same table of the version before."""
    earlier = held.newest_readable(version.dataset, before=version.number)
    tables = list(version.tables.all()[:MOST_TABLES])
    for table in tables:
        old = same_table(earlier, table) if earlier else None
        where = f" ({table.name})" if len(tables) > 1 else ""
        for absence in absences(table, old, watch, seconds):
            yield check_gap(wiring.form(), gap_facts(absence, where))


def same_table(version: Version, table: Table) -> Table | None:
    """The one of that name; files are often called after their date, and an only one is it."""
    tables = list(version.tables.all())
    named = next((each for each in tables if each.name == table.name), None)
    alone = len(tables) == 1 and table.version.tables.count() == 1
    return named or (tables[0] if alone else None)


def absences(table: Table, old: Table | None, watch: Watch, seconds: float) -> tuple[Absence, ...]:
    """As an earlier look left them beside the table, else found now; derived, as all there."""
    folder = wiring.table_folder(table.digest)
    kept = folder / f"absences-{old.digest[:16] if old else 'first'}.json"
    if kept.exists():
        return from_json(kept.read_text(encoding="utf-8"))
    before = (wiring.table_folder(old.digest), profile(old)) if old else None
    if before and not (before[0] / "table.parquet").exists():
        before = None
    found: tuple[Absence, ...] = look(
        absent.find, folder, profile(table), before, watch=watch, seconds=seconds
    )
    put(kept, to_json(found))
    return found


def profile(table: Table) -> TableProfile:
    return TableProfile.from_json(table.placed or table.profile)


def look(work: Callable[..., Any], *arguments: Any, watch: Watch, seconds: float) -> Any:
    limits = wiring.limits()
    return killable.run(
        work,
        *arguments,
        seconds=min(seconds, limits.read_seconds),
        megabytes=limits.read_megabytes,
        on_progress=watch.tell,
        cancelled=watch.cancelled,
    )


def put(path: Path, text: str) -> None:
    half = path.with_suffix(".unfinished")
    half.write_text(text, encoding="utf-8")
    half.replace(path)


def gap_facts(absence: Absence, where: str = "") -> dict[str, Any]:
    """In the shape in which the form writes a gap."""
    facts: dict[str, Any] = {
        "kind": KINDS[absence.kind],
        "text": f"{absence.sentence}{where}"[:600],
        "voice": "M",
        "status": "suggested",
        "columns": list(absence.columns),
        "place": absence.place[:300],
        "variable": variable(absence)[:300],
        "evidence": [{"kind": "measured", "title": "Counted in the table", "note": note(absence)}],
    }
    if absence.first or absence.last:
        facts["period"] = {"first": absence.first, "last": absence.last}
    if absence.rows:
        facts["where"] = [{"column": absence.rows[0], "values": list(absence.rows[1])}]
    if absence.kind in ("missing place", "missing time", "missing cell", "vanished value"):
        facts["direction"] = "under"
    return facts


def variable(absence: Absence) -> str:
    """What is missing in words, where no time or single place says it."""
    if absence.kind in WORDS:
        return WORDS[absence.kind]
    if absence.kind == "empty column":
        return listed(absence.columns)
    told = absence.place or absence.first or absence.last
    return "" if told or not absence.examples else listed(absence.examples)


def note(absence: Absence) -> str:
    """ "Counted by the program: 1,531 rows in the version before." """
    return f"Counted by the program: {absence.count:,} {COUNTED[absence.kind]}."


def mark(gap: Gap) -> str:
    """The same finding in any version and in any words: its kind, and what and when it is about."""
    facts = gap.to_json()
    same = ("kind", "columns", "place", "period", "variable", "where")
    return of_facts({name: facts.get(name) for name in same})


def key(gap: Gap) -> str:
    return mark(gap)[:16]
