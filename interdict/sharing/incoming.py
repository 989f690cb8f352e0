"""Judge the operations of a changeset that came from someone else, before any of them is taken."""

from __future__ import annotations

import json
import re
import time
from typing import Any

from interdict.domain.changes import CREATE, DELETE, RESTORE, UPDATE, LoggedChange
from interdict.domain.fields import TABLES, get_fields
from interdict.domain.ids import ID, STAMP
from interdict.domain.records import Record, dump_canonical, to_row
from interdict.store.verification import Header

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
AHEAD = 24 * 60 * 60  # seconds that another clock may be ahead of this one
LONGEST_NAME = 200  # characters of an author, a tool


def find_header_fault(header: Header, newest: str) -> str:
    """Say what is wrong with the header of a changeset, nothing when it may be taken; `newest` is the latest stamp."""
    changeset = header.changeset
    for what, text in (("author", changeset.actor), ("tool", changeset.tool)):
        if not text.strip() or len(text) > LONGEST_NAME or "\0" in text:
            return f"its {what} is no name"
    if "\0" in (changeset.note or ""):
        return "its note holds a NUL character"
    if not re.fullmatch(STAMP, changeset.hlc):
        return "its time is none"
    if changeset.hlc > newest:
        return f"its time, {changeset.hlc[:16]}, is over a day ahead of the clock here"
    if changeset.undoes is not None and len(changeset.undoes) != len(header.uid):
        return "what it takes back is no changeset"
    return ""


def find_latest_stamp(own_newest: str) -> str:
    """Return the latest stamp that may be taken: a day ahead of the clock, or of the newest that the file has."""
    limit = time.strftime("%Y-%m-%dT%H:%M:%S.999Z-ffff", time.gmtime(time.time() + AHEAD))
    return max(limit, own_newest)


def find_change_fault(change: LoggedChange, *, is_forgotten: bool = False) -> str:
    """Say what is wrong with one change by itself, nothing when it may be taken.

    A table or a field that this version does not know is no fault: it is kept and passed on.
    """
    if not NAME.fullmatch(change.table) or not ID.fullmatch(change.record):
        return "its record is none"
    if change.op not in {CREATE, UPDATE, DELETE, RESTORE}:
        return "its operation is none of create, update, delete, restore"
    if (change.op == CREATE) == bool(change.prev):
        return "it replaces what it may not, or nothing"
    if change.op in {DELETE, RESTORE}:
        return "" if change.field is None and change.old is None and change.new is None else "it holds values"
    try:
        old, new = _parse(change.old), _parse(change.new)
    except ValueError as error:
        return f"a value of it is not written as values are: {error}"
    if change.op == UPDATE:
        return _find_update_fault(change, old, new, is_forgotten=is_forgotten)
    if change.field is not None or change.old is not None or not isinstance(new, dict):
        return "it is not made as records are"
    return "" if is_forgotten else _find_values_fault(change, new)


def _find_update_fault(change: LoggedChange, old: Any, new: Any, *, is_forgotten: bool) -> str:
    if change.field is None or not NAME.fullmatch(change.field):
        return "its field is none"
    if is_forgotten and (old, new) != (None, None):
        return "it holds a value that was forgotten"
    if change.field == "interdiction" or (change.field == "subject" and new is None):
        return f"a record cannot change its {change.field}"
    return "" if new is None else _find_value_fault(change.table, change.record, change.field, new)


def _parse(text: str | None) -> Any:
    """Return the value that canonical JSON holds.

    Raises ValueError for text that is not JSON or not its canonical form.
    """
    if text is None:
        return None
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
        if dump_canonical(value) != text:
            raise ValueError("not in canonical form")
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if value is None:
        raise ValueError("null is written by leaving it out")
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _find_values_fault(change: LoggedChange, values: dict[str, Any]) -> str:
    if change.table not in TABLES:
        return ""
    if any(not NAME.fullmatch(name) or value is None for name, value in values.items()):
        return "a field of it is none"
    needs_case = change.table not in {"interdiction", "source"}
    if needs_case and not isinstance(values.get("interdiction"), str):
        return "it belongs to no case"
    return find_row_fault(change.table, change.record, values)


def _find_value_fault(table: str, record: str, field: str, value: Any) -> str:
    if table not in TABLES or field not in get_fields(table):
        return ""
    case = {} if table in {"interdiction", "source"} else {"interdiction": record}  # any id, for the row to be whole
    return find_row_fault(table, record, {**case, field: value})


def find_row_fault(table: str, record: str, values: dict[str, Any]) -> str:
    """Say why the model of a table refuses values, nothing when it takes them; unknown fields are passed by."""
    from interdict.domain.models import find_problem

    fields = get_fields(table)
    known = {name: value for name, value in values.items() if name in fields}
    try:
        row = to_row(Record(table, record, known))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return f"{table}: {error}"
    problem = find_problem(table, row)
    return f"{table}: {problem}" if problem else ""
