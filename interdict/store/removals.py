"""Find in the log when a case was removed, and by which change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from interdict.store.history import SHORT


class Removal(NamedTuple):
    """A case that is not there any more, and the last change that removed it."""

    ref: str
    author: str
    day: str
    changeset: str  # its first digits

    @property
    def words(self) -> str:
        """Say who removed it and when."""
        return f"removed by {self.author} on {self.day}"


def find_removal(connection: sqlite3.Connection, text: str) -> Removal | None:
    """Return the removal of the case of which the text is the reference, a part of it, or the id.

    None where no removed case, or more than one, is meant.
    """
    wanted = text.strip()
    if len(wanted) < 4:  # as little resembles anything
        return None
    found = [
        removal
        for case_id, removal in _list_removals(connection)
        if case_id == wanted.lower() or wanted.upper() in removal.ref
    ]
    return found[0] if len(found) == 1 else None


def warn_of_return(connection: sqlite3.Connection, case_id: str) -> str | None:
    """Return a warning for a case that is about to be brought back, None for one that is there or never was.

    Nobody is to bring back by accident what somebody removed on purpose.
    """
    removal = next((removal for _, removal in _list_removals(connection, case_id)), None)
    return removal and f"it had been {removal.words} (change {removal.changeset}), and is brought back"


def _list_removals(connection: sqlite3.Connection, case_id: str | None = None) -> Iterator[tuple[str, Removal]]:
    """Yield the cases that were removed, by id: all, or the one."""
    rows = connection.execute(
        f"""
        SELECT change.record, changeset.actor, max(changeset.hlc), changeset.uid, (
            SELECT new FROM change AS made WHERE made.record = change.record AND made.op = 'create' LIMIT 1
        )
        FROM change JOIN changeset ON changeset.id = change.changeset
        WHERE change.tbl = 'interdiction' AND change.op = 'delete' {"AND change.record = ?" if case_id else ""}
        AND NOT EXISTS (SELECT 1 FROM interdiction WHERE interdiction.id = change.record)
        GROUP BY change.record
        """,
        (case_id,) if case_id else (),
    )
    for record, author, at, uid, new in rows:
        ref = str(json.loads(new).get("ref") or record) if new else record
        yield record, Removal(ref, author, at[:10], uid.hex()[:SHORT])
