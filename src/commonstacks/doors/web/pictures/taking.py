"""What one may take along from a view: files, lines for other programs, what is said of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.pictures.dataset import table_query
from commonstacks.doors.web.pictures.words import Words
from commonstacks.flows import taking, wiring
from commonstacks.flows.shown import Lent
from commonstacks.workshop.handouts.snippets import Snippet

FORMS: Final[dict[str, tuple[str, Words]]] = {
    "csv.zip": ("CSV", _("for every program; a zip file with the story beside it")),
    "xlsx": ("Excel", _("the story is on the second sheet")),
    "parquet": ("Parquet", _("small and typed; for Python, R, DuckDB")),
    "geojson": ("GeoJSON", _("for maps")),
    "json": ("JSON", _("for web pages")),
}


@dataclass(frozen=True, slots=True)
class FormLine:
    end: str
    name: str
    means: Words


@dataclass(frozen=True, slots=True)
class TakePicture:
    forms: tuple[FormLine, ...]
    snippets: tuple[Snippet, ...]
    base: str  # of this library, before a path
    path: str  # of the view that is shown, or of the version where only all rows are handed out
    query: str  # which table, behind the address of a version
    of_view: bool
    about_people: bool
    who: str  # who may see the data, in the words of the form; empty where nobody said


def take_picture(lent: Lent, token: str) -> TakePicture:
    """``token`` is that of the view that is shown; empty where nothing is charted."""
    had, of_view = set(taking.forms_of(lent)), bool(token) and taking.hands_out_views(lent)
    people = taking.people_in(lent)
    version = reverse("dataset-version", args=[lent.slug, lent.version.number])
    return TakePicture(
        forms=tuple(FormLine(end, *words) for end, words in FORMS.items() if end in had),
        snippets=taking.snippets_of(lent),
        base=wiring.library_address(),
        path=f"{version}/view/{token}" if of_view else version,
        query="" if of_view or len(lent.tables) == 1 else table_query(lent.table_name),
        of_view=of_view,
        about_people=people.about or not taking.hands_out_views(lent),
        who=people.who,
    )
