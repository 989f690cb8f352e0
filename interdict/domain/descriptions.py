"""What people are told of the fields: which ones a name means, and what each may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from interdict.domain.fields import KINDS, NUMBERS, PARTS, SECTIONS, TABLES, Field, field_columns, get_fields
from interdict.domain.registers import PART_WORDS
from interdict.domain.vocabulary import VOCABULARIES, fold_word, quote, suggest


class Described(NamedTuple):
    """A field in its table."""

    table: str
    field: Field


def find_fields(name: str) -> list[Described]:
    """Return the fields that a name means: `cargo` all of a table, `outcome` one wherever it is, `cargo.quantity` one.

    Sections of documents (`parties`), parts of fields (`precision`) and vocabularies serve as names, too. Raises
    ValueError with the nearest names.
    """
    wanted = fold_word(name)
    table, dot, rest = wanted.partition(".")
    table = SECTIONS.get(table, table)
    if not dot:
        return _list_table(table) if table in TABLES else _search(wanted, list_fields())
    if table not in TABLES:
        raise ValueError(f"there is no table {quote(table)}; {suggest(table, tuple(TABLES))}")
    return _search(rest.partition(".")[0], _list_table(table))


def list_fields() -> list[Described]:
    """Return all fields, table by table."""
    return [described for table in TABLES for described in _list_table(table)]


def _list_table(table: str) -> list[Described]:
    return [Described(table, field) for field in TABLES[table]]


def _search(wanted: str, known: list[Described]) -> list[Described]:
    for list_names in (_list_own_name, _list_vocabularies, _list_parts):
        found = [described for described in known if wanted in list_names(described.field)]
        if found:
            return found
    tables = dict.fromkeys(described.table for described in known)
    names = dict.fromkeys((*(tables if len(tables) > 1 else ()), *(described.field.name for described in known)))
    raise ValueError(f"there is no field {quote(wanted)}; {suggest(wanted, tuple(names), few=30)}")


def _list_own_name(field: Field) -> tuple[str, ...]:
    return (field.name,)


def _list_parts(field: Field) -> tuple[str, ...]:
    return (*PARTS.get(field.kind, ()), *field_columns(field))


def _list_vocabularies(field: Field) -> tuple[str, ...]:
    return tuple(list_vocabularies(field))


def list_vocabularies(field: Field) -> list[str]:
    """Return the vocabularies that a field takes its words from: its own, or those of its parts."""
    if field.vocabulary:
        return [field.vocabulary]
    return [PART_WORDS[part] for part in PARTS.get(field.kind, ()) if part in PART_WORDS]


def describe_field(table: str, field: Field) -> dict[str, Any]:
    """Return all that is known of a field, as one flat object."""
    columns = [*field_columns(field), *(("earliest", "latest") if field.name == "date" else ())]
    return {
        "table": table,
        "field": field.name,
        "kind": field.kind,
        "meaning": field.meaning,
        "words": dict(VOCABULARIES[field.vocabulary]) if field.vocabulary else None,
        "parts": {part: describe_part(part) for part in PARTS[field.kind]} if field.kind in PARTS else None,
        "columns": columns,
    }


def describe_part(part: str) -> str:
    """Say what a part of a field holds."""
    if part in PART_WORDS:
        return "a word: " + ", ".join(VOCABULARIES[PART_WORDS[part]])
    if part in _PARTS:
        return _PARTS[part]
    return "a number" if part in NUMBERS else "text"


_PARTS: Mapping[str, str] = {
    "country": "a country",
    "locode": "UN/LOCODE, such as THBKK",
    "currency": "ISO 4217, such as USD",
    "latitude": "degrees north, negative south",
    "longitude": "degrees east, negative west",
    "radius_km": "how far off it may be, in kilometres",
    "as_reported": "the words of the source",
    "unit": "its unit, as the source gives it",
    "table": "its table",
    "id": "its id",
}


def describe_kind(field: Field, *, most: int = 1000) -> str:
    """Say what a field takes; with more words than `most`, how many there are and where they are listed."""
    if field.kind not in {"word", "words"}:
        target = get_target(field)
        return f"the key of a {target}" if target else KINDS[field.kind]
    words = tuple(VOCABULARIES[field.vocabulary])
    opening = "one or more of: " if field.kind == "words" else ""
    if len(words) > most:
        return f"{opening}{', '.join(words[:3])} and {len(words) - 3} others"
    return opening + ", ".join(words)


def get_target(field: Field) -> str:
    """Return the table that a link points to, empty for any other field."""
    return field.target if field.target in TABLES else ""


def list_others(table: str) -> list[str]:
    """Return where the name of a table is the name of a field, too: `note` is a table, and a field of cargo."""
    return [f"{other}.{table}" for other in TABLES if table in get_fields(other)]
