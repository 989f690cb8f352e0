"""Fold the records that a merge touched, and note what became of them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from interdict.domain.changes import CREATE, Change
from interdict.domain.fields import TABLES
from interdict.domain.records import from_row
from interdict.errors import DataError
from interdict.sharing.incoming import find_row_fault
from interdict.sharing.sandbox import Report
from interdict.store.drift import refuse_drift
from interdict.store.fold import Operation, fold
from interdict.store.operations import read_operations
from interdict.store.tables import fold_into_tables, insert_created

BATCH = 500  # records folded at a time
MOST_SHOWN = 1_000  # differences that are kept to be shown; all are counted


class Difference(NamedTuple):
    """What a merge changed in a record that was here: one field, or with field None the record itself."""

    table: str
    record: str
    case_id: str
    field: str | None
    old: Any
    new: Any


def fold_touched(
    connection: sqlite3.Connection, first: int, *, report: Report | None = None
) -> tuple[int, Counter[str], list[Difference]]:
    """Bring the tables up to date for all records in temp.touched; return new cases, records by fate, differences.

    `first` is the id of the first change that is new.
    """
    records: Counter[str] = Counter()
    differences: list[Difference] = []
    total = connection.execute("SELECT count(*) FROM temp.touched").fetchone()[0]
    added = done = 0
    for batch in _list_batches(connection):
        operations = read_operations(connection, batch)
        fresh = {record for record in batch if _is_fresh(operations[record])}
        creates = [Change(batch[record], record, CREATE, new=fold(operations[record]).shown) for record in fresh]
        insert_created(connection, creates)
        added += sum(1 for record in fresh if batch[record] == "interdiction")
        records["added"] += len(fresh)
        for record, table in batch.items():
            if record not in fresh and all(operation.id >= first for operation in operations[record]):
                if _fold_new(connection, table, record, operations[record]):
                    records["added"] += 1
                    added += table == "interdiction"
            elif record not in fresh:
                earlier = [operation for operation in operations[record] if operation.id < first]
                refuse_drift(connection, {record: earlier}, {record: table})
                for difference in _fold_again(connection, table, record, operations[record]):
                    if len(differences) < MOST_SHOWN:
                        differences.append(difference)
                    records["differences"] += 1
                    if difference.field is None:
                        records["added" if difference.new is not None else "removed"] += 1
        done += len(batch)
        if report:
            report(done, total)
    return added, records, differences


def _list_batches(connection: sqlite3.Connection) -> Iterator[dict[str, str]]:
    """Yield the touched records of known tables with their tables, some hundred at a time."""
    after = ""
    while True:
        rows = connection.execute(
            "SELECT record, tbl FROM temp.touched WHERE record > ? ORDER BY record LIMIT ?", (after, BATCH)
        ).fetchall()
        if not rows:
            return
        after = rows[-1][0]
        known = {row[0]: row[1] for row in rows if row[1] in TABLES}
        if known:
            yield known


def _is_fresh(operations: Sequence[Operation]) -> bool:
    return len(operations) == 1 and operations[0].op == CREATE


def _fold_new(connection: sqlite3.Connection, table: str, record: str, operations: Sequence[Operation]) -> bool:
    """Fold a record that was not here before; say whether it is there now."""
    for operation in operations:
        if operation.op == CREATE:
            _check_create(table, record, operation)
    folded = fold(operations)
    fold_into_tables(connection, table, record, folded)
    return folded.values is not None


def _fold_again(
    connection: sqlite3.Connection, table: str, record: str, operations: Sequence[Operation]
) -> Iterator[Difference]:
    for operation in operations:
        if operation.op == CREATE:
            _check_create(table, record, operation)
    row = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (record,)).fetchone()
    before = None if row is None else from_row(table, row).values
    folded = fold(operations)
    fold_into_tables(connection, table, record, folded)
    yield from _compare(table, record, before, folded.values)


def _check_create(table: str, record: str, operation: Operation) -> None:
    if fault := find_row_fault(table, record, json.loads(operation.new or "{}")):
        raise DataError(f"{table} {record}: {fault}", hint="it was not made by interdict")


def _compare(
    table: str, record: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> Iterator[Difference]:
    held = before or after or {}
    case_id = record if table == "interdiction" else str(held.get("interdiction", ""))
    if before is None or after is None:
        if before is not after:
            yield Difference(table, record, case_id, None, before, after)
        return
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            yield Difference(table, record, case_id, name, before.get(name), after.get(name))
