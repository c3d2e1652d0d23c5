"""The gazetteer in the database: whole, once, and people's own names kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.library.places import actions, queries
from commonstacks.library.places.models import Alias, Edition, Parent, Place
from commonstacks.workshop.places import gazetteer
from commonstacks.workshop.places.areas import Area
from commonstacks.workshop.places.gazetteer import Name, PlaceRecord

pytestmark = pytest.mark.django_db
WORLD = tuple(gazetteer.places(("continent", "country", "state")))
US, OHIO, EUROPE = "geonames:6252001", "geonames:5165418", "geonames:6255148"


def said() -> tuple[set[object], ...]:
    return (
        set(Place.objects.values_list()),
        set(Alias.objects.values_list(*actions.ALIAS)),
        set(Parent.objects.values_list(*actions.PARENT)),
    )


def test_places_are_looked_up_by_name_code_and_what_contains_them() -> None:
    assert actions.load(WORLD, stamp="one") == len(WORLD)
    assert actions.loaded("one")
    assert not actions.loaded("two")
    assert [(place.pk, own) for place, own in queries.named("ohio")] == [(OHIO, True)]
    assert [(place.pk, own) for place, own in queries.named("u s")] == []
    assert [(place.pk, own) for place, own in queries.named("america")] == [(US, False)]
    assert queries.coded("us-fips", ["39", "99"])["39"].pk == OHIO
    assert [place.name for place in queries.ancestors([OHIO])[OHIO]] == [
        "United States",
        "North America",
    ]
    assert queries.names_among(["ohio", "nowhere"]) == {"ohio"}


def test_loading_again_changes_nothing() -> None:
    actions.load(WORLD, stamp="one")
    before = said()
    actions.load(WORLD, stamp="one")
    assert said() == before


def test_an_interrupted_load_leaves_nothing() -> None:
    def broken() -> Iterator[PlaceRecord]:
        yield from WORLD[:20]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.load(broken(), stamp="one")
    assert (Place.objects.count(), Edition.objects.count()) == (0, 0)
    actions.load(WORLD, stamp="one")
    assert Place.objects.count() == len(WORLD)


def test_a_new_edition_takes_the_place_of_the_old() -> None:
    actions.load(WORLD, stamp="one")
    Alias.objects.create(place_id=OHIO, text="Buckeye State", folded="buckeye state")
    renamed = [
        replace(each, names=(Name("Ohio (new)", "en", preferred=True),))
        if each.id == OHIO
        else each
        for each in WORLD
        if each.name != "Texas"
    ]
    actions.load(renamed, stamp="two")
    assert actions.loaded("two")
    assert Place.objects.get(pk=OHIO).name == "Ohio (new)"
    assert queries.named("ohio") == []
    assert [place.pk for place, _ in queries.named("buckeye state")] == [OHIO]
    # What the new edition leaves out stays known: pages may point at it.
    assert [place.name for place, _ in queries.named("texas")] == ["Texas"]


def area(code: str, name: str) -> Area:
    return Area(f"hoods:{code}", "neighbourhood", name, code, "hood", (1.0, 2.0), True)


def test_areas_come_again_change_and_go() -> None:
    actions.load(WORLD, stamp="one")
    inside = [(OHIO, 1), (US, 2)]
    assert actions.bring([area("1", "East"), area("2", "West")], source="hoods", inside=inside) == 2
    before = said()
    assert actions.bring([area("1", "East"), area("2", "West")], source="hoods", inside=inside) == 0
    assert said() == before
    assert actions.bring([area("1", "Far East")], source="hoods", inside=inside) == 2
    place = Place.objects.get(source="hoods")
    assert (place.name, place.community_defined, place.latitude) == ("Far East", True, 2.0)
    assert [one.pk for one in queries.ancestors([place.pk])[place.pk]] == [OHIO, US]
    assert queries.coded("hood", ["1"])["1"] == place
    assert actions.take_away("hoods") > 0
    assert queries.named("far east") == []
    assert Place.objects.filter(source="hoods").count() == 0
    assert actions.take_away("geonames") == 0


def test_an_area_never_takes_the_place_of_another_source() -> None:
    actions.load(WORLD, stamp="one")
    stolen = replace(area("1", "Ohio"), id=OHIO)
    with pytest.raises(Refusal, match="already a place of another source"):
        actions.bring([stolen], source="geonames-copy", inside=[(US, 1)])


def test_a_name_nearly_right_has_others_like_it() -> None:
    actions.load(WORLD, stamp="one")
    assert "germany" in queries.names_like("germny")
    assert queries.names_like("xy") == []
