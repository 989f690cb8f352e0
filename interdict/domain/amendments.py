"""Amend a record field by field, as `FIELD=VALUE` says, and keep what a new value does not touch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from interdict.domain.changes import UPDATE, Change
from interdict.domain.citations import find_claimed_field
from interdict.domain.fields import MANAGED, NUMBERS, Field, get_fields, name_table
from interdict.domain.records import Record
from interdict.domain.values import parse_value
from interdict.domain.vocabulary import quote, suggest
from interdict.errors import DataError, UsageError


def set_fields(record: Record, settings: Sequence[str], *, find_key: Callable[[str], Record | None]) -> list[Change]:
    """Return the changes that `FIELD=VALUE` texts make to a record; `field.part=value` changes one part of a field.

    `find_key` gives the record of the case with a key, for fields that point to one. Raises UsageError for an unknown
    field, DataError for a value that it does not take.
    """
    values: dict[str, Any] = {}
    fields = {name: field for name, field in get_fields(record.table).items() if name not in MANAGED}
    _check_once(settings)
    # A field as a whole before its parts, in whatever order they are given: else it would take back what they set.
    for setting in sorted(settings, key=lambda setting: "." in setting.partition("=")[0]):
        name, equals, text = setting.partition("=")
        name, dot, part = name.strip().partition(".")
        if not equals:
            raise UsageError(f"--set {quote(setting)} has no '='", hint="write --set FIELD=VALUE")
        if name not in fields:
            hint = suggest(name, tuple(fields), where=f"'interdict fields {record.table}' lists them")
            raise UsageError(f"{name_table(record.table)} has no field {quote(name)} to set", hint=hint)
        field = fields[name]
        present = values.get(name, record.values.get(name))
        try:
            if field.kind == "link":
                values[name] = _find_link(field, text.strip(), find_key)
            elif field.kind == "any":
                claimed = find_claimed_field(record.values["subject"]["table"], record.values.get("field", ""))
                values[name] = parse_value(claimed, text.strip())
            elif dot:
                values[name] = parse_value(field, {**_drop_words(present, part), part: text.strip()})
            else:
                values[name] = keep_parts(field.kind, present, parse_value(field, text.strip()))
        except ValueError as error:
            raise DataError(f"{name}: {error}", hint="nothing was written") from None
    return [
        Change(record.table, record.id, UPDATE, name, record.values.get(name), value)
        for name, value in values.items()
        if value != record.values.get(name)
    ]


def _check_once(settings: Sequence[str]) -> None:
    names = [setting.partition("=")[0].strip() for setting in settings]
    again = next((name for number, name in enumerate(names) if name in names[:number]), None)
    if again is not None:
        raise UsageError(f"--set {again} is given twice", hint="leave one out")


def _drop_words(present: Any, part: str) -> dict[str, Any]:
    """Return the parts of a field that stay when one is set: a new figure is not what was reported before.

    Bounds that are put around a figure leave it the one that was reported.
    """
    whole = dict(present) if isinstance(present, dict) else {}
    is_bound = part in {"low", "high"} and "value" in whole
    if (part in NUMBERS and not is_bound) or part in {"unit", "currency"}:
        whole.pop("as_reported", None)
    return whole


def word_dropped(changes: Iterable[Change]) -> list[str]:
    """Say which words of a source no longer stand with a figure, for the figure is another."""
    lines = []
    for change in changes:
        if isinstance(change.old, dict) and isinstance(change.new, dict) and "as_reported" not in change.new:
            words = change.old.get("as_reported")
            if words:
                lines.append(f"{change.field}: {quote(str(words))} was reported of another figure, and was left out")
    return lines


_KEPT = {"place": "country", "quantity": "scope"}


def keep_parts(kind: str, present: Any, value: Any) -> Any:
    """Keep the country of a place when its name is given anew, and the scope of a quantity with a new figure."""
    part = _KEPT.get(kind)
    if part and isinstance(present, dict) and value and part not in value and part in present:
        return {**value, part: present[part]}
    return value


def keep_all_parts(present: Record, wanted: Record) -> Record:
    """Return a record with what its new values say nothing of kept, as `keep_parts` does."""
    fields = get_fields(wanted.table)
    values = {
        name: keep_parts(fields[name].kind, present.values.get(name), value) for name, value in wanted.values.items()
    }
    return Record(wanted.table, wanted.id, values)


def read_value(field: Field, raw: object, name: str) -> Any:
    """Return the canonical value of a text, None where it is empty; raise DataError that names the option or field."""
    try:
        return parse_value(field, raw)
    except ValueError as error:
        raise DataError(f"{name}: {error}", hint="nothing was written") from None


def _find_link(field: Field, key: str, find_key: Callable[[str], Record | None]) -> str | None:
    """Return the id of the record that a key names, None for an empty key; raise ValueError where there is none."""
    if not key:
        return None
    found = find_key(key)
    if found is None or found.table != field.target:
        raise ValueError(f"the case has no {field.target} with the key {quote(key)}")
    return found.id
