"""What a dataset is about, as DCAT has it: places, times, keywords."""

from __future__ import annotations

from commonstacks.workshop.handouts import told
from commonstacks.workshop.handouts.linked import Node, day, filled, iri, period, typed
from commonstacks.workshop.handouts.story import Place, Story


def locations(story: Story) -> list[Node]:
    """The places found for it, and those that people wrote (A4)."""
    names = {place.name for place in story.places}
    written = (Place(name) for name in told.blanks(story, "A4", "place") if name not in names)
    return [
        filled(
            {
                "@id": iri(place.address),
                "@type": "dct:Location",
                "skos:prefLabel": place.name,
                "dcat:centroid": middle(place),
            }
        )
        for place in (*story.places, *written)
    ]


def middle(place: Place) -> Node:
    """Its middle as a WKT point (GeoSPARQL: longitude, then latitude); empty where not known."""
    if place.middle is None:
        return {}
    longitude, latitude = place.middle
    return typed(f"POINT({longitude} {latitude})", "geo:wktLiteral")


def temporal(story: Story) -> Node:
    """The period (A4) as it was written, with dates where they are certain."""
    span, written = period(story)
    return filled(
        {
            "@type": "dct:PeriodOfTime" if written else "",
            "skos:prefLabel": written,
            "dcat:startDate": day(span.first) if span else "",
            "dcat:endDate": day(span.last) if span else "",
        }
    )


def keywords(story: Story) -> list[str]:
    """What one may look it up by: the places it is about, and what its columns are called."""
    names = (place.name for place in story.places)
    columns = (column.name.replace("_", " ").strip() for column in story.columns)
    return [word for word in dict.fromkeys((*names, *columns)) if word]
