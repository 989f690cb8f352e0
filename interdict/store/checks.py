"""Checks of a file: is it whole, do its hashes hold, does its record equal its log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from interdict.domain.fields import TABLES, list_columns
from interdict.domain.records import Record, to_row
from interdict.store.dependents import find_dangling
from interdict.store.fold import Folded, Operation, fold
from interdict.store.tables import drop_unknown, list_choices
from interdict.store.verification import find_altered


class Finding(NamedTuple):
    """What a check found: which check, where, what, and what can be done."""

    check: str
    place: str
    finding: str
    remedy: str


class Check(NamedTuple):
    """A check: what it looks at, and the function that yields what it finds."""

    meaning: str
    run: Callable[[sqlite3.Connection], Iterator[Finding]]


def check_structure(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Look for damage in the file itself, by SQLite's own check."""
    for row in connection.execute("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Finding("structure", "file", str(row[0]), "go back to a copy that is whole")


def check_hashes(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Compute the uid of every changeset anew."""
    for header, problem in find_altered(connection):
        yield Finding(
            "hashes",
            header.uid.hex()[:10],
            f"the changeset of {header.changeset.hlc[:16]} by {header.changeset.actor}: {problem}",
            "take the changes from another copy, or save what verifies with 'interdict recover'",
        )
    orphan = connection.execute(
        "SELECT count(*) FROM change WHERE changeset NOT IN (SELECT id FROM changeset)"
    ).fetchone()[0]
    if orphan:
        yield Finding("hashes", "log", f"{orphan} changes belong to no changeset", "take a copy that is whole")


def check_references(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Look for records that point to a case, record or source that is not there."""
    for pointer, holder, target in find_dangling(connection):
        finding = f"its {pointer.field} {target} is not there"
        remedy = "undo the removal: 'interdict log' shows it"
        yield Finding("references", f"{pointer.table} {holder}", finding, remedy)


def check_tables(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Fold the whole log anew and compare: the record tables and the conflicts must equal it."""
    remedy = "the row was changed outside interdict; the log has what was entered: see 'interdict log'"
    expected = 0
    for table, record, operations in read_all_operations(connection):
        if table not in TABLES:
            continue  # of a newer interdict: kept, and passed on
        try:
            folded = fold(operations)
            wanted = _make_row(table, record, folded.values)
        except (KeyError, TypeError, ValueError, AttributeError):
            yield Finding("tables", f"{table} {record}", "its changes cannot be read", "take a copy that is whole")
            continue
        expected += folded.values is not None
        row = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (record,)).fetchone()
        found = None if row is None else {name: row[name] for name in list_columns(table)}
        if found != wanted:
            yield Finding("tables", f"{table} {record}", _describe_difference(wanted, found), remedy)
        yield from _check_conflicts(connection, table, record, folded)
    present = sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES)
    if present != expected:
        yield Finding("tables", "record", f"{present} rows in the tables, {expected} in the log", remedy)


def _make_row(table: str, record: str, values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    row = to_row(drop_unknown(Record(table, record, values)))
    return {name: row.get(name) for name in list_columns(table)}


def _describe_difference(wanted: Mapping[str, Any] | None, found: Mapping[str, Any] | None) -> str:
    if wanted is None:
        return "the row should not be there"
    if found is None:
        return "the row is missing"
    names = [name for name in wanted if wanted[name] != found[name]]
    return "; ".join(f"{name} is {found[name]!r}, the log says {wanted[name]!r}" for name in names[:3])


def _check_conflicts(connection: sqlite3.Connection, table: str, record: str, folded: Folded) -> Iterator[Finding]:
    rows = connection.execute("SELECT field, choices FROM conflict WHERE tbl = ? AND record = ?", (table, record))
    found = {row["field"]: json.loads(row["choices"]) for row in rows}
    if found != {field: json.loads(choices) for field, choices in list_choices(folded).items()}:
        yield Finding(
            "tables", f"{table} {record}", "its conflicts are not those of the log", "merge or rebuild the file"
        )


def read_all_operations(connection: sqlite3.Connection) -> Iterator[tuple[str, str, list[Operation]]]:
    """Yield every record of the log with its table and operations, one record at a time."""
    further: dict[int, list[int]] = {}
    for change, prev in connection.execute("SELECT change, prev FROM change_prev"):
        further.setdefault(change, []).append(prev)
    rows = connection.execute(
        """
        SELECT change.tbl, change.record, change.id, change.op, change.field, change.prev, change.new,
               changeset.hlc, changeset.uid
        FROM change JOIN changeset ON changeset.id = change.changeset
        ORDER BY change.record, change.tbl, change.id
        """
    )
    for (table, record), group in groupby(rows, key=lambda row: (row[0], row[1])):
        yield (
            table,
            record,
            [
                Operation(
                    row[2], row[3], row[4], () if row[5] is None else (row[5], *further.get(row[2], ())), *row[6:]
                )
                for row in group
            ],
        )


CHECKS: Mapping[str, Check] = {
    "structure": Check("the file is whole", check_structure),
    "hashes": Check("every changeset is what was written", check_hashes),
    "references": Check("nothing points to what is not there", check_references),
    "tables": Check("the record equals the log (with --rebuild)", check_tables),
}
