"""Fold the records that a merge touched, and note what became of them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from interdict.domain.changes import CREATE, DELETE, Change
from interdict.domain.fields import TABLES
from interdict.domain.records import from_row
from interdict.errors import DataError
from interdict.sharing.incoming import find_row_fault
from interdict.sharing.sandbox import Report
from interdict.store.contests import Fate, list_contested, settle_removals
from interdict.store.drift import refuse_drift
from interdict.store.fold import Operation, fold
from interdict.store.operations import read_operations
from interdict.store.removed import Leaning, is_removed
from interdict.store.tables import fold_into_tables, insert_created

Values = Mapping[str, Any] | None  # None for a record that is not there
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


class Touched:
    """What became of the records that a merge touched: how many, which of them went, and the first differences."""

    def __init__(self) -> None:
        self.added = 0  # cases
        self.records: Counter[str] = Counter()  # by what became of them
        self.gone: set[str] = set()
        self.differences: list[Difference] = []

    def add(self, table: str, number: int = 1) -> None:
        """Count new records of a table."""
        self.records["added"] += number
        self.added += number if table == "interdiction" else 0

    def compare(self, table: str, record: str, before: Values, after: Values) -> None:
        """Note how a record that was here is not what it was."""
        for difference in _compare(table, record, before, after):
            if len(self.differences) < MOST_SHOWN:
                self.differences.append(difference)
            self.records["differences"] += 1
            if difference.field is None:
                self.records["added" if difference.new is not None else "removed"] += 1
                if difference.new is None:
                    self.gone.add(record)


def fold_touched(connection: sqlite3.Connection, first: int, *, report: Report | None = None) -> Touched:
    """Bring the tables up to date for all records in temp.touched, and for those that hang on their removal.

    `first` is the id of the first change that is new.
    """
    touched = Touched()
    leaning = Leaning(connection)
    seeds = list_contested(connection)
    fresh: set[str] = set()  # removed ones that were not here before
    total = connection.execute("SELECT count(*) FROM temp.touched").fetchone()[0]
    done = 0
    for batch in _list_batches(connection):
        operations = read_operations(connection, batch)
        creates = [
            Change(table, record, CREATE, new=fold(operations[record]).shown)
            for record, table in batch.items()
            if _is_fresh(operations[record])
        ]
        insert_created(connection, creates)
        leaning.note((change.table, change.new) for change in creates)
        for change in creates:
            touched.add(change.table)
        present: list[tuple[str, Mapping[str, Any]]] = []
        for record, table in batch.items():
            ops = operations[record]
            if any(operation.op == DELETE for operation in ops):
                seeds.add(record)
                if ops[0].id >= first:
                    fresh.add(record)
            if not _is_fresh(ops) and (values := _fold_known(connection, touched, (table, record), ops, first)):
                present.append((table, values))
        leaning.note(present)
        done += len(batch)
        if report:
            report(done, total)
    for fate in settle_removals(connection, seeds | leaning.list()):
        if fate.record not in seeds:
            refuse_drift(connection, {fate.record: fate.operations}, {fate.record: fate.table})
        _fold_removed(connection, touched, fate, is_fresh=fate.record in fresh)
    return touched


def _fold_known(
    connection: sqlite3.Connection,
    touched: Touched,
    place: tuple[str, str],
    operations: Sequence[Operation],
    first: int,
) -> Values:
    """Fold a record with several operations, and return its values; one that was removed is only looked at."""
    table, record = place
    earlier = [operation for operation in operations if operation.id < first]
    if earlier:
        refuse_drift(connection, {record: earlier}, {record: table})
    for operation in operations:
        if operation.op == CREATE:
            _check_create(table, record, operation)
    folded = fold(operations)
    if is_removed(folded):
        return None
    before = _read_row(connection, table, record)
    fold_into_tables(connection, table, record, folded)
    if earlier:
        touched.compare(table, record, before, _read_row(connection, table, record))
    elif folded.values is not None:
        touched.add(table)
    return folded.values


def _fold_removed(connection: sqlite3.Connection, touched: Touched, fate: Fate, *, is_fresh: bool) -> None:
    before = _read_row(connection, fate.table, fate.record)
    fold_into_tables(connection, fate.table, fate.record, fate.folded)
    if not is_fresh:
        touched.compare(fate.table, fate.record, before, _read_row(connection, fate.table, fate.record))
    elif fate.folded.values is not None:
        touched.add(fate.table)


def _read_row(connection: sqlite3.Connection, table: str, record: str) -> Values:
    row = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (record,)).fetchone()
    return None if row is None else from_row(table, row).values


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


def _check_create(table: str, record: str, operation: Operation) -> None:
    if fault := find_row_fault(table, record, json.loads(operation.new or "{}")):
        raise DataError(f"{table} {record}: {fault}", hint="it was not made by interdict")


def _compare(table: str, record: str, before: Values, after: Values) -> Iterator[Difference]:
    held = before or after or {}
    case_id = record if table == "interdiction" else str(held.get("interdiction", ""))
    if before is None or after is None:
        if before is not after:
            yield Difference(table, record, case_id, None, before, after)
        return
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            yield Difference(table, record, case_id, name, before.get(name), after.get(name))
