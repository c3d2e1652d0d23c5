"""A chart that leaves the library as a picture: what must be printed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonstacks.doors.web.pictures.explorer import phrases
from commonstacks.doors.web.pictures.licence import licence_picture
from commonstacks.doors.web.pictures.shelf import left_out, one_sentence
from commonstacks.flows import shelving, wiring
from commonstacks.flows.counting import Counted
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.views.answered import AnsweredChart
from commonstacks.workshop.views.conditions import Part
from commonstacks.workshop.views.drawing import ChartPicture, ExplorerPicture
from commonstacks.workshop.views.notes import Note
from commonstacks.workshop.views.poster import Poster, Says, poster
from commonstacks.workshop.views.poster_answered import poster_of_answer

MOST: Final = 4  # gaps that are told in a picture
DAY: Final = "j F Y"
Drawn = TypeVar("Drawn", ChartPicture, AnsweredChart)


def poster_of(lent: Lent, explorer: ExplorerPicture, place: int, *, on: date) -> Poster:
    """Of a chart that was prepared."""
    chart = the_chart(explorer.charts, place)
    return poster(chart, says(lent, explorer.sentence, chart.notes, on=on))


def poster_of_counted(lent: Lent, counted: Counted, place: int, *, on: date) -> Poster:
    """Of a chart that was counted anew."""
    view = counted.view
    chart = the_chart(view.charts, place)
    printed = says(lent, view.sentence, (*chart.notes, *view.notes), on=on)
    return poster_of_answer(chart, printed, view.compared, phrases())


def the_chart(charts: Sequence[Drawn], place: int) -> Drawn:
    if place >= len(charts):
        raise NotHeld("This view has no such chart.", "Open the view and choose one of its charts.")
    return charts[place]


def says(lent: Lent, sentence: Sequence[Part], notes: Sequence[Note], *, on: date) -> Says:
    return Says(
        sentence="".join(part.text for part in sentence),
        gaps=tuple(gaps(lent, notes))[:MOST],
        no_gaps=_("The story names nothing that is left out. That does not mean that nothing is."),
        foot=tuple(filter(None, foot(lent, on))),
    )


def gaps(lent: Lent, notes: Sequence[Note]) -> Iterator[tuple[str, str]]:
    """What stands beside the chart, and the worst of all gaps if it is not among that."""
    drawn = {one_sentence(note.text): note.title for note in notes}
    yield from ((title, text) for text, title in drawn.items())
    worst = shelving.worst([line.gap for line in lent.story.gaps]) if lent.story else None
    told = left_out(worst) if worst else None
    if told and told.phrase not in drawn:
        yield told.kind, told.phrase


def foot(lent: Lent, on: date) -> tuple[str, ...]:
    """Source, licence, day and address."""
    version = _("version %(number)s, taken in %(day)s") % {
        "number": lent.version.number,
        "day": date_format(lent.version.taken_at, DAY),
    }
    licence = licence_picture(lent.story).says if lent.story else ""
    base = wiring.library_address()
    return (
        " · ".join(filter(None, (lent.title, lent.publisher, version))),
        " ".join(filter(None, (licence, lent.attribution))),
        f"{base}/datasets/{lent.slug}/v/{lent.version.number}",
        _("%(library)s, picture made on %(day)s")
        % {"library": wiring.library_name(), "day": date_format(on, DAY)},
    )
