"""Changes and changesets: what is written to the log, and its one canonical form.

A changeset is one command by one person. Its uid is the first 20 bytes of the SHA-256 of its canonical JSON, so a
changeset is the same in every file, cannot be altered unseen, and needs no registration. Its changes stand in that JSON
by their own digests. db/README.md describes the form with test vectors, so that other programs can write it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from json.encoder import encode_basestring as _quote  # what json.dumps does to a text, without ASCII's escapes
from typing import Any, NamedTuple

from interdict.domain.records import Record, dump_canonical, shorten_values

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


def _dump_start(actor: str) -> str:
    return f'{{"actor":{dump_canonical(actor)},"changes":['


def _dump_end(changeset: Changeset) -> str:
    note = "" if changeset.note is None else f',"note":{dump_canonical(changeset.note)}'
    undoes = "" if changeset.undoes is None else f',"undoes":"{changeset.undoes.hex()}"'
    return f'],"format":1,"hlc":{dump_canonical(changeset.hlc)}{note},"tool":{dump_canonical(changeset.tool)}{undoes}}}'


def dump_change(change: LoggedChange) -> str:
    """Return the canonical form of one change; empty parts are left out."""
    field = "" if change.field is None else f'"field":{_quote(change.field)},'
    new = "" if change.new is None else f'"new":{change.new},'
    old = "" if change.old is None else f'"old":{change.old},'
    prev = f'"prev":[{",".join(map(_quote, change.prev))}],' if change.prev else ""
    return (
        f'{{{field}{new}{old}"op":{_quote(change.op)},{prev}'
        f'"record":{_quote(change.record)},"table":{_quote(change.table)}}}'
    )


def hash_change(change: LoggedChange) -> str:
    """Return the digest of a change: the first 20 bytes of the SHA-256 of its canonical form, in hexadecimal.

    A changeset is hashed over these, so that it can still be verified when a value in it was forgotten.
    """
    from hashlib import sha256  # loaded here, for reads have no use for it

    return sha256(dump_change(change).encode()).hexdigest()[:40]


def hash_creates(rows: Iterable[tuple[int, str, str, str]]) -> Iterator[tuple[int, str]]:
    """Yield number and digest of changes that create a record, from number, table, record and values in JSON."""
    from hashlib import sha256

    for number, table, record, new in rows:
        form = f'{{"new":{new},"op":"create","record":{_quote(record)},"table":{_quote(table)}}}'
        yield number, sha256(form.encode()).hexdigest()[:40]


def hash_changeset(changeset: Changeset, digests: Iterable[str]) -> bytes:
    """Return the uid of a changeset by the digests of its changes: 20 bytes of the SHA-256 of its canonical form."""
    running = RunningHash(changeset.actor)
    running.add(digests)
    return running.finish(changeset)


class RunningHash:
    """The hash of a changeset whose changes come bit by bit, so that a million of them need not be held as a whole.

    What is hashed is canonical JSON, empty parts left out; each change stands in it by its digest.
    """

    def __init__(self, actor: str) -> None:
        from hashlib import sha256

        self._digest = sha256(_dump_start(actor).encode())
        self._separator = ""

    def add(self, digests: Iterable[str]) -> None:
        """Take the digests of further changes."""
        for digest in digests:
            self._digest.update(f'{self._separator}"{digest}"'.encode())
            self._separator = ","

    def peek(self) -> bytes:
        """Return what tells these changes from others, before the rest is known."""
        return self._digest.digest()

    def finish(self, changeset: Changeset) -> bytes:
        """Return the uid."""
        self._digest.update(_dump_end(changeset).encode())
        return self._digest.digest()[:20]


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


def apply_changes(present: Mapping[str, Record], changes: Iterable[Change]) -> dict[str, Record]:
    """Return records by id as they would be after changes that create, update or delete."""
    records = dict(present)
    for change in changes:
        if change.op == CREATE:
            records[change.record] = Record(change.table, change.record, change.new)
        elif change.op == DELETE:
            records.pop(change.record, None)
        elif change.op == UPDATE and change.record in records:
            values = {**records[change.record].values, str(change.field): change.new}
            values = {name: value for name, value in values.items() if value is not None}
            records[change.record] = Record(change.table, change.record, values)
    return records
