"""Take back a changeset by a new one; nothing is erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Container

from interdict.domain.changes import CREATE, DELETE, RESTORE, UPDATE, Change
from interdict.domain.fields import CASE_TABLES
from interdict.errors import InterdictError
from interdict.store.fold import Folded, fold
from interdict.store.history import SHORT, Entry, describe_change, read_changes
from interdict.store.log import read_operations, write_changes


def undo(connection: sqlite3.Connection, entry: Entry, *, author: str, force: bool = False) -> bytes | None:
    """Take back a changeset by a new one, which holds the old values; return its uid.

    Raises InterdictError when something was changed again since, unless `force`, which leaves that as it is, and when
    the changeset is undone already.
    """
    if entry.is_undone:
        raise InterdictError(
            f"changeset {entry.uid[:SHORT]} is undone already",
            hint="to bring it back, undo the undo: see 'interdict log'",
        )
    changes = list(read_changes(connection, entry.number))
    operations = read_operations(connection, [change.record for change in changes])
    back: list[Change] = []
    obstacles: list[str] = []
    for change in changes:
        folded = fold(operations[change.record])
        if change.table == "source" and change.op == CREATE and _is_leaned_on(connection, change, operations):
            continue  # other cases cite it by now
        if _is_overtaken(change, folded) or _is_leaned_on(connection, change, operations):
            obstacles.append(describe_change(change))
        else:
            back.extend(_reverse(change, folded))
    if obstacles and not force:
        shown = "; ".join(obstacles[:3]) + ("" if len(obstacles) <= 3 else f" and {len(obstacles) - 3} more")
        raise InterdictError(
            f"changed again since: {shown}; nothing was undone",
            hint="undo the later change first, or give --force to take back only what nobody changed",
        )
    return write_changes(connection, back, author=author, undoes=bytes.fromhex(entry.uid))


def _is_overtaken(change: Change, folded: Folded) -> bool:
    """Say whether what a change left is no longer so: then taking it back would take back somebody else's change."""
    if change.op == UPDATE:
        field = str(change.field)
        return folded.values is None or field in folded.conflicts or folded.shown.get(field) != change.new
    if change.op == CREATE:
        return folded.values != change.new or bool(folded.conflicts)
    return (folded.values is None) is (change.op == RESTORE)


def _is_leaned_on(connection: sqlite3.Connection, change: Change, own: Container[str]) -> bool:
    """Say whether records that a changeset did not make itself belong to, speak of or cite one that it made."""
    if change.op != CREATE:
        return False
    queries = ["SELECT id FROM claim WHERE subject_id = :id", "SELECT id FROM note WHERE subject_id = :id"]
    if change.table == "source":
        queries = ["SELECT id FROM claim WHERE source_id = :id"]
    elif change.table == "interdiction":
        queries = [f"SELECT id FROM {table} WHERE interdiction_id = :id" for table in CASE_TABLES]
    return any(row[0] not in own for query in queries for row in connection.execute(query, {"id": change.record}))


def _reverse(change: Change, folded: Folded) -> list[Change]:
    if change.op == UPDATE:
        return [Change(change.table, change.record, UPDATE, change.field, change.new, change.old)]
    if change.op == DELETE:
        return [Change(change.table, change.record, RESTORE)]
    return [Change(change.table, change.record, DELETE)] if folded.values is not None else []
