"""Fold the log into the record: what the operations on one record amount to.

The result is a function of the set of operations alone, not of the order in which they arrived:

* Creates of one record with the same content are one operation, however many changesets carry it.
* A value *stands* when no operation replaced it. Two standing values of one field that differ are a conflict; the
  clock only picks which one is shown.
* A record is gone when a delete stands that had seen every standing value, those of its own changeset included; a
  delete that had not is a conflict, and the record stays visible.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from interdict.domain.changes import CREATE, DELETE, RESTORE, UPDATE


class Operation(NamedTuple):
    """One operation as the log keeps it; `prevs` are the ids of the operations that it replaces, `new` is JSON."""

    id: int
    op: str
    field: str | None
    prevs: tuple[int, ...]
    new: str | None
    hlc: str
    uid: bytes


class Folded(NamedTuple):
    """What the operations on one record amount to.

    `values` is None when the record is gone. `heads` are the standing operations of each field, the shown one first.
    `conflicts` are the fields whose standing values differ; the field "" stands for a delete that had not seen an edit.
    """

    values: dict[str, Any] | None
    shown: dict[str, Any]  # the values, also of a record that is gone
    heads: Mapping[str, Sequence[Operation]]
    conflicts: Mapping[str, Sequence[Operation]]
    lives: Sequence[Operation]  # creates and restores: what a delete must have seen, besides the heads
    deletes: Sequence[Operation]  # deletes that no restore took back


def fold(operations: Sequence[Operation]) -> Folded:
    """Fold all operations on one record."""
    if len(operations) == 1 and operations[0].op == CREATE:
        return _fold_create(operations[0])
    same = _find_equal_creates(operations)
    creates: list[Operation] = []
    updates: dict[str, list[Operation]] = defaultdict(list)
    replaced: dict[str, set[int]] = defaultdict(set)
    restores, deletes, restored = [], [], set()
    for operation in operations:
        prevs = {same.get(prev, prev) for prev in operation.prevs}
        if operation.op == CREATE and operation.id not in same:
            creates.append(operation)
        elif operation.op == UPDATE and operation.field:
            updates[operation.field].append(operation)
            replaced[operation.field] |= prevs
        elif operation.op == DELETE:
            deletes.append(operation)
        elif operation.op == RESTORE:
            restores.append(operation)
            restored |= prevs
    heads = _find_heads(creates, updates, replaced)
    live_deletes = [delete for delete in deletes if delete.id not in restored]
    lives = creates + restores
    unseen = _find_unseen(live_deletes, heads, lives, same)
    conflicts = _find_unlike(heads)
    if live_deletes and unseen:
        conflicts[""] = _newest_first([*live_deletes, *unseen])
    is_gone = not creates or (live_deletes and not unseen)
    shown = _read_values(heads)
    return Folded(None if is_gone else shown, shown, heads, {} if is_gone else conflicts, lives, live_deletes)


def keep_whole(folded: Folded, witnesses: Sequence[Operation]) -> Folded:
    """Return what a removed record amounts to while it is kept; its removal is contested by the witnesses, if any."""
    conflicts: dict[str, Sequence[Operation]] = {"": folded.conflicts[""]} if "" in folded.conflicts else {}
    if witnesses:
        conflicts[""] = _newest_first([*folded.deletes, *witnesses])
    return folded._replace(values=folded.shown, conflicts={**_find_unlike(folded.heads), **conflicts})


def _find_unlike(heads: Mapping[str, Sequence[Operation]]) -> dict[str, Sequence[Operation]]:
    return {name: ops for name, ops in heads.items() if len({op_value(op, name) for op in ops}) > 1}


def _fold_create(create: Operation) -> Folded:
    values: dict[str, Any] = json.loads(create.new or "{}")
    return Folded(values, values, dict.fromkeys(values, (create,)), {}, (create,), ())


def _find_equal_creates(operations: Sequence[Operation]) -> dict[int, int]:
    """Map each create to the one of the same content that stands for it; that one is not in the map."""
    first: dict[str | None, Operation] = {}
    same = {}
    for operation in sorted((op for op in operations if op.op == CREATE), key=lambda op: (op.hlc, op.uid)):
        if operation.new in first:
            same[operation.id] = first[operation.new].id
        else:
            first[operation.new] = operation
    return same


def _find_heads(
    creates: Sequence[Operation], updates: Mapping[str, Sequence[Operation]], replaced: Mapping[str, set[int]]
) -> dict[str, list[Operation]]:
    heads: dict[str, list[Operation]] = defaultdict(list)
    for create in creates:
        for name in json.loads(create.new or "{}"):
            if create.id not in replaced.get(name, ()):
                heads[name].append(create)
    for name, ops in updates.items():
        heads[name].extend(op for op in ops if op.id not in replaced[name])
    return {name: _newest_first(ops) for name, ops in heads.items() if ops}


def _newest_first(operations: Sequence[Operation]) -> list[Operation]:
    return sorted(operations, key=lambda op: (op.hlc, op.uid, op.id), reverse=True)


def _find_unseen(
    deletes: Sequence[Operation],
    heads: Mapping[str, Sequence[Operation]],
    lives: Sequence[Operation],
    same: Mapping[int, int],
) -> list[Operation]:
    seen = {same.get(prev, prev) for delete in deletes for prev in delete.prevs}
    own = {delete.uid for delete in deletes}  # a delete has seen what its own changeset did
    standing = {op.id: op for ops in heads.values() for op in ops} | {op.id: op for op in lives}
    return [op for op in standing.values() if op.id not in seen and op.uid not in own]


def op_value(operation: Operation, name: str) -> str | None:
    """Return the JSON of the value that an operation gives to a field, None for an emptied one."""
    if operation.op != CREATE:
        return operation.new
    value = json.loads(operation.new or "{}").get(name)
    return None if value is None else json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _read_values(heads: Mapping[str, Sequence[Operation]]) -> dict[str, Any]:
    values = {}
    for name, ops in heads.items():
        text = op_value(ops[0], name)
        if text is not None:
            values[name] = json.loads(text)
    return values
