"""The report `opportunity`: which states a route passed before and after the seizure.

After the method of C4ADS (on wildlife seizures): a state on the route before the seizure had the opportunity and missed
it, the one that acted took it, one that the route was still to reach had none. A leg counts as travelled before the
seizure when it is actual or inferred and did not begin after the case's last day; planned legs lie ahead; what a
carrier claims, and legs of unknown kind, count for nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from interdict.domain.countries import format_country
from interdict.store.query import Query
from interdict.store.reports.doubt import Doubt, count_cases, list_disputed, note_disputed
from interdict.store.reports.report import Choices, Column, Report, Table, find_share, read_rows

SEIZED, MISSED, NO_OPPORTUNITY = "seized", "missed", "no_opportunity"
_TAKEN = ("seized", "impounded")  # outcomes in which the opportunity was taken

_SELECT = f"""
    , whole AS MATERIALIZED (
        SELECT
            interdiction.id, interdiction.ref, interdiction.title, interdiction.states, interdiction.outcome,
            interdiction.latest,
            coalesce(origin_country, substr(origin_locode, 1, 2)) AS origin,
            coalesce(place_country, substr(place_locode, 1, 2)) AS place,
            coalesce(destination_country, substr(destination_locode, 1, 2)) AS destination
        FROM interdiction
        WHERE interdiction.id IN (SELECT id FROM chosen) AND interdiction.outcome IN {_TAKEN}
    ),
    ends AS (
        SELECT interdiction_id AS id, coalesce(from_country, substr(from_locode, 1, 2)) AS country, kind, departed
        FROM leg
        UNION ALL
        SELECT interdiction_id, coalesce(to_country, substr(to_locode, 1, 2)), kind, departed
        FROM leg
    ),
    passed AS MATERIALIZED (
        SELECT whole.id, json_each.value AS country, 1 AS part FROM whole, json_each(whole.states)
        UNION ALL
        SELECT id, place, 1 FROM whole WHERE place IS NOT NULL AND states IS NULL
        UNION ALL
        SELECT id, origin, 2 FROM whole WHERE origin IS NOT NULL
        UNION ALL
        SELECT
            whole.id,
            ends.country,
            CASE
                WHEN ends.kind = 'planned' OR substr(ends.departed, 1, 10) > whole.latest THEN 3
                ELSE 2
            END
        FROM ends JOIN whole ON whole.id = ends.id
        WHERE ends.country IS NOT NULL AND ends.kind IN ('actual', 'inferred', 'planned')
        UNION ALL
        SELECT id, destination, 3 FROM whole WHERE destination IS NOT NULL
    )
    SELECT passed.id, whole.ref, whole.title, country, min(part)
    FROM passed JOIN whole ON whole.id = passed.id
    WHERE country IS NOT NULL
    GROUP BY passed.id, country
    ORDER BY whole.ref, min(part), country
"""
_PARTS = {1: SEIZED, 2: MISSED, 3: NO_OPPORTUNITY}

_STATE_COLUMNS = (
    Column("country", "State", "country"),
    Column("cases", "Cases", "number"),
    Column(SEIZED, "Seized", "number"),
    Column(MISSED, "Missed", "number"),
    Column(NO_OPPORTUNITY, "No opportunity", "number"),
    Column("share", "Taken", "percent"),
)
_CASE_COLUMNS = (
    Column("ref", "Ref"),
    Column("title", "Title"),
    Column(SEIZED, "Seized", "countries"),
    Column(MISSED, "Missed", "countries"),
    Column(NO_OPPORTUNITY, "No opportunity", "countries"),
    Column("disputed", "Disputed", "word"),
)
_FIELDS = {"interdiction": ("states", "place", "origin", "destination", "outcome"), "leg": ("from", "to")}
_DOUBT = "disputed: fields of the case and ends of legs that sources dispute; what they say is not counted"
_NOTES = (
    "seized: the state acted (without one, the country of the place); missed: the route passed it before, its origin "
    "among them; no opportunity: the route was still to reach it",
    "taken: seized in per cent of seized and missed; a state that let goods pass may not have known of them",
    "claimed legs and those of unknown kind are left out",
)


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """Count for each state how often it seized, missed, or had no opportunity, and list the cases."""
    counted = f"SELECT count(*), coalesce(sum(outcome IN {_TAKEN}), 0) FROM chosen"
    total, taken = read_rows(connection, counted, query)[0]
    states: dict[str, dict[str, Any]] = {}
    cases: dict[str, dict[str, Any]] = {}
    for case_id, ref, title, country, part in read_rows(connection, _SELECT, query):
        word = _PARTS[part]
        state = states.setdefault(
            country, {"country": country, "cases": 0, SEIZED: 0, MISSED: 0, NO_OPPORTUNITY: 0, "share": None}
        )
        state["cases"] += 1
        state[word] += 1
        row = cases.setdefault(case_id, {"ref": ref, "title": title, SEIZED: [], MISSED: [], NO_OPPORTUNITY: []})
        row[word].append(country)
    for state in states.values():
        state["share"] = find_share(state[SEIZED], state[SEIZED] + state[MISSED])
    in_order = sorted(states.values(), key=_order)
    doubts = [doubt for doubt in list_disputed(connection, query, **_FIELDS) if doubt.case in cases]
    rows = _finish_rows(cases, doubts)
    of = (
        f"of {taken:,} cases with an outcome of seized or impounded, {len(cases):,} with a country that acted or was "
        "on the route"
    )
    noted = (of, *_NOTES, *note_disputed(count_cases(doubts), len(cases)))
    tables = (
        Table("By state", _STATE_COLUMNS, in_order, noted, chart="bars"),
        Table("By case", _CASE_COLUMNS, rows, (_DOUBT,)),
    )
    return Report("opportunity", tables, total)


def _order(row: Mapping[str, Any]) -> tuple[int, int, str]:
    """Return what the states are sorted by: their cases, those in which they had the opportunity, and their names."""
    return -row["cases"], -row[SEIZED] - row[MISSED], format_country(row["country"])


def _finish_rows(cases: Mapping[str, Mapping[str, Any]], doubts: Iterable[Doubt]) -> list[dict[str, Any]]:
    """Join the countries of each case, and name the fields of it that are disputed."""
    disputed: dict[str, set[str]] = {}
    for doubt in doubts:
        disputed.setdefault(doubt.case, set()).add("leg" if doubt.table == "leg" else doubt.field)
    return [
        {
            **row,
            **{word: ", ".join(row[word]) or None for word in _PARTS.values()},
            "disputed": ", ".join(sorted(disputed.get(case, ()))) or None,
        }
        for case, row in cases.items()
    ]
