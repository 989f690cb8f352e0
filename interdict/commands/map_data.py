"""What a map is made of: cases with where they are, and the legs of their routes as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from interdict.exchange.geo import Feature
from interdict.places.locating import Located, Named
from interdict.places.routes import measure_leg
from interdict.store.connection import Connection
from interdict.store.positions import CasePlace, LegEnds, list_legs
from interdict.store.query import Query

_AHEAD = frozenset({"planned", "claimed"})


class OnMap(NamedTuple):
    """A case and where it is."""

    case: CasePlace
    where: Located


class Route(NamedTuple):
    """A leg with the points that it goes along."""

    case_id: str
    leg: LegEnds
    points: tuple[tuple[float, float], ...]
    km: float
    method: str
    is_planned: bool


def find_routes(connection: Connection, query: Query, only: str | None = None) -> Iterator[Route]:
    """Yield the legs whose two ends are known for certain, of the cases that match or of one of them."""
    for case_id, legs in list_legs(connection, query).items():
        for leg in legs if only in {None, case_id} else ():
            start = Named(leg.from_name, leg.from_country, leg.from_locode)
            end = Named(leg.to_name, leg.to_country, leg.to_locode)
            measured = measure_leg(start, end, leg.mode)
            if measured.km is not None:
                points = _trace(measured.points) if measured.method == "geodesic" else tuple(measured.points)
                is_planned = leg.kind in _AHEAD
                yield Route(case_id, leg, points, measured.km, measured.method, is_planned)


def _trace(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Return the points of a geodesic between two ends, so that it is drawn as it goes."""
    from interdict.places.distances import Point, trace_geodesic

    traced = trace_geodesic(Point(*points[0]), Point(*points[-1]))
    return tuple((round(latitude, 5), round(longitude, 5)) for latitude, longitude in traced)


def make_features(cases: Sequence[OnMap], routes: Sequence[Route]) -> Iterator[Feature]:
    """Yield the cases as points and their legs as lines, each with what is known of it."""
    refs = {one.case.id: one.case.ref for one in cases}
    for one in cases:
        case, where = one
        properties: dict[str, Any] = {
            "ref": case.ref,
            "title": case.title,
            "date": case.date,
            "place": case.name,
            "country": case.country,
            "mode": case.mode,
            "outcome": case.outcome,
            "zone": case.zone,
            "precision": where.precision,
            "position": where.how,
            "radius_km": where.radius_km or None,
        }
        yield Feature("Point", ((where.latitude, where.longitude),), f"{case.ref}: {case.title or ''}", properties)
    for route in routes:
        leg = route.leg
        ref = refs.get(route.case_id)
        properties = {
            "ref": ref,
            "leg": leg.key,
            "kind": leg.kind,
            "mode": leg.mode,
            "from": leg.from_name,
            "to": leg.to_name,
            "departed": leg.departed,
            "arrived": leg.arrived,
            "km": route.km,
            "method": route.method,
        }
        name = f"{ref or ''}: {leg.from_name or leg.from_locode} – {leg.to_name or leg.to_locode}"
        yield Feature("LineString", route.points, name, properties)
