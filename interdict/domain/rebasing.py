"""Bring what one person changed in a case onto what the file holds by now, without overwriting anybody.

Three states: what both began with, what the one wants, and what the file has since become. A field that only one of
the two touched is as that one left it; one that both touched is a clash, for a person to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from interdict.domain.changes import CREATE, DELETE, UPDATE, Change, apply_changes
from interdict.domain.ids import derive_id
from interdict.domain.records import Record


class Clash(NamedTuple):
    """A change that was not made, because the file changed under it; `reason` says what happened there."""

    change: Change
    reason: str
    theirs: Any = None  # the value that the field has by now


class Rebased(NamedTuple):
    """The changes that can be made on what the file has by now, and those that cannot."""

    changes: Sequence[Change]
    clashes: Sequence[Clash]


def rebase_changes(base: Mapping[str, Record], changes: Iterable[Change], theirs: Mapping[str, Record]) -> Rebased:
    """Sort changes that were made on `base` into those that hold on `theirs` and those that clash.

    A change that somebody else made alike is neither: it is there already.
    """
    kept: list[Change] = []
    clashes: list[Clash] = []
    gone = base.keys() - theirs.keys()
    held = _find_held(base, theirs)
    for change in changes:
        clash = _find_clash(change, base, theirs, gone, held)
        if clash is not None:
            clashes.append(clash)
        elif not _is_there(change, theirs):
            kept.append(change)
    return Rebased(kept, clashes)


def _is_there(change: Change, theirs: Mapping[str, Record]) -> bool:
    record = theirs.get(change.record)
    if change.op == DELETE or record is None:
        return change.op == DELETE and record is None
    if change.op == CREATE:
        return True
    value = record.values.get(str(change.field))
    return bool(value == change.new) or (change.field == "sequence" and value != change.old)


def _find_clash(
    change: Change,
    base: Mapping[str, Record],
    theirs: Mapping[str, Record],
    gone: Iterable[str],
    held: Mapping[str, str],
) -> Clash | None:
    record = theirs.get(change.record)
    if change.op == DELETE:
        if record is not None and record.values != base[change.record].values:
            return Clash(change, "you removed it, and it was changed meanwhile")
        if change.record in held and record is not None:
            return Clash(change, f"you removed it, and meanwhile {held[change.record]} was added that speaks of it")
        return None
    missing = next((target for target in _list_targets(change.new) if target in gone), None)
    if missing:
        return Clash(change, "it speaks of a record that was removed meanwhile")
    if change.op == CREATE:
        if record is not None and _drop_sequence(record.values) != _drop_sequence(change.new):
            return Clash(change, "meanwhile another record of this key was added")
        return None
    if record is None:
        return Clash(change, "it was removed meanwhile")
    value = record.values.get(str(change.field))
    if value in (change.old, change.new) or change.field == "sequence":
        return None
    return Clash(change, "it was changed meanwhile", value)


def _drop_sequence(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "sequence"}


def _find_held(base: Mapping[str, Record], theirs: Mapping[str, Record]) -> dict[str, str]:
    """Return what new records speak of: by the id of the record, a word for one that does."""
    return {
        target: f"a {record.table}"
        for record in theirs.values()
        if record.id not in base
        for target in _list_targets(record.values)
    }


def _list_targets(value: Any) -> Iterator[str]:
    """Yield the ids that values name: a subject's, and those of links."""
    if isinstance(value, Mapping):
        subject = value.get("subject")
        if isinstance(subject, Mapping):
            yield str(subject.get("id"))
        for name in ("source", "conveyance", "identity_of", "derived_from", "other"):
            if isinstance(value.get(name), str):
                yield value[name]
    elif isinstance(value, str):
        yield value


def restore_clash(
    merged: Mapping[str, Record], clash: Clash, base: Mapping[str, Record]
) -> tuple[dict[str, Record], Record | None]:
    """Put a change that clashes into records for a person to look at, and return them with the record it is about.

    A record that was removed meanwhile is there again; one whose key was taken meanwhile gets another key; one that was
    changed while it was removed is as it was changed.
    """
    change = clash.change
    if change.op == DELETE:
        return dict(merged), merged.get(change.record)
    if change.op == UPDATE:
        found = {**merged}
        found.setdefault(change.record, base[change.record])
        found = apply_changes(found, [change])
        return found, found[change.record]
    if change.record not in merged:
        found = apply_changes(merged, [change])
        return found, found[change.record]
    return _add_renamed(merged, change)


def _add_renamed(merged: Mapping[str, Record], change: Change) -> tuple[dict[str, Record], Record]:
    """Add a record under another key than its own, which another one has by now."""
    taken = {record.values.get("key") for record in merged.values() if record.table == change.table}
    key = next(key for key in (f"{change.new['key']}-{number}" for number in count(2)) if key not in taken)
    record_id = derive_id(change.new["interdiction"], change.table, key)
    record = Record(change.table, record_id, {**change.new, "key": key})
    return {**merged, record_id: record}, record


def redirect(records: Mapping[str, Record], mine: Iterable[str], old: str, new: str) -> dict[str, Record]:
    """Let those of the records that are mine speak of a record by its new id."""
    found = dict(records)
    for record_id in mine:
        if record_id in found:
            record = found[record_id]
            values: dict[str, Any] = {name: new if value == old else value for name, value in record.values.items()}
            if values.get("subject", {}).get("id") == old:
                values["subject"] = {**values["subject"], "id": new}
            found[record_id] = Record(record.table, record.id, values)
    return found
