"""Find rows that are not what the log says, changed outside interdict, and settle them: as they are, or as they were.

The whole log is folded anew, one record at a time, so that a file of any size is compared within a little memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import groupby
from typing import Any, NamedTuple

from interdict.domain.changes import Change, plan_changes
from interdict.domain.citations import find_claimed_field
from interdict.domain.fields import TABLES, get_fields, list_columns
from interdict.domain.records import Record, arrange_row, from_row, to_row
from interdict.domain.values import parse_value
from interdict.domain.vocabulary import quote
from interdict.errors import DataError
from interdict.store.fold import Folded, Operation, fold
from interdict.store.tables import drop_unknown, fold_into_tables, list_choices

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
    for table, record, operations in read_all_operations(connection):
        drift = _compare(cursor, table, record, operations)
        if drift.finding:
            yield drift
        elif drift.folded and (has_conflicts or drift.folded.conflicts):
            yield from _compare_conflicts(cursor, drift)
    yield from _find_unknown(cursor)


def _compare(cursor: sqlite3.Cursor, table: str, record: str, operations: Sequence[Operation]) -> Drift:
    """Return how the row of a record differs from its operations; with an empty finding where it does not."""
    drift = Drift(table, record, f"{table} {record}", "")
    if table not in TABLES:
        return drift  # of a newer interdict: kept, and passed on
    try:
        folded = fold(operations)
        wanted = None
        if folded.values is not None:
            wanted = arrange_row(table, to_row(drop_unknown(Record(table, record, folded.values))))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
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


def settle_drift(connection: sqlite3.Connection, *, adopt: bool, author: str) -> int:
    """Make all rows again from the log, or enter them into it as they are; return how many records that were.

    What the log cannot say stays. Raises DataError for a row that holds what interdict would not take.
    """
    with read_any_bytes(connection):
        drifts = [drift for drift in find_drift(connection) if drift.folded is not None]
    changes = plan_adoption(drifts) if adopt else []
    for drift in drifts:
        if drift.folded is NOTHING:
            _remove(connection, drift)
        elif drift.folded is not None:
            fold_into_tables(connection, drift.table, drift.record, drift.folded)
    if changes:
        from interdict.store.log import write_changes

        write_changes(connection, changes, author=author, note="adopted from rows that were changed outside interdict")
    return len({(drift.table, drift.record) for drift in drifts})


def _remove(connection: sqlite3.Connection, drift: Drift) -> None:
    """Remove the row and the conflicts of a record that the log does not know, whatever bytes its id is made of."""
    table, record = (text.encode("utf-8", "surrogateescape") for text in (drift.table, drift.record))
    where = "tbl = CAST(? AS TEXT) AND record = CAST(? AS TEXT)"
    connection.execute(f"DELETE FROM conflict WHERE {where}", (table, record))
    if drift.table in TABLES:
        connection.execute(f"DELETE FROM {drift.table} WHERE id = CAST(? AS TEXT)", (record,))


def plan_adoption(drifts: Iterable[Drift]) -> list[Change]:
    """Return the changes that enter rows into the log as they are.

    Raises DataError for a row that holds what interdict would not take.
    """
    changes: list[Change] = []
    for drift in drifts:
        if drift.wanted == drift.found:
            continue  # only its conflicts differ
        wanted = _read(drift, drift.wanted)
        found = _read(drift, drift.found)
        if found is not None:
            _check_values(drift, found)
        if found is None and wanted is not None:
            changes.append(Change(drift.table, drift.record, "delete"))
        elif found is not None:
            present = {} if wanted is None else {drift.record: wanted}
            changes.extend(plan_changes(present, {drift.record: found}, clear_absent=True))
    return changes


def _read(drift: Drift, row: Row | None) -> Record | None:
    return None if row is None else from_row(drift.table, dict(zip(list_columns(drift.table), row, strict=True)))


def _check_values(drift: Drift, record: Record) -> None:
    """Raise DataError unless every value is as interdict would write it."""
    for name, value in record.values.items():
        field = get_fields(record.table)[name]
        try:
            if field.kind == "any":
                field = find_claimed_field(record.values["subject"]["table"], str(record.values.get("field")))
            if field.kind == "subject":
                if value.get("table") not in TABLES:
                    raise ValueError(f"{quote(str(value.get('table')))} is no table")
            elif parse_value(field, value) != value:
                raise ValueError(f"{quote(json.dumps(value, ensure_ascii=False))} is not as interdict writes it")
        except (KeyError, ValueError) as error:
            raise DataError(
                f"{drift.name}: {name}: {error}",
                hint="nothing was adopted; correct it where it was changed, or put it back with --rebuild",
            ) from None
