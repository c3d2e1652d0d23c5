"""A dataset as the flows lend it, written by hand: the story of US postal codes in brief."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from commonstacks.flows.shown import (
    Answer,
    FileLine,
    GapLine,
    Lent,
    PlaceLine,
    RowsPage,
    Stale,
    Story,
    TableLine,
    VersionLine,
)
from commonstacks.library.credit.queries import Credit, CreditClass
from commonstacks.library.credit.roles import CLASSES
from commonstacks.workshop.forms.facts import Facts
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.gap import Gap, Severity
from commonstacks.workshop.tables.shape import ColumnProfile, Step, TableProfile

DAY = date(2026, 9, 1)
MOMENT = datetime(2026, 9, 1, 12, tzinfo=UTC)
README = (
    {
        "kind": "documented",
        "title": "GeoNames, readme of the postal codes",
        "url": "https://download.geonames.org/export/zip/readme.txt",
        "read_on": "2026-08-30",
    },
)
FORM = load(1)


def answer(question: str, said: Any = None, **more: Any) -> Answer:
    facts: dict[str, Any] = {
        "id": f"00000000-0000-0000-0000-{len(question):04d}{ord(question[0]):08d}",
        "question": question,
        "answer": said,
        "absence": "",
        "note": "",
        "asked_of": "",
        "asked_on": None,
        "voice": "P",
        "author": "Commonstacks project",
        "said_on": DAY,
        "evidence": README,
    }
    return Answer(**{**facts, **more})


def absent(question: str, absence: str, **more: Any) -> Answer:
    given = {"voice": "X", "evidence": (), "asked_on": DAY, **more}
    return answer(question, absence=absence, **given)


def answers() -> tuple[Answer, ...]:
    return (
        answer("A1", "Every postal code of the United States with its town, county, state and one "
               "point on the map. 42,049 codes, one row each."),
        answer("A2", "To find the place that belongs to a postal code, on every map of the world."),
        answer("A3", "One postal code (ZIP code) with the name of its main post office."),
        answer("A4", {"text": "Every postal code in use in the United States.",
                      "place": "United States", "period": "2026"}),
        answer("B1", [{"kind": "scraped", "text": "Collected from public lists."},
                      {"kind": "other", "text": "Corrected by people who use GeoNames."}]),
        answer("B2", [{"name": "Editors of GeoNames", "kind": "group", "role": "collector",
                       "what": "put the codes together"}]),
        absent("B4", "not_recorded", asked_of="GeoNames, readme of the postal codes"),
        absent("B5", "unknown", asked_of="The readme and the site of GeoNames"),
        absent("C2", "not_asked", asked_on=None),
        answer("E4", [
            {"use": "count people, or say how poor or ill a place is",
             "why": "a code is a route for letters and not an area where people live"},
            {"use": "draw borders", "why": "each code has one point and no shape"}]),
        answer("F1", {"is": "indirectly", "why": "A code stands for the people who get letters."}),
        answer("G1", {"state": "stated", "id": "CC-BY-4.0",
                      "url": "https://creativecommons.org/licenses/by/4.0/"}),
        answer("H1", {"steward": "GeoNames", "role": "editors"}),
        answer("H2", {"rhythm": "irregular"}),
        answer("H2", {"rhythm": "once", "text": "The copy in this package."}, voice="X"),
        answer("E5", [{"use": "find the county of an address"}], voice="X"),
    )  # fmt: skip


def gaps() -> tuple[GapLine, ...]:
    made = (
        Gap("C1", "left_out_people", "People without a mailbox of their own have no row here: "
            "those who live in the open, and many on tribal land who share one office.", "X",
            group="People without mail delivery", why="design", direction="under",
            severity=(Severity("biases", "comparing places"),)),
        Gap("C1", "missing_place", "Codes of the military overseas and of some islands are absent "
            "or stand at one office.", "X", columns=("state",), why="unknown"),
        Gap("D1", "merged_category", "Many towns share one code; only the main one is named. The "
            "others cannot be found here.", "X", columns=("city",), why="design"),
        Gap("D1", "not_recorded_variable", "When a code began or ended was never written down.",
            "X", variable="first and last day of use", why="unknown"),
    )  # fmt: skip
    return tuple(
        GapLine(f"{n}", gap, "X", "Commonstacks project", DAY, README) for n, gap in enumerate(made)
    )


def profile() -> TableProfile:
    def column(position: int, name: str, kind: Any, *examples: str, **more: Any) -> ColumnProfile:
        facts = {"nulls": 0, "distinct": 42_049, "distinct_exact": True, **more}
        return ColumnProfile(name, position, kind, "", examples=examples, **facts)

    return TableProfile(
        name="zipcodes.csv",
        rows=42_049,
        set_aside=0,
        columns=(
            column(0, "zip_code", "place code", "00501", "00544", "00601"),
            column(1, "latitude", "latitude", "+40.922326", minimum=17.96, maximum=71.29, nulls=668),
            column(2, "longitude", "longitude", "-072.637078", minimum=-176.6, maximum=-65.3,
                   nulls=668),
            column(3, "city", "place name", "Holtsville", "Adjuntas", "Aguada", distinct=18_733),
            column(4, "state", "category", "NY", "PR", "MA", distinct=52),
            column(5, "county", "place name", "Suffolk", "Adjuntas", distinct=1_901),
        ),
        steps=(
            Step("encoding", "Read as UTF-8."),
            Step("separator", "Columns are parted by commas; the first line holds their names."),
            Step("codes", "zip_code is kept as written, so that 00501 does not become 501."),
        ),
    )  # fmt: skip


def file_line() -> FileLine:
    return FileLine("zipcodes.csv", 2_018_388, "9f" * 32, "3c" * 64, "text/csv")


def versions() -> tuple[VersionLine, ...]:
    first = VersionLine(1, MOMENT, 42_049, 0, (file_line(),), "", "", "", "")
    return (first,)


def credits_() -> tuple[CreditClass, ...]:
    def credit(kind: str, role: str, name: str | None, what: str) -> Credit:
        return Credit(kind, role, name, "group", what, "equal", "confirmed")

    found = {
        "gather": (credit("gather", "collector", "Editors of GeoNames", "put the codes together"),),
        "make": (
            credit("make", "curator", "Commonstacks project", "brought it into the library"),
            credit("make", "cleaner", None, "cleaned"),
        ),
        "context": (
            credit("context", "contextualist", "Commonstacks project", "answered questions"),
        ),
    }
    return tuple(CreditClass(name, found.get(name, ())) for name in CLASSES)


def story(**more: Any) -> Story:
    facts: dict[str, Any] = {
        "revision": 1,
        "version": 1,
        "form": FORM,
        "published_at": MOMENT,
        "answers": answers(),
        "gaps": gaps(),
        "facts": Facts(18, 21, 3, ("P", "X"), 1, 1, ("C2",)),
        "keys": 1,
        "keys_needed": 1,
        "reply": "not told",
        "reply_why": "Written from the publisher's own documentation for a demonstration.",
        "told_on": None,
        "digest": "ab" * 32,
    }
    return Story(**{**facts, **more})


def lent(**more: Any) -> Lent:
    facts: dict[str, Any] = {
        "id": "6d8f2c1e-0000-4000-8000-000000000001",
        "slug": "us-postal-codes",
        "title": "Postal codes of the United States",
        "publisher": "GeoNames",
        "address": "https://download.geonames.org/export/zip/",
        "licence": "CC-BY-4.0",
        "attribution": "GeoNames, https://www.geonames.org",
        "version": versions()[0],
        "newest": 1,
        "table": "cd" * 32,
        "table_name": "zipcodes.csv",
        "tables": (TableLine("zipcodes.csv", 42_049, 6, shown=True),),
        "profile": profile(),
        "charted": profile(),
        "story": story(),
        "stale": (),
        "credits": credits_(),
        "versions": versions(),
        "places": (PlaceLine("geonames:6252001", "United States", ()),),
        "published": True,
        "open": 0,
    }
    return Lent(**{**facts, **more})


def lent_stale() -> Lent:
    """A second version has come; the story was written for the first."""
    first = versions()[0]
    second = replace(first, number=2, rows=39_379, change="2,670 rows were taken out.",
                     change_kind="removed")  # fmt: skip
    marks = (
        Stale("A4", "soft", "The number of rows changed by 6 %.", 2),
        Stale("C1", "soft", "The number of rows changed by 6 %.", 2),
    )
    return lent(version=second, newest=2, versions=(second, first), stale=marks,
                story=story(facts=Facts(18, 21, 3, ("P", "X"), 1, 2, ("C2",))))  # fmt: skip


def rows() -> RowsPage:
    line = ("00501", "+40.922326", "-072.637078", "Holtsville", "NY", "Suffolk")
    bare = ("00544", None, None, "Holtsville", "NY", "Suffolk")
    return RowsPage(profile().columns, (line, bare) * 25, 1, 42_049)
