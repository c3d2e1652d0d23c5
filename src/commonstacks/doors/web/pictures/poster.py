"""A chart that leaves the library as a picture: what must be printed in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonstacks.doors.web.pictures.licence import licence_picture
from commonstacks.doors.web.pictures.shelf import left_out, one_sentence
from commonstacks.flows import shelving, wiring
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.views.drawing import ChartPicture, ExplorerPicture
from commonstacks.workshop.views.poster import Poster, Says, poster

MOST: Final = 4  # gaps that are told in a picture
DAY: Final = "j F Y"


def poster_of(lent: Lent, explorer: ExplorerPicture, place: int, *, on: date) -> Poster:
    if place >= len(explorer.charts):
        raise NotHeld("This view has no such chart.", "Open the view and choose one of its charts.")
    chart = explorer.charts[place]
    return poster(
        chart,
        Says(
            sentence="".join(part.text for part in explorer.sentence),
            gaps=tuple(gaps(lent, chart))[:MOST],
            no_gaps=_(
                "The story names nothing that is left out. That does not mean that nothing is."
            ),
            foot=tuple(filter(None, foot(lent, on))),
        ),
    )


def gaps(lent: Lent, chart: ChartPicture) -> Iterator[tuple[str, str]]:
    """What is hatched in the chart, and the worst of all gaps if it is not among that."""
    drawn = {one_sentence(note.text): note.title for note in chart.notes}
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
