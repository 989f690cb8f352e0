"""A place of the gazetteer, and a place as an answer: how well it fits what was asked, and why."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

EARTH_KM = 6371.0088  # mean radius
SAME_LOCALITY = 30  # km: a city, its port and its airport
WATERS = frozenset({"sea", "strait", "canal", "river"})
PRECISIONS = {
    "port": "facility",
    "airport": "facility",
    "crossing": "facility",
    "city": "city",
    "sea": "sea_area",
    "strait": "sea_area",
    "canal": "region",
    "river": "region",
    "island": "region",
    "region": "region",
    "country": "country",
    "position": "exact",
}


class Place(NamedTuple):
    """One place; `rank` is the decimal logarithm of its inhabitants, or what stands for it."""

    kind: str
    name: str
    country: str | None
    codes: tuple[str, ...]
    latitude: float
    longitude: float
    rank: float
    radius_km: float
    source: str

    @property
    def locode(self) -> str | None:
        """Return its UN/LOCODE."""
        return next((code for code in self.codes if len(code) == 5), None)

    @property
    def code(self) -> str | None:
        """Return the code that it is known by: UN/LOCODE, for an airport IATA or ICAO."""
        if self.kind == "airport":
            return next((code for code in self.codes if len(code) < 5), self.locode)
        return self.locode or next(iter(self.codes), None)


class Candidate(NamedTuple):
    """A place as an answer: its score from 0 to 1, why it fits, and what the name that was asked for adds to it."""

    place: Place
    score: float
    reason: str
    offset: str = ""  # "off", where the place asked for is off this one
    radius_km: float = 0.0
    latitude: float = 0.0
    longitude: float = 0.0

    @property
    def precision(self) -> str:
        """Return the word of the vocabulary `precision` for the position that this answer gives."""
        return "sea_area" if self.offset else PRECISIONS[self.place.kind]


def read_place(cells: Sequence[str]) -> Place:
    """Read the cells of a line of places.tsv."""
    _, kind, name, country, codes, latitude, longitude, rank, radius, source = cells
    return Place(
        kind,
        name,
        country or None,
        tuple(codes.split()),
        float(latitude),
        float(longitude),
        float(rank),
        float(radius),
        source,
    )


def measure_sphere(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Return the great-circle distance in km on a sphere, within half a per cent of the geodesic."""
    y, to_y = math.radians(latitude), math.radians(to_latitude)
    half = math.sin((to_y - y) / 2) ** 2
    half += math.cos(y) * math.cos(to_y) * math.sin(math.radians(to_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def measure_between(a: Place, b: Place) -> float:
    """Return the great-circle distance of two places in km."""
    return measure_sphere(a.latitude, a.longitude, b.latitude, b.longitude)


def group_localities(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Part candidates by where they are, the best first: a city, its port and its airport are one locality."""
    groups: list[list[Candidate]] = []
    for candidate in candidates:
        for group in groups:
            if _is_near(candidate.place, group[0].place):
                group.append(candidate)
                break
        else:
            groups.append([candidate])
    return groups


def _is_near(a: Place, b: Place) -> bool:
    if (a.kind in WATERS or b.kind in WATERS) and (a.country != b.country or a.country is None):
        return a == b
    if a.locode and a.locode in b.codes:
        return True  # a port may lie as far from its city as that of Los Angeles does
    # Singapore is a country and a city, Rhodes an island and a town.
    return a.country == b.country and measure_between(a, b) <= max(SAME_LOCALITY, a.radius_km, b.radius_km)


def move(latitude: float, longitude: float, bearing: float, distance_km: float) -> tuple[float, float]:
    """Return the point at a bearing in degrees and a distance from another, on a sphere."""
    y, x, turn, part = math.radians(latitude), math.radians(longitude), math.radians(bearing), distance_km / EARTH_KM
    to_y = math.asin(math.sin(y) * math.cos(part) + math.cos(y) * math.sin(part) * math.cos(turn))
    to_x = x + math.atan2(math.sin(turn) * math.sin(part) * math.cos(y), math.cos(part) - math.sin(y) * math.sin(to_y))
    return round(math.degrees(to_y), 4), round((math.degrees(to_x) + 180) % 360 - 180, 4)
