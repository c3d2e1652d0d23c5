"""The explorer on the dataset page, where the story stands beside it."""

from __future__ import annotations

from dataclasses import replace

from commonstacks.workshop.views.drawing import ExplorerPicture


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
