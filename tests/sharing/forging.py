"""Write to a log as another program could: right hashes, and any content."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from interdict.domain.changes import Changeset, LoggedChange, hash_change, hash_changeset
from interdict.domain.ids import make_stamp
from tests.samples import THAI


def update(field: str, value: Any, path: Path) -> dict[str, Any]:
    """Return a row of the log that updates the Thai case by the newest change of that field."""
    with sqlite3.connect(path) as connection:
        prev = connection.execute(
            "SELECT max(id) FROM change WHERE record = ? AND (op = 'create' OR field = ?)", (THAI["id"], field)
        ).fetchone()[0]
    return {
        "tbl": "interdiction", "record": THAI["id"], "op": "update", "field": field, "old": None,
        "new": json.dumps(value), "prev": prev,
    }  # fmt: skip


def forge(path: Path, author: str, changes: list[dict[str, Any]], *, hlc: str = "", **header: Any) -> bytes:
    """Append a changeset to a file's log."""
    with _open(path) as connection:
        return _append(connection, author, changes, hlc, header)


def forge_each(path: Path, author: str, changes: Iterable[dict[str, Any]]) -> None:
    """Append a changeset for each change."""
    with _open(path) as connection:
        for number, change in enumerate(changes):
            minute, second, milli = number // 60_000, number // 1000 % 60, number % 1000
            _append(connection, author, [change], f"2026-01-01T00:{minute:02d}:{second:02d}.{milli:03d}Z-0000", {})


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    yield connection
    connection.execute("COMMIT")
    connection.close()


def _append(
    connection: sqlite3.Connection, author: str, changes: list[dict[str, Any]], hlc: str, other: dict[str, Any]
) -> bytes:
    last = connection.execute("SELECT max(hlc) FROM changeset").fetchone()[0]
    first = connection.execute("SELECT max(id) FROM change").fetchone()[0] + 1
    logged = [
        LoggedChange(
            *(change[key] for key in ("tbl", "record", "op", "field", "old", "new")), _name(connection, change)
        )
        for change in changes
    ]
    header = Changeset(hlc or make_stamp(last or ""), author, other.get("tool", "another tool"), other.get("note"))
    uid = hash_changeset(header, map(hash_change, logged))
    connection.execute(
        "INSERT INTO changeset (id, uid, hlc, actor, tool, note, size) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (first, uid, header.hlc, header.actor, header.tool, header.note, len(changes)),
    )
    for number, change in enumerate(changes, first):
        connection.execute(
            "INSERT INTO change (id, changeset, tbl, record, op, field, prev, old, new) VALUES (?,?,?,?,?,?,?,?,?)",
            (number, first, *(change[key] for key in ("tbl", "record", "op", "field", "prev", "old", "new"))),
        )
    return uid


def _name(connection: sqlite3.Connection, change: dict[str, Any]) -> tuple[str, ...]:
    if not change.get("prev"):
        return ()
    query = "SELECT c.id, c.uid FROM change JOIN changeset AS c ON c.id = change.changeset WHERE change.id = ?"
    row = connection.execute(query, (change["prev"],)).fetchone()
    return (f"{row[1].hex()}:{change['prev'] - row[0]}",) if row else (change.get("name", "00" * 20 + ":0"),)
