"""The report `states`: who interdicted, how often, with which outcomes, and from when to when."""

from __future__ import annotations

import sqlite3
from typing import Any

from interdict.domain.countries import format_country
from interdict.domain.vocabulary import VOCABULARIES
from interdict.store.query import Query
from interdict.store.reports.doubt import count_disputed, note_disputed
from interdict.store.reports.report import Choices, Column, Report, Table, label, list_counts, read_rows

_SHOWN_OUTCOMES = ("seized", "impounded", "released", "cleared")
_OUTCOMES = (*VOCABULARIES["outcome"], "not_stated")

_SELECT = """
    SELECT 'state', item.value, lists.outcome, sum(lists.cases), min(lists.first), max(lists.last)
    FROM (
        SELECT
            states,
            outcome,
            count(*) AS cases,
            min(year) AS first,
            max(substr(coalesce(latest, earliest), 1, 4)) AS last
        FROM chosen
        GROUP BY states, outcome
    ) AS lists
    LEFT JOIN json_each(lists.states) AS item
    GROUP BY item.value, lists.outcome
    UNION ALL
    SELECT 'all', NULL, NULL, count(*), NULL, NULL FROM chosen
"""

_COLUMNS = (
    Column("state", "State", "country"),
    Column("cases", "Cases", "number"),
    *(Column(outcome, outcome.replace("_", " ").capitalize(), "number") for outcome in _OUTCOMES),
    Column("first", "First"),
    Column("last", "Last"),
)
_SHOWN = (
    *_COLUMNS[:2],
    *(column for column in _COLUMNS if column.key in _SHOWN_OUTCOMES),
    Column("other", "Other", "number"),
    Column("years", "Years"),
)
_NARROW = (*_COLUMNS[:2], Column("outcomes", "Outcomes"), Column("years", "Years"))


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """Count the cases of each interdicting state by outcome."""
    rows: dict[str | None, dict[str, Any]] = {}
    total = 0
    for part, state, outcome, cases, first, last in read_rows(connection, _SELECT, query):
        if part == "all":
            total = cases
            continue
        row = rows.setdefault(
            state, {"state": label(state), "cases": 0, **dict.fromkeys(_OUTCOMES, 0), "first": None, "last": None}
        )
        row["cases"] += cases
        row[outcome or "not_stated"] += cases
        row["first"] = min(filter(None, (row["first"], first)), default=None)
        row["last"] = max(filter(None, (row["last"], last)), default=None)
    in_order = sorted(
        rows.values(), key=lambda row: (row["state"] == label(None), -row["cases"], format_country(row["state"]))
    )
    for row in in_order:
        row["other"] = row["cases"] - sum(row[outcome] for outcome in _SHOWN_OUTCOMES)
        row["outcomes"] = list_counts(row, _OUTCOMES)
        row["years"] = row["first"] if row["first"] == row["last"] else f"{row['first']}–{row['last']}"
    is_shared = sum(row["cases"] for row in in_order) > total
    notes: tuple[str, ...] = ("a case of several states counts for each of them",) if is_shared else ()
    notes += note_disputed(count_disputed(connection, query, interdiction=["states", "outcome"]), total)
    table = Table("Interdicting states", _COLUMNS, in_order, notes, _SHOWN, Table("", _NARROW, in_order), chart="bars")
    return Report("states", (table,), total)
