"""What a file holds, in figures."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from interdict.store.cases import count_rows
from interdict.store.connection import read_schema


class Moment(NamedTuple):
    """When a change was made, and by whom."""

    at: str
    author: str


class Summary(NamedTuple):
    """A file in figures; `size` and `free` are bytes, `free` is room within the file that new rows will use first."""

    size: int
    free: int
    schema: int
    file_id: str | None
    rows: dict[str, int]
    changesets: int
    changes: int
    conflicts: int
    first: Moment | None
    last: Moment | None


def summarise(connection: sqlite3.Connection) -> Summary:
    """Count what a file holds."""
    page = _read_number(connection, "PRAGMA page_size")
    identity = connection.execute("SELECT value FROM meta WHERE name = 'file_id'").fetchone()
    return Summary(
        size=page * _read_number(connection, "PRAGMA page_count"),
        free=page * _read_number(connection, "PRAGMA freelist_count"),
        schema=read_schema(connection),
        file_id=identity and identity[0],
        rows=count_rows(connection),
        changesets=_read_number(connection, "SELECT count(*) FROM changeset"),
        changes=_read_number(connection, "SELECT count(*) FROM change"),
        conflicts=_read_number(connection, "SELECT count(*) FROM conflict"),
        first=_find_moment(connection, "ASC"),
        last=_find_moment(connection, "DESC"),
    )


def _read_number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _find_moment(connection: sqlite3.Connection, order: str) -> Moment | None:
    query = f"SELECT hlc, actor FROM changeset ORDER BY hlc {order}, uid {order} LIMIT 1"
    row = connection.execute(query).fetchone()
    return None if row is None else Moment(row[0], row[1])
