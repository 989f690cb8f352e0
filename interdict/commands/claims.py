"""What `cite`, `accept` and `compare` have in common: fields that claims are about, and values as people type them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interdict.domain import amendments
from interdict.domain.citations import find_claimed_field
from interdict.domain.fields import PARTS, TABLES, Field, get_fields
from interdict.domain.records import Record
from interdict.domain.vocabulary import fold_word, quote
from interdict.errors import DataError, NotFoundError, UsageError


def find_field(record: Record, text: str) -> Field:
    """Return the field of a record that a claim may be about, written with hyphens or underscores.

    Raises UsageError with the nearest field, or with the tables that have it.
    """
    name = fold_word(text)
    try:
        return find_claimed_field(record.table, name)
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        tables = [table for table in TABLES if name in get_fields(table)]
        if record.table == "interdiction" and tables:
            message = f"a case has no field {quote(name)}"
            hint = f"that is a field of {', '.join(tables)}; name the record, as in REF/KEY"
        raise UsageError(message, hint=hint) from None


def read_claimed(field: Field, text: str, records: Mapping[str, Record]) -> tuple[Any, str | None]:
    """Return a value and, for a figure, the words in which it was given; `{value: 35, scope: part}` names the parts.

    The value is None where the words hold no figure.

    Raises DataError for what the field does not take, NotFoundError for a record that the case does not have.
    """
    if field.kind == "link":
        return _find_linked(field, text, records), None
    raw: Any = text.strip()
    if field.kind in PARTS and raw.startswith("{"):
        from interdict.exchange.documents import parse_documents

        try:
            (raw,) = parse_documents(raw, name="VALUE")
        except (DataError, ValueError):  # no YAML, or not one mapping
            shape = "{" + ", ".join(f"{part}: …" for part in PARTS[field.kind][:2]) + "}"
            raise DataError(
                f"{field.name}: {quote(raw)} cannot be read", hint=f"write its parts as '{shape}'"
            ) from None
    value = read_value(field, raw, field.name)
    if isinstance(raw, str) and isinstance(value, dict) and "as_reported" in value:
        words = str(value.pop("as_reported"))
        return value or None, words
    return value, None


def read_value(field: Field, raw: object, name: str) -> Any:
    """Return the canonical value of a text; raise DataError that names it, also where it is empty."""
    value = amendments.read_value(field, raw, name)
    if value is None:
        raise DataError(f"{name}: the text is empty", hint="nothing was written")
    return value


def _find_linked(field: Field, text: str, records: Mapping[str, Record]) -> str:
    found = [
        record.id
        for record in records.values()
        if record.table == field.target and text.strip() in {record.id, record.values.get("key")}
    ]
    if len(found) != 1:
        raise NotFoundError(
            f"{field.name}: the case has no {field.target} {quote(text)}", hint="give the key that 'interdict show' has"
        )
    return found[0]
