"""Read a reading copy back: what 'publish' or 'extract' wrote, or somebody else altered, as proposals for a file.

The copy is vetted like any stranger's file: a private copy of it, in a process of its own, its schema compared with
what interdict itself makes, each row passed through the gate of the record. It can only add and change, for what it
does not hold may have been left out of it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

from interdict.domain.changes import CREATE, LoggedChange
from interdict.domain.citations import find_claimed_field
from interdict.domain.fields import CASE_TABLES, TABLES, get_fields, list_columns
from interdict.domain.ids import ID, REF
from interdict.domain.records import Record, dump_canonical, from_row, sort_records
from interdict.domain.values import parse_value
from interdict.errors import DataError
from interdict.sharing.incoming import find_change_fault
from interdict.sharing.newer import Kept, Older, keep_newer
from interdict.sharing.publishing import read_schema_files
from interdict.sharing.readable import list_record_columns
from interdict.sharing.sandbox import Report, run_confined
from interdict.sharing.vetting import (
    PUBLISHED_ID,
    SECONDS_PER_GB,
    check_head,
    compare_schema,
    copy_in,
    make_private_folder,
    name_damage,
    open_copy,
)
from interdict.store.cases import read_case
from interdict.store.connection import APPLICATION_ID, SCHEMA
from interdict.store.importing import Incoming
from interdict.store.migrations import split_statements
from interdict.store.sources import read_sources

FORMAT = 1  # of a reading copy; its user_version
DEEPEST = 20  # lists and objects within each other; a value of the record has two
AGAIN = "ask for the copy again"


def is_published(head: bytes) -> bool:
    """Say whether the first bytes of a file are those of a reading copy."""
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[68:72]) == PUBLISHED_ID


def read_proposals(
    path: Path,
    connection: sqlite3.Connection,
    *,
    report: Report | None = None,
    note: Callable[[Kept], None] | None = None,
) -> list[Incoming]:
    """Return all that a reading copy says of its cases, as `open_proposals` gives it one by one."""
    with open_proposals(path, connection, report=report, note=note) as proposals:
        return list(proposals)


@contextmanager
def open_proposals(
    path: Path,
    connection: sqlite3.Connection,
    *,
    report: Report | None = None,
    note: Callable[[Kept], None] | None = None,
) -> Iterator[Iterator[Incoming]]:
    """Vet a reading copy and give what it says of its cases one by one, so that no more than one need be held.

    `connection` is the file that the proposals are for: its references stay, and a value of it that says more than the
    copy, which may have been cut, stays too. With `note` what the file changed since the copy was written stays as
    well, and `note` is told of each; without it the copy's word is proposed. Raises DataError when the copy is anything
    but what interdict writes.
    """
    with make_private_folder() as folder:
        copied = copy_in(path, folder)
        _check_head(path, copied.head, copied.size)
        seconds = 20 + 4 * SECONDS_PER_GB * copied.size // (1 << 30)
        run_confined(partial(_check_all, copied.path), seconds=seconds, what=str(path), report=report)
        copy = open_copy(copied.path)
        try:
            older = Older(_read_day(copy), note) if note else None
            yield (
                item
                for case_id, records in _read_cases(copy)
                if (item := _fit(connection, case_id, records, older)) is not None
            )
        finally:
            copy.close()


def _check_head(path: Path, head: bytes, size: int) -> None:
    """Raise DataError unless a file begins as a reading copy does."""
    if is_published(head):
        form = int.from_bytes(head[60:64])
        if form > FORMAT:
            raise DataError(f"{path} was written by a newer interdict", hint="install the newest interdict")
        # All else is checked as with a file that has a log.
        head = head[:60] + SCHEMA.to_bytes(4) + head[64:68] + APPLICATION_ID.to_bytes(4) + head[72:]
    elif head.startswith(b"SQLite format 3\0"):
        raise DataError(f"{path} is not a reading copy", hint="'publish' and 'extract' write such")
    check_head(path, head, size)


@cache
def read_expected_copy() -> frozenset[tuple[str, ...]]:
    """Return what a reading copy holds by its own account: type, name, table and SQL of each thing in it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for script in read_schema_files():
            for statement in split_statements(script):
                connection.execute(statement)
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
        return frozenset(tuple(str(part) for part in row) for row in rows)
    finally:
        connection.close()


def _check_all(path: Path, report: Report) -> int:
    """Check a private copy from its schema to its last row; return how many cases it holds."""
    connection = open_copy(path)
    try:
        with name_damage():
            compare_schema(connection, read_expected_copy())
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise DataError(f"it is damaged: {' '.join(str(found).split())[:120]}", hint=AGAIN)
            total = connection.execute("SELECT count(*) FROM interdiction").fetchone()[0]
            for table in CASE_TABLES:
                query = f"SELECT 1 FROM {table} WHERE interdiction_id NOT IN (SELECT id FROM interdiction) LIMIT 1"
                if connection.execute(query).fetchone():
                    raise DataError(f"a row of {table} belongs to no case", hint=AGAIN)
            for number, (_, records) in enumerate(_read_cases(connection), 1):
                for record in records.values():
                    if fault := _find_fault(record, records):
                        raise DataError(f"{record.table} {record.id[:40]}: {fault[:200]}", hint=_ALTERED)
                if number % 1000 == 0:
                    report(number, total)
            return int(total)
    finally:
        connection.close()


_ALTERED = "somebody altered it in a way that interdict does not write"


def _read_cases(connection: sqlite3.Connection) -> Iterator[tuple[str, dict[str, Record]]]:
    """Yield each case of a copy with its records and the sources that it cites."""
    connection.row_factory = sqlite3.Row
    for row in connection.execute(_select("interdiction", "")):
        case = _read_row("interdiction", row)
        records = {case.id: case}
        for table in CASE_TABLES:
            rows = connection.execute(_select(table, "WHERE interdiction_id = ?"), (case.id,))
            for record in sort_records(_read_row(table, row) for row in rows):
                _add(records, record)
        waiting = [str(record.values["source"]) for record in records.values() if "source" in record.values]
        while waiting:
            source_id = waiting.pop()
            if source_id in records:
                continue
            row = connection.execute(_select("source", "WHERE id = ?"), (source_id,)).fetchone()
            if row is None:
                raise DataError(f"the source {source_id[:40]} is not in it", hint=AGAIN)
            source = _read_row("source", row)
            _add(records, source)
            waiting += [str(source.values["derived_from"])] if "derived_from" in source.values else []
        yield case.id, records


def _add(records: dict[str, Record], record: Record) -> None:
    if record.id in records:
        raise DataError(f"two records have the id {record.id[:40]}", hint=_ALTERED)
    records[record.id] = record


@cache
def _select(table: str, where: str) -> str:
    return f"SELECT {', '.join(list_record_columns(table))} FROM {table} {where}"


def _read_row(table: str, row: Mapping[str, Any]) -> Record:
    """Return the record in a row.

    Raises DataError for a cell that none of interdict's own can be.
    """
    cells = {**dict.fromkeys(list_columns(table)), **dict(row)}
    record = from_row(table, cells)
    if _measure(record.values) > DEEPEST or not ID.fullmatch(record.id):
        raise DataError(f"{table} {record.id[:40]}: it holds what no record holds", hint=_ALTERED)
    return record


def _measure(value: Any) -> int:
    """Return how deep lists and objects stand within each other, counted no further than it matters."""
    depth, level = 0, [value]
    while level and depth <= DEEPEST:
        inner = [
            node.values() if isinstance(node, Mapping) else node for node in level if isinstance(node, Mapping | list)
        ]
        level = [node for nodes in inner for node in nodes]
        depth += 1
    return depth


def _find_fault(record: Record, records: Mapping[str, Record]) -> str:
    """Say why a record may not be proposed, nothing when it may."""
    try:
        new = dump_canonical(dict(record.values))
    except (ValueError, TypeError):
        return "a value of it is none"
    if fault := find_change_fault(LoggedChange(record.table, record.id, CREATE, None, None, new, ())):
        return fault
    ref = record.values.get("ref")
    if record.table == "interdiction" and ref is not None and not REF.fullmatch(ref):
        return "its reference is none"
    for name, field in get_fields(record.table).items():
        if field.kind == "link" and field.target in TABLES and name in record.values:
            target = records.get(record.values[name])
            if target is None or target.table != field.target:
                return f"its {name} leads nowhere"
    subject = record.values.get("subject")
    if subject is not None:
        spoken_of = records.get(subject["id"])
        if spoken_of is None or spoken_of.table != subject["table"]:
            return "it speaks of nothing that is in its case"
    return _find_claim_fault(record) if record.table == "claim" else ""


def _find_claim_fault(claim: Record) -> str:
    values = claim.values
    if "field" not in values:
        return "it gives a value of no field" if "value" in values else ""
    try:
        field = find_claimed_field(values["subject"]["table"], str(values["field"]))
        read = parse_value(field, values["value"]) if "value" in values else None
    except ValueError as error:
        return str(error)
    # Not compared: an older file may hold degrees of more places than are read now.
    return "" if type(read) is type(values.get("value")) else "its value is not written as interdict does"


def _read_day(copy: sqlite3.Connection) -> str:
    """Return the day on which a copy was written, empty where it does not say."""
    row = copy.execute("SELECT value FROM metadata WHERE name = 'generated'").fetchone()
    return str(row[0]) if row and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(row[0])) else ""


def _fit(
    connection: sqlite3.Connection, case_id: str, records: dict[str, Record], older: Older | None
) -> Incoming | None:
    """Return what a case brings to a file: references are the file's own, and so is what says more, or is newer.

    None for a case that the file has removed.
    """
    case = records[case_id]
    own = read_case(connection, case_id) if _has_case(connection, case_id) else {}
    own.update(read_sources(connection, [record.id for record in records.values() if record.table == "source"]))
    ref = case.values.get("ref")
    if ref is not None and (case_id in own or _has_ref(connection, ref)):
        values = {name: value for name, value in case.values.items() if name != "ref"}
        records[case_id] = Record("interdiction", case_id, values)
    fitted = {record.id: _keep_fuller(own.get(record.id), record) for record in records.values()}
    if older is not None:
        fitted = keep_newer(connection, case_id, own, fitted, older)
    return Incoming(case_id, fitted) if case_id in fitted else None


def _has_case(connection: sqlite3.Connection, case_id: str) -> bool:
    return connection.execute("SELECT 1 FROM interdiction WHERE id = ?", (case_id,)).fetchone() is not None


def _has_ref(connection: sqlite3.Connection, ref: str) -> bool:
    return connection.execute("SELECT 1 FROM interdiction WHERE ref = ?", (ref,)).fetchone() is not None


def _keep_fuller(own: Record | None, record: Record) -> Record:
    """Return a record with the file's own values where these say all that the copy says, and more."""
    if own is None:
        return record
    values = dict(record.values)
    for name, value in record.values.items():
        present = own.values.get(name)
        if isinstance(value, dict) and isinstance(present, dict) and value.items() <= present.items():
            values[name] = present
    return Record(record.table, record.id, values)
