"""Changes and changesets: what is written to the log, and its one canonical form.

A changeset is one command by one person. Its uid is the first 20 bytes of the SHA-256 of its canonical JSON, so a
changeset is the same in every file, cannot be altered unseen, and needs no registration. db/README.md describes the
form with test vectors, so that other programs can write it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from interdict.domain.records import Record, dump_canonical, plain_number, shorten_values

CREATE, UPDATE, DELETE, RESTORE = "create", "update", "delete", "restore"


class Change(NamedTuple):
    """One operation as it is planned: `field`, `old` and `new` for an update, `new` (all values) for a create."""

    table: str
    record: str
    op: str
    field: str | None = None
    old: Any = None
    new: Any = None


class LoggedChange(NamedTuple):
    """One operation as it stands in the log: `old` and `new` are canonical JSON, `prev` names what it replaces.

    Each name is the uid of a changeset in hexadecimal, a colon, and the position of the operation in it.
    """

    table: str
    record: str
    op: str
    field: str | None
    old: str | None
    new: str | None
    prev: tuple[str, ...]


class Changeset(NamedTuple):
    """The header of a changeset: who, when, with what, why; `undoes` is the uid of the changeset that it takes back."""

    hlc: str
    actor: str
    tool: str
    note: str | None = None
    undoes: bytes | None = None


def shorten_create(change: Change) -> Change:
    """Return a create as the log keeps it; any other change as it is."""
    return change._replace(new=shorten_values(change.new)) if change.op == CREATE else change


def log_change(change: Change, prev: Iterable[str] = ()) -> LoggedChange:
    """Return a change as it stands in the log."""
    old, new = (None if value is None else dump_canonical(value) for value in (change.old, change.new))
    return LoggedChange(change.table, change.record, change.op, change.field, old, new, tuple(sorted(prev)))


def dump_changeset(changeset: Changeset, changes: Iterable[LoggedChange]) -> Iterator[str]:
    """Yield the canonical form of a changeset in pieces; empty parts are left out.

    The pieces together are canonical JSON: it is written by hand so that a changeset of a million changes is hashed
    without being held as a whole.
    """
    yield f'{{"actor":{dump_canonical(changeset.actor)},"changes":['
    separator = ""
    for change in changes:
        yield separator + _dump_change(change)
        separator = ","
    yield f'],"format":1,"hlc":{dump_canonical(changeset.hlc)}'
    if changeset.note is not None:
        yield f',"note":{dump_canonical(changeset.note)}'
    yield f',"tool":{dump_canonical(changeset.tool)}'
    if changeset.undoes is not None:
        yield f',"undoes":"{changeset.undoes.hex()}"'
    yield "}"


def _dump_change(change: LoggedChange) -> str:
    parts = []
    if change.field is not None:
        parts.append(f'"field":{dump_canonical(change.field)}')
    if change.new is not None:
        parts.append(f'"new":{change.new}')
    if change.old is not None:
        parts.append(f'"old":{change.old}')
    parts.append(f'"op":{dump_canonical(change.op)}')
    if change.prev:
        parts.append(f'"prev":{dump_canonical(list(change.prev))}')
    parts.append(f'"record":{dump_canonical(change.record)},"table":{dump_canonical(change.table)}')
    return "{" + ",".join(parts) + "}"


def hash_changeset(changeset: Changeset, changes: Iterable[LoggedChange]) -> bytes:
    """Return the uid of a changeset: the first 20 bytes of the SHA-256 of its canonical form in UTF-8."""
    import hashlib

    digest = hashlib.sha256()
    for piece in dump_changeset(changeset, changes):
        digest.update(piece.encode())
    return digest.digest()[:20]


def plan_changes(current: Mapping[str, Record], wanted: Mapping[str, Record], *, clear_absent: bool) -> list[Change]:
    """Return the changes that lead from the current records to the wanted ones, both by id.

    A wanted record adds and changes; with `clear_absent`, a field that it does not have is emptied too.
    """
    changes = []
    for record in wanted.values():
        present = current.get(record.id)
        if present is None:
            changes.append(Change(record.table, record.id, CREATE, new=dict(record.values)))
        else:
            changes.extend(_plan_updates(present, record, clear_absent=clear_absent))
    return changes


def _plan_updates(present: Record, wanted: Record, *, clear_absent: bool) -> list[Change]:
    names = list(wanted.values)
    if clear_absent:
        names += [name for name in present.values if name not in wanted.values]
    return [
        Change(present.table, present.id, UPDATE, name, present.values.get(name), wanted.values.get(name))
        for name in names
        if present.values.get(name) != wanted.values.get(name)
    ]


def keep_order(current: Mapping[str, Record], wanted: Mapping[str, Record]) -> dict[str, Record]:
    """Give the wanted records numbers that keep their order while changing as few present ones as can be.

    Present records keep their numbers where they still stand in that order, and new ones are numbered between their
    neighbours; else all of a kind are numbered afresh.
    """
    ordered: dict[str, Record] = {}
    by_table: dict[str, list[Record]] = {}
    for record in wanted.values():
        if record.values.get("sequence") == 0:  # a claim that only cites stands before all others
            ordered[record.id] = record
        else:
            by_table.setdefault(record.table, []).append(record)
    for table, records in by_table.items():
        known = [current[record.id].values.get("sequence", 0) for record in records if record.id in current]
        if table not in {"interdiction", "source"} and known and known == sorted(known):
            records = _number_between(current, records)
        ordered.update((record.id, record) for record in records)
    return {record_id: ordered[record_id] for record_id in wanted}


def _number_between(current: Mapping[str, Record], records: Sequence[Record]) -> list[Record]:
    numbered: list[Record] = []
    last: int | float = 0
    for index, record in enumerate(records):
        present = current.get(record.id)
        if present is not None:
            last = present.values.get("sequence", 0)
        else:
            after = (current[other.id].values.get("sequence", 0) for other in records[index:] if other.id in current)
            following = next(after, None)
            last = last + 1 if following is None else plain_number((last + following) / 2)
        numbered.append(Record(record.table, record.id, {**record.values, "sequence": last}))
    return numbered
