"""Settle rows that are not what the log says: make them again from the log, or enter them into it as they are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from interdict.domain.changes import Change, plan_changes
from interdict.domain.citations import find_claimed_field
from interdict.domain.fields import TABLES, get_fields, list_columns
from interdict.domain.records import Record, from_row
from interdict.domain.values import parse_value
from interdict.domain.vocabulary import quote
from interdict.errors import DataError
from interdict.store.contests import settle_removals
from interdict.store.drift import MISREAD, NOTHING, Drift, Row, find_drift, list_removed, read_any_bytes
from interdict.store.log import write_changes
from interdict.store.tables import fold_into_tables


def settle_drift(connection: sqlite3.Connection, *, adopt: bool, author: str) -> int:
    """Make all rows again from the log, or enter them into it as they are; return how many records that were.

    What the log cannot say stays. Raises DataError for a row that holds what interdict would not take.
    """
    with read_any_bytes(connection):
        drifts = [drift for drift in find_drift(connection) if drift.folded is not None]
    changes = plan_adoption(drifts) if adopt else []
    for drift in drifts:
        if drift.folded is NOTHING:
            _remove(connection, drift)
        elif drift.folded is not None:
            fold_into_tables(connection, drift.table, drift.record, drift.folded)
    _settle_removed(connection)
    if changes:
        write_changes(connection, changes, author=author, note="adopted from rows that were changed outside interdict")
    return len({(drift.table, drift.record) for drift in drifts})


def _settle_removed(connection: sqlite3.Connection) -> None:
    """Fold what was removed once more: who leans on it is told by rows, which may not have been right before."""
    with suppress(*MISREAD):
        for fate in settle_removals(connection, list_removed(connection)):
            fold_into_tables(connection, fate.table, fate.record, fate.folded)


def _remove(connection: sqlite3.Connection, drift: Drift) -> None:
    """Remove the row and the conflicts of a record that the log does not know, whatever bytes its id is made of."""
    table, record = (text.encode("utf-8", "surrogateescape") for text in (drift.table, drift.record))
    where = "tbl = CAST(? AS TEXT) AND record = CAST(? AS TEXT)"
    connection.execute(f"DELETE FROM conflict WHERE {where}", (table, record))
    if drift.table in TABLES:
        connection.execute(f"DELETE FROM {drift.table} WHERE id = CAST(? AS TEXT)", (record,))


def plan_adoption(drifts: Iterable[Drift]) -> list[Change]:
    """Return the changes that enter rows into the log as they are.

    Raises DataError for a row that holds what interdict would not take.
    """
    changes: list[Change] = []
    for drift in drifts:
        if drift.wanted == drift.found:
            continue  # only its conflicts differ
        wanted = _read(drift, drift.wanted)
        found = _read(drift, drift.found)
        if found is not None:
            _check_values(drift, found)
        if found is None and wanted is not None:
            changes.append(Change(drift.table, drift.record, "delete"))
        elif found is not None:
            present = {} if wanted is None else {drift.record: wanted}
            changes.extend(plan_changes(present, {drift.record: found}, clear_absent=True))
    return changes


def _read(drift: Drift, row: Row | None) -> Record | None:
    return None if row is None else from_row(drift.table, dict(zip(list_columns(drift.table), row, strict=True)))


def _check_values(drift: Drift, record: Record) -> None:
    """Raise DataError unless every value is as interdict would write it."""
    for name, value in record.values.items():
        field = get_fields(record.table)[name]
        try:
            if field.kind == "any":
                field = find_claimed_field(record.values["subject"]["table"], str(record.values.get("field")))
            if field.kind == "subject":
                if value.get("table") not in TABLES:
                    raise ValueError(f"{quote(str(value.get('table')))} is no table")
            elif parse_value(field, value) != value:
                raise ValueError(f"{quote(json.dumps(value, ensure_ascii=False))} is not as interdict writes it")
        except (KeyError, ValueError) as error:
            raise DataError(
                f"{drift.name}: {name}: {error}",
                hint="nothing was adopted; correct it where it was changed, or put it back with --rebuild",
            ) from None
