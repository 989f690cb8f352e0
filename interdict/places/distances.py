"""Distances between two points: the geodesic on the WGS 84 ellipsoid, and for ships the way along sea lanes.

The geodesic is that of `geopy.distance`, from the library beneath it (C. F. F. Karney, Algorithms for geodesics, 2013):
geopy itself would take as long to load as the rest of the command.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

NAUTICAL_MILE = 1.852  # km
GEODESIC, SEA_LANES = "geodesic", "sea lanes"
AT_SEA = frozenset({"sea"})
LONGEST_APPROACH = 250  # km from an end to the nearest lane; beyond it an end is not on the sea
LONG_APPROACH = 50  # km; from here on it is said


class Point(NamedTuple):
    """A point in degrees."""

    latitude: float
    longitude: float


class Distance(NamedTuple):
    """How far, by which method, along which points, and what must be known besides."""

    km: float
    method: str
    points: tuple[Point, ...]
    remark: str = ""


def measure_geodesic(start: Point, end: Point) -> float:
    """Return the length of the geodesic between two points in km."""
    from geographiclib.geodesic import Geodesic

    found = Geodesic.WGS84.Inverse(start.latitude, start.longitude, end.latitude, end.longitude, Geodesic.DISTANCE)
    return float(found["s12"]) / 1000


def measure_distance(start: Point, end: Point, mode: str | None = None) -> Distance:
    """Return the distance of two points for a mode of transport: by sea along sea lanes, else the geodesic."""
    direct = Distance(measure_geodesic(start, end), GEODESIC, (start, end))
    if mode not in AT_SEA or start == end:
        return direct
    lanes = _follow_lanes(start, end)
    return direct._replace(remark=lanes) if isinstance(lanes, str) else lanes


@lru_cache(maxsize=20_000)
def _follow_lanes(start: Point, end: Point) -> Distance | str:
    """Return the way along the sea lanes, or why there is none; it says which end lies far from them."""
    from interdict.places.lanes import open_net

    net = open_net()
    numbers = net.find_nearest(*start), net.find_nearest(*end)
    lane = tuple(Point(*net.locate(number)) for number in net.find_way(*numbers))
    if len(lane) < 2:
        return "too near to each other for the sea lanes"
    approaches = {"'from'": measure_geodesic(start, lane[0]), "'to'": measure_geodesic(lane[-1], end)}
    beyond = [
        _word_approach(word, km, "the nearest sea lane") for word, km in approaches.items() if km > LONGEST_APPROACH
    ]
    if beyond:
        return " and ".join(beyond)
    points = (start, *lane, end)
    far = [_word_approach(word, km, "the lanes") for word, km in approaches.items() if km >= LONG_APPROACH]
    return Distance(_measure_line(points), SEA_LANES, points, " and ".join(far))


def _word_approach(end: str, km: float, what: str) -> str:
    return f"{end} is {km:,.0f} km from {what}"


def _measure_line(points: Sequence[Point]) -> float:
    return sum(measure_geodesic(a, b) for a, b in pairwise(points))


def trace_geodesic(start: Point, end: Point, step_km: float = 200) -> tuple[Point, ...]:
    """Return points along the geodesic, both ends among them, no further apart than the step."""
    from geographiclib.geodesic import Geodesic

    line = Geodesic.WGS84.InverseLine(start.latitude, start.longitude, end.latitude, end.longitude)
    pieces = max(1, round(line.s13 / 1000 / step_km))
    found: list[dict[str, Any]] = [line.Position(line.s13 * number / pieces) for number in range(1, pieces)]
    return (start, *(Point(one["lat2"], one["lon2"]) for one in found), end)
