"""See whether somebody else changed records since one looked at them, and who."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable


def find_newest_change(connection: sqlite3.Connection) -> int:
    """Return the number of the newest change in the log, 0 for none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])


def list_authors_since(connection: sqlite3.Connection, newest: int, records: Iterable[str]) -> list[str]:
    """Return who made changes after that one to any of the records, in the order of their names."""
    rows = connection.execute(
        """
        SELECT DISTINCT changeset.actor
        FROM change JOIN changeset ON changeset.id = change.changeset
        WHERE change.id > ? AND change.record IN (SELECT value FROM json_each(?))
        ORDER BY changeset.actor
        """,
        (newest, json.dumps(list(records))),
    )
    return [row[0] for row in rows]
