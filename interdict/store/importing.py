"""Plan what case documents change in a file."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from interdict.domain.changes import Change, plan_changes
from interdict.domain.citations import is_citation
from interdict.domain.order import keep_order
from interdict.domain.persons import find_private
from interdict.domain.records import Record
from interdict.errors import DataError
from interdict.store.cases import complete_refs, read_case
from interdict.store.sources import read_sources


class Incoming(NamedTuple):
    """The records of one document by id, and the case that it is about; None for sources alone.

    Without `has_persons` the private persons of the case were left out of the document, so it is silent on them.
    Without `has_id` the case has got an id for this time only.
    """

    case_id: str | None
    records: Mapping[str, Record]
    has_persons: bool = True
    has_id: bool = True


def plan_import(
    connection: sqlite3.Connection, incoming: Sequence[Incoming], *, replace: bool = False, keep_sources: bool = False
) -> list[Change]:
    """Return the changes that bring the documents into the file.

    A document adds and changes; with `replace` it is the whole of its case, and what it does not hold is removed. With
    `keep_sources` a source that the file has stays as it is. Raises DataError when two documents are about one case,
    and for a reference that is taken or would change.
    """
    ids = [item.case_id for item in incoming if item.case_id]
    doubled = next((case_id for case_id, number in Counter(ids).items() if number > 1), None)
    if doubled:
        raise DataError(f"two documents are about the case {doubled}", hint="join them into one")
    fresh = _find_new_cases(connection, ids)
    heads = {case.id: case for case in complete_refs(connection, _list_heads(incoming, fresh))}
    changes: list[Change] = []
    sources: dict[str, Record] = {}
    for item in incoming:
        current, wanted = _read_both(connection, item, heads, fresh, sources)
        if keep_sources:
            wanted = {key: current[key] if _is_source(current.get(key)) else record for key, record in wanted.items()}
        changes.extend(plan_changes(current, keep_order(current, wanted), clear_absent=replace))
        if replace:
            silent = frozenset() if item.has_persons else find_private(current.values())
            changes.extend(plan_removals(current, wanted, silent))
        sources.update({record.id: record for record in wanted.values() if record.table == "source"})
    return changes


def _read_both(
    connection: sqlite3.Connection,
    item: Incoming,
    heads: Mapping[str, Record],
    fresh: AbstractSet[str],
    sources: Mapping[str, Record],
) -> tuple[dict[str, Record], dict[str, Record]]:
    """Return what the file has of a case and its sources, and what the document wants of them."""
    own = {} if item.case_id is None or item.case_id in fresh else read_case(connection, item.case_id)
    current = {record_id: record for record_id, record in own.items() if record.table != "source"}
    named = [record_id for record_id, record in item.records.items() if record.table == "source"]
    current.update(read_sources(connection, named))
    current.update({record_id: sources[record_id] for record_id in named if record_id in sources})
    wanted = {
        record_id: _keep_key(current.get(record_id), record) if record.table == "source" else record
        for record_id, record in item.records.items()
    }
    if item.case_id and item.case_id in fresh:
        wanted[item.case_id] = heads[item.case_id]
    elif item.case_id:
        _check_ref(current[item.case_id], wanted[item.case_id])
        wanted[item.case_id] = _keep_ref(current[item.case_id], wanted[item.case_id])
    return current, wanted


def _list_heads(incoming: Sequence[Incoming], fresh: AbstractSet[str]) -> list[Record]:
    return [item.records[item.case_id] for item in incoming if item.case_id and item.case_id in fresh]


def _is_source(record: Record | None) -> bool:
    return record is not None and record.table == "source"


def _keep_key(present: Record | None, wanted: Record) -> Record:
    """Keep the key of a source that the file has: others may cite it by that, and a document's keys are its own."""
    if present is None or "key" not in present.values:
        return wanted
    return Record(wanted.table, wanted.id, {**wanted.values, "key": present.values["key"]})


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


def plan_removals(
    current: Mapping[str, Record], wanted: Mapping[str, Record], silent: AbstractSet[str] = frozenset()
) -> list[Change]:
    """Remove what the document left out, but for what it is silent on.

    Sources belong to no case and stay, and so does what ties them to one.
    """
    gone = [
        record
        for record in current.values()
        if record.id not in wanted
        and record.id not in silent
        and record.table != "source"
        and not (is_citation(record) and record.values.get("source") in wanted)
    ]
    return [Change(record.table, record.id, "delete") for record in gone]
