"""What hangs on a record: what belongs to it, speaks of it, cites it or points to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from interdict.domain.changes import DELETE, UPDATE, Change
from interdict.domain.fields import CASE_TABLES, TABLES, field_columns
from interdict.domain.records import Record
from interdict.store.cases import read_record


class Pointer(NamedTuple):
    """A column by which one record points to another, of one table or of any."""

    table: str
    field: str
    column: str
    target: str


POINTERS: tuple[Pointer, ...] = tuple(
    Pointer(
        table,
        field.name,
        field_columns(field)[-1],
        {"case": "interdiction", "subject": "any"}.get(field.kind, field.target or "any"),
    )
    for table, fields in TABLES.items()
    for field in fields
    if field.kind in {"case", "subject", "link"}
)


def find_dependents(connection: sqlite3.Connection, table: str, record_id: str) -> Iterator[tuple[Pointer, str]]:
    """Yield each pointer to a record with the id of the record that holds it; a case's own subjects are left out."""
    for pointer in POINTERS:
        if pointer.target not in {table, "any"} or (table == "interdiction" and pointer.field == "subject"):
            continue
        query = f"SELECT id FROM {pointer.table} WHERE {pointer.column} = ?"
        for row in connection.execute(query, (record_id,)):
            yield pointer, row[0]


def plan_removal(connection: sqlite3.Connection, doomed: Iterable[Record]) -> list[Change]:
    """Return the changes that remove records with all that speaks of them, and empty what else points to them."""
    waiting = list(doomed)
    gone = {record.id: record for record in waiting}
    emptied: dict[tuple[str, str], Change] = {}
    while waiting:
        record = waiting.pop()
        for pointer, holder_id in find_dependents(connection, record.table, record.id):
            holder = read_record(connection, pointer.table, holder_id)
            if holder is None or holder_id in gone:
                continue
            if pointer.field in {"subject", "other", "interdiction"} or pointer.table == "claim":
                gone[holder_id] = holder
                waiting.append(holder)
            else:
                emptied[holder_id, pointer.field] = Change(
                    pointer.table, holder_id, UPDATE, pointer.field, holder.values.get(pointer.field)
                )
    removals = [Change(record.table, record.id, DELETE) for record in gone.values()]
    return removals + [change for (holder_id, _), change in emptied.items() if holder_id not in gone]


def find_dangling(connection: sqlite3.Connection) -> Iterator[tuple[Pointer, str, str]]:
    """Yield each pointer to a record that is not there, with the ids of the holder and of what it points to."""
    every = " UNION ALL ".join(f"SELECT id FROM {table}" for table in ("interdiction", "source", *CASE_TABLES))
    for pointer in POINTERS:
        targets = f"SELECT id FROM {pointer.target}" if pointer.target != "any" else every
        query = f"""
            SELECT id, {pointer.column} FROM {pointer.table}
            WHERE {pointer.column} IS NOT NULL AND {pointer.column} NOT IN ({targets})
            """
        for row in connection.execute(query):
            yield pointer, row[0], row[1]
