"""Purge values from the log for good; the digest of each change stays, so that the rest can still be verified."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from interdict.domain.changes import CREATE, UPDATE, Change, hash_change
from interdict.domain.records import Record, dump_canonical
from interdict.store.connection import connect, open_writing, translate_errors
from interdict.store.log import write_changes
from interdict.store.verification import read_entries

MOST_PLACES = 20
SHORTEST = 4  # characters of a text that is looked for elsewhere; shorter ones stand everywhere


class Target(NamedTuple):
    """A value to be forgotten: a field of a record, whether or not it has a value now."""

    record: Record
    field: str


class Forgotten(NamedTuple):
    """What was purged: changes of the log, and other places where a text of the same words still stands."""

    changes: int
    places: list[tuple[str, str, str]]  # table, record, field


def list_targets(record: Record, fields: Sequence[str], claims: Sequence[Record]) -> list[Target]:
    """Return all that has to be forgotten with some fields of a record: also what the claims on them say."""
    targets = [Target(record, field) for field in fields]
    for claim in claims:
        if claim.values.get("field") in fields and claim.values.get("subject", {}).get("id") == record.id:
            targets += [Target(claim, "value"), Target(claim, "as_reported")]
    return targets


@contextmanager
def open_purging(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for one transaction after which no byte of what was taken out is left in it."""
    with open_writing(path) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        yield connection
    with translate_errors(path, outcome="no longer holds the value in its log, but may in free space"):
        compacting = connect(path, "rw")
        try:
            compacting.execute("PRAGMA secure_delete = ON")
            compacting.execute("VACUUM")
        finally:
            compacting.close()


def forget(connection: sqlite3.Connection, targets: Sequence[Target], *, author: str, note: str | None) -> Forgotten:
    """Empty the fields by an ordinary change, and purge every value that they ever had from the log."""
    texts = {text for target in targets for text in _list_texts(target.record.values.get(target.field))}
    empty = [
        Change(target.record.table, target.record.id, UPDATE, target.field, None, None)
        for target in targets
        if target.field in target.record.values
    ]
    write_changes(connection, empty, author=author, note=note)
    purged = sum(_purge(connection, target.record.id, target.field) for target in targets)
    return Forgotten(purged, list(_find_elsewhere(connection, texts)))


def _purge(connection: sqlite3.Connection, record: str, field: str) -> int:
    rows = connection.execute(
        "SELECT id FROM change WHERE record = ? AND (op = ? OR (op = ? AND field = ?)) ORDER BY id",
        (record, CREATE, UPDATE, field),
    ).fetchall()
    number = 0
    for (change,) in rows:
        (entry,) = read_entries(connection, change, change)
        logged = entry.logged
        if logged.op == CREATE:
            values = json.loads(logged.new or "{}")
            if field not in values:
                continue
            del values[field]
            new: str | None = dump_canonical(values)
        elif logged.old is None and logged.new is None:
            continue
        else:
            new = None
        digest = entry.digest or hash_change(logged)
        connection.execute(
            "INSERT INTO forgotten (change, digest, field) VALUES (?, ?, ?) "
            "ON CONFLICT (change) DO UPDATE SET field = field || ',' || excluded.field",
            (change, bytes.fromhex(digest), field),
        )
        connection.execute("UPDATE change SET old = NULL, new = ? WHERE id = ?", (new, change))
        number += 1
    return number


def _list_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and len(value) >= SHORTEST:
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _list_texts(part)


def _find_elsewhere(connection: sqlite3.Connection, texts: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield other values of the log that hold one of the texts: they were not asked for, and the user should know."""
    for text in sorted(texts):
        escaped = dump_canonical(text)[1:-1]
        rows = connection.execute(
            "SELECT DISTINCT tbl, record, coalesce(field, '') FROM change "
            "WHERE instr(new, :text) OR instr(old, :text) ORDER BY tbl, record, 3 LIMIT :most",
            {"text": escaped, "most": MOST_PLACES},
        )
        yield from ((row[0], row[1], row[2]) for row in rows)
