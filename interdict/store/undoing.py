"""Take back a changeset by a new one; nothing is erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Sequence

from interdict.domain.changes import CREATE, DELETE, RESTORE, UPDATE, Change
from interdict.errors import InterdictError
from interdict.store.dependents import find_dependents
from interdict.store.fold import Folded, Operation, fold
from interdict.store.history import SHORT, Entry, describe_change, read_changes
from interdict.store.log import read_operations, write_changes


def undo(connection: sqlite3.Connection, entry: Entry, *, author: str, force: bool = False) -> bytes | None:
    """Take back a changeset by a new one, which holds the old values; return its uid.

    Raises InterdictError as `plan_undo`.
    """
    changes = plan_undo(connection, entry, force=force)
    return write_changes(connection, changes, author=author, undoes=bytes.fromhex(entry.uid))


def plan_undo(connection: sqlite3.Connection, entry: Entry, *, force: bool = False) -> list[Change]:
    """Return the changes that take back a changeset.

    Raises InterdictError when something was changed again since, unless `force`, which leaves that as it is, when the
    changeset is undone already, and when nothing of it can be taken back.
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
        if _is_overtaken(change, operations[change.record], entry) or _is_leaned_on(connection, change, operations):
            obstacles.append(describe_change(change))
        else:
            back.extend(_reverse(change, folded))
    if obstacles and not force:
        shown = "; ".join(obstacles[:3]) + ("" if len(obstacles) <= 3 else f" and {len(obstacles) - 3} more")
        raise InterdictError(
            f"changed again since: {shown}; nothing was undone",
            hint="undo the later change first, or give --force to take back only what nobody changed",
        )
    if not back:
        raise InterdictError(
            f"nothing of changeset {entry.uid[:SHORT]} can be taken back: it is in use, or changed since",
            hint="'interdict log' shows what came after it",
        )
    return back


def _is_overtaken(change: Change, operations: Sequence[Operation], entry: Entry) -> bool:
    """Say whether what a change left is no longer so: then taking it back would take back somebody else's change."""
    folded = fold(operations)
    if change.op == UPDATE:
        field = str(change.field)
        return folded.values is None or field in folded.conflicts or folded.shown.get(field) != change.new
    if change.op == CREATE:
        return folded.values != change.new or bool(folded.conflicts)
    if change.op == RESTORE:
        left = fold([operation for operation in operations if operation.id < entry.number + entry.size])
        return folded.values is None or folded.shown != left.shown
    return folded.values is not None


def _is_leaned_on(connection: sqlite3.Connection, change: Change, own: Container[str]) -> bool:
    """Say whether records that a changeset did not make itself belong to, speak of or point to one that it made."""
    if change.op not in {CREATE, RESTORE}:
        return False
    return any(holder not in own for _, holder in find_dependents(connection, change.table, change.record))


def _reverse(change: Change, folded: Folded) -> list[Change]:
    if change.op == UPDATE:
        return [Change(change.table, change.record, UPDATE, change.field, change.new, change.old)]
    if change.op == DELETE:
        return [Change(change.table, change.record, RESTORE)]
    return [Change(change.table, change.record, DELETE)] if folded.values is not None else []
