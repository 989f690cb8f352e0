"""Name a record for people by reference and key, also when it was removed."""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from interdict.domain.fields import TABLES
from interdict.store.fold import fold
from interdict.store.operations import read_operations


class Place(NamedTuple):
    """Where a record is found: the reference of its case, and its key; a case has no key, a source no reference."""

    ref: str
    key: str

    @property
    def path(self) -> str:
        """Return `REF`, `REF/KEY`, or the key of a source."""
        return "/".join(part for part in self if part)


def name_place(connection: sqlite3.Connection, table: str, record: str) -> Place:
    """Return where a record is found; ids stand in where a reference or a key is missing."""
    values = read_values(connection, table, record)
    if table == "interdiction":
        return Place(str(values.get("ref") or record), "")
    key = str(values.get("key") or record)
    case = values.get("interdiction")
    if not isinstance(case, str):
        return Place("", key)
    return Place(str(read_values(connection, "interdiction", case).get("ref") or case), key)


def read_values(connection: sqlite3.Connection, table: str, record: str) -> dict[str, Any]:
    """Return the names that a record bears, from its row, or from the log when it is gone."""
    if table not in TABLES:
        return {}
    names = "ref" if table == "interdiction" else "key" if table == "source" else "key, interdiction_id AS interdiction"
    cursor = connection.execute(f"SELECT {names} FROM {table} WHERE id = ?", (record,))
    row = cursor.fetchone()
    if row is not None:
        return dict(zip([column[0] for column in cursor.description], tuple(row), strict=True))
    return fold(read_operations(connection, [record]).get(record, [])).shown
