"""The report `detection`: what set inspections off, by transport mode and by outcome."""

from __future__ import annotations

import sqlite3

from interdict.store.agreement import choose_fields, select_claims
from interdict.store.query import Query
from interdict.store.reports import crosstab
from interdict.store.reports.report import Choices, Column, Report, Table, find_share, label, read_rows

_SELECT = f"""
    , contested AS MATERIALIZED (
        SELECT DISTINCT interdiction_id
        FROM ({select_claims(choose_fields(interdiction=["trigger"]))})
        WHERE mark NOT IN ('asserts', 'rejected')
    )
    SELECT interdiction.trigger, count(*), sum(interdiction.id IN (SELECT interdiction_id FROM contested))
    FROM chosen JOIN interdiction ON interdiction.id = chosen.id
    GROUP BY interdiction.trigger
"""

_COLUMNS = (
    Column("trigger", "Trigger", "word"),
    Column("cases", "Cases", "number"),
    Column("share", "Of cases", "percent"),
    Column("otherwise", "Told otherwise", "number"),
)
_NOTE = "told otherwise: a source names another trigger, denies this one, or names one where none was adopted"


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """Count the cases by trigger, then against transport mode and outcome."""
    found = read_rows(connection, _SELECT, query)
    total = sum(cases for _, cases, _ in found)
    found.sort(key=lambda row: (row[0] is None, -row[1], row[0] or ""))
    rows = [
        {"trigger": label(trigger), "cases": cases, "share": find_share(cases, total), "otherwise": otherwise}
        for trigger, cases, otherwise in found
    ]
    against = [
        crosstab.make_report(connection, query, Choices(rows="trigger", columns=field)).tables[0]
        for field in ("mode", "outcome")
    ]
    table = Table("What set the inspection off", _COLUMNS, rows, (_NOTE,), chart="bars")
    return Report("detection", (table, *against), total)
