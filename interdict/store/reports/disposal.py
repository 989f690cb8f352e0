"""The report `disposal`: what became of the goods, by the outcome of the case."""

from __future__ import annotations

import sqlite3
from typing import Any

from interdict.store.agreement import choose_fields, select_claims
from interdict.store.query import Query
from interdict.store.reports.doubt import count_disputed, note_disputed
from interdict.store.reports.report import Choices, Column, Report, Table, find_share, label, read_rows

_EVENTS = ("disposed", "forfeited", "released")

_SELECT = f"""
    , item AS MATERIALIZED (
        SELECT cargo.id, cargo.interdiction_id, cargo.disposal, cargo.prohibited, chosen.outcome
        FROM chosen JOIN cargo ON cargo.interdiction_id = chosen.id
    ),
    contested AS MATERIALIZED (
        SELECT DISTINCT subject_id
        FROM ({select_claims(choose_fields(cargo=["disposal"]))})
        WHERE mark NOT IN ('asserts', 'rejected')
    )
    SELECT
        'disposal', disposal, NULL, count(*), count(DISTINCT interdiction_id),
        sum(nullif(prohibited, 'unknown') = 'yes'), sum(id IN (SELECT subject_id FROM contested))
    FROM item
    GROUP BY disposal
    UNION ALL
    SELECT 'outcome', outcome, disposal, count(*), count(DISTINCT interdiction_id), NULL, NULL
    FROM item
    GROUP BY outcome, disposal
    UNION ALL
    SELECT 'event', kind, NULL, count(DISTINCT interdiction_id), NULL, NULL, NULL
    FROM event
    WHERE kind IN {_EVENTS} AND interdiction_id IN (SELECT id FROM chosen)
    GROUP BY kind
    UNION ALL
    SELECT 'all', NULL, NULL, count(*), NULL, NULL, NULL FROM chosen
    UNION ALL
    SELECT 'without', NULL, NULL, count(*), NULL, NULL, NULL
    FROM chosen
    WHERE id NOT IN (SELECT interdiction_id FROM item)
"""

_COLUMNS = (
    Column("disposal", "Disposal", "word"),
    Column("items", "Items", "number"),
    Column("share", "Of items", "percent"),
    Column("cases", "Cases", "number"),
    Column("prohibited", "Prohibited", "stated"),
    Column("otherwise", "Told otherwise", "number"),
)
_OUTCOME_COLUMNS = (
    Column("outcome", "Outcome", "word"),
    Column("disposal", "Disposal", "word"),
    Column("items", "Items", "number"),
    Column("cases", "Cases", "number"),
)


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """Count items of cargo by what became of them."""
    rows: list[dict[str, Any]] = []
    outcomes: list[dict[str, Any]] = []
    single: dict[str, int] = {}
    for part, first, second, number, cases, prohibited, otherwise in read_rows(connection, _SELECT, query):
        if part == "disposal":
            row = {"disposal": label(first), "items": number, "cases": cases, "prohibited": prohibited}
            rows.append({**row, "otherwise": otherwise})
        elif part == "outcome":
            outcomes.append({"outcome": label(first), "disposal": label(second), "items": number, "cases": cases})
        else:
            single[first or part] = number
    items = sum(row["items"] for row in rows)
    for row in rows:
        row["share"] = find_share(row["items"], items)
    rows.sort(key=lambda row: (row["disposal"] == label(None), -row["items"], row["disposal"]))
    outcomes.sort(key=lambda row: (row["outcome"] == label(None), row["outcome"], -row["items"], row["disposal"]))
    disputed = count_disputed(connection, query, interdiction=["outcome"])
    tables = (
        Table("What became of the goods", _COLUMNS, rows, _make_notes(single, items), chart="bars"),
        Table("By outcome of the case", _OUTCOME_COLUMNS, outcomes, note_disputed(disputed, single["all"])),
    )
    return Report("disposal", tables, single["all"])


def _make_notes(single: dict[str, int], items: int) -> tuple[str, ...]:
    all_cases, without = single["all"], single["without"]
    cargo = "1 item of cargo" if items == 1 else f"{items:,} items of cargo"
    lack = f"; {without:,} ha{'s' if without == 1 else 've'} none" if without else ""
    return (
        f"{cargo} in {all_cases - without:,} of {all_cases:,} cases{lack}",
        "an item is a row of cargo, so a load may count beside its parts; told otherwise: a source names another "
        "disposal, denies this one, or names one where none was adopted",
        f"of {all_cases:,} cases, with an event of the kind: "
        + ", ".join(f"{kind} {single.get(kind, 0):,}" for kind in _EVENTS),
    )
