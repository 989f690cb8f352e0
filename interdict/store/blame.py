"""Who set each value of a record, and where it came from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from interdict.domain.fields import MANAGED, TABLES
from interdict.domain.records import Record
from interdict.store.fold import fold
from interdict.store.operations import read_operations


class Credit(NamedTuple):
    """A value that stands, and the change that gave it; `origin` is the file by which it came, None for one's own."""

    table: str
    record: str
    field: str
    value: Any
    author: str
    at: str
    changeset: str
    origin: str | None
    is_disputed: bool  # others gave another value, and nobody chose


def list_credits(connection: sqlite3.Connection, records: Iterable[Record]) -> Iterator[Credit]:
    """Yield who gave each value of the records, in the order of their fields."""
    wanted = list(records)
    operations = read_operations(connection, [record.id for record in wanted])
    for record in wanted:
        folded = fold(operations.get(record.id, ()))
        for field in TABLES[record.table]:
            heads = folded.heads.get(field.name)
            if not heads or field.name not in folded.shown or field.name in MANAGED:
                continue
            actor, origin = connection.execute(
                """
                SELECT changeset.actor, receipt.origin
                FROM changeset LEFT JOIN receipt ON receipt.changeset = changeset.id
                WHERE changeset.uid = ?
                """,
                (heads[0].uid,),
            ).fetchone()
            yield Credit(
                record.table,
                record.id,
                field.name,
                folded.shown[field.name],
                actor,
                heads[0].hlc,
                heads[0].uid.hex(),
                origin,
                field.name in folded.conflicts,
            )
