"""The legs of a case as lines on the Earth: where each end is, how far, by which method, and what could not be told."""

from __future__ import annotations

from typing import NamedTuple

from interdict.places.distances import NAUTICAL_MILE, Distance, Point, measure_distance
from interdict.places.locating import Named, locate


class Measured(NamedTuple):
    """A leg with its distance; None with the reason in `remark` where it has none."""

    km: float | None
    method: str
    remark: str
    points: tuple[Point, ...] = ()

    @property
    def nm(self) -> float | None:
        """Return the distance in nautical miles."""
        return None if self.km is None else self.km / NAUTICAL_MILE


def measure_leg(start: Named, end: Named, mode: str | None) -> Measured:
    """Return how far a leg goes; the remark says what lies between the answer and the truth.

    An end that names only a country has no point to measure from, and none is made up.
    """
    missing = [
        word for word, named in (("from", start), ("to", end)) if not (named.name or named.locode or named.position)
    ]
    if missing:
        stated = [word for word, named in (("from", start), ("to", end)) if named.country]
        reason = " and ".join(
            f"'{word}' names only a country" if word in stated else f"no '{word}'" for word in missing
        )
        return Measured(None, "", reason)
    found = [locate(named._replace(mode=mode)) for named in (start, end)]
    unknown = [
        str(named.name or named.locode) for named, where in zip((start, end), found, strict=True) if where is None
    ]
    if unknown:
        return Measured(None, "", f"not certain where: {', '.join(unknown)}")
    points = [Point(where.latitude, where.longitude) for where in found if where is not None]
    distance = measure_distance(points[0], points[1], mode)
    return _word(distance, [where.radius_km for where in found if where is not None])


def _word(distance: Distance, radii: list[float]) -> Measured:
    vague = max(radii)
    remarks = [distance.remark] if distance.remark else []
    if vague > 25 and vague > distance.km / 20:
        remarks.append(f"an end is only known within {vague:,.0f} km")
    return Measured(round(distance.km, 1), distance.method, "; ".join(remarks), distance.points)


def format_distance(measured: Measured) -> str:
    """Write a distance for people: 2,410 nm (4,463 km) along sea lanes."""
    if measured.km is None:
        return ""
    nm = measured.km / NAUTICAL_MILE
    by = "along sea lanes" if measured.method == "sea lanes" else "as a geodesic"
    remark = f"; {measured.remark}" if measured.remark else ""
    return f"{nm:,.0f} nm ({measured.km:,.0f} km) {by}{remark}"
