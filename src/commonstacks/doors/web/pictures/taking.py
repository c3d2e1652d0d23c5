"""What one may take along from a view: files, lines for other programs, what is said of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as lazy

from commonstacks.doors.web.pictures.words import Words
from commonstacks.flows import taking, wiring
from commonstacks.flows.shown import Lent
from commonstacks.workshop.handouts.snippets import Snippet

FORMS: Final[dict[str, tuple[Words, Words]]] = {
    "csv.zip": (lazy("CSV"), lazy("for every program; a zip file with the story beside it")),
    "xlsx": (lazy("Excel"), lazy("the story is on the second sheet")),
    "parquet": (lazy("Parquet"), lazy("small and typed; for Python, R, DuckDB")),
    "geojson": (lazy("GeoJSON"), lazy("for maps")),
    "json": (lazy("JSON"), lazy("for web pages")),
}


@dataclass(frozen=True, slots=True)
class FormLine:
    end: str
    name: Words
    means: Words


@dataclass(frozen=True, slots=True)
class TakePicture:
    forms: tuple[FormLine, ...]
    snippets: tuple[Snippet, ...]
    base: str  # of this library, before the path of a view
    about_people: bool
    who: str  # who may see the data, in the words of the form; empty where nobody said


def take_picture(lent: Lent) -> TakePicture:
    had = set(taking.forms_of(lent))
    people = taking.people_in(lent)
    return TakePicture(
        forms=tuple(FormLine(end, *words) for end, words in FORMS.items() if end in had),
        snippets=taking.snippets_of(lent),
        base=wiring.library_address(),
        about_people=people.about,
        who=people.who,
    )
