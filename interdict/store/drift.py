"""Rows that another program changed: what the tables say and the log does not; take it over, or put it right."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from interdict.domain.changes import CREATE, DELETE, UPDATE, Change
from interdict.domain.fields import TABLES, list_columns
from interdict.domain.records import Record, from_row, to_row
from interdict.store.checks import read_all_operations
from interdict.store.fold import Folded, fold
from interdict.store.tables import drop_unknown, fold_into_tables


class Drift(NamedTuple):
    """A record of which the tables and the log say different things; None where one of them does not have it."""

    table: str
    record: str
    logged: Mapping[str, Any] | None
    found: sqlite3.Row | None
    folded: Folded | None


def find_drift(connection: sqlite3.Connection) -> Iterator[Drift]:
    """Yield every record of which the row is not what the log amounts to."""
    for table, record, operations in read_all_operations(connection):
        if table not in TABLES:
            continue
        folded = fold(operations)
        row = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (record,)).fetchone()
        if _make_row(table, record, folded.values) != (None if row is None else _cells(table, row)):
            yield Drift(table, record, folded.values, row, folded)
    for table in TABLES:
        query = f"SELECT * FROM {table} WHERE NOT EXISTS (SELECT 1 FROM change WHERE record = {table}.id AND tbl = ?)"
        for row in connection.execute(query, (table,)).fetchall():
            yield Drift(table, row["id"], None, row, None)


def _make_row(table: str, record: str, values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    row = to_row(drop_unknown(Record(table, record, values)))
    return {name: row.get(name) for name in list_columns(table)}


def _cells(table: str, row: sqlite3.Row) -> dict[str, Any]:
    return {name: row[name] for name in list_columns(table)}


def plan_adoption(drifts: Iterable[Drift]) -> list[Change]:
    """Return the changes by which the log takes over what the tables say.

    Raises DataError for a row that holds what no record can.
    """
    changes: list[Change] = []
    for drift in drifts:
        if drift.found is None:
            changes.append(Change(drift.table, drift.record, DELETE))
            continue
        values = from_row(drift.table, dict(drift.found)).values
        if drift.logged is None:
            changes.append(Change(drift.table, drift.record, CREATE, new=dict(values)))
            continue
        logged = _read_back(drift.table, drift.record, drift.logged)
        changes.extend(
            Change(drift.table, drift.record, UPDATE, name, logged.get(name), values.get(name))
            for name in {**logged, **values}
            if logged.get(name) != values.get(name)
        )
    return changes


def _read_back(table: str, record: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return values as they come out of the tables: what the log leaves out is there."""
    row = to_row(drop_unknown(Record(table, record, values)))
    return from_row(table, {**dict.fromkeys(list_columns(table)), **row}).values


def discard(connection: sqlite3.Connection, drifts: Iterable[Drift]) -> int:
    """Put the rows right by the log; return how many. Derived columns alone, such as `earliest`, are put right too."""
    number = 0
    for drift in drifts:
        if drift.folded is None:
            connection.execute(f"DELETE FROM {drift.table} WHERE id = ?", (drift.record,))
        else:
            fold_into_tables(connection, drift.table, drift.record, drift.folded)
        number += 1
    return number
