"""Find the conflicts of a set of operations from the definition alone, by other means than the fold."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

POINTERS = {"interdiction", "subject", "other", "source", "conveyance", "identity_of", "derived_from"}
BELONGING = {"interdiction", "subject", "other"}

Operations = dict[str, dict[str, Any]]


class Known:
    """What the operations on one record say by themselves."""

    def __init__(self, operations: Operations) -> None:
        alias = name_equal_creates(operations)
        prevs = {name: {alias.get(prev, prev) for prev in op["prev"]} for name, op in operations.items()}
        self.standing: dict[str, dict[str, Any]] = defaultdict(dict)
        for name, operation in operations.items():
            for field, value in list_values(operation).items() if name not in alias else ():
                if not any(
                    name in prevs[other] and operations[other]["op"] == "update" and operations[other]["field"] == field
                    for other in operations
                ):
                    self.standing[field][name] = value
        taken_back = {prev for name in operations if operations[name]["op"] == "restore" for prev in prevs[name]}
        deletes = {name for name, op in operations.items() if op["op"] == "delete"} - taken_back
        alive = {name for names in self.standing.values() for name in names}
        alive |= {name for name, op in operations.items() if op["op"] in {"create", "restore"} and name not in alias}
        self.is_made = any(op["op"] == "create" for op in operations.values())
        self.seen_by = {operations[name]["uid"]: prevs[name] for name in deletes}
        self.alive = {name: operations[name]["uid"] for name in alive}
        self.pointers = {field: self._point(field, operations) for field in POINTERS & self.standing.keys()}

    def _point(self, field: str, operations: Operations) -> str:
        def age(name: str) -> tuple[str, bytes, int]:
            return operations[name]["hlc"], bytes.fromhex(operations[name]["uid"]), int(name.rpartition(":")[2])

        value = self.standing[field][max(self.standing[field], key=age)]
        found = None if value == "none" else json.loads(value)
        return found["id"] if isinstance(found, dict) else str(found)

    def is_there_after(self, deletes: set[str]) -> bool:
        """Say whether the record would be there if only some of its removals had been made."""
        seen = {prev for uid in deletes for prev in self.seen_by[uid]}
        unseen = [name for name, uid in self.alive.items() if name not in seen and uid not in deletes]
        return self.is_made and (not deletes or bool(unseen))

    @property
    def deletes(self) -> set[str]:
        """Return the changesets that removed it and were not taken back."""
        return set(self.seen_by)


def find_state_by_hand(every: Operations) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the records that are there, and record and field of each conflict."""
    by_record: dict[str, Operations] = defaultdict(dict)
    for name, operation in every.items():
        by_record[operation["record"]][name] = operation
    known = {record: Known(operations) for record, operations in by_record.items()}
    present = find_present(known)
    found = {
        (record, field)
        for record in present
        for field, values in known[record].standing.items()
        if len(set(values.values())) > 1
    }
    return present, found | {(record, "") for record in find_contested(known, present)}


def find_present(known: dict[str, Known]) -> set[str]:
    """Return the records that are there: keep adding what has to stay until nothing is added."""
    present = {record for record, one in known.items() if one.is_there_after(one.deletes)}
    while True:
        more = {record for record in known.keys() - present if has_to_stay(record, known, present)}
        if not more:
            return present
        present |= more


def has_to_stay(record: str, known: dict[str, Known], present: set[str]) -> bool:
    one = known[record]
    if one.is_made and any(record in known[other].pointers.values() for other in present):
        return True
    held = {
        uid
        for uid in one.deletes
        for other in present
        if uid in known[other].deletes
        and (record in known[other].pointers.values() or any(one.pointers.get(field) == other for field in BELONGING))
    }
    return one.is_there_after(one.deletes - held)


def find_contested(known: dict[str, Known], present: set[str]) -> set[str]:
    """Return the records that are there although removed, and for which that is to be settled by itself."""
    removed = {record for record in present if known[record].deletes}
    own = {record for record in removed if known[record].is_there_after(known[record].deletes)}
    leaned_on = {
        record
        for record in removed
        for other in present
        if record in known[other].pointers.values() and not known[record].deletes <= known[other].deletes
    }
    return own | {record for record in leaned_on if not has_owner_in(own | leaned_on, record, known, removed)}


def has_owner_in(contested: set[str], record: str, known: dict[str, Known], removed: set[str]) -> bool:
    above = {record}
    while True:
        more = {known[one].pointers[field] for one in above for field in BELONGING & known[one].pointers.keys()}
        more = {one for one in more & removed if known[record].deletes <= known[one].deletes} - above
        if not more:
            return bool(contested & (above - {record}))
        above |= more


def name_equal_creates(operations: Operations) -> dict[str, str]:
    """Map each create to the earliest of the same content, where that is another."""
    creates = sorted(
        (op["hlc"], bytes.fromhex(op["uid"]), name) for name, op in operations.items() if op["op"] == "create"
    )
    first: dict[str, str] = {}
    alias = {}
    for *_, name in creates:
        content = operations[name]["new"]
        if content in first:
            alias[name] = first[content]
        else:
            first[content] = name
    return alias


def list_values(operation: dict[str, Any]) -> dict[str, str]:
    """Return the value that an operation gives to each field, as JSON."""
    if operation["op"] == "create":
        return {field: json.dumps(value, sort_keys=True) for field, value in json.loads(operation["new"]).items()}
    if operation["op"] == "update":
        value = operation["new"]
        return {operation["field"]: "none" if value is None else json.dumps(json.loads(value), sort_keys=True)}
    return {}
