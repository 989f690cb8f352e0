"""What is added to a case that is there: under keys that are free, behind what it has, beside earlier claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import count
from typing import Any

from interdict.domain.fields import SECTIONS
from interdict.domain.ids import derive_id
from interdict.domain.records import Record, plain_number
from interdict.domain.vocabulary import quote
from interdict.errors import UsageError


def list_keys(present: Mapping[str, Record]) -> set[str]:
    """Return the keys of the records of a case."""
    return {str(record.values.get("key")) for record in present.values()}


def find_free_key(name: str, taken: AbstractSet[str]) -> str:
    """Return the first of name-1, name-2 and so on that is not taken."""
    return next(key for key in (f"{name}-{number}" for number in count(1)) if key not in taken)


def name_rows(tree: Mapping[str, Any], taken: set[str]) -> None:
    """Give the rows of a document keys that the case does not have yet.

    Raises UsageError for a row with a key that is taken.
    """
    rows = [(table, row) for section, table in SECTIONS.items() for row in _list_rows(tree.get(section))]
    for _, row in rows:
        key = row.get("key")
        if key is not None and key in taken:
            raise UsageError(
                f"the case has a record {quote(str(key))} already",
                hint=f"change it with 'interdict edit REF/{key} --set FIELD=VALUE'",
            )
    taken |= {str(row["key"]) for _, row in rows if "key" in row}
    for table, row in rows:
        row.setdefault("key", find_free_key(table, taken))
        taken.add(row["key"])


def _list_rows(section: object) -> list[dict[str, Any]]:
    return section if isinstance(section, list) else []


def find_item(present: Mapping[str, Record], section: str) -> Record:
    """Return the one cargo or conveyance of a case; raise UsageError when there are more, or none."""
    items = [record for record in present.values() if record.table == SECTIONS[section]]
    if len(items) == 1:
        return items[0]
    keys = ", ".join(str(item.values.get("key")) for item in items)
    raise UsageError(
        f"the case has {len(items)} {section}" + (f": {keys}" if keys else ""),
        hint="name one: 'interdict edit REF/KEY --set FIELD=VALUE'" if items else f"add one with --{SECTIONS[section]}",
    )


def fit_in(records: Iterable[Record], present: Mapping[str, Record]) -> dict[str, Record]:
    """Return new records by id as they stand in a case that has some: after them, no claim in place of another."""
    last = max((record.values.get("sequence", 0) for record in present.values()), default=0)
    fitted = (_make_room(record, present, last) for record in records)
    return {record.id: record for record in fitted}


def _make_room(record: Record, present: Mapping[str, Record], last: float) -> Record:
    values = dict(record.values)
    record_id = record.id
    if record.table == "claim" and record_id in present:
        if present[record_id].values.get("value") == values.get("value"):
            return present[record_id]
        values["key"] = find_free_key(str(values["key"]), list_keys(present))
        record_id = derive_id(values["interdiction"], "claim", values["key"])
    if "sequence" in values:
        values["sequence"] = plain_number(last + values["sequence"])
    return Record(record.table, record_id, values)
