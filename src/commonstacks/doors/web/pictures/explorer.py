"""The explorer on the dataset page, where the story stands beside it."""

from __future__ import annotations

from dataclasses import replace

from commonstacks.doors.web.pictures.words import language
from commonstacks.workshop.views.drawing import ExplorerPicture
from commonstacks.workshop.views.languages import words_of
from commonstacks.workshop.views.words import Words


def phrases() -> Words:
    """What charts say, in the language of the page that is being made."""
    return words_of(language())


def beside_the_story(picture: ExplorerPicture | None) -> ExplorerPicture | None:
    """Each note once a chart; what is about no chart stands in the story and at its column."""
    if picture is None:
        return None
    charts = tuple(
        replace(
            chart, notes=tuple({(note.title, note.text): note for note in chart.notes}.values())
        )
        for chart in picture.charts
    )
    return replace(picture, notes=(), charts=charts)
