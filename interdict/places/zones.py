"""Where a point lies in regard to the countries: on whose land, how far from whose coast.

Outlines are drawn at 1 to 50 million, so lines are right to about ten kilometres, and small islands are missing:
what is said here is a reason to look again, never a finding in law.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from interdict.domain.coordinates import format_coordinates
from interdict.domain.countries import format_country
from interdict.places.outlines import NAUTICAL_MILE, is_inside, measure_to_rings
from interdict.places.reference import read_outlines


def find_land(latitude: float, longitude: float) -> str | None:
    """Return the country on whose land a point lies, None at sea."""
    for country, rings in read_outlines().items():
        if is_inside(rings, latitude, longitude):
            return country
    return None


def measure_to_country(country: str, latitude: float, longitude: float, limit_km: float = 1000) -> float:
    """Return how many km a point lies outside a country, 0 inside, infinity beyond the limit or for no country."""
    rings = read_outlines().get(country, ())
    if is_inside(rings, latitude, longitude):
        return 0.0
    return measure_to_rings(rings, latitude, longitude, limit_km)


def find_nearest_country(latitude: float, longitude: float, limit_km: float) -> tuple[str, float] | None:
    """Return the country whose outline is nearest to a point, with the distance in km; None beyond the limit."""
    best: tuple[str, float] | None = None
    for country, rings in read_outlines().items():
        distance = measure_to_rings(rings, latitude, longitude, best[1] if best else limit_km)
        if distance < (best[1] if best else math.inf):
            best = (country, distance)
    return best


LAND_ZONES = frozenset({"airport", "land_border", "inland", "port", "free_zone", "internal_waters", "inland_waterway"})
SEA_ZONES = frozenset({"territorial_sea", "contiguous_zone", "eez", "high_seas", "archipelagic"})
_ASHORE = frozenset({"airport", "land_border", "inland", "free_zone"})  # these lie on land; a port lies by it
# How far from the coast of its country a zone may reach, in nautical miles (UNCLOS art. 3, 33, 57).
_REACH = {"territorial_sea": 12, "contiguous_zone": 24, "eez": 200}
_SLACK = 15  # km: what the outlines leave open
_OFFSHORE = 200 * NAUTICAL_MILE  # km within which a case without a zone is still the country's


def find_position_warnings(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what does not fit together of the position, the country, the code and the zone of a case."""
    place = values.get("place") or {}
    country, locode, zone = place.get("country"), place.get("locode"), values.get("zone")
    if country and locode and locode[:2] != country:
        yield f"place: the UN/LOCODE {locode} is not of {format_country(country)}"
    position = values.get("position") or {}
    if "latitude" not in position:
        return
    latitude, longitude = float(position["latitude"]), float(position["longitude"])
    slack = _SLACK + float(position.get("radius_km", 0))
    words = format_coordinates(latitude, longitude)
    land = find_land(latitude, longitude)
    if country in read_outlines():
        yield from _check_country(country, zone, (latitude, longitude), slack)
    if zone in SEA_ZONES and land and measure_to_sea(land, latitude, longitude, slack) > slack:
        yield f"position: {words} is on land, in {format_country(land)}, but the zone is {_word(zone)}"
    elif zone == "high_seas":
        near = (
            find_nearest_country(latitude, longitude, 12 * NAUTICAL_MILE - slack)
            if slack < 12 * NAUTICAL_MILE
            else None
        )
        if near:
            miles, coast = near[1] / NAUTICAL_MILE, format_country(near[0])
            yield f"position: {words} is {miles:,.0f} nm off {coast}, not on the high seas"
    elif zone in _ASHORE and not land and find_nearest_country(latitude, longitude, slack) is None:
        yield f"position: {words} is at sea, but the zone is {_word(zone)}"


def _check_country(country: str, zone: str | None, point: tuple[float, float], slack: float) -> Iterator[str]:
    reach = _SLACK if zone in LAND_ZONES else _REACH.get(zone or "", 200) * NAUTICAL_MILE
    distance = measure_to_country(country, *point, limit_km=reach + slack)
    if distance <= reach + slack:
        return
    land = find_land(*point)
    where = f"in {format_country(land)}" if land else "at sea"
    other = find_swap(country, *point)
    yield (
        f"position: {format_coordinates(*point)} is {where}, not in {format_country(country)}"
        + (f" within the reach of its {_word(zone)}" if zone in _REACH else "")
        + (f"; {other}" if other else "")
    )


def _word(zone: str | None) -> str:
    return str(zone).replace("_", " ")


def measure_to_sea(country: str, latitude: float, longitude: float, limit_km: float) -> float:
    """Return how many km a point on the land of a country is from its outline, infinity beyond the limit."""
    return measure_to_rings(read_outlines().get(country, ()), latitude, longitude, limit_km)


def find_swap(country: str, latitude: float, longitude: float) -> str:
    """Say which slip of the pen would put a point into its country, empty where none does."""
    slips = {
        "latitude and longitude look swapped": (longitude, latitude),
        "north and south look swapped": (-latitude, longitude),
        "east and west look swapped": (latitude, -longitude),
    }
    for words, (y, x) in slips.items():
        if abs(y) <= 90 and measure_to_country(country, y, x, limit_km=2 * _SLACK) <= 2 * _SLACK:
            return words
    return ""


def check_position(values: Mapping[str, Any]) -> str:
    """Say why a position cannot be meant: far outside its country, and inside it after one slip of the pen."""
    position, country = values.get("position") or {}, (values.get("place") or {}).get("country")
    if "latitude" not in position or country not in read_outlines():
        return ""
    latitude, longitude = float(position["latitude"]), float(position["longitude"])
    limit = _OFFSHORE + float(position.get("radius_km", 0))
    if measure_to_country(country, latitude, longitude, limit_km=limit) <= limit:
        return ""
    slip = find_swap(country, latitude, longitude)
    if not slip:
        return ""
    land = find_land(latitude, longitude)
    where = f"in {format_country(land)}" if land else "at sea"
    return f"{format_coordinates(latitude, longitude)} is {where}, far from {format_country(country)}: {slip}"
