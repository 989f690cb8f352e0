"""Plan what case documents change in a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from interdict.domain.changes import Change, keep_order, plan_changes
from interdict.domain.records import Record
from interdict.errors import DataError
from interdict.store.cases import complete_refs, read_case
from interdict.store.sources import read_sources


class Incoming(NamedTuple):
    """The records of one document by id, and the case that it is about; None for sources alone."""

    case_id: str | None
    records: Mapping[str, Record]


def plan_import(connection: sqlite3.Connection, incoming: Sequence[Incoming], *, replace: bool = False) -> list[Change]:
    """Return the changes that bring the documents into the file.

    A document adds and changes; with `replace` it is the whole of its case, and what it does not hold is removed.
    Raises DataError when two documents are about one case, or one gives a case another reference.
    """
    changes: list[Change] = []
    sources: dict[str, Record] = {}
    seen: set[str] = set()
    fresh = _find_new_cases(connection, [item.case_id for item in incoming if item.case_id])
    for item in incoming:
        if item.case_id in seen:
            raise DataError(f"two documents are about the case {item.case_id}", hint="join them into one")
        if item.case_id:
            seen.add(item.case_id)
        current = {} if item.case_id is None or item.case_id in fresh else read_case(connection, item.case_id)
        wanted = dict(item.records)
        incoming_sources = [record_id for record_id, record in wanted.items() if record.table == "source"]
        current = {record_id: record for record_id, record in current.items() if record.table != "source"}
        current.update(read_sources(connection, incoming_sources))
        current.update({record_id: sources[record_id] for record_id in incoming_sources if record_id in sources})
        if item.case_id and item.case_id in fresh:
            wanted[item.case_id] = complete_refs(connection, [wanted[item.case_id]])[0]
        elif item.case_id:
            _check_ref(current[item.case_id], wanted[item.case_id])
            wanted[item.case_id] = _keep_ref(current[item.case_id], wanted[item.case_id])
        planned = plan_changes(current, keep_order(current, wanted), clear_absent=replace)
        if replace:
            planned += _plan_removals(current, wanted)
        changes.extend(planned)
        sources.update({record_id: wanted[record_id] for record_id in incoming_sources})
    return changes


def _find_new_cases(connection: sqlite3.Connection, ids: Sequence[str]) -> set[str]:
    present: set[str] = set()
    for start in range(0, len(ids), 500):
        batch = ids[start : start + 500]
        query = f"SELECT id FROM interdiction WHERE id IN ({','.join('?' * len(batch))})"
        present.update(row[0] for row in connection.execute(query, batch))
    return set(ids) - present


def _check_ref(present: Record, wanted: Record) -> None:
    given = wanted.values.get("ref")
    if given is not None and given != present.values.get("ref"):
        raise DataError(
            f"the case {present.values.get('ref')} cannot become {given}: a reference never changes",
            hint="leave 'ref' out of the document, or 'id' if it is another case",
        )


def _keep_ref(present: Record, wanted: Record) -> Record:
    ref = present.values.get("ref")
    return Record(wanted.table, wanted.id, {**({"ref": ref} if ref else {}), **wanted.values})


def _plan_removals(current: Mapping[str, Record], wanted: Mapping[str, Record]) -> list[Change]:
    """Remove what the document left out; sources belong to no case and stay."""
    gone = [record for record in current.values() if record.id not in wanted and record.table != "source"]
    return [Change(record.table, record.id, "delete") for record in gone]
