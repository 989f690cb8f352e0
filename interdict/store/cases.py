"""Find and read cases, records and sources."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from interdict.domain.fields import CASE_TABLES, TABLES
from interdict.domain.records import Record, from_row
from interdict.domain.vocabulary import find_near, quote
from interdict.errors import DataError, NotFoundError, UsageError
from interdict.store.sources import read_sources

if TYPE_CHECKING:
    from interdict.domain.changes import Change

MOST_NAMED = 5  # candidates named in a message


def find_case(connection: sqlite3.Connection, text: str) -> str:
    """Return the id of the case that a reference, an unambiguous part of it, or an id means, in any case of letters.

    Raises NotFoundError, with near references, or UsageError with the candidates when several match.
    """
    wanted = text.strip()
    exact = connection.execute(
        "SELECT id, ref, title FROM interdiction WHERE ref = ? COLLATE NOCASE OR id = ?", (wanted, wanted.lower())
    ).fetchall()
    found = exact or _search_refs(connection, wanted)
    if len(found) == 1:
        return str(found[0]["id"])
    if found:
        names = [f"{row['ref']} {row['title'] or ''}".strip() for row in found[:MOST_NAMED]]
        more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        raise UsageError(
            f"{quote(text)} means several cases: " + "; ".join(names) + more,
            hint="give more of the reference, or the id that 'list -f json' shows",
        )
    raise _describe_missing(connection, text)


def _describe_missing(connection: sqlite3.Connection, text: str) -> NotFoundError:
    from interdict.store.removals import find_removal  # wanted by no command that finds its case

    removal = find_removal(connection, text)
    if removal is None:
        return NotFoundError(f"there is no case {quote(text)}", hint=_suggest_ref(connection, text.strip()))
    hint = f"'interdict undo {removal.changeset}' brings it back"
    return NotFoundError(f"the case {removal.ref} was {removal.words}", hint=hint)


def _search_refs(connection: sqlite3.Connection, wanted: str) -> list[sqlite3.Row]:
    if len(wanted) < 2:
        return []
    return connection.execute(
        "SELECT id, ref, title FROM interdiction WHERE instr(upper(ref), upper(?)) > 0 "
        "OR (length(?) >= 8 AND substr(id, 1, length(?)) = lower(?)) ORDER BY ref LIMIT 1000",
        (wanted, wanted, wanted, wanted),
    ).fetchall()


def _suggest_ref(connection: sqlite3.Connection, wanted: str) -> str:
    refs = [row[0] for row in connection.execute("SELECT ref FROM interdiction WHERE ref IS NOT NULL LIMIT 10000")]
    near = find_near(wanted.upper(), tuple(refs))
    return f"did you mean {' or '.join(near)}?" if near else "'interdict list' shows the references"


def find_record(connection: sqlite3.Connection, text: str) -> tuple[str, Record]:
    """Return the case id and the record that `REF` or `REF/KEY` names; with a doubled key, `REF/cargo/KEY` or `REF/ID`.

    Raises NotFoundError or UsageError.
    """
    ref, _, _ = text.partition("/")
    case_id = find_case(connection, ref)
    return case_id, pick_record(read_case(connection, case_id), text)


def pick_record(records: Mapping[str, Record], text: str) -> Record:
    """Return the one of the records of a case that `REF` or `REF/KEY` names.

    Raises NotFoundError or UsageError.
    """
    ref, _, key = text.partition("/")
    if not key:
        return next(record for record in records.values() if record.table == "interdiction")
    table, slash, name = key.partition("/")
    found = [
        record
        for record in records.values()
        if (record.values.get("key") == key or record.id == key)
        or (slash and record.table == table and record.values.get("key") == name)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = _tell_apart(ref, found)
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        raise UsageError(
            f"{quote(key)} is the key of several records", hint=f"use one of {', '.join(names[:MOST_NAMED])}{more}"
        )
    keys = tuple(str(record.values["key"]) for record in records.values() if "key" in record.values)
    near = find_near(key, keys)
    hint = f"did you mean {' or '.join(near)}?" if near else f"'interdict show {ref} -f yaml' shows the keys"
    raise NotFoundError(f"{ref} has no record {quote(key)}", hint=hint)


def _tell_apart(ref: str, records: Sequence[Record]) -> list[str]:
    """Name records of one key: by their kind, and by their id where several are of one kind."""
    kinds = Counter(record.table for record in records)
    return [
        f"{ref}/{record.id}" if kinds[record.table] > 1 else f"{ref}/{record.table}/{record.values.get('key')}"
        for record in records
    ]


def read_case(connection: sqlite3.Connection, case_id: str) -> dict[str, Record]:
    """Return all records of a case by id: the case first, then what belongs to it and the sources it cites.

    Raises DataError where the case is not in the file, which only damage brings about.
    """
    records = read_own(connection, case_id)
    if not records:
        raise DataError(f"the case {case_id} is not where the file has it", hint="'interdict check' says more")
    cited = {record.values["source"] for record in records.values() if "source" in record.values}
    records.update(read_sources(connection, cited))
    return records


def read_own(connection: sqlite3.Connection, case_id: str) -> dict[str, Record]:
    """Return the records of a case by id, without sources: the case first; nothing where there is no such case."""
    case = read_record(connection, "interdiction", case_id)
    if case is None or case.id != case_id:  # the latter only in a damaged file
        return {}
    records = {case_id: case}
    for table in CASE_TABLES:
        query = f"SELECT * FROM {table} WHERE interdiction_id = ?"
        for row in connection.execute(query, (case_id,)):
            records[row["id"]] = from_row(table, row)
    return records


def is_ref_taken(connection: sqlite3.Connection, ref: str, case_id: str) -> bool:
    """Say whether a case other than this one has a reference."""
    rows = connection.execute("SELECT id FROM interdiction WHERE ref = ?", (ref,))
    return any(row[0] != case_id for row in rows)


def find_year(date: str) -> str | None:
    """Return the year of the earliest day of an EDTF date, else of its latest, None without either."""
    if not date:
        return None
    from interdict.domain.dates import find_bounds

    bounds = find_bounds(date)
    day = bounds.earliest or bounds.latest
    return day[:4] if day else None


def read_recorded(connection: sqlite3.Connection, case_id: str) -> str | None:
    """Return the day on which a case was first recorded."""
    row = connection.execute(
        "SELECT min(changeset.hlc) FROM change JOIN changeset ON changeset.id = change.changeset "
        "WHERE change.record = ? AND change.op = 'create'",
        (case_id,),
    ).fetchone()
    return row[0][:10] if row[0] else None


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each record table has."""
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def read_records(connection: sqlite3.Connection, changes: Iterable[Change]) -> dict[str, Record]:
    """Return the records that changes are about, by id: as they are, or as they will be once they are brought back."""
    from interdict.domain.changes import CREATE, RESTORE

    changes = list(changes)
    wanted: dict[str, set[str]] = {}
    for change in changes:
        if change.op != CREATE:
            wanted.setdefault(change.table, set()).add(change.record)
    records: dict[str, Record] = {}
    for table, ids in wanted.items():
        query = f"SELECT * FROM {table} WHERE id = ?"
        for record_id in ids:
            for row in connection.execute(query, (record_id,)):
                records[record_id] = from_row(table, row)
    gone = {change.record: change.table for change in changes if change.op == RESTORE}
    if gone:
        from interdict.store.fold import fold
        from interdict.store.operations import read_operations  # neither is wanted by any read

        updates: dict[str, dict[str, object]] = {}
        for change in changes:
            if change.record in gone and change.field:
                updates.setdefault(change.record, {})[change.field] = change.new
        for record_id, operations in read_operations(connection, gone).items():
            values = {**fold(operations).shown, **updates.get(record_id, {})}
            records[record_id] = Record(gone[record_id], record_id, values)
    return records


def read_record(connection: sqlite3.Connection, table: str, record_id: str) -> Record | None:
    """Return one record, None where the file has none with this id."""
    query = f"SELECT * FROM {table} WHERE id = ?"
    row = connection.execute(query, (record_id,)).fetchone()
    return None if row is None else from_row(table, row)


def list_record_ids(connection: sqlite3.Connection, case_id: str) -> set[str]:
    """Return the ids of a case and of what belongs to it, also of what was removed since."""
    rows = connection.execute(
        "SELECT record FROM change WHERE op = 'create' AND tbl <> 'source' AND (record = :id OR new LIKE :pattern)",
        {"id": case_id, "pattern": f'%"interdiction":"{case_id}"%'},
    )
    return {row[0] for row in rows}


def find_case_by_ref(connection: sqlite3.Connection, ref: str) -> str | None:
    """Return the id of the case with a reference, None where the file has none or several."""
    rows = connection.execute("SELECT id FROM interdiction WHERE ref = ?", (ref,)).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else None
