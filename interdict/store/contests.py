"""Fold removed records together: whether one is gone hangs on what else its removal took, and on who leans on it.

The fold of one record tells whether a removal had seen all that stands of it. What it cannot tell is told here, for a
removal is one act, and nothing that is there may point to what is not:

* While the removal of a record is contested, what the same changeset removed along with it is *held*: the records that
  belong to it or speak of it, and those that it needs itself. So a case stays whole.
* A removal is contested, too, by a record that points to what was removed: someone leaned on it and had not seen that.

Both only ever keep more, so there is one smallest set that they agree on, whichever order things came in.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from interdict.domain.changes import DELETE, Change
from interdict.domain.records import Record
from interdict.store.dependents import plan_removal
from interdict.store.fold import Folded, Operation, fold, keep_whole
from interdict.store.operations import BATCH, read_operations
from interdict.store.removed import Removed, gather_removed, list_holders

_BELONGING = frozenset({"interdiction", "subject", "other"})  # by these a record goes with what it points to


class Fate(NamedTuple):
    """What becomes of a record on which a delete stands; `is_kept` tells that it is there nevertheless."""

    table: str
    record: str
    operations: Sequence[Operation]
    folded: Folded
    is_kept: bool


def list_contested(connection: sqlite3.Connection) -> set[str]:
    """Return the records of which a removal is in conflict, as the tables have it."""
    return {row[0] for row in connection.execute("SELECT record FROM conflict WHERE field = ''")}


def settle_removals(connection: sqlite3.Connection, seeds: Iterable[str]) -> Iterator[Fate]:
    """Yield what becomes of the removed ones among some records, and of all whose fate hangs on theirs.

    The tables must hold all records on which no delete stands as they are.
    """
    region = gather_removed(connection, seeds)
    if not region:
        return
    leaners = _find_leaners(connection, region)
    kept = find_kept(connection, region, leaners)
    witnesses = _find_witnesses(region, leaners, kept)
    ids = list(region)
    for start in range(0, len(ids), BATCH):
        operations = read_operations(connection, ids[start : start + BATCH])
        for record, ops in operations.items():
            folded = fold(ops)
            if record in kept:
                folded = keep_whole(folded, _list_witnesses(connection, witnesses.get(record, ())))
            yield Fate(region[record].table, record, ops, folded, record in kept)


def plan_whole_removal(connection: sqlite3.Connection, doomed: Iterable[Record]) -> list[Change]:
    """Return the changes that remove records with all that goes with them, also what only they had held."""
    changes = plan_removal(connection, doomed)
    gone = {change.record for change in changes if change.op == DELETE}
    vanishing = [Change(table, record, DELETE) for table, record in find_vanishing(connection, gone)]
    return [change for change in changes if change.record not in {each.record for each in vanishing}] + vanishing


class Leaner(NamedTuple):
    """A record without a delete that points to a removed one: which, by which field, and to which."""

    holder: str
    field: str
    target: str


def _find_leaners(connection: sqlite3.Connection, region: Mapping[str, Removed]) -> dict[str, list[Leaner]]:
    leaners: dict[str, list[Leaner]] = defaultdict(list)
    for holder, _, field, target in list_holders(connection, region):
        if holder not in region:
            leaners[target].append(Leaner(holder, field, target))
    return leaners


def find_kept(
    connection: sqlite3.Connection, region: Mapping[str, Removed], leaners: Mapping[str, Sequence[Leaner]]
) -> set[str]:
    """Return the removed records that stay."""
    along = _Along(region)
    suspended: dict[str, set[bytes]] = defaultdict(set)
    kept: set[str] = set()
    waiting = [record for record, removed in region.items() if removed.is_contested or leaners.get(record)]
    while waiting:
        record = waiting.pop()
        if record in kept:
            continue
        kept.add(record)
        waiting += [target for _, target in region[record].targets if target in region]
        for uid in region[record].deletes:
            for other in along.find(uid, record):
                suspended[other].add(uid)
                if other not in kept and _is_freed(connection, other, region[other], suspended[other]):
                    waiting.append(other)
    return kept


def _is_freed(connection: sqlite3.Connection, record: str, removed: Removed, suspended: set[bytes]) -> bool:
    """Say whether a record is there without those of its removals that are suspended."""
    if removed.deletes <= suspended:
        return True
    operations = read_operations(connection, [record])[record]
    return fold([op for op in operations if op.op != DELETE or op.uid not in suspended]).values is not None


class _Along:
    """What a changeset removed along with a record: what belongs to that or speaks of it, and what it points to."""

    def __init__(self, region: Mapping[str, Removed]) -> None:
        self._region = region
        self._belonging: dict[str, list[str]] = defaultdict(list)
        for record, removed in region.items():
            for field, target in removed.targets:
                if field in _BELONGING:
                    self._belonging[target].append(record)

    def find(self, uid: bytes, record: str) -> Iterator[str]:
        """Yield the records that the changeset removed along with this one."""
        targets = (target for _, target in self._region[record].targets if target in self._region)
        for other in (*targets, *self._belonging[record]):
            if uid in self._region[other].deletes:
                yield other


def find_along(connection: sqlite3.Connection, record: str) -> list[tuple[str, str]]:
    """Return table and id of all that stays along with a record while its removal is contested, itself first."""
    region = gather_removed(connection, [record])
    if record not in region:
        return []
    kept = find_kept(connection, region, _find_leaners(connection, region))
    along = _Along(region)
    found: dict[str, None] = {}
    waiting = [record]
    while waiting:
        one = waiting.pop()
        if one not in found and one in kept:
            found[one] = None
            waiting += [other for uid in region[one].deletes for other in along.find(uid, one)]
    return [(region[one].table, one) for one in found]


def find_vanishing(connection: sqlite3.Connection, doomed: AbstractSet[str]) -> list[tuple[str, str]]:
    """Return table and id of what would go, too, if some records went: only they contest its removal."""
    contested = list_contested(connection)
    if not contested:
        return []
    region = gather_removed(connection, contested)
    leaners = _find_leaners(connection, region)
    present = find_kept(connection, region, leaners)
    left = {record: removed for record, removed in region.items() if record not in doomed}
    others = {target: [one for one in found if one.holder not in doomed] for target, found in leaners.items()}
    gone = present - find_kept(connection, left, others) - doomed
    return [(region[record].table, record) for record in region if record in gone]


def _find_witnesses(
    region: Mapping[str, Removed], leaners: Mapping[str, Sequence[Leaner]], kept: AbstractSet[str]
) -> dict[str, list[Leaner]]:
    """Return who contests a removal that had seen all of the record itself, by pointing to it.

    What all the same changesets removed does not: that is held along with it. Nor is it said twice, of a case and of
    what was removed along with it.
    """
    witnesses: dict[str, list[Leaner]] = defaultdict(list)
    for record in kept:
        witnesses[record] += leaners.get(record, ())
        for field, target in region[record].targets:
            if target in kept and not region[target].deletes <= region[record].deletes:
                witnesses[target].append(Leaner(record, field, target))
    contested = {record for record in kept if region[record].is_contested or witnesses[record]}
    return {
        record: witnesses[record]
        for record in contested
        if not region[record].is_contested and not contested & _find_owners(region, record)
    }


def _find_owners(region: Mapping[str, Removed], record: str) -> set[str]:
    """Return what a record belongs to or speaks of, directly or not, and what was removed along with it each time."""
    owners: set[str] = set()
    waiting = [record]
    while waiting:
        for field, target in region[waiting.pop()].targets:
            is_along = target in region and region[record].deletes <= region[target].deletes
            if field in _BELONGING and is_along and target not in owners:
                owners.add(target)
                waiting.append(target)
    return set() if record in owners else owners


def _list_witnesses(connection: sqlite3.Connection, leaners: Sequence[Leaner]) -> list[Operation]:
    """Return the operations by which records point to a removed one, one for each changeset and kind."""
    found: dict[tuple[bytes, str], Operation] = {}
    operations = read_operations(connection, [leaner.holder for leaner in leaners])
    for leaner in leaners:
        head = fold(operations[leaner.holder]).heads[leaner.field][0]
        key = (head.uid, head.op)
        if key not in found or head.id < found[key].id:
            found[key] = head._replace(field=None, prevs=(), new=None)
    return list(found.values())
