"""Read the conflicts that merges left open: fields with several values, of which nobody chose one."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple


class Choice(NamedTuple):
    """One of the values that stand; None where it was emptied. `author` and `at` say who gave it and when."""

    op: str
    value: Any
    author: str
    at: str
    changeset: str


class Conflict(NamedTuple):
    """A field with more than one value, the shown one first; without a field, a removal against changes."""

    table: str
    record: str
    field: str
    choices: tuple[Choice, ...]


def read_conflicts(connection: sqlite3.Connection, case_id: str) -> list[Conflict]:
    """Return the open conflicts of a case and of the sources that it cites."""
    rows = connection.execute(
        """
        SELECT tbl, record, field, choices FROM conflict
        WHERE interdiction_id = :case
        OR (tbl = 'source' AND record IN (SELECT source_id FROM claim WHERE interdiction_id = :case))
        ORDER BY tbl, record, field
        """,
        {"case": case_id},
    ).fetchall()
    return [
        Conflict(row["tbl"], row["record"], row["field"], _read_choices(connection, row["choices"])) for row in rows
    ]


def _read_choices(connection: sqlite3.Connection, text: str) -> tuple[Choice, ...]:
    choices = []
    for choice in json.loads(text):
        row = connection.execute("SELECT actor FROM changeset WHERE uid = ?", (bytes.fromhex(choice["by"]),)).fetchone()
        value = None if choice["value"] is None else json.loads(choice["value"])
        choices.append(Choice(choice["op"], value, row["actor"] if row else "", choice["at"], choice["by"]))
    return tuple(choices)
