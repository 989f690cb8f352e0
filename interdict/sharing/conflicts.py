"""Conflicts that merges left open: list them, and settle one by an ordinary change that every copy can receive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from interdict.domain.changes import DELETE, RESTORE, UPDATE, Change
from interdict.domain.fields import TABLES
from interdict.store.conflicts import Choice
from interdict.store.fold import Folded, Operation, fold, op_value
from interdict.store.operations import read_operations

REMOVAL = "removal"  # the name, for people, of a removal against changes; the log keeps it as the field ""
MOST_CHOICES = 50  # values of one field that are listed; all are counted


class Conflict(NamedTuple):
    """A field with several values of which nobody replaced any, the shown one first; `base` is what they replaced."""

    case_id: str | None
    table: str
    record: str
    field: str
    choices: tuple[Choice, ...]
    total: int
    base: Any
    has_base: bool


def list_conflicts(connection: sqlite3.Connection, *, case_id: str | None = None) -> Iterator[Conflict]:
    """Yield the open conflicts of the file, or of a case and the sources that it cites."""
    where = ""
    if case_id is not None:
        where = """
            WHERE interdiction_id = :case
            OR (tbl = 'source' AND record IN (SELECT source_id FROM claim WHERE interdiction_id = :case))
            """
    rows = connection.execute(
        f"SELECT DISTINCT interdiction_id, tbl, record FROM conflict {where} ORDER BY interdiction_id, tbl, record",
        {"case": case_id},
    ).fetchall()
    for case, table, record in rows:
        operations = read_operations(connection, [record]).get(record, [])
        folded = fold(operations)
        for field in sorted(folded.conflicts):
            yield _describe(connection, (case, table, record, field), folded, operations)


def _describe(
    connection: sqlite3.Connection,
    place: tuple[str | None, str, str, str],
    folded: Folded,
    operations: Sequence[Operation],
) -> Conflict:
    field = place[3]
    heads = folded.conflicts[field]
    listed = _join_equal(heads, field) if field else list(heads)
    choices = tuple(_name_choice(connection, operation, field) for operation in listed[:MOST_CHOICES])
    base = _find_base(heads, operations) if field else None
    value = None if base is None else op_value(base, field)
    return Conflict(*place, choices, len(listed), None if value is None else json.loads(value), base is not None)


def _join_equal(heads: Sequence[Operation], field: str) -> list[Operation]:
    """Return one operation for each value, the newest."""
    by_value: dict[str | None, Operation] = {}
    for operation in heads:
        by_value.setdefault(op_value(operation, field), operation)
    return list(by_value.values())


def _name_choice(connection: sqlite3.Connection, operation: Operation, field: str) -> Choice:
    row = connection.execute("SELECT actor FROM changeset WHERE uid = ?", (operation.uid,)).fetchone()
    text = op_value(operation, field) if field else None
    value = None if text is None else json.loads(text)
    return Choice(operation.op, value, row[0] if row else "", operation.hlc, operation.uid.hex())


def _find_base(heads: Sequence[Operation], operations: Sequence[Operation]) -> Operation | None:
    """Return the newest operation that every standing one replaced, directly or not; None when there is none."""
    by_id = {operation.id: operation for operation in operations}
    common: set[int] | None = None
    for head in heads:
        seen: set[int] = set()
        waiting = list(head.prevs)
        while waiting:
            number = waiting.pop()
            if number not in seen and number in by_id:
                seen.add(number)
                waiting.extend(by_id[number].prevs)
        common = seen if common is None else common & seen
    return max((by_id[number] for number in common or ()), key=lambda op: (op.hlc, op.uid, op.id), default=None)


def plan_resolution(connection: sqlite3.Connection, conflict: Conflict, value: Any) -> Change:
    """Return the change that gives a field in conflict one value, None to empty it, replacing all that stand."""
    operations = read_operations(connection, [conflict.record])[conflict.record]
    shown = fold(operations).shown.get(conflict.field)
    return Change(conflict.table, conflict.record, UPDATE, conflict.field, shown, value)


def plan_fate(connection: sqlite3.Connection, conflict: Conflict, *, keep: bool) -> list[Change]:
    """Return the changes that settle a removal against changes: the record stays, or goes with what was changed.

    With a record that stays comes back what the same command removed with it: its claims, the records of a case.
    """
    if not keep:
        return [Change(conflict.table, conflict.record, DELETE)]
    changes = [Change(conflict.table, conflict.record, RESTORE)]
    for choice in conflict.choices:
        if choice.op == DELETE:
            changes += _plan_return(connection, bytes.fromhex(choice.changeset), {change.record for change in changes})
    return changes


def _plan_return(connection: sqlite3.Connection, uid: bytes, settled: set[str]) -> Iterator[Change]:
    """Yield the changes that bring back what a changeset removed and what is still gone."""
    rows = connection.execute(
        """
        SELECT change.tbl, change.record
        FROM changeset JOIN change ON change.id BETWEEN changeset.id AND changeset.id + changeset.size - 1
        WHERE changeset.uid = ? AND change.op = 'delete'
        ORDER BY change.id
        """,
        (uid,),
    ).fetchall()
    operations = read_operations(connection, [row[1] for row in rows])
    for table, record in rows:
        if table in TABLES and record not in settled and fold(operations[record]).values is None:
            yield Change(table, record, RESTORE)
