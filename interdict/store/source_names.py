"""What a source is called: by its key, and where several have that by their number in the order of their ids."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # completion, which starts at every TAB, has no use for records
    from interdict.domain.records import Record

SOURCE_NAME = """
    CASE WHEN (SELECT count(*) FROM source AS other WHERE other.key = source.key) > 1
    THEN source.key || '~' || (
        SELECT count(*) FROM source AS other WHERE other.key = source.key AND other.id <= source.id
    )
    ELSE source.key END
    """


def name_sources(connection: sqlite3.Connection, records: Iterable[Record]) -> dict[str, str]:
    """Return the names of those sources among records that share their key with others of the file, by id.

    They are numbered in the order of their ids: `paper~1`, `paper~2`.
    """
    names: dict[str, str] = {}
    for record in records:
        if record.table == "source" and "key" in record.values:
            row = connection.execute(f"SELECT {SOURCE_NAME} FROM source WHERE id = ?", (record.id,)).fetchone()
            if row and row[0] != record.values["key"]:
                names[record.id] = row[0]
    return names
