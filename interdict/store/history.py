"""What was changed, when and by whom."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from interdict.domain.changes import UPDATE, Change
from interdict.domain.vocabulary import quote
from interdict.errors import NotFoundError, UsageError

SHORT = 10  # hexadecimal digits of a uid that people are shown


class Entry(NamedTuple):
    """A changeset as the log lists it."""

    number: int
    uid: str
    at: str
    author: str
    tool: str
    note: str | None
    undoes: str | None
    size: int
    is_undone: bool


def list_changesets(
    connection: sqlite3.Connection, *, records: Iterable[str] | None = None, limit: int | None = None
) -> list[Entry]:
    """Return changesets, the newest first: all, or those that touch one of the records."""
    where, values = "", []
    if records is not None:
        values = list(records)
        where = f"WHERE id IN (SELECT changeset FROM change WHERE record IN ({','.join('?' * len(values))}))"
    undone = find_undone(connection)
    rows = connection.execute(
        f"""
        SELECT id, uid, hlc, actor, tool, note, undoes, size
        FROM changeset {where}
        ORDER BY hlc DESC, uid DESC
        LIMIT ?
        """,
        [*values, -1 if limit is None else limit],
    )
    return [
        Entry(row[0], row[1].hex(), row[2], row[3], row[4], row[5], row[6] and row[6].hex(), row[7], row[1] in undone)
        for row in rows
    ]


def find_undone(connection: sqlite3.Connection) -> set[bytes]:
    """Return the uids of the changesets that stand undone: an undo that was itself undone does not count."""
    pairs = connection.execute(
        "SELECT uid, undoes FROM changeset WHERE undoes IS NOT NULL ORDER BY hlc, uid"
    ).fetchall()
    undone: set[bytes] = set()
    for uid, undoes in reversed(pairs):
        if uid not in undone:
            undone.add(undoes)
    return undone


def read_changes(connection: sqlite3.Connection, number: int) -> Iterator[Change]:
    """Yield the changes of a changeset in order."""
    rows = connection.execute(
        "SELECT tbl, record, op, field, old, new FROM change WHERE changeset = ? AND id >= ? ORDER BY id",
        (number, number),
    )
    for table, record, op, field, old, new in rows:
        yield Change(table, record, op, field, old and json.loads(old), new and json.loads(new))


def find_changeset(connection: sqlite3.Connection, text: str) -> Entry:
    """Return the changeset whose uid begins with the text.

    Raises NotFoundError or UsageError.
    """
    wanted = text.strip().lower()
    found = [entry for entry in list_changesets(connection) if entry.uid.startswith(wanted)] if len(wanted) >= 4 else []
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{quote(text)} means {len(found)} changesets", hint="give more of it")
    raise NotFoundError(
        f"there is no changeset {quote(text)}", hint="'interdict log' lists them; give four digits or more"
    )


def find_newest(connection: sqlite3.Connection) -> Entry:
    """Return the newest changeset made in this file that is not undone yet and is no undo itself.

    Raises NotFoundError when there is none.
    """
    received = {row[0] for row in connection.execute("SELECT changeset FROM receipt")}
    for entry in list_changesets(connection):
        if (
            entry.number not in received
            and entry.undoes is None
            and not entry.is_undone
            and entry.author != "interdict"
        ):
            return entry
    raise NotFoundError("there is nothing to undo in this file", hint="'interdict log' shows what was done")


def describe_change(change: Change) -> str:
    """Say in a few words what a change did, by the record's own name where the change carries it."""
    if change.op == UPDATE:
        return f"{change.table} {change.field}"
    values: dict[str, Any] = change.new or {}
    name = values.get("ref") or values.get("key") or values.get("title") or change.record[:13]
    return f"{change.table} {name}"


def has_author(connection: sqlite3.Connection, author: str) -> bool:
    """Say whether any changeset of the file is by this author."""
    return connection.execute("SELECT 1 FROM changeset WHERE actor = ? LIMIT 1", (author,)).fetchone() is not None


def summarise_changes(connection: sqlite3.Connection, entry: Entry) -> str:
    """Say in a few words what a changeset did: `added 1 case, 2 cargo; changed party status`."""
    rows = connection.execute(
        """
        SELECT op, tbl, count(*) AS number, group_concat(DISTINCT field) AS fields
        FROM change
        WHERE id >= ? AND id < ?
        GROUP BY op, tbl
        ORDER BY min(id)
        """,
        (entry.number, entry.number + entry.size),
    )
    parts: dict[str, list[str]] = {}
    for op, table, number, fields in rows:
        name = "case" if table == "interdiction" else table
        what = f"{name} {fields.replace(',', ', ')}" if fields else f"{number} {name}{_plural(name, number)}"
        parts.setdefault(op, []).append(what)
    verbs = {"create": "added", "update": "changed", "delete": "removed", "restore": "brought back"}
    return "; ".join(f"{verbs.get(op, op)} {', '.join(what)}" for op, what in parts.items())


def _plural(name: str, number: int) -> str:
    return "" if number == 1 or name in {"cargo", "basis"} else "s" if name != "party" else " records"
