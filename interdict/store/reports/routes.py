"""The report `routes`: where goods came from, what they passed, and where they were going, by country.

A destination that a source names and the record does not is a claim: it is counted apart, and never as a destination.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from interdict.domain.countries import format_country
from interdict.domain.wording import format_place
from interdict.store.agreement import choose_fields, select_claims
from interdict.store.query import Query
from interdict.store.reports.distances import PROPOSED, SELECT_LEGS
from interdict.store.reports.doubt import count_cases, list_disputed, note_disputed
from interdict.store.reports.report import (
    NAUTICAL_MILE,
    NO_COUNTRY,
    Choices,
    Column,
    Measure,
    Report,
    Table,
    find_share,
    label,
    list_counts,
    read_rows,
)

_PARTS = ("origin", "transit", "planned_transit", "destination", "claimed_destination")


def _find_country(place: str) -> str:
    """Write the country of a place, from its UN/LOCODE where it has no other; NULL where no place is stated."""
    return (
        f"coalesce({place}_country, substr({place}_locode, 1, 2), "
        f"CASE WHEN {place}_name IS NOT NULL THEN '{NO_COUNTRY}' END)"
    )


_SELECT = f"""
    , route AS MATERIALIZED (
        SELECT id, {_find_country("origin")} AS origin, {_find_country("destination")} AS destination
        FROM interdiction
        WHERE id IN (SELECT id FROM chosen)
    ),
    stop AS MATERIALIZED (
        SELECT DISTINCT route.id, leg.country, leg.is_planned
        FROM (
            SELECT
                interdiction_id,
                coalesce(from_country, substr(from_locode, 1, 2)) AS country,
                coalesce(kind IN ('planned', 'claimed'), 0) AS is_planned
            FROM leg
            UNION ALL
            SELECT
                interdiction_id,
                coalesce(to_country, substr(to_locode, 1, 2)),
                coalesce(kind IN ('planned', 'claimed'), 0)
            FROM leg
        ) AS leg
        JOIN route ON route.id = leg.interdiction_id
        WHERE leg.country IS NOT NULL AND leg.country IS NOT route.origin AND leg.country IS NOT route.destination
    ),
    told AS MATERIALIZED ({select_claims(choose_fields(interdiction=["origin", "destination"]))}),
    said AS MATERIALIZED (
        SELECT
            interdiction_id AS id,
            mark,
            coalesce(
                json_extract(value, '$.country'),
                substr(json_extract(value, '$.locode'), 1, 2),
                CASE WHEN json_extract(value, '$.name') IS NOT NULL THEN '{NO_COUNTRY}' END
            ) AS country
        FROM told
        WHERE field = 'destination' AND mark <> 'asserts' AND value IS NOT NULL
    ),
    claimed AS MATERIALIZED (
        SELECT said.id, {_find_country("origin")} AS origin, {_find_country("destination")} AS destination,
            said.country, count(*) AS claims
        FROM said JOIN interdiction ON interdiction.id = said.id
        WHERE said.mark NOT IN ('denied', 'retracted', 'rejected')
        AND (said.country IS NOT {_find_country("destination")} OR said.country = '{NO_COUNTRY}')
        GROUP BY said.id, said.country
    ),
    met AS MATERIALIZED (
        SELECT id, origin AS country, 'origin' AS part FROM route
        UNION ALL
        SELECT id, destination, 'destination' FROM route
        UNION ALL
        SELECT id, country, CASE WHEN min(is_planned) THEN 'planned_transit' ELSE 'transit' END
        FROM stop
        GROUP BY id, country
        UNION ALL
        SELECT id, country, 'claimed_destination' FROM claimed
    )
    SELECT 'part', country, part, NULL, count(*), NULL FROM met GROUP BY country, part
    UNION ALL
    SELECT 'country', country, NULL, NULL, count(DISTINCT id), NULL FROM met GROUP BY country
    UNION ALL
    SELECT 'pair', origin, destination, NULL, count(*), NULL FROM route GROUP BY origin, destination
    UNION ALL
    SELECT 'claim', origin, destination, country, count(*), sum(claims)
    FROM claimed
    GROUP BY origin, destination, country
    UNION ALL
    SELECT 'not', mark, NULL, NULL, count(*), NULL
    FROM said
    WHERE mark IN ('denied', 'retracted', 'rejected')
    GROUP BY mark
    UNION ALL
    SELECT 'disputed', field, NULL, NULL, count(DISTINCT interdiction_id), NULL FROM told WHERE disputes GROUP BY field
    UNION ALL
    SELECT 'all', NULL, NULL, NULL, count(*), NULL FROM chosen
"""

_COUNTRY_COLUMNS = (
    Column("country", "Country", "country"),
    Column("cases", "Cases", "number"),
    Column("origin", "Origin", "number"),
    Column("transit", "Transit", "number"),
    Column("planned_transit", "Planned transit", "number"),
    Column("destination", "Destination", "number"),
    Column("claimed_destination", "Claimed destination", "number"),
)
_PAIR_COLUMNS = (
    Column("origin", "From", "country"),
    Column("destination", "To", "country"),
    Column("cases", "Cases", "number"),
    Column("share", "Of cases", "percent"),
)
_CLAIM_COLUMNS = (
    Column("origin", "From", "country"),
    Column("destination", "To, as recorded", "country"),
    Column("claimed", "To, as claimed", "country"),
    Column("cases", "Cases", "number"),
    Column("claims", "Claims", "number"),
)
_LEG_COLUMNS = (
    Column("from", "From"),
    Column("to", "To"),
    Column("mode", "Mode", "word"),
    Column("legs", "Legs", "number"),
    Column("proposed", "Proposed", "number"),
    Column("nm", "nm", "number"),
    Column("method", "How told"),
)
_LEGS_SHOWN = (Column("way", "From and to"), *_LEG_COLUMNS[2:])
_SELECT_LEGS = f"""
    SELECT
        from_name, from_country, from_locode, to_name, to_country, to_locode, mode, count(*), sum(kind IS '{PROPOSED}')
    FROM ({SELECT_LEGS})
    WHERE coalesce(from_name, from_locode) IS NOT NULL
    AND coalesce(to_name, to_locode) IS NOT NULL
    AND (from_name IS NOT to_name OR from_country IS NOT to_country OR from_locode IS NOT to_locode)
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    ORDER BY 8 DESC, 1, 4, 7
"""
_LEG_NOTES = (
    "proposed: of these legs so many join origin, place and destination of cases without legs of their own",
    "sea lanes: along those of searoute; geodesic: the shortest line on the ellipsoid; 'report distances' has more",
)
_NOTES = (
    "transit: a country of a leg that is neither origin nor destination of its case; planned: only in legs that were "
    "planned or are claimed",
    "claimed: a source names this destination, and the record another or none",
    "a case counts for each country of its route",
)
_HINT = "--distances adds the legs and how far they go"


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:
    """Count the cases by country and its part in the route, and by origin and destination."""
    countries: dict[str | None, dict[str, Any]] = {}
    pairs, claims, total = [], [], 0
    excluded: dict[str, int] = {}
    disputed = {("interdiction", end): 0 for end in ("origin", "destination")}
    for part, first, second, third, cases, number in read_rows(connection, _SELECT, query):
        if part == "all":
            total = cases
        elif part == "pair":
            pairs.append({"origin": label(first), "destination": label(second), "cases": cases})
        elif part == "claim":
            row = {"origin": label(first), "destination": label(second), "claimed": label(third)}
            claims.append({**row, "cases": cases, "claims": number})
        elif part == "disputed":
            disputed["interdiction", first] = cases
        elif part == "not":
            excluded[first] = cases
        else:
            row = countries.setdefault(first, {"country": label(first), "cases": 0, **dict.fromkeys(_PARTS, 0)})
            row[second or "cases"] = cases
    for pair in pairs:
        pair["share"] = find_share(pair["cases"], total)
    for rows in (pairs, claims):
        rows.sort(key=lambda row: (-row["cases"], *_name(row)))
    doubt = note_disputed(disputed, total)
    tables: tuple[Table, ...] = (
        _list_countries(countries.values(), (*_NOTES, *doubt)),
        Table("From origin to destination", _PAIR_COLUMNS, pairs, doubt, chart="flows"),
        Table("Destinations that sources claim besides", _CLAIM_COLUMNS, claims, _note_excluded(excluded)),
    )
    if choices.measure is not None and choices.distances:
        tables = (*tables, _measure_legs(connection, query, choices.measure, total))
    return Report("routes", tables, total)


def _list_countries(countries: Iterable[dict[str, Any]], notes: tuple[str, ...]) -> Table:
    rows = sorted(countries, key=lambda row: (_is_unnamed(row["country"]), -row["cases"], *_name(row)))
    for row in rows:
        row["parts"] = list_counts(row, _PARTS)
    narrow = Table("", (*_COUNTRY_COLUMNS[:2], Column("parts", "Of which")), rows)
    return Table("By country", _COUNTRY_COLUMNS, rows, notes, narrow=narrow, chart="bars", hints=(_HINT,))


def _measure_legs(connection: sqlite3.Connection, query: Query, measure: Measure, total: int) -> Table:
    rows = []
    for *ends, mode, legs, proposed in read_rows(connection, _SELECT_LEGS, query):
        length = measure((ends[0], ends[1], ends[2]), (ends[3], ends[4], ends[5]), mode)
        rows.append(
            {
                "from": ", ".join(part for part in (ends[0] or ends[2], ends[1]) if part),
                "to": ", ".join(part for part in (ends[3] or ends[5], ends[4]) if part),
                "way": f"{format_place(ends[0] or ends[2], ends[1])} – {format_place(ends[3] or ends[5], ends[4])}",
                "mode": mode,
                "legs": legs,
                "proposed": proposed,
                "nm": None if length.km is None else round(length.km / NAUTICAL_MILE),
                "method": "; ".join(part for part in (length.method, length.remark) if part),
            }
        )
    rows.sort(key=lambda row: (-row["legs"], row["nm"] is None))
    doubts = count_cases(list_disputed(connection, query, leg=("from", "to")))
    return Table("Legs, with distances", _LEG_COLUMNS, rows, (*_LEG_NOTES, *note_disputed(doubts, total)), _LEGS_SHOWN)


def _is_unnamed(country: str) -> bool:
    return country in {NO_COUNTRY, label(None)}


def _name(row: Mapping[str, Any]) -> list[str]:
    """Return what a row is sorted by: its countries by name, none stated the last."""
    countries = (row[column] for column in ("country", "origin", "destination", "claimed") if column in row)
    return [f"1 {country}" if _is_unnamed(country) else f"0 {format_country(country)}" for country in countries]


def _note_excluded(excluded: dict[str, int]) -> tuple[str, ...]:
    rejected = excluded.pop("rejected", 0)
    denied = sum(excluded.values())
    return (
        f"not counted: {rejected:,} claim{'' if rejected == 1 else 's'} judged wrong, and {denied:,} that "
        f"den{'ies' if denied == 1 else 'y'} or take{'s' if denied == 1 else ''} back a destination",
    )
