"""Ways at sea: the shortest way over the net of sea lanes in db/reference/lanes.tsv.

The net is that of searoute (Apache-2.0). Its own library takes ten times as long to load as all else that `show` does,
so the way is found here, by A* with the great circle as what is left (Hart, Nilsson and Raphael, 1968); the tests hold
it to searoute.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from heapq import heappop, heappush

from interdict.errors import InterdictError
from interdict.places.place import EARTH_KM, measure_sphere
from interdict.places.reference import find_reference_folder

_KM_PER_DEGREE = 110.5  # of latitude; where it is shortest, so that no nearer point is passed over


class Net:
    """The points of the net by number, sorted by latitude; a line is read when the way comes by it."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        """Take the lines of the file: latitude, longitude, and the numbers of the points that it is joined to."""
        self._lines = lines
        self._points: dict[int, tuple[float, float]] = {}

    def __len__(self) -> int:
        """Return how many points there are."""
        return len(self._lines)

    def locate(self, number: int) -> tuple[float, float]:
        """Return latitude and longitude of a point."""
        point = self._points.get(number)
        if point is None:
            latitude, longitude, _ = self._lines[number].split(b"\t", 2)
            point = self._points[number] = float(latitude), float(longitude)
        return point

    def list_joined(self, number: int) -> list[int]:
        """Return the points that one is joined to."""
        return list(map(int, self._lines[number].rpartition(b"\t")[2].split()))

    def find_nearest(self, latitude: float, longitude: float) -> int:
        """Return the point nearest to a place."""
        low, high = 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            if self.locate(middle)[0] < latitude:
                low = middle + 1
            else:
                high = middle
        best, least, beside = 0, float("inf"), 180.0
        for way in (range(low, len(self._lines)), range(low - 1, -1, -1)):
            for number in way:
                point = self.locate(number)
                if abs(point[0] - latitude) * _KM_PER_DEGREE > least:
                    break
                if beside < abs(point[1] - longitude) < 360 - beside:
                    continue
                distance = measure_sphere(latitude, longitude, *point)
                if distance < least:
                    best, least, beside = number, distance, _reach_beside(latitude, distance)
        return best

    def find_way(self, start: int, end: int) -> list[int]:
        """Return the shortest way from one point to another, both among it; empty where nothing joins them."""
        goal = self.locate(end)
        reached, before = {start: 0.0}, {start: start}
        ahead = [(measure_sphere(*self.locate(start), *goal), start)]
        done: set[int] = set()
        while ahead:
            _, number = heappop(ahead)
            if number == end:
                return _trace(before, end)
            if number in done:
                continue
            done.add(number)
            here = self.locate(number)
            for other in self.list_joined(number):
                there = self.locate(other)
                length = reached[number] + measure_sphere(*here, *there)
                if length < reached.get(other, float("inf")):
                    reached[other], before[other] = length, number
                    heappush(ahead, (length + measure_sphere(*there, *goal), other))
        return []


def _reach_beside(latitude: float, km: float) -> float:
    """Return how many degrees of longitude a point within a distance may lie away at most."""
    part = math.sin(min(km / EARTH_KM, math.pi / 2)) / max(math.cos(math.radians(latitude)), 1e-9)
    return math.degrees(math.asin(part)) + 0.001 if part < 1 else 180.0


def _trace(before: dict[int, int], end: int) -> list[int]:
    way = [end]
    while before[way[-1]] != way[-1]:
        way.append(before[way[-1]])
    return way[::-1]


@cache
def open_net() -> Net:
    """Read the net of this installation; raise InterdictError where it is missing."""
    path = find_reference_folder() / "lanes.tsv"
    try:
        return Net(path.read_bytes().splitlines())
    except OSError as error:
        raise InterdictError(
            "this interdict lacks a part of itself: db/reference/lanes.tsv", hint="install it again"
        ) from error
