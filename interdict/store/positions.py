"""What the file holds on where cases happened, for the map, for `near`, and to be filled in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from interdict.store.query import Query


class CasePlace(NamedTuple):
    """A case with what is recorded of where it happened."""

    id: str
    ref: str
    title: str | None
    date: str | None
    mode: str | None
    outcome: str | None
    zone: str | None
    name: str | None
    country: str | None
    locode: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    precision: str | None


_SELECT = """
    SELECT
        id, ref, title, date, mode, outcome, zone, place_name, place_country, place_locode,
        latitude, longitude, radius_km, precision
    FROM interdiction
    WHERE {where}
    ORDER BY coalesce(earliest, latest) IS NULL, coalesce(earliest, latest), ref
"""


def list_positions(connection: sqlite3.Connection, query: Query) -> Iterator[CasePlace]:
    """Yield the cases that match, the earliest first, read while they are used."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return map(CasePlace._make, cursor.execute(_SELECT.format(where=query.where), query.values))


class LegEnds(NamedTuple):
    """A leg with its ends as recorded, and the case that it belongs to."""

    case_id: str
    id: str
    key: str | None
    kind: str | None
    mode: str | None
    departed: str | None
    arrived: str | None
    from_name: str | None
    from_country: str | None
    from_locode: str | None
    to_name: str | None
    to_country: str | None
    to_locode: str | None


_LEGS = """
    SELECT
        interdiction_id, leg.id, leg.key, leg.kind, coalesce(leg.mode, interdiction.mode), departed, arrived,
        from_name, from_country, from_locode, to_name, to_country, to_locode
    FROM leg JOIN interdiction ON interdiction.id = leg.interdiction_id
    WHERE {where}
    ORDER BY interdiction.rowid, leg.sequence, leg.id
"""


def list_legs(connection: sqlite3.Connection, query: Query) -> dict[str, list[LegEnds]]:
    """Return the legs of the cases that match by case, in their order; the mode of the case where a leg has none."""
    cursor = connection.cursor()
    cursor.row_factory = None
    legs: dict[str, list[LegEnds]] = {}
    for row in cursor.execute(_LEGS.format(where=query.where), query.values):
        legs.setdefault(row[0], []).append(LegEnds._make(row))
    return legs
