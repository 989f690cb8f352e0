"""Tell which values of a reading copy are from before what the file holds now: the newer ones of the file stay."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from interdict.domain.changes import CREATE, DELETE, UPDATE
from interdict.domain.records import Record

REMOVED = ""  # in place of a field: the record was removed since


class Kept(NamedTuple):
    """What a copy says otherwise and the file has changed since: a field of a record, or a record that was removed."""

    case_id: str
    table: str
    record: str
    key: str
    field: str


class Older(NamedTuple):
    """How values that are older than the file's own are told: the day of the copy, and who is to hear of each."""

    day: str  # on which the copy was written, YYYY-MM-DD; empty where it does not say
    note: Callable[[Kept], None]


def keep_newer(
    connection: sqlite3.Connection, case_id: str, own: Mapping[str, Record], copied: Mapping[str, Record], older: Older
) -> dict[str, Record]:
    """Return the records of a copy with the file's own values where these were changed since, without what was removed.

    A value was changed since where the file had that of the copy before, or was changed after the day of the copy.
    """
    gone = _find_removed(connection, own, copied)
    for one in _list_roots(copied, gone):
        older.note(Kept(case_id, copied[one].table, one, str(copied[one].values.get("key", one)), REMOVED))
    kept: dict[str, Record] = {}
    for record in copied.values():
        if record.id in gone:
            continue
        present = own.get(record.id)
        newer = list(_list_newer(connection, present, record, older.day)) if present else []
        values = dict(record.values)
        for name in newer:
            older.note(Kept(case_id, record.table, record.id, str(record.values.get("key", record.id)), name))
            values.pop(name)
            if present and name in present.values:
                values[name] = present.values[name]
        kept[record.id] = Record(record.table, record.id, values)
    return kept


def _list_newer(connection: sqlite3.Connection, own: Record, copied: Record, day: str) -> Iterator[str]:
    """Yield the fields in which a copy differs and the file was changed since; its log is read only where they do."""
    unlike = [name for name, value in copied.values.items() if own.values.get(name) != value and name != "sequence"]
    if not unlike:
        return
    rows = connection.execute(
        """
        SELECT change.op, change.field, change.old, change.new, substr(changeset.hlc, 1, 10)
        FROM change
        JOIN changeset ON changeset.id = change.changeset
        WHERE change.record = ? AND change.op IN (?, ?)
        """,
        (copied.id, CREATE, UPDATE),
    ).fetchall()
    for name in unlike:
        past: list[Any] = []
        changed = ""
        for op, field, old, new, at in rows:
            if op == CREATE:
                past.append(json.loads(new).get(name))
            elif field == name:
                past += [old and json.loads(old), new and json.loads(new)]
                changed = max(changed, at)
        if (day and changed > day) or any(_says_all(value, copied.values[name]) for value in past):
            yield name


def _says_all(past: Any, copied: Any) -> bool:
    """Say whether a value of the past is that of the copy, which may have been cut."""
    if isinstance(past, dict) and isinstance(copied, dict):
        return copied.items() <= past.items()
    return past is not None and bool(past == copied)


def _find_removed(connection: sqlite3.Connection, own: Mapping[str, Record], copied: Mapping[str, Record]) -> set[str]:
    """Return the records of a copy that the file has removed, with all that speaks of them."""
    new = [one for one in copied if one not in own]
    rows = connection.execute(
        "SELECT DISTINCT record FROM change WHERE op = ? AND record IN (SELECT value FROM json_each(?))",
        (DELETE, json.dumps(new)),
    )
    gone, size = {str(row[0]) for row in rows}, -1
    while size != len(gone):
        size = len(gone)
        gone |= {one for one, record in copied.items() if one not in own and not gone.isdisjoint(_list_ties(record))}
    return gone


def _list_roots(copied: Mapping[str, Record], gone: set[str]) -> Iterator[str]:
    """Yield what was removed by itself, not along with what it belongs to."""
    return (one for one in copied if one in gone and gone.isdisjoint(_list_ties(copied[one])))


def _list_ties(record: Record) -> set[str]:
    values = record.values
    ties = {values.get("interdiction"), values.get("other"), values.get("source"), values.get("subject", {}).get("id")}
    return {str(one) for one in ties if one} - {record.id}
