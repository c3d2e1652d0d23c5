"""Which rows lie in a place, by the codes that a table holds."""

from commonstacks.workshop.places import boundaries
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.views.placing import Cut, cut_of

USA, OHIO, EUROPE = "geonames:6252001", "geonames:5165418", "geonames:6255148"


class Known:
    """Every state and county lies in the United States; one county in Ohio."""

    def __init__(self):
        counties = boundaries.of("us-county-fips").areas
        self.cuyahoga = next(area for area in counties if area.key == "39035")

    def containing(self, places):
        above = {place: frozenset({USA}) for place in places}
        above[USA] = frozenset()
        above[self.cuyahoga.place] = frozenset({USA, OHIO})
        return above


def table(*columns):
    made = [
        ColumnProfile(name=name, position=n, kind="place code", why="", nulls=0, distinct=9, distinct_exact=True, scheme=scheme)
        for n, (name, scheme) in enumerate(columns)
    ]  # fmt: skip
    return TableProfile(name="t", rows=100, set_aside=0, columns=tuple(made))


def test_a_place_that_is_an_area_is_its_own_code():
    ohio = next(a for a in boundaries.of("us-state").areas if a.key == "OH")
    assert ohio.place == OHIO
    assert cut_of(table(("state", "us-state")), OHIO, Known()) == Cut("state", ("OH",))


def test_codes_of_numbers_may_have_lost_their_zeros():
    alabama = next(a for a in boundaries.of("us-fips").areas if a.key == "01")
    found = cut_of(table(("fips", "us-fips")), alabama.place, Known())
    assert found == Cut("fips", ("01", "1"))


def test_the_largest_areas_that_fit_are_taken():
    both = table(("county", "us-county-fips"), ("state", "us-state"))
    assert cut_of(both, OHIO, Known()) == Cut("state", ("OH",))
    assert cut_of(table(("county", "us-county-fips")), OHIO, Known()) == Cut("county", ("39035",))


def test_where_no_column_tells_there_is_no_cut():
    assert cut_of(table(("name", None)), OHIO, Known()) is None
    assert cut_of(table(("state", "us-state")), EUROPE, Known()) is None
    assert cut_of(table(("state", "us-state")), "geonames:no-such-place", Known()) is None
