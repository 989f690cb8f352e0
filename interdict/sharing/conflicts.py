"""Conflicts that merges left open: list them, and settle one by an ordinary change that every copy can receive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from interdict.domain.changes import DELETE, RESTORE, UPDATE, Change
from interdict.domain.records import Record
from interdict.store.conflicts import Choice
from interdict.store.contests import find_along, plan_whole_removal, settle_removals
from interdict.store.dependents import POINTERS
from interdict.store.fold import Folded, Operation, fold, op_value
from interdict.store.operations import read_operations

REMOVAL = "removal"  # the name, for people, of a removal against changes; the log keeps it as the field ""
LINKS = frozenset((pointer.table, pointer.field) for pointer in POINTERS if pointer.field != "subject")
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
    kept = {fate.record: fate.folded for fate in settle_removals(connection, {row[2] for row in rows})}
    for case, table, record in rows:
        operations = read_operations(connection, [record]).get(record, [])
        folded = kept.get(record) or fold(operations)
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
    """Return the changes that settle a removal against changes: the record stays, or goes with what hangs on it.

    With a record that stays stays what the same removal took along, and what was emptied then points to it again.
    """
    if not keep:
        return plan_whole_removal(connection, [Record(conflict.table, conflict.record, {})])
    along = find_along(connection, conflict.record)
    changes = [Change(table, record, RESTORE) for table, record in along]
    removals = {choice.changeset for choice in conflict.choices if choice.op == DELETE}
    for uid in sorted(removals):
        changes += _plan_links(connection, bytes.fromhex(uid), {record for _, record in along})
    return list({(change.record, change.field): change for change in changes}.values())


def _plan_links(connection: sqlite3.Connection, uid: bytes, kept: set[str]) -> Iterator[Change]:
    """Yield the changes that let point again to records what a changeset emptied when it removed these."""
    rows = connection.execute(
        """
        SELECT change.tbl, change.record, change.field, change.old, change.id
        FROM changeset JOIN change ON change.id BETWEEN changeset.id AND changeset.id + changeset.size - 1
        WHERE changeset.uid = ? AND change.op = 'update' AND change.new IS NULL AND change.old IS NOT NULL
        ORDER BY change.id
        """,
        (uid,),
    ).fetchall()
    links = [(table, record, field, json.loads(old), number) for table, record, field, old, number in rows]
    links = [link for link in links if (link[0], link[2]) in LINKS and link[3] in kept]
    operations = read_operations(connection, [link[1] for link in links])
    for table, record, field, old, number in links:
        folded = fold(operations[record])
        if folded.values is not None and [head.id for head in folded.heads.get(field, ())] == [number]:
            yield Change(table, record, UPDATE, field, None, old)
