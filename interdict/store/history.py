"""What was changed, when and by whom."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from interdict.domain.changes import UPDATE, Change
from interdict.domain.ids import ID, REF, STARTER_AUTHOR
from interdict.domain.vocabulary import quote
from interdict.errors import NotFoundError, UsageError
from interdict.store.cases import find_case, list_record_ids
from interdict.store.fold import fold
from interdict.store.operations import read_operations

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
    where, values = "1", []
    if records is not None:
        # As one JSON list: a case may have more records than SQLite takes values.
        where = "id IN (SELECT changeset FROM change WHERE record IN (SELECT value FROM json_each(?)))"
        values = [json.dumps(list(records))]
    entries = _read_entries(connection, where, values)
    return list(islice(entries, limit))


def _read_entries(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> Iterator[Entry]:
    """Yield the changesets that a condition means, the newest first."""
    undone = find_undone(connection)
    rows = connection.execute(
        f"""
        SELECT id, uid, hlc, actor, tool, note, undoes, size
        FROM changeset
        WHERE {where}
        ORDER BY hlc DESC, uid DESC
        """,
        values,
    )
    for number, uid, at, author, tool, note, undoes, size in rows:
        yield Entry(number, uid.hex(), at, author, tool, note, undoes and undoes.hex(), size, uid in undone)


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
        """
        SELECT tbl, record, op, field, old, new
        FROM change
        WHERE id >= :number AND id < :number + (SELECT size FROM changeset WHERE id = :number) AND changeset = :number
        ORDER BY id
        """,
        {"number": number},
    )
    return map(_make_change, rows)


def read_history(connection: sqlite3.Connection, records: Iterable[str]) -> dict[int, list[Change]]:
    """Return all changes on records in order, by the number of their changeset."""
    rows = connection.execute(
        """
        SELECT tbl, record, op, field, old, new, changeset
        FROM change
        WHERE record IN (SELECT value FROM json_each(?))
        ORDER BY id
        """,
        (json.dumps(list(records)),),
    )
    history: dict[int, list[Change]] = {}
    for row in rows:
        history.setdefault(row[6], []).append(_make_change(row))
    return history


def _make_change(row: sqlite3.Row) -> Change:
    table, record, op, field, old, new = row[:6]
    return Change(table, record, op, field, old and json.loads(old), new and json.loads(new))


def read_values(connection: sqlite3.Connection, records: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Return what the log says of records by id, for one that was removed what it held then."""
    return {record: fold(operations).shown for record, operations in read_operations(connection, records).items()}


def find_removed(connection: sqlite3.Connection, text: str) -> set[str]:
    """Return the ids of what `REF` or `REF/KEY` named before it was removed; a case goes by its full reference or id.

    Raises UsageError when several removed cases had the reference.
    """
    ref, _, key = text.strip().partition("/")
    try:
        cases = [find_case(connection, ref)]
    except NotFoundError:
        cases = _find_removed_cases(connection, ref)
    if len(cases) > 1:
        raise UsageError(f"{quote(ref)} was the reference of {len(cases)} cases", hint=f"use an id: {', '.join(cases)}")
    records = {record for case_id in cases for record in list_record_ids(connection, case_id)}
    if not key:
        return records
    table, _, name = key.rpartition("/")
    rows = connection.execute(
        "SELECT tbl, record, new FROM change WHERE op = 'create' AND record IN (SELECT value FROM json_each(?))",
        (json.dumps(list(records)),),
    )
    return {row[1] for row in rows if table in {"", row[0]} and name in {row[1], json.loads(row[2]).get("key")}}


def _find_removed_cases(connection: sqlite3.Connection, text: str) -> list[str]:
    ref, case_id = text.upper(), text.lower()
    if not REF.fullmatch(ref) and not ID.fullmatch(case_id):
        return []  # the whole log is searched, so not for a mere slip of the pen
    rows = connection.execute(
        "SELECT DISTINCT record FROM change WHERE tbl = 'interdiction' AND op = 'create' "
        "AND (record = ? OR json_extract(new, '$.ref') = ?)",
        (case_id, ref),
    )
    return [row[0] for row in rows]


def find_changeset(connection: sqlite3.Connection, text: str) -> Entry:
    """Return the changeset whose uid begins with the text.

    Raises NotFoundError or UsageError.
    """
    wanted = text.strip().lower()
    if not wanted:
        raise UsageError("no changeset is named", hint="'interdict log' lists them")
    found = []
    if re.fullmatch("[0-9a-f]{4,40}", wanted):
        bounds = [bytes.fromhex(wanted.ljust(40, digit)) for digit in "0f"]
        found = list(_read_entries(connection, "uid BETWEEN ? AND ?", bounds))
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{quote(text)} means {len(found)} changesets", hint="give more of it")
    raise NotFoundError(
        f"there is no changeset {quote(text)}", hint="'interdict log' lists them; give four digits or more"
    )


# A changeset of which every value was forgotten, and one that forgets, hold nothing that could be taken back.
_HOLDS = """EXISTS (
    SELECT 1 FROM change
    WHERE change.id BETWEEN changeset.id AND changeset.id + changeset.size - 1
    AND (op <> 'update' OR old IS NOT NULL OR new IS NOT NULL)
)"""


def find_newest(connection: sqlite3.Connection) -> Entry:
    """Return the newest changeset made in this file that is not undone yet and is no undo itself.

    Raises NotFoundError when there is none; its hint names the undo that can itself be undone.
    """
    own = f"actor <> '{STARTER_AUTHOR}' AND id NOT IN (SELECT changeset FROM receipt) AND {_HOLDS}"
    for entry in _read_entries(connection, f"undoes IS NULL AND {own}", ()):
        if not entry.is_undone:
            return entry
    hint, left = "'interdict log' shows what was done", ""
    for entry in _read_entries(connection, f"undoes IS NOT NULL AND {own}", ()):
        if not entry.is_undone:
            hint = f"'interdict undo {entry.uid[:SHORT]}' brings back what was undone last; {hint}"
            left = " left"
            break
    raise NotFoundError(f"there is nothing{left} to undo in this file", hint=hint)


def describe_change(change: Change, values: Mapping[str, Any]) -> str:
    """Say in a few words what a change did, by the name that the values of its record give it."""
    if change.op == UPDATE:
        return f"{change.table} {change.field}"
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
