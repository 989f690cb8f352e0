"""Read which records were removed, and which others their removal is bound up with."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from interdict.domain.changes import CREATE, DELETE
from interdict.domain.fields import TABLES
from interdict.domain.records import dump_canonical
from interdict.store.dependents import POINTERS, find_dependents
from interdict.store.fold import Folded, fold
from interdict.store.operations import BATCH, read_operations

_FIELDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    table: tuple((pointer.field, pointer.target) for pointer in POINTERS if pointer.table == table) for table in TABLES
}


class Removed(NamedTuple):
    """A record with a delete that no restore took back.

    `targets` are what it points to, by field; `deletes` the changesets that removed it; `is_contested` tells that they
    had not seen all of it.
    """

    table: str
    case_id: str | None
    targets: tuple[tuple[str, str], ...]
    deletes: frozenset[bytes]
    is_contested: bool


def is_removed(folded: Folded) -> bool:
    """Tell whether a delete stands on a record that was made."""
    return bool(folded.deletes) and any(op.op == CREATE for op in folded.lives)


def find_targets(table: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the field, the table and the id of each record to which a record points."""
    for field, target in _FIELDS.get(table, ()):
        value = values.get(field)
        if isinstance(value, dict):  # a subject
            yield field, str(value.get("table")), str(value.get("id"))
        elif value is not None:
            yield field, target, value


class Leaning:
    """The records that were pointed to and are not in the tables: one of them may have been removed meanwhile."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._absent: set[tuple[str, str]] = set()

    def note(self, records: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Take further records, by table and values, whose rows are written."""
        wanted = {(table, one) for own, values in records for _, table, one in find_targets(own, values)}
        self._absent |= self._find_absent(wanted - self._absent)

    def list(self) -> set[str]:
        """Return the ids of those that are still not there."""
        return {one for _, one in self._find_absent(self._absent)}

    def _find_absent(self, wanted: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        by_table: dict[str, set[str]] = defaultdict(set)
        for table, one in wanted:
            by_table[table].add(one)
        absent: set[tuple[str, str]] = set()
        for table, ids in by_table.items():
            tables = (table,) if table in TABLES else tuple(TABLES) if table == "any" else ()
            present: set[str] = set()
            for name in tables:
                query = f"SELECT id FROM {name} WHERE id IN (SELECT value FROM json_each(?))"
                present.update(row[0] for row in self._connection.execute(query, (dump_canonical(list(ids)),)))
            absent.update((table, one) for one in ids - present)
        return absent


def gather_removed(connection: sqlite3.Connection, seeds: Iterable[str]) -> dict[str, Removed]:
    """Return the removed ones among some records, and all whose fate may hang on theirs."""
    region: dict[str, Removed] = {}
    seen: set[str] = set()
    acts: set[bytes] = set()
    waiting = set(seeds)
    while waiting:
        found: dict[str, Removed] = {}
        further: set[str] = set()
        seen |= waiting
        fresh: set[bytes] = set()
        for record, removed, targets, changesets in _read_removed(connection, waiting):
            if removed is not None:
                found[record] = removed
            further |= targets
            fresh |= changesets - acts
        region |= found
        acts |= fresh
        for uid in fresh:
            further.update(_list_deleted(connection, uid))
        further.update(holder for holder, _, _, _ in list_holders(connection, found))
        waiting = further - seen
    return region


def _read_removed(
    connection: sqlite3.Connection, records: Iterable[str]
) -> Iterator[tuple[str, Removed | None, set[str], set[bytes]]]:
    """Yield those records that were ever removed, with what they point to and the changesets that removed them."""
    wanted = list(records)
    for start in range(0, len(wanted), BATCH):
        rows = connection.execute(
            """
            SELECT DISTINCT record, tbl FROM change
            WHERE op = 'delete' AND record IN (SELECT value FROM json_each(?))
            """,
            (dump_canonical(wanted[start : start + BATCH]),),
        )
        tables = {row[0]: row[1] for row in rows if row[1] in TABLES}
        for record, operations in read_operations(connection, tables).items():
            folded, table = fold(operations), tables[record]
            targets = tuple((field, one) for field, _, one in find_targets(table, folded.shown))
            removed = None
            if is_removed(folded):
                case_id = record if table == "interdiction" else folded.shown.get("interdiction")
                deletes = frozenset(delete.uid for delete in folded.deletes)
                removed = Removed(table, case_id, targets, deletes, "" in folded.conflicts)
            changesets = {operation.uid for operation in operations if operation.op == DELETE}
            yield record, removed, {target for _, target in targets}, changesets


def _list_deleted(connection: sqlite3.Connection, uid: bytes) -> Iterator[str]:
    """Yield the records that a changeset removed."""
    rows = connection.execute(
        """
        SELECT change.record
        FROM changeset JOIN change ON change.id BETWEEN changeset.id AND changeset.id + changeset.size - 1
        WHERE changeset.uid = ? AND change.op = 'delete'
        """,
        (uid,),
    )
    yield from (row[0] for row in rows)


def list_holders(connection: sqlite3.Connection, region: Mapping[str, Removed]) -> Iterator[tuple[str, str, str, str]]:
    """Yield id and table of each row that points to a removed record, by which field, and to which."""
    cases = {removed.case_id for removed in region.values() if removed.case_id}
    tables = {record: removed.table for record, removed in region.items()}
    for pointer, holder, target in find_dependents(connection, tables, cases=cases):
        yield holder, pointer.table, pointer.field, target
