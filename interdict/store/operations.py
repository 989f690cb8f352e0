"""Read the log: the operations on records, what they are called, and how far its clock is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from interdict.domain.records import dump_canonical
from interdict.store.fold import Operation

BATCH = 500  # ids in one query; SQLite takes 32,766 values at most


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


def name_operations(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the global name of each operation: uid of its changeset and position in it."""
    rows = connection.execute(
        """
        SELECT change.id, changeset.id, changeset.uid
        FROM json_each(?) AS wanted
        CROSS JOIN change ON change.id = wanted.value
        JOIN changeset ON changeset.id = change.changeset
        """,
        (dump_canonical(list(numbers)),),
    )
    return {number: f"{uid.hex()}:{number - first}" for number, first, uid in rows}
