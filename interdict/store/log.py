"""Write to the log: the only way in which anything gets into a file.

`write_changes` takes what a command wants, finds which operations each change replaces, appends one changeset, and
brings the record tables up to date. It runs within the transaction of `connection.open_writing`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from interdict import __version__
from interdict.domain.changes import (
    CREATE,
    DELETE,
    RESTORE,
    UPDATE,
    Change,
    Changeset,
    LoggedChange,
    RunningHash,
    hash_change,
    hash_changeset,
    hash_creates,
    log_change,
    shorten_create,
)
from interdict.domain.fields import get_fields
from interdict.domain.ids import make_stamp
from interdict.domain.records import dump_canonical
from interdict.errors import DataError
from interdict.store.contests import list_contested, settle_removals
from interdict.store.drift import refuse_drift
from interdict.store.fold import Folded, Operation, fold
from interdict.store.operations import BATCH, name_operations, read_clock, read_operations
from interdict.store.removed import Leaning, is_removed
from interdict.store.tables import fold_into_tables, insert_created

TOOL = f"interdict {__version__}"
MOST_WAITING = 1000  # changes that are written at once


def write_changes(
    connection: sqlite3.Connection,
    changes: Sequence[Change],
    *,
    author: str,
    note: str | None = None,
    undoes: bytes | None = None,
) -> bytes | None:
    """Append one changeset with these changes and apply it; return its uid, None when nothing changes.

    Each field of each record may be changed once. Raises DataError when a row would not be valid; nothing is written
    then.
    """
    writer = Writer(connection, author=author)
    writer.write(changes)
    return writer.finish(note=note, undoes=undoes)


class Writer:
    """Appends one changeset whose changes come bit by bit, so that a large one need not be held as a whole.

    Nobody sees any of it before the transaction ends. New records go into their tables at once, known ones are folded
    anew at the end.
    """

    def __init__(self, connection: sqlite3.Connection, *, author: str) -> None:
        self._connection = connection
        self._author = author
        self._first = find_next(connection)
        self._size = 0
        self._hash = RunningHash(author)
        self._waiting: list[Change] = []
        self._touched: dict[str, str] = {}
        self._leaning = Leaning(connection)

    def write(self, changes: Iterable[Change]) -> None:
        """Take further changes; raise DataError as `write_changes`."""
        for change in changes:
            self._waiting.append(change)
            if len(self._waiting) == MOST_WAITING:
                self._flush()

    def peek(self) -> bytes:
        """Return what tells the changes so far from any others."""
        self._flush()
        return self._hash.peek()

    def finish(self, *, note: str | None = None, undoes: bytes | None = None) -> bytes | None:
        """Complete the changeset and return its uid, None when nothing changes."""
        self._flush()
        if not self._size:
            return None
        changeset = Changeset(make_stamp(read_clock(self._connection)), self._author, TOOL, note, undoes)
        uid = self._hash.finish(changeset)
        _insert_changeset(self._connection, self._first, uid, changeset, self._size)
        fold_again(self._connection, self._touched, self._leaning)
        return uid

    def _flush(self) -> None:
        changes = [shorten_create(change) for change in self._waiting]
        self._waiting = []
        present = _find_present(self._connection, changes)
        if not present and all(change.op == CREATE for change in changes):
            self._append_new(changes)
            return
        _check_once(changes, [(record, field) for record, field, number in present if number >= self._first])
        known = read_operations(self._connection, [record for record, _, _ in present])
        _check_changes(self._connection, changes, known)
        refuse_drift(self._connection, known, {change.record: change.table for change in changes})
        resolved = [pair for change in changes for pair in _resolve(change, known.get(change.record, ()))]
        names = name_operations(self._connection, {prev for _, prevs in resolved for prev in prevs})
        logged = [log_change(change, [names[prev] for prev in prevs]) for change, prevs in resolved]
        self._hash.add(map(hash_change, logged))
        _insert_changes(self._connection, self._first, self._first + self._size, logged, [pair[1] for pair in resolved])
        self._size += len(logged)
        created = [change for change in changes if change.record not in known]
        insert_created(self._connection, created)
        self._leaning.note((change.table, change.new) for change in created)
        self._touched.update((change.record, change.table) for change in changes if change.record in known)

    def _append_new(self, creates: Sequence[Change]) -> None:
        """Append creates of records that the log does not know, as most of an import is: they replace nothing."""
        _check_once(creates, ())
        for create in creates:
            _check_fields(create)
        first = self._first + self._size
        rows = [
            (number, create.table, create.record, dump_canonical(create.new))
            for number, create in enumerate(creates, first)
        ]
        self._hash.add(digest for _, digest in hash_creates(rows))
        self._connection.executemany(
            "INSERT INTO change (id, changeset, tbl, record, op, new) VALUES (?, ?, ?, ?, 'create', ?)",
            [(number, self._first, table, record, new) for number, table, record, new in rows],
        )
        self._size += len(rows)
        insert_created(self._connection, creates)
        self._leaning.note((create.table, create.new) for create in creates)


def _find_present(connection: sqlite3.Connection, changes: Sequence[Change]) -> list[tuple[str, str | None, int]]:
    """Return record, field and id of all operations that the log has on the records that changes are about."""
    records = dump_canonical([change.record for change in changes])
    ids = connection.execute(
        "SELECT id FROM change WHERE record IN (SELECT value FROM json_each(?))", (records,)
    ).fetchall()
    if not ids:  # as for new cases: the index alone tells
        return []
    rows = connection.execute(
        "SELECT record, field, id FROM change WHERE id IN (SELECT value FROM json_each(?))",
        (dump_canonical([row[0] for row in ids]),),
    )
    return [tuple(row) for row in rows]


def _check_once(changes: Sequence[Change], before: Iterable[tuple[str, str | None]]) -> None:
    """Raise DataError when a record or field is changed that was changed already in this changeset."""
    seen = set(before)
    for change in changes:
        if (change.record, change.field) in seen:
            what = f"{change.table} {change.field or change.record}"
            raise DataError(f"{what} is changed twice at once", hint="say it once; two documents may share an id")
        seen.add((change.record, change.field))


def _check_changes(
    connection: sqlite3.Connection, changes: Sequence[Change], known: Mapping[str, Sequence[Operation]]
) -> None:
    """Raise DataError when a new record bears the id of another, or a change is of a record that is not there."""
    for change in changes:
        _check_fields(change)
        if change.op != CREATE and change.record not in known:
            raise DataError(f"there is no {change.table} {change.record}", hint="'interdict check' looks for damage")
        if change.op == CREATE and change.record in known:
            table = connection.execute("SELECT tbl FROM change WHERE record = ?", (change.record,)).fetchone()[0]
            case = fold(known[change.record]).shown.get("interdiction")
            if table != change.table or case != change.new.get("interdiction"):
                raise DataError(
                    f"the id {change.record} is that of another record, a {table}",
                    hint="leave 'id' out of the row, and one is made",
                )


def _check_fields(change: Change) -> None:
    fields = get_fields(change.table)
    names = change.new if change.op == CREATE else (change.field,) if change.field else ()
    if not fields.keys() >= set(names):
        unknown = next(name for name in names if name not in fields)
        raise DataError(
            f"{change.table} {change.record}: there is no field {unknown}", hint="'interdict fields' lists them"
        )


def write_fixed(connection: sqlite3.Connection, changeset: Changeset, creates: Sequence[Change]) -> bytes | None:
    """Append a changeset of creates with a fixed header, the same in every file; None when the file has it already."""
    creates = [shorten_create(change) for change in creates]
    logged = [log_change(change) for change in creates]
    uid = hash_changeset(changeset, map(hash_change, logged))
    if connection.execute("SELECT 1 FROM changeset WHERE uid = ?", (uid,)).fetchone():
        return None
    known = read_operations(connection, [change.record for change in creates])
    first = find_next(connection)
    _insert_changeset(connection, first, uid, changeset, len(logged))
    _insert_changes(connection, first, first, logged, [()] * len(logged))
    created = [change for change in creates if change.record not in known]
    insert_created(connection, created)
    leaning = Leaning(connection)
    leaning.note((change.table, change.new) for change in created)
    fold_again(connection, {change.record: change.table for change in creates if change.record in known}, leaning)
    return uid


def _resolve(change: Change, operations: Sequence[Operation]) -> Iterator[tuple[Change, tuple[int, ...]]]:
    """Yield the operations that carry out a change, each with the ids of the operations that it replaces."""
    if change.op == CREATE and not operations:
        yield change, ()
        return
    folded = fold(operations)
    if change.op == CREATE:
        yield from _resolve_again(change, folded)
    elif change.op == UPDATE:
        yield change, _find_replaced(folded, str(change.field))
    elif change.op == DELETE:
        standing = {op.id for ops in folded.heads.values() for op in ops} | {op.id for op in folded.lives}
        yield change, tuple(sorted(standing))
    else:
        yield change, tuple(delete.id for delete in folded.deletes)


def _resolve_again(change: Change, folded: Folded) -> Iterator[tuple[Change, tuple[int, ...]]]:
    """Make a record that the log knows already: bring it back, then give it the values."""
    if folded.deletes:
        yield Change(change.table, change.record, RESTORE), tuple(delete.id for delete in folded.deletes)
    present = folded.shown
    for name in {**present, **change.new}:
        if present.get(name) != change.new.get(name):
            update = Change(change.table, change.record, UPDATE, name, present.get(name), change.new.get(name))
            yield update, _find_replaced(folded, name)


def _find_replaced(folded: Folded, field: str) -> tuple[int, ...]:
    heads = folded.heads.get(field) or [op for op in folded.lives if op.op == CREATE]
    return tuple(op.id for op in heads)


def find_next(connection: sqlite3.Connection) -> int:
    """Return the id that the next change will have."""
    return (connection.execute("SELECT max(id) FROM change").fetchone()[0] or 0) + 1


def _insert_changeset(connection: sqlite3.Connection, first: int, uid: bytes, changeset: Changeset, size: int) -> None:
    connection.execute(
        "INSERT INTO changeset (id, uid, hlc, actor, tool, note, undoes, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (first, uid, changeset.hlc, changeset.actor, changeset.tool, changeset.note, changeset.undoes, size),
    )


def _insert_changes(
    connection: sqlite3.Connection,
    changeset: int,
    first: int,
    logged: Sequence[LoggedChange],
    prevs: Sequence[tuple[int, ...]],
) -> None:
    connection.executemany(
        "INSERT INTO change (id, changeset, tbl, record, op, field, prev, old, new) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, changeset, table, record, op, field, replaced[0] if replaced else None, old, new)
            for number, ((table, record, op, field, old, new, _), replaced) in enumerate(
                zip(logged, prevs, strict=True), first
            )
        ],
    )
    connection.executemany(
        "INSERT INTO change_prev (change, prev) VALUES (?, ?)",
        [(number, prev) for number, replaced in enumerate(prevs, first) for prev in replaced[1:]],
    )


def fold_again(connection: sqlite3.Connection, touched: Mapping[str, str], leaning: Leaning) -> None:
    """Bring the rows of records that the log knew before up to date, and of those that hang on their removal."""
    records = list(touched)
    seeds = list_contested(connection)
    for start in range(0, len(records), BATCH):
        present: list[tuple[str, Mapping[str, Any]]] = []
        for record, operations in read_operations(connection, records[start : start + BATCH]).items():
            folded = fold(operations)
            if any(operation.op == DELETE for operation in operations):
                seeds.add(record)
            if not is_removed(folded):
                fold_into_tables(connection, touched[record], record, folded)
                present.append((touched[record], folded.values or {}))
        leaning.note(present)
    for fate in settle_removals(connection, seeds | leaning.list()):
        if fate.record not in touched:
            refuse_drift(connection, {fate.record: fate.operations}, {fate.record: fate.table})
        fold_into_tables(connection, fate.table, fate.record, fate.folded)
