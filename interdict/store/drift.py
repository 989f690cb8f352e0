"""Find rows that are not what the log says, changed outside interdict.

The whole log is folded anew, one record at a time, so that a file of any size is compared within a little memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import groupby
from typing import Any, NamedTuple

from interdict.domain.fields import TABLES, list_columns
from interdict.domain.records import Record, arrange_row, to_row
from interdict.domain.vocabulary import quote
from interdict.errors import DataError
from interdict.store.contests import settle_removals
from interdict.store.fold import Folded, Operation, fold, keep_whole
from interdict.store.removed import is_removed
from interdict.store.tables import drop_unknown, list_choices

Row = tuple[Any, ...]


class Drift(NamedTuple):
    """A record whose row is not what the log says; with a `problem` the log itself cannot be read there.

    `wanted` is the row that the log makes, `found` the one in the table, None where there is none.
    """

    table: str
    record: str
    name: str
    finding: str
    folded: Folded | None = None
    wanted: Row | None = None
    found: Row | None = None


MISREAD = (KeyError, TypeError, ValueError, AttributeError, RecursionError)
NOTHING = fold(())  # what the log says of a record that it does not know


@contextmanager
def read_any_bytes(connection: sqlite3.Connection) -> Iterator[None]:
    """Let texts that are not UTF-8 be read meanwhile, so that what differs can be said and mended."""
    connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        yield
    finally:
        connection.text_factory = str


def find_drift(connection: sqlite3.Connection) -> Iterator[Drift]:
    """Yield every record whose row, or whose conflicts, are not what the log says."""
    cursor = connection.cursor()
    cursor.row_factory = None
    has_conflicts = cursor.execute("SELECT 1 FROM conflict LIMIT 1").fetchone() is not None
    kept = _find_kept(connection)
    for table, record, operations in read_all_operations(connection):
        drift = _compare(cursor, table, record, operations, kept.get(record))
        if drift.finding:
            yield drift
        elif drift.folded and (has_conflicts or drift.folded.conflicts):
            yield from _compare_conflicts(cursor, drift)
    yield from _find_unknown(cursor)


def list_removed(connection: sqlite3.Connection) -> set[str]:
    """Return all records that were ever removed."""
    return {row[0] for row in connection.execute("SELECT DISTINCT record FROM change WHERE op = 'delete'")}


def _find_kept(connection: sqlite3.Connection) -> dict[str, Folded]:
    """Return what the removed records amount to that are there nevertheless, none where the log cannot be read."""
    try:
        fates = settle_removals(connection, list_removed(connection))
        return {fate.record: fate.folded for fate in fates if fate.is_kept}
    except MISREAD:
        return {}


def _compare(
    cursor: sqlite3.Cursor, table: str, record: str, operations: Sequence[Operation], kept: Folded | None = None
) -> Drift:
    """Return how the row of a record differs from its operations; with an empty finding where it does not.

    `kept` is what they amount to where the record was removed and stays nevertheless.
    """
    drift = Drift(table, record, f"{table} {record}", "")
    if table not in TABLES:
        return drift  # of a newer interdict: kept, and passed on
    try:
        folded = kept or fold(operations)
        wanted = None
        if folded.values is not None:
            wanted = arrange_row(table, to_row(drop_unknown(Record(table, record, folded.values))))
    except MISREAD:
        return drift._replace(finding="its changes in the log cannot be read")
    found = cursor.execute(_select(table), (record,)).fetchone()
    drift = drift._replace(folded=folded, wanted=wanted, found=found)
    if found == wanted:
        return drift
    return drift._replace(name=_name(cursor, table, record, folded.shown), finding=_describe(table, wanted, found))


def refuse_drift(
    connection: sqlite3.Connection, known: Mapping[str, Sequence[Operation]], tables: Mapping[str, str]
) -> None:
    """Raise DataError where a row is not what the log says: writing would lose what somebody changed there.

    `known` are the operations on records that the log has, `tables` the tables that they are in.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    for record, operations in known.items():
        drift = _compare(cursor, tables[record], record, operations)
        if drift.found is not None and drift.folded and is_removed(drift.folded):  # it may stay nevertheless
            drift = _compare(cursor, tables[record], record, operations, keep_whole(drift.folded, ()))
        if drift.finding:
            raise DataError(
                f"{drift.name} was changed outside interdict: {drift.finding}",
                hint="nothing was written; 'interdict check' says what can be done",
            )


@cache
def _select(table: str) -> str:
    return f"SELECT {', '.join(list_columns(table))} FROM {table} WHERE id = ?"


def _describe(table: str, wanted: Row | None, found: Row | None) -> str:
    if wanted is None:
        return "the row should not be there"
    if found is None:
        return "the row is missing"
    pairs = zip(list_columns(table), found, wanted, strict=True)
    unlike = [
        f"{name} is {_word(present)}, the log says {_word(said)}" for name, present, said in pairs if present != said
    ]
    return "; ".join(unlike[:3]) + (f"; and {len(unlike) - 3} more" if len(unlike) > 3 else "")


def _word(cell: object) -> str:
    if isinstance(cell, str):  # bytes that are no UTF-8 are read as lone surrogates
        return quote(cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))
    return "empty" if cell is None else str(cell)[:60]


def name_row(connection: sqlite3.Connection, table: str, record: str) -> str:
    """Name a record as commands take it, TH-2009-31F/load, by its row."""
    columns = [name for name in ("ref", "key", "interdiction_id") if name in list_columns(table)]
    row = connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (record,)).fetchone()
    values = {} if row is None else dict(zip(columns, row, strict=True))
    return _name(connection.cursor(), table, record, {**values, "interdiction": values.get("interdiction_id")})


def _name(cursor: sqlite3.Cursor, table: str, record: str, values: Mapping[str, Any]) -> str:
    """Name a record as commands take it, TH-2009-31F/load, by what the log says of it."""
    key = values.get("ref") if table == "interdiction" else values.get("key")
    if not key:
        return f"{table} {record}"
    if table in {"interdiction", "source"}:
        return f"{table} {key}"
    row = cursor.execute("SELECT ref FROM interdiction WHERE id = ?", (values.get("interdiction"),)).fetchone()
    return f"{table} {row[0]}/{key}" if row and row[0] else f"{table} {record}"


def _compare_conflicts(cursor: sqlite3.Cursor, drift: Drift) -> Iterator[Drift]:
    assert drift.folded is not None  # noqa: S101  # only then is it called
    query = "SELECT field, interdiction_id, choices FROM conflict WHERE tbl = ? AND record = ?"
    found = {field: rest for field, *rest in cursor.execute(query, (drift.table, drift.record))}
    case_id = drift.record if drift.table == "interdiction" else drift.folded.shown.get("interdiction")
    wanted = {field: [case_id, choices] for field, choices in list_choices(drift.folded).items()}
    if found != wanted:
        name = _name(cursor, drift.table, drift.record, drift.folded.shown)
        yield drift._replace(name=name, finding="its conflicts are not those of the log")


def _find_unknown(cursor: sqlite3.Cursor) -> Iterator[Drift]:
    """Yield the rows and the conflicts of records that the log does not know."""
    for table in TABLES:
        query = f"""
            SELECT {", ".join(list_columns(table))} FROM {table}
            WHERE NOT EXISTS (SELECT 1 FROM change WHERE change.record = {table}.id AND change.tbl = '{table}')
        """
        for row in cursor.connection.cursor().execute(query):
            found = tuple(row)
            finding = "the log knows nothing of this row"
            yield Drift(table, str(found[0]), f"{table} {found[0]}", finding, NOTHING, None, found)
    query = """
        SELECT DISTINCT tbl, record FROM conflict
        WHERE NOT EXISTS (SELECT 1 FROM change WHERE change.record = conflict.record AND change.tbl = conflict.tbl)
    """
    for table, record in cursor.execute(query):
        yield Drift(table, record, f"{table} {record}", "it has conflicts, and the log knows nothing of it", NOTHING)


def read_all_operations(connection: sqlite3.Connection) -> Iterator[tuple[str, str, list[Operation]]]:
    """Yield every record of the log with its table and operations, one record at a time."""
    cursor = connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(
        """
        SELECT
            change.tbl, change.record, change.id, change.op, change.field, change.prev,
            CASE WHEN change.prev IS NOT NULL
                THEN (SELECT group_concat(prev) FROM change_prev WHERE change_prev.change = change.id)
            END,
            change.new, changeset.hlc, changeset.uid
        FROM change CROSS JOIN changeset ON changeset.id = change.changeset
        ORDER BY change.record, change.tbl, change.id
        """
    )
    for (table, record), group in groupby(rows, key=lambda row: (row[0], row[1])):
        yield (
            table,
            record,
            [
                Operation(number, op, field, _join_prevs(prev, further), new, hlc, uid)
                for _, _, number, op, field, prev, further, new, hlc, uid in group
            ],
        )


def _join_prevs(prev: int | None, further: str | None) -> tuple[int, ...]:
    if prev is None:
        return ()
    return (prev, *map(int, further.split(","))) if further else (prev,)
