"""The outlines of countries and the coastline, and where a point lies in regard to them.

An outline is one ring: longitude and latitude in hundredths of a degree, the first point as it is, the others as
steps from the one before. One line each in a TSV file: the country, the box around the ring (west, south, east,
north), the numbers. Rings follow each other round holes by the even-odd rule.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

SCALE = 100  # parts of a degree
KM_PER_DEGREE = 111.195  # of latitude, on a sphere of the Earth's mean radius
NAUTICAL_MILE = 1.852  # km


class Ring(NamedTuple):
    """One closed line, its box, and its points as numbers; read from the file only when the box is of interest."""

    country: str
    west: float
    south: float
    east: float
    north: float
    numbers: str

    def read_points(self) -> tuple[list[int], list[int]]:
        """Return the longitudes and the latitudes, in hundredths of a degree."""
        steps = list(map(int, self.numbers.split()))
        return list(accumulate(steps[::2])), list(accumulate(steps[1::2]))


def write_ring(country: str, points: Sequence[tuple[int, int]]) -> str:
    """Write a ring of points, in hundredths of a degree, as a line of the file; `read_rings` gives it back."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    steps = [points[0], *((x - a, y - b) for (a, b), (x, y) in pairwise(points))]
    numbers = " ".join(f"{x} {y}" for x, y in steps)
    return f"{country}\t{min(xs)}\t{min(ys)}\t{max(xs)}\t{max(ys)}\t{numbers}\n"


def read_rings(lines: Iterable[str]) -> Iterator[Ring]:
    """Yield the rings of a file, in the order in which they stand."""
    for line in lines:
        country, west, south, east, north, numbers = line.rstrip("\n").split("\t")
        yield Ring(country, int(west) / SCALE, int(south) / SCALE, int(east) / SCALE, int(north) / SCALE, numbers)


def is_inside(rings: Iterable[Ring], latitude: float, longitude: float) -> bool:
    """Tell whether a point lies within the rings of one country, by the even-odd rule."""
    inside = False
    x, y = longitude * SCALE, latitude * SCALE
    for ring in rings:
        if not (ring.south <= latitude <= ring.north and ring.west <= longitude <= ring.east):
            continue
        xs, ys = ring.read_points()
        before_x, before_y = xs[-1], ys[-1]
        for at_x, at_y in zip(xs, ys, strict=True):
            if (at_y > y) != (before_y > y) and x < (before_x - at_x) * (y - at_y) / (before_y - at_y) + at_x:
                inside = not inside
            before_x, before_y = at_x, at_y
    return inside


def measure_to_rings(rings: Iterable[Ring], latitude: float, longitude: float, limit_km: float) -> float:
    """Return how many km a point is from the nearest line of the rings, infinity where that is beyond the limit.

    Flat geometry about the point: right to one in a hundred within some hundred kilometres.
    """
    stretch = math.cos(math.radians(latitude))
    margin_y = limit_km / KM_PER_DEGREE
    margin_x = margin_y / max(stretch, 0.02)
    nearest = math.inf
    for ring in rings:
        if not ring.south - margin_y <= latitude <= ring.north + margin_y:
            continue
        for turn in (0.0, -360.0, 360.0):  # the other side of the date line
            if ring.west - margin_x <= longitude + turn <= ring.east + margin_x:
                nearest = min(nearest, _measure_to_ring(ring, latitude, longitude + turn, stretch))
    return nearest if nearest <= limit_km else math.inf


def _measure_to_ring(ring: Ring, latitude: float, longitude: float, stretch: float) -> float:
    xs, ys = ring.read_points()
    per_unit = KM_PER_DEGREE / SCALE
    px = [(x - longitude * SCALE) * stretch * per_unit for x in xs]
    py = [(y - latitude * SCALE) * per_unit for y in ys]
    nearest = math.inf
    ax, ay = px[-1], py[-1]
    for bx, by in zip(px, py, strict=True):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        part = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * dx + ay * dy) / length))
        nearest = min(nearest, (ax + part * dx) ** 2 + (ay + part * dy) ** 2)
        ax, ay = bx, by
    return math.sqrt(nearest)
