"""Distances: to the metre on the ellipsoid, near published ones by sea, and none where an end is not known."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from geographiclib.geodesic import Geodesic
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.places.distances import GEODESIC, SEA_LANES, Point, measure_distance, measure_geodesic, trace_geodesic
from interdict.places.lanes import open_net
from interdict.places.locating import Named
from interdict.places.place import measure_sphere
from interdict.places.routes import format_distance, measure_leg

LATITUDES, LONGITUDES = st.floats(-89, 89), st.floats(-179, 179)

# Nautical miles between the positions below, of Pub. 151, Distances Between Ports, National Imagery and Mapping Agency,
# 11th edition, 2001 (a work of the US government).
PUBLISHED = [
    ("Singapore", "Bandar Abbas", 3381),
    ("Singapore", "Aden", 3627),
    ("Singapore", "Busan", 2502),
    ("Singapore", "Colombo", 1581),
    ("Singapore", "Durban", 4872),
    ("Aden", "Karachi", 1472),
    ("Karachi", "Bandar Abbas", 643),
    ("Port Said", "Aden", 1400),
    ("New York", "Santos", 4957),
    ("Yokohama", "Vancouver", 4262),
]
PORTS = {
    "Singapore": Point(1.267, 103.833),
    "Bandar Abbas": Point(27.133, 56.317),
    "Aden": Point(12.794, 44.983),
    "Busan": Point(35.1, 129.05),
    "Colombo": Point(6.95, 79.85),
    "Durban": Point(-29.867, 31.033),
    "Karachi": Point(24.817, 66.972),
    "Port Said": Point(31.267, 32.317),
    "New York": Point(40.7, -74.017),
    "Santos": Point(-23.933, -46.317),
    "Yokohama": Point(35.45, 139.65),
    "Vancouver": Point(49.3, -123.1),
}


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_geodesic_is_that_of_geographiclib_and_geopy(y: float, x: float, to_y: float, to_x: float) -> None:
    measured = measure_geodesic(Point(y, x), Point(to_y, to_x))
    assert abs(measured * 1000 - Geodesic.WGS84.Inverse(y, x, to_y, to_x)["s12"]) < 0.001
    assert measured == pytest.approx(geodesic((y, x), (to_y, to_x)).km, abs=0.001)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_sphere_is_within_a_hundredth_of_the_ellipsoid(y: float, x: float, to_y: float, to_x: float) -> None:
    measured = measure_geodesic(Point(y, x), Point(to_y, to_x))
    assert measure_sphere(y, x, to_y, to_x) == pytest.approx(measured, rel=0.01, abs=0.01)


def test_sea_distances_are_within_five_per_cent_for_nine_of_ten_pairs() -> None:
    good = 0
    for start, end, miles in PUBLISHED:
        measured = measure_distance(PORTS[start], PORTS[end], "sea")
        assert measured.method == SEA_LANES
        good += abs(measured.km / 1.852 / miles - 1) <= 0.05
    assert good >= 9


def test_way_by_sea_is_as_long_there_as_back_and_longer_than_the_geodesic() -> None:
    there = measure_distance(PORTS["New York"], PORTS["Singapore"], "sea")
    back = measure_distance(PORTS["Singapore"], PORTS["New York"], "sea")
    assert there.km == pytest.approx(back.km, rel=0.001)
    assert there.km > measure_geodesic(PORTS["New York"], PORTS["Singapore"])


@pytest.mark.parametrize("mode", ["air", "road", "rail", None])
def test_other_modes_go_by_the_geodesic(mode: str | None) -> None:
    assert measure_distance(PORTS["Busan"], PORTS["Singapore"], mode).method == GEODESIC


def test_inland_end_is_not_put_to_sea_silently() -> None:
    kathmandu = Point(27.7, 85.3)
    measured = measure_distance(kathmandu, PORTS["Singapore"], "sea")
    assert measured.method == GEODESIC
    assert "from the nearest sea lane" in measured.remark


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (Point(39.93, 32.86), PORTS["Port Said"], "'from' is"),  # Ankara
        (PORTS["Port Said"], Point(39.93, 32.86), "'to' is"),
    ],
)
def test_end_far_from_the_lanes_is_named_with_how_far(start: Point, end: Point, words: str) -> None:
    measured = measure_distance(start, end, "sea")
    assert measured.method == SEA_LANES
    assert re.fullmatch(rf"{words} \d+ km from the lanes", measured.remark)


def test_ways_are_those_of_searoute() -> None:
    from searoute import searoute  # the library that the net is from, which takes thirty times as long

    names = sorted(PORTS)
    for start, end in zip(names, names[1:] + names[:1], strict=True):
        ends = [(PORTS[name].longitude, PORTS[name].latitude) for name in (start, end)]
        theirs = [Point(latitude, longitude) for longitude, latitude in searoute(*ends)["geometry"]["coordinates"]]
        ours = measure_distance(PORTS[start], PORTS[end], "sea")
        length = sum(measure_geodesic(a, b) for a, b in pairwise([PORTS[start], *theirs, PORTS[end]]))
        assert ours.km == pytest.approx(length, rel=0.002), (start, end)


def test_way_across_the_pacific_goes_over_the_date_line() -> None:
    measured = measure_distance(PORTS["Yokohama"], PORTS["Vancouver"], "sea")
    longitudes = [point.longitude for point in measured.points]
    assert all(-180 <= longitude <= 180 for longitude in longitudes)
    assert sum(abs(a - b) > 180 for a, b in pairwise(longitudes)) == 1


@settings(max_examples=50)
@given(LATITUDES, LONGITUDES)
def test_nearest_point_of_the_lanes_is_the_nearest_of_all(latitude: float, longitude: float) -> None:
    net = open_net()
    near = measure_sphere(latitude, longitude, *net.locate(net.find_nearest(latitude, longitude)))
    assert near == min(measure_sphere(latitude, longitude, *point) for point in list_points())


@cache
def list_points() -> list[tuple[float, float]]:
    net = open_net()
    return [net.locate(number) for number in range(len(net))]


def test_traced_line_keeps_its_ends_and_its_length() -> None:
    start, end = Point(39.0, 125.7), Point(13.9, 100.6)
    points = trace_geodesic(start, end)
    assert (points[0], points[-1]) == (start, end)
    pieces = pairwise(points)
    assert sum(measure_geodesic(a, b) for a, b in pieces) == pytest.approx(measure_geodesic(start, end))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (Named("Busan", "KR"), Named(None, "SY"), "'to' names only a country"),
        (Named("Busan", "KR"), Named(), "no 'to'"),
        (Named("Busan", "KR"), Named("the North Korean tankers at sea", "KP"), "not certain where"),
        (Named("Manzanillo"), Named("Busan", "KR"), "not certain where: Manzanillo"),
    ],
)
def test_leg_without_two_certain_ends_has_no_distance_but_a_reason(start: Named, end: Named, words: str) -> None:
    measured = measure_leg(start, end, "sea")
    assert measured.km is None
    assert words in measured.remark
    assert format_distance(measured) == ""


def test_distance_is_written_with_its_method_and_what_is_vague() -> None:
    near = measure_leg(Named("Pyongyang", "KP"), Named("Bangkok", "TH"), "air")
    assert format_distance(near) == f"{near.nm:,.0f} nm ({near.km:,.0f} km) as a geodesic"
    vague = measure_leg(Named("Aden", "YE"), Named("Gulf of Aden"), "sea")
    assert "only known within 450 km" in vague.remark


def test_locode_is_looked_up_before_the_name() -> None:
    by_code = measure_leg(Named("somewhere", "KR", "KRPUS"), Named("Tokyo", "JP"), "air")
    assert by_code.km == pytest.approx(950, rel=0.05)
