"""Write to the log: the only way in which anything gets into a file.

`write_changes` takes what a command wants, finds which operations each change replaces, appends one changeset, and
brings the record tables up to date. It runs within the transaction of `connection.open_writing`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from interdict import __version__
from interdict.domain.changes import (
    CREATE,
    DELETE,
    RESTORE,
    UPDATE,
    Change,
    Changeset,
    LoggedChange,
    hash_change,
    hash_changeset,
    log_change,
    shorten_create,
)
from interdict.domain.fields import get_fields
from interdict.domain.ids import make_stamp
from interdict.errors import DataError
from interdict.store.drift import refuse_drift
from interdict.store.fold import Folded, Operation, fold
from interdict.store.tables import fold_into_tables, insert_created

TOOL = f"interdict {__version__}"
BATCH = 500  # ids in one query; SQLite takes 32,766 values at most


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
    if not changes:
        return None
    changes = [shorten_create(change) for change in changes]
    known = read_operations(connection, [change.record for change in changes])
    _check_changes(connection, changes, known)
    refuse_drift(connection, known, {change.record: change.table for change in changes})
    resolved = [pair for change in changes for pair in _resolve(change, known.get(change.record, ()))]
    names = _name_operations(connection, {prev for _, prevs in resolved for prev in prevs})
    logged = [log_change(change, (names[prev] for prev in prevs)) for change, prevs in resolved]
    changeset = Changeset(make_stamp(read_clock(connection)), author, TOOL, note, undoes)
    uid = hash_changeset(changeset, map(hash_change, logged))
    _append(connection, uid, changeset, logged, [prevs for _, prevs in resolved])
    _apply(connection, [change for change, _ in resolved], known)
    return uid


def _check_changes(
    connection: sqlite3.Connection, changes: Sequence[Change], known: Mapping[str, Sequence[Operation]]
) -> None:
    """Raise DataError when a record or field is changed twice, or a new record bears the id of another."""
    seen: set[tuple[str, str | None]] = set()
    for change in changes:
        if (change.record, change.field) in seen:
            what = f"{change.table} {change.field or change.record}"
            raise DataError(f"{what} is changed twice at once", hint="say it once; two documents may share an id")
        seen.add((change.record, change.field))
        _check_fields(change)
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
    unknown = next((name for name in names if name not in fields), None)
    if unknown is not None:
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
    _append(connection, uid, changeset, logged, [()] * len(logged))
    _apply(connection, creates, known)
    return uid


def read_clock(connection: sqlite3.Connection) -> str:
    """Return the newest stamp in the log, empty for an empty log."""
    return connection.execute("SELECT max(hlc) FROM changeset").fetchone()[0] or ""


def read_operations(connection: sqlite3.Connection, records: Iterable[str]) -> dict[str, list[Operation]]:
    """Return the operations on each of the records that the log knows."""
    operations: dict[str, list[Operation]] = {}
    wanted = list(dict.fromkeys(records))
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        marks = ",".join("?" * len(batch))
        further = _read_further_prevs(connection, marks, batch)
        rows = connection.execute(
            f"""
            SELECT change.record, change.id, change.op, change.field, change.prev, change.new,
                   changeset.hlc, changeset.uid
            FROM change JOIN changeset ON changeset.id = change.changeset
            WHERE change.record IN ({marks})
            ORDER BY change.id
            """,
            batch,
        )
        for record, number, op, field, prev, new, hlc, uid in rows:
            prevs = () if prev is None else (prev, *further.get(number, ()))
            operations.setdefault(record, []).append(Operation(number, op, field, prevs, new, hlc, uid))
    return operations


def _read_further_prevs(connection: sqlite3.Connection, marks: str, batch: Sequence[str]) -> dict[int, list[int]]:
    further: dict[int, list[int]] = {}
    rows = connection.execute(
        f"""
        SELECT change_prev.change, change_prev.prev
        FROM change JOIN change_prev ON change_prev.change = change.id
        WHERE change.record IN ({marks})
        """,
        batch,
    )
    for change, prev in rows:
        further.setdefault(change, []).append(prev)
    return further


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


def _name_operations(connection: sqlite3.Connection, numbers: set[int]) -> dict[int, str]:
    """Return the global name of each operation: uid of its changeset and position in it."""
    names = {}
    for number in numbers:
        first, uid = connection.execute(
            "SELECT changeset.id, changeset.uid FROM change JOIN changeset ON changeset.id = change.changeset "
            "WHERE change.id = ?",
            (number,),
        ).fetchone()
        names[number] = f"{uid.hex()}:{number - first}"
    return names


def _append(
    connection: sqlite3.Connection,
    uid: bytes,
    changeset: Changeset,
    logged: Sequence[LoggedChange],
    prevs: Sequence[tuple[int, ...]],
) -> None:
    first = (connection.execute("SELECT max(id) FROM change").fetchone()[0] or 0) + 1
    connection.execute(
        "INSERT INTO changeset (id, uid, hlc, actor, tool, note, undoes, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (first, uid, changeset.hlc, changeset.actor, changeset.tool, changeset.note, changeset.undoes, len(logged)),
    )
    connection.executemany(
        "INSERT INTO change (id, changeset, tbl, record, op, field, prev, old, new) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, first, change.table, change.record, change.op, change.field, replaced[0] if replaced else None,
             change.old, change.new)
            for number, (change, replaced) in enumerate(zip(logged, prevs, strict=True), first)
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO change_prev (change, prev) VALUES (?, ?)",
        ((number, prev) for number, replaced in enumerate(prevs, first) for prev in replaced[1:]),
    )


def _apply(connection: sqlite3.Connection, changes: Sequence[Change], known: Mapping[str, Sequence[Operation]]) -> None:
    """Bring the record tables up to date: new records straight from their creates, known ones by folding again."""
    insert_created(connection, [change for change in changes if change.record not in known])
    touched = {change.record: change.table for change in changes if change.record in known}
    operations = read_operations(connection, touched)
    for record, table in touched.items():
        fold_into_tables(connection, table, record, fold(operations[record]))
