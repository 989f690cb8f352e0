"""What hangs on records: what belongs to them, speaks of them, cites them or points to them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from interdict.domain.changes import DELETE, UPDATE, Change
from interdict.domain.citations import is_citation
from interdict.domain.cycles import CHAINS, find_cycles
from interdict.domain.fields import CASE_TABLES, TABLES, field_columns
from interdict.domain.records import Record


class Pointer(NamedTuple):
    """A column by which one record points to another, of one table or of any."""

    table: str
    field: str
    column: str
    target: str

    @property
    def stays_within(self) -> bool:
        """Tell whether the record that it points to is always of the same case."""
        return self.field == "subject" or self.target == "conveyance"


POINTERS: tuple[Pointer, ...] = tuple(
    Pointer(
        table,
        field.name,
        field_columns(field)[-1],
        {"case": "interdiction", "subject": "any"}.get(field.kind, field.target or "any"),
    )
    for table, fields in TABLES.items()
    for field in fields
    if field.kind in {"case", "subject", "link"}
)


class Dependent(NamedTuple):
    """A record that points to another: by which field, its id, and the id of the other."""

    pointer: Pointer
    holder: str
    target: str


def find_dependents(
    connection: sqlite3.Connection, records: Mapping[str, str], *, cases: Iterable[str] | None = None
) -> Iterator[Dependent]:
    """Yield what points to records, given as id and table; what is said of a case as such is left out.

    Many records cost as many lookups as there are kinds of pointers, not as there are records. `cases` are the cases
    that the records are of, to be given where these are not in their tables.
    """
    owners = None if cases is None else json.dumps(list(cases))
    by_table: dict[str, list[str]] = {}
    for record, table in records.items():
        by_table.setdefault(table, []).append(record)
    for table, ids in by_table.items():
        targets = json.dumps(ids)
        for pointer in POINTERS:
            if pointer.target not in {table, "any"} or (table == "interdiction" and pointer.field == "subject"):
                continue
            query = _select_holders(pointer, table, is_given=owners is not None)
            rows = connection.execute(query, {"targets": targets, "cases": owners})
            yield from (Dependent(pointer, *row) for row in rows)


def _select_holders(pointer: Pointer, table: str, *, is_given: bool) -> str:
    within = ""
    if pointer.stays_within and table != "source":  # by the index on the case, for few records: none on each pointer
        found = f"SELECT interdiction_id FROM {table} WHERE id IN (SELECT value FROM json_each(:targets))"
        cases = "SELECT value FROM json_each(:cases)" if is_given else found
        within = f"interdiction_id IN ({cases}) AND"
    return f"""
        SELECT id, {pointer.column}
        FROM {pointer.table}
        WHERE {within} {pointer.column} IN (SELECT value FROM json_each(:targets))
        """


def plan_removals(
    present: Mapping[str, Record], wanted: Mapping[str, Record], silent: AbstractSet[str] = frozenset()
) -> list[Change]:
    """Remove what the document left out, but for what it is silent on, and what ties a source to the case it names."""
    gone = [
        record
        for record in present.values()
        if record.id not in wanted
        and record.id not in silent
        and not (is_citation(record) and record.values.get("source") in wanted)
    ]
    return [Change(record.table, record.id, DELETE) for record in gone]


def plan_removal(connection: sqlite3.Connection, doomed: Iterable[Record]) -> list[Change]:
    """Return the changes that remove records with all that speaks of them, and empty what else points to them."""
    gone = {record.id: record.table for record in doomed}
    emptied: dict[tuple[str, str], Change] = {}
    waiting = dict(gone)
    while waiting:
        found = list(find_dependents(connection, waiting))
        waiting = {}
        for pointer, holder, target in found:
            if holder in gone:
                continue
            if pointer.field in {"subject", "other", "interdiction"} or pointer.table == "claim":
                gone[holder] = waiting[holder] = pointer.table
            else:
                emptied[holder, pointer.field] = Change(pointer.table, holder, UPDATE, pointer.field, target)
    removals = [Change(table, record, DELETE) for record, table in gone.items()]
    return removals + [change for (holder, _), change in emptied.items() if holder not in gone]


def complete_removals(connection: sqlite3.Connection, changes: Sequence[Change]) -> list[Change]:
    """Return changes with what the removals among them bring about, as `plan_removal`, for records not among them."""
    doomed = [Record(change.table, change.record, {}) for change in changes if change.op == DELETE]
    if not doomed:
        return list(changes)
    touched = {change.record for change in changes}
    return [*changes, *(change for change in plan_removal(connection, doomed) if change.record not in touched)]


def find_dangling(connection: sqlite3.Connection) -> Iterator[tuple[Pointer, str, str]]:
    """Yield each pointer to a record that is not there, with the ids of the holder and of what it points to."""
    every = " UNION ALL ".join(f"SELECT id FROM {table}" for table in ("interdiction", "source", *CASE_TABLES))
    for pointer in POINTERS:
        targets = f"SELECT id FROM {pointer.target}" if pointer.target != "any" else every
        query = f"""
            SELECT id, {pointer.column} FROM {pointer.table}
            WHERE {pointer.column} IS NOT NULL AND {pointer.column} NOT IN ({targets})
            """
        for row in connection.execute(query):
            yield pointer, row[0], row[1]


def find_circular(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield table, id and field of each record whose links lead back to itself, as a merge can bring about."""
    for table, (field, _) in CHAINS.items():
        column = f"{field}_id"
        parents = dict(connection.execute(f"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL"))
        for record_id in find_cycles(parents, parents):
            yield table, record_id, field


def find_absent(connection: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are of no record."""
    wanted = json.dumps(list(ids))
    every = " UNION ALL ".join(
        f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(:wanted))" for table in TABLES
    )
    rows = connection.execute(
        f"SELECT value FROM json_each(:wanted) EXCEPT SELECT * FROM ({every})", {"wanted": wanted}
    )
    return {row[0] for row in rows}
