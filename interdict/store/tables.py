"""Keep the record tables equal to the fold of the log; every row passes its model first."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from interdict.domain.changes import Change
from interdict.domain.fields import get_fields, list_columns
from interdict.domain.records import Record, arrange_row, to_row
from interdict.errors import DataError
from interdict.store.fold import Folded, op_value


def insert_created(connection: sqlite3.Connection, creates: Sequence[Change]) -> None:
    """Insert the rows of records that were not known before."""
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for create in creates:
        row = make_row(Record(create.table, create.record, create.new))
        rows[create.table].append(arrange_row(create.table, row))
    for table, batch in rows.items():
        connection.executemany(_insert_sql(table), batch)


def fold_into_tables(connection: sqlite3.Connection, table: str, record: str, folded: Folded) -> None:
    """Replace what the tables say of one record, and its conflicts, by what its operations amount to."""
    connection.execute("DELETE FROM conflict WHERE record = ? AND tbl = ?", (record, table))
    if folded.values is None:
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (record,))
        return
    row = make_row(Record(table, record, folded.values))
    wanted = arrange_row(table, row)
    columns = ", ".join(list_columns(table))
    found = connection.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (record,)).fetchone()
    if found is None or tuple(found) != wanted:
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (record,))
        connection.execute(_insert_sql(table), wanted)
    case_id = record if table == "interdiction" else folded.values.get("interdiction")
    connection.executemany(
        "INSERT INTO conflict (tbl, record, field, interdiction_id, choices) VALUES (?, ?, ?, ?, ?)",
        [(table, record, field, case_id, choices) for field, choices in list_choices(folded).items()],
    )


def list_choices(folded: Folded) -> dict[str, str]:
    """Return the conflicts of a record as JSON: for each field the standing operations, the shown one first."""
    return {
        field: json.dumps(
            [{"op": op.op, "by": op.uid.hex(), "at": op.hlc, "value": op_value(op, field)} for op in operations]
        )
        for field, operations in folded.conflicts.items()
    }


def make_row(record: Record) -> Mapping[str, Any]:
    """Return the validated row of a record.

    Raises DataError when the model refuses it: this is the last gate, what people type is explained before.
    """
    from interdict.domain.models import find_problem

    try:
        row = to_row(drop_unknown(record))
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"{record.table} {record.id}: the values do not fit the record: {error}",
            hint="'interdict check' says what in the log is not as interdict writes it",
        ) from error
    problem = find_problem(record.table, row)
    if problem:
        raise DataError(f"{record.table} {record.id}: {problem}", hint="'interdict fields' says what each field takes")
    return row


def drop_unknown(record: Record) -> Record:
    """Return a record without the fields that only a newer interdict knows; the log keeps them."""
    fields = get_fields(record.table)
    if fields.keys() >= record.values.keys():
        return record
    return record._replace(values={name: value for name, value in record.values.items() if name in fields})


@cache
def _insert_sql(table: str) -> str:
    columns = list_columns(table)
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
