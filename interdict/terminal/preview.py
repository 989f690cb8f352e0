"""Say what changes would do, or did, in lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from interdict.domain.changes import CREATE, DELETE, RESTORE, UPDATE, Change
from interdict.domain.fields import MAIN_FIELD, TABLES, Field, get_fields
from interdict.domain.records import Record, dump_canonical
from interdict.domain.wording import describe_said, format_value

MOST_LINES = 40
FEW_CLAIMS = 3
LONGEST = 70  # characters of a value


_SIGNS = {CREATE: "+ ", DELETE: "- ", RESTORE: "+ (again) "}


class Preview:
    """What is shown of changes that come bit by bit: the first ones, and how many there are.

    Claims that come or go are counted where there are more than a few.
    """

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self.kept: list[Change] = []  # what it takes to show them, and no more of thousands
        self.number = 0
        self.changed: set[str] = set()  # the first present records that change or come back
        self.removes = False
        self._claims: Counter[str] = Counter()
        self.add(changes)

    def add(self, changes: Iterable[Change]) -> None:
        """Take further changes."""
        for change in changes:
            self.number += 1
            if change.op != CREATE:
                self._note_present(change)
            if change.table == "claim" and change.op != UPDATE:
                self._claims[change.op] += 1
                is_shown = self._claims[change.op] <= FEW_CLAIMS
            else:
                is_shown = self.number - self._claims.total() <= MOST_LINES
            if is_shown:
                self.kept.append(change)

    def _note_present(self, change: Change) -> None:
        self.removes = self.removes or change.op == DELETE
        if change.op != DELETE and len(self.changed) < MOST_LINES:
            self.changed.add(change.record)

    def render(self, present: Mapping[str, Record]) -> list[str]:
        """Return a line for each change: `+` a new record, `-` a removed one, old and new value for an edit."""
        counted = {op: number for op, number in self._claims.items() if number > FEW_CLAIMS}
        shown = [change for change in self.kept if change.table != "claim" or change.op not in counted]
        lines = [_preview(change, present) for change in shown[:MOST_LINES]]
        more = self.number - sum(counted.values()) - len(lines)
        if more:
            lines.append(f"… and {more} more")
        return lines + [f"{_SIGNS[op]}{number} claims" for op, number in counted.items()]


def _preview(change: Change, present: Mapping[str, Record]) -> str:
    record = present.get(change.record)
    values: Mapping[str, Any] = record.values if record else change.new if isinstance(change.new, dict) else {}
    name = name_record(change.table, values)
    if change.op == UPDATE:
        field = get_fields(change.table).get(str(change.field))
        field = find_claimed(values) if field and field.kind == "any" else field
        old, new = (_write(field, value) for value in (change.old, change.new))
        return f"  {name}: {change.field}: {shorten(old) or '(empty)'} -> {shorten(new) or '(empty)'}"
    return _SIGNS[change.op] + name


def name_record(table: str, values: Mapping[str, Any]) -> str:
    """Name a record for people: what it is, its key or reference, and its main field."""
    label = values.get("ref") if table == "interdiction" else values.get("key")
    field = get_fields(table)[MAIN_FIELD[table]]
    main = format_value(field, values.get(field.name))
    if table == "claim" and values.get("value") is not None:
        main += f": {_write(find_claimed(values), values['value'])}"
    short = shorten(main)
    kind = "case" if table == "interdiction" else table
    return " ".join(part for part in (kind, str(label or ""), f"({short})" if short and short != label else "") if part)


def find_claimed(claim: Mapping[str, Any]) -> Field | None:
    """Return the field that a claim is about, None where there is no such field."""
    table = claim.get("subject", {}).get("table", "interdiction")  # the log leaves out a subject that is the case
    return get_fields(table).get(claim.get("field", "")) if table in TABLES else None


def _write(field: Field | None, value: Any) -> str:
    if field is None:
        return value if isinstance(value, str) else dump_canonical(value)
    return describe_said(field, value, {}) if isinstance(value, dict) else format_value(field, value)


def shorten(text: str) -> str:
    """Cut a long text for a line of a preview; the record itself is never cut."""
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
