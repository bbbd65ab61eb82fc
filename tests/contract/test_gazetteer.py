"""What any gazetteer must know of the earth."""

import math

import pytest

from lifestream.adapters.local.geonames_gazetteer import GeonamesGazetteer
from lifestream.library.placing import read_zone

IN_TOWNS = [
    (47.3769, 8.5417, "Zürich, Switzerland", "Europe/Zurich"),
    (52.5200, 13.4050, "Berlin, Germany", "Europe/Berlin"),
    (52.3960, 13.0580, "Potsdam, Germany", "Europe/Berlin"),
    (-33.8688, 151.2093, "Sydney, Australia", "Australia/Sydney"),
    (45.5200, -122.6700, "Portland, Oregon, United States", "America/Los_Angeles"),
]


@pytest.fixture(scope="module", params=[GeonamesGazetteer])
def gazetteer(request):
    return request.param()


@pytest.mark.parametrize(("latitude", "longitude", "name", "zone"), IN_TOWNS)
def test_a_point_in_a_town_has_its_name_and_a_zone_that_clocks_know(gazetteer, latitude, longitude, name, zone):
    found = gazetteer.find(latitude, longitude)
    assert (found.name, found.zone) == (name, zone)
    assert read_zone(found.zone) is not None


def test_a_point_outside_is_near_a_town_or_so_far_from_it(gazetteer):
    matterhorn, desert = gazetteer.find(45.9763, 7.6586), gazetteer.find(23.0, 5.0)
    assert (matterhorn.name, round(matterhorn.kilometres)) == ("near Zermatt, Switzerland", 9)
    assert desert.name == "60 km from Tamanghasset, Algeria"


def test_the_open_sea_and_the_poles_have_no_name(gazetteer):
    assert [gazetteer.find(*point) for point in ((30, -40), (0, 0), (90, 0), (-90, 0))] == [None] * 4


def test_both_sides_of_the_date_line_are_neighbours(gazetteer):
    east, west = gazetteer.find(-16.8, 179.99), gazetteer.find(-16.8, -179.99)
    assert east.name == west.name == "80 km from Labasa, Fiji"


@pytest.mark.parametrize("point", [(91, 0), (0, 181), (math.nan, 0), (0, math.inf)])
def test_what_is_no_point_has_no_name(gazetteer, point):
    assert gazetteer.find(*point) is None
