"""Take back a changeset by a new one; nothing is erased.

A record is brought back to what it was before the changeset, field by field where it was there before and after. What
another changeset that stands has changed since is left alone, and so is what could not go without leaving something
hanging: a record that others lean on by now, or one that leans on what is gone.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from interdict.domain.changes import CREATE, DELETE, RESTORE, UPDATE, Change
from interdict.errors import InterdictError
from interdict.store.contests import find_vanishing
from interdict.store.dependents import POINTERS, find_absent, find_dependents
from interdict.store.fold import Folded, Operation, fold, op_value
from interdict.store.history import SHORT, Entry, describe_change, find_undone, read_changes
from interdict.store.log import write_changes
from interdict.store.operations import read_operations

_MOST_NAMED = 3


class Undoing(NamedTuple):
    """The changes that take back a changeset, and how many of its own changes they leave as they are."""

    changes: list[Change]
    left: int


class _Past(NamedTuple):
    """What a record was before a changeset and after it, what it is now, and which fields changed again since.

    The field "" stands for the record as a whole: made, removed or brought back. `is_contested` tells that the
    changeset removed it, and that someone else changed it: then it is there, and taking the removal back settles that.
    """

    before: Folded
    after: Folded
    now: Folded
    changed: AbstractSet[str]
    is_contested: bool


class _Reversal:
    """What takes one record back, and which changes of the changeset are not taken back, for which reason."""

    def __init__(self, own: Sequence[Change], past: _Past) -> None:
        self.own = own
        self.past = past
        self.back: list[Change] = []
        self.left: list[tuple[str, Change]] = []

    def leave(self, reason: str) -> None:
        """Take nothing of this record back."""
        self.back = []
        self.left = [(reason, change) for change in self.own]

    @property
    def removes(self) -> bool:
        """Tell whether taking it back removes the record."""
        return any(change.op == DELETE for change in self.back)


_CHANGED, _USED, _HANGING, _SHARED = "changed again since", "in use by now", "pointing to what was removed since", ""


def undo(connection: sqlite3.Connection, entry: Entry, *, author: str, force: bool = False) -> bytes | None:
    """Take back a changeset by a new one, which holds the old values; return its uid.

    Raises InterdictError as `plan_undo`.
    """
    changes = plan_undo(connection, entry, force=force).changes
    return write_changes(connection, changes, author=author, undoes=bytes.fromhex(entry.uid))


def plan_undo(connection: sqlite3.Connection, entry: Entry, *, force: bool = False) -> Undoing:
    """Return the changes that take back a changeset.

    Raises InterdictError when something was changed again since, unless `force`, which leaves that as it is, when the
    changeset is undone already, and when nothing of it can be taken back.
    """
    if entry.is_undone:
        raise InterdictError(
            f"changeset {entry.uid[:SHORT]} is undone already",
            hint="to bring it back, undo the undo: see 'interdict log'",
        )
    reversals = _reverse_records(connection, entry)
    _leave_what_would_hang(connection, reversals)
    left = [pair for reversal in reversals.values() for pair in reversal.left]
    obstacles = [(reason, change) for reason, change in left if reason]
    if obstacles and not force:
        remedy = "undo the later change first, or give --force to take back only what nobody changed"
        if all(reason == _HANGING for reason, _ in obstacles):
            remedy = "bring that back first, by undoing its removal: see 'interdict log'"
        raise InterdictError(f"{_describe_obstacles(obstacles, reversals)}; nothing was undone", hint=remedy)
    settled = [] if force else list(_list_settled(reversals))
    if settled:
        raise InterdictError(
            f"changeset {entry.uid[:SHORT]} settled a conflict ({'; '.join(settled[:_MOST_NAMED])}), "
            "which no undo opens again; nothing was undone",
            hint="give another value with 'interdict edit', or --force to go back to the one that was shown",
        )
    changes = [change for reversal in reversals.values() for change in reversal.back]
    gone = {change.record for change in changes if change.op == DELETE}
    changes += [Change(table, record, DELETE) for table, record in find_vanishing(connection, gone)] if gone else []
    if not changes:
        raise InterdictError(
            f"nothing of changeset {entry.uid[:SHORT]} can be taken back: it is in use, or changed since",
            hint="'interdict log' shows what came after it",
        )
    return Undoing(changes, len(left))


def _list_settled(reversals: Mapping[str, _Reversal]) -> Iterator[str]:
    """Yield the fields for which a changeset chose among the values of several people, with those values."""
    for reversal in reversals.values():
        for change in reversal.own:
            heads = reversal.past.before.conflicts.get(change.field or "", ()) if change.field else ()
            values = [op_value(head, str(change.field)) or "nothing" for head in heads]
            if values:
                yield f"{change.field}: {' or '.join(values)}"


def _describe_obstacles(obstacles: Sequence[tuple[str, Change]], reversals: Mapping[str, _Reversal]) -> str:
    parts = []
    for wanted in (_CHANGED, _USED, _HANGING):
        names = [
            describe_change(change, reversals[change.record].past.now.shown)
            for reason, change in obstacles
            if reason == wanted
        ]
        if names:
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            parts.append(f"{wanted}: {'; '.join(names[:_MOST_NAMED])}{more}")
    return "; ".join(parts)


def _reverse_records(connection: sqlite3.Connection, entry: Entry) -> dict[str, _Reversal]:
    """Return for each record of a changeset what takes it back."""
    own: dict[str, list[Change]] = defaultdict(list)
    for change in read_changes(connection, entry.number):
        own[change.record].append(change)
    void = _find_void(connection)
    operations = read_operations(connection, own)
    return {record: _reverse(changes, _look_back(operations[record], entry, void)) for record, changes in own.items()}


def _find_void(connection: sqlite3.Connection) -> set[bytes]:
    """Return the changesets that have no effect of their own: those that stand undone, and all undos."""
    undos = connection.execute("SELECT uid FROM changeset WHERE undoes IS NOT NULL")
    return find_undone(connection) | {row[0] for row in undos}


def _look_back(operations: Sequence[Operation], entry: Entry, void: AbstractSet[bytes]) -> _Past:
    # The log holds a changeset after all that it leans on, so its earlier part is a whole state of the file.
    end = entry.number + entry.size
    until = [operation for operation in operations if operation.id < end]
    before = fold([operation for operation in until if operation.id < entry.number])
    after = fold(until)
    now = fold(operations)
    is_contested = "" in now.conflicts and {delete.uid for delete in now.deletes} == {bytes.fromhex(entry.uid)}
    if len(until) == len(operations):
        return _Past(before, after, now, frozenset(now.conflicts), is_contested)
    later = [operation for operation in operations if operation.id >= end and operation.uid not in void]
    changed = {*now.conflicts, *(operation.field or "" for operation in later)}
    return _Past(before, after, now, changed, is_contested)


def _reverse(own: Sequence[Change], past: _Past) -> _Reversal:
    reversal = _Reversal(own, past)
    table, record = own[0].table, own[0].record
    before, after, now, changed, is_contested = past
    if is_contested:
        reversal.back = [Change(table, record, RESTORE)]
        return reversal
    if after.values is None and before.values is None:
        return reversal
    if before.values is None:
        if "" in changed and table == "source" and own[0].op == CREATE and now.values is not None:
            reversal.leave(_SHARED)  # the starter cases bring a source with each case that cites it
        elif changed or now.values != after.values:
            reversal.leave(_CHANGED)
        else:
            reversal.back = [Change(table, record, DELETE)]
    elif after.values is None:
        if "" in changed or now.values is not None:
            reversal.leave(_CHANGED)
        else:
            reversal.back = [Change(table, record, RESTORE), *_lead_back(table, record, now.shown, before.values)]
    else:
        _reverse_fields(reversal)
    return reversal


def _lead_back(table: str, record: str, present: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[Change]:
    for name in {**wanted, **present}:
        if present.get(name) != wanted.get(name):
            yield Change(table, record, UPDATE, name, present.get(name), wanted.get(name))


def _reverse_fields(reversal: _Reversal) -> None:
    """Take back what a changeset did to the fields of a record that was there before it and after it."""
    before, after, now, changed, _ = reversal.past
    for change in reversal.own:
        if change.op in {DELETE, RESTORE}:  # beside an edit that it had not seen: a conflict, which is for resolving
            reversal.left.append((_CHANGED, change))
        for name in [str(change.field)] if change.op == UPDATE else change.new or ():
            old, new = after.shown.get(name), before.shown.get(name)
            if old == new:
                continue
            if now.values is None or {"", name} & changed or now.shown.get(name) != old:
                reversal.left.append((_CHANGED, change))
            else:
                reversal.back.append(Change(change.table, change.record, UPDATE, name, old, new))


def _leave_what_would_hang(connection: sqlite3.Connection, reversals: Mapping[str, _Reversal]) -> None:
    """Leave what cannot be taken back without a record that points to one that is not there."""
    waiting = True
    while waiting:
        used = _find_used(connection, reversals)
        hanging = _find_hanging(connection, reversals)
        for record in used:
            reversals[record].leave(_SHARED if _is_new_source(reversals[record]) else _USED)
        for record in hanging:
            reversals[record].leave(_HANGING)
        waiting = bool(used or hanging)


def _is_new_source(reversal: _Reversal) -> bool:
    return reversal.own[0].table == "source" and reversal.own[0].op == CREATE


def _is_changed_source(reversal: _Reversal) -> bool:
    """Tell whether a new source was changed since; if it is also in use, it just stays, as an unchanged one does."""
    return _is_new_source(reversal) and any(reason == _CHANGED for reason, _ in reversal.left)


def _find_used(connection: sqlite3.Connection, reversals: Mapping[str, _Reversal]) -> set[str]:
    """Return the records that would be removed while others lean on them."""
    doomed = {
        record: reversal.own[0].table
        for record, reversal in reversals.items()
        if reversal.removes or _is_changed_source(reversal)
    }
    return {
        target
        for pointer, holder, target in find_dependents(connection, doomed)
        if holder not in doomed and not _points_elsewhere(reversals.get(holder), pointer.field)
    }


def _points_elsewhere(holder: _Reversal | None, field: str) -> bool:
    return holder is not None and any(change.op == UPDATE and change.field == field for change in holder.back)


_LINKS = {(pointer.table, pointer.field) for pointer in POINTERS}


def _find_hanging(connection: sqlite3.Connection, reversals: Mapping[str, _Reversal]) -> set[str]:
    """Return the records that would point to what is not there, or would be removed."""
    doomed = {record for record, reversal in reversals.items() if reversal.removes}
    back = {record for record, reversal in reversals.items() if any(change.op == RESTORE for change in reversal.back)}
    links = [(target, record) for record, reversal in reversals.items() for target in _list_links(reversal)]
    absent = find_absent(connection, {target for target, _ in links} - back) | doomed
    return {record for target, record in links if target in absent}


def _list_links(reversal: _Reversal) -> Iterator[str]:
    """Yield the ids to which a record points anew once it is taken back."""
    values: dict[str, Any] = {}
    for change in reversal.back:
        if change.op == RESTORE:
            values = dict(reversal.past.before.values or {})
        elif change.op == UPDATE:
            values[str(change.field)] = change.new
    for name, value in values.items():
        if value is not None and (reversal.own[0].table, name) in _LINKS:
            yield value["id"] if isinstance(value, dict) else value
