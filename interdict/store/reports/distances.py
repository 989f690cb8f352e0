"""The report `distances`: how far the legs of routes go, each with its method, and the routes that they make.

Where a case has no legs they are proposed: from origin over the place to the destination. Nothing is measured between
countries, for they have no point to measure from.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from interdict.domain.wording import format_place
from interdict.store.query import Query
from interdict.store.reports.doubt import list_disputed
from interdict.store.reports.report import (
    NAUTICAL_MILE,
    Choices,
    Column,
    Length,
    Measure,
    Place,
    Report,
    Table,
    read_rows,
)

PROPOSED = "proposed"

# A recorded position stands in for the name of the place that it is the position of.
_AT = "CASE WHEN latitude IS NOT NULL THEN printf('%.5f, %.5f', latitude, longitude) END"


def _is_place(end: str) -> str:
    return f"({end}_name IS place_name AND {end}_country IS place_country AND {end}_locode IS place_locode)"


SELECT_LEGS = f"""
    SELECT
        leg.id AS record, 'from' AS one, 'to' AS other,
        interdiction.ref,
        interdiction.title,
        leg.key,
        leg.kind,
        leg.sequence AS step,
        coalesce(leg.mode, interdiction.mode) AS mode,
        from_name, from_country, from_locode, CASE WHEN {_is_place("from")} THEN {_AT} END,
        to_name, to_country, to_locode, CASE WHEN {_is_place("to")} THEN {_AT} END
    FROM leg JOIN interdiction ON interdiction.id = leg.interdiction_id
    WHERE interdiction.id IN (SELECT id FROM chosen)
    UNION ALL
    SELECT
        id, 'origin', 'place', ref, title, NULL, 'proposed', 1, mode,
        origin_name, origin_country, origin_locode, NULL, place_name, place_country, place_locode, {_AT}
    FROM interdiction
    WHERE id IN (SELECT id FROM chosen)
    AND coalesce(origin_name, origin_locode, origin_country) IS NOT NULL
    AND coalesce(place_name, place_locode, place_country) IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM leg WHERE leg.interdiction_id = interdiction.id)
    UNION ALL
    SELECT
        id, 'place', 'destination', ref, title, NULL, 'proposed', 2, mode,
        place_name, place_country, place_locode, {_AT}, destination_name, destination_country, destination_locode, NULL
    FROM interdiction
    WHERE id IN (SELECT id FROM chosen)
    AND coalesce(place_name, place_locode, place_country) IS NOT NULL
    AND coalesce(destination_name, destination_locode, destination_country) IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM leg WHERE leg.interdiction_id = interdiction.id)
"""

_LEG_COLUMNS = (
    Column("ref", "Ref"),
    Column("leg", "Leg"),
    Column("kind", "Kind", "word"),
    Column("mode", "Mode", "word"),
    Column("from", "From"),
    Column("to", "To"),
    Column("km", "km", "number"),
    Column("nm", "nm", "number"),
    Column("method", "Method"),
    Column("remark", "Remark"),
    Column("disputed", "Disputed", "word"),
)
_LEGS_SHOWN = (
    Column("ref", "Ref"),
    Column("kind", "Kind", "word"),
    Column("way", "From and to"),
    Column("nm", "nm", "number"),
    Column("km", "km", "number"),
    Column("how", "How told"),
)
_ROUTE_COLUMNS = (
    Column("ref", "Ref"),
    Column("title", "Title"),
    Column("legs", "Legs", "number"),
    Column("travelled_km", "Travelled km", "number"),
    Column("planned_km", "Planned km", "number"),
    Column("unmeasured", "Not told", "number"),
)
_METHOD_COLUMNS = (Column("method", "Method"), Column("legs", "Legs", "number"), Column("km", "km", "number"))
_NOTES = (
    "geodesic: the shortest line on the ellipsoid; sea lanes: along those of searoute, which meet half of 1,000 "
    "distances of NGA's Pub. 151 within 5 per cent and three in four within 10; least good near coasts",
    "proposed: the case has no legs, so origin, place and destination are joined",
    "an end is the recorded position or UN/LOCODE, else the one place that the gazetteer knows by its name; a country "
    "has no point to measure from",
)
_PARTIAL = "a distance adds the legs that could be measured: with legs that are not told, the route is longer"
_DOUBT = "disputed: sources dispute where the leg begins or ends; proposed legs bear the doubt of the case"
_HINT = "'interdict geocode --legs' records what is proposed"
_TRAVELLED = frozenset({"actual", "inferred", PROPOSED, None})


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:
    """Measure every leg of the cases, and add them up by case and by method."""
    total = read_rows(connection, "SELECT count(*) FROM chosen", query)[0][0]
    legs = list(_list_measured(connection, query, choices.measure))
    routes = _sum_routes(legs)
    number = "1 leg" if len(legs) == 1 else f"{len(legs):,} legs"
    of = f"{number} in {len(routes):,} of {total:,} cases"
    tables = (
        Table("Legs by method", _METHOD_COLUMNS, _sum_methods(legs), (of, *_NOTES), chart="bars", hints=(_HINT,)),
        Table("Routes", _ROUTE_COLUMNS, routes, (_PARTIAL,)),
        Table("Legs", _LEG_COLUMNS, legs, (_DOUBT,), _LEGS_SHOWN),
    )
    return Report("distances", tables, total)


def _list_measured(connection: sqlite3.Connection, query: Query, measure: Measure | None) -> Iterator[dict[str, Any]]:
    """Yield every leg with its distance, in the order of the references."""
    rows = read_rows(connection, f"SELECT * FROM ({SELECT_LEGS}) ORDER BY ref, step", query)
    doubts = list_disputed(connection, query, interdiction=("origin", "place", "destination"), leg=("from", "to"))
    disputed = {(doubt.record, doubt.field) for doubt in doubts}
    known: dict[tuple[Any, ...], dict[str, Any] | None] = {}  # what many cases share is told once
    for record, one, other, ref, title, key, kind, _, *way in rows:
        told = tuple(way)
        if told not in known:
            known[told] = _tell_leg(told, measure)
        leg = known[told]
        if leg is None:
            continue
        row = {"ref": ref, "title": title, "leg": key, "kind": kind, "disputed": None, **leg}
        doubted = [field for field in (one, other) if (record, field) in disputed] if disputed else ()
        if doubted:
            row["disputed"] = ", ".join(doubted)
            ends = (told[1:4], one), (told[5:8], other)
            row["way"] = " – ".join(_mark(place, is_disputed=field in doubted) for place, field in ends)
        yield row


def _tell_leg(told: tuple[Any, ...], measure: Measure | None) -> dict[str, Any] | None:
    """Return where a leg goes and how far, given its mode and its ends with their positions; None if nowhere."""
    mode, start, end = told[0], told[1:4], told[5:8]
    if start == end:
        return None
    points = _put_at(start, told[4]), _put_at(end, told[8])
    length = measure(*points, mode) if measure else Length(None, "", "not measured")
    return {
        "mode": mode,
        "from": _name(start),
        "to": _name(end),
        "km": None if length.km is None else round(length.km),
        "nm": None if length.km is None else round(length.km / NAUTICAL_MILE),
        "method": length.method,
        "remark": length.remark,
        "way": f"{_mark(start)} – {_mark(end)}",
        "how": "; ".join(part for part in (length.method, length.remark) if part),
    }


def _mark(place: Place, *, is_disputed: bool = False) -> str:
    name, country, locode = place
    return f"{format_place(name or locode, country) or '(not stated)'}{' (disputed)' if is_disputed else ''}"


def _put_at(place: Place, position: str | None) -> Place:
    return place if position is None else (position, None, None)


def _name(place: Place) -> str:
    name, country, locode = place
    if name and country:
        return f"{name}, {country}"
    return name or locode or country or ""


def _sum_methods(legs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sums: dict[str, dict[str, Any]] = {}
    for leg in legs:
        row = sums.setdefault(leg["method"] or "not told", {"method": leg["method"] or "not told", "legs": 0, "km": 0})
        row["legs"] += 1
        row["km"] += leg["km"] or 0
    return [{**row, "km": row["km"] or None} for row in sorted(sums.values(), key=lambda row: -row["legs"])]


def _sum_routes(legs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add up the legs of each case; those that were only planned or claimed apart from those that were travelled."""
    routes: dict[str, dict[str, Any]] = {}
    for leg in legs:
        row = routes.setdefault(
            leg["ref"],
            {
                "ref": leg["ref"],
                "title": leg["title"],
                "legs": 0,
                "travelled_km": None,
                "planned_km": None,
                "unmeasured": 0,
            },
        )
        row["legs"] += 1
        if leg["km"] is None:
            row["unmeasured"] += 1
        else:
            part = "travelled_km" if leg["kind"] in _TRAVELLED else "planned_km"
            row[part] = (row[part] or 0) + leg["km"]
    return list(routes.values())
