"""Find a word anywhere in a case: in its own texts, those of every record in it, and those of the sources it cites."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from interdict.domain.fields import PARTS, TABLES, Field, field_columns
from interdict.store.comparisons import contains_value, has_country
from interdict.store.conditions import Condition, any_of, contains

_TEXTS = frozenset({"text", "word", "words", "date", "any"})
_PART_TEXTS = frozenset({"name", "locode", "unit", "as_reported"})
_NO_TEXTS = frozenset({"key", "claim.field"})  # names within a case, or of fields: not what anybody says of it
_LANDS = frozenset({"country", "countries", "place", "any"})


def anywhere(word: str) -> Condition:
    """Hold for a case that has the word in a text of it; the name of a country also finds its code."""
    code = find_country(word)
    return any_of([within(table, _search(table, word, code)) for table in TABLES])


def within(table: str, condition: Condition) -> Condition:
    """Hold for a case that has (or cites, if a source) a record of the table for which the condition holds."""
    if table == "interdiction":
        return condition
    query = f"SELECT interdiction_id FROM {table} WHERE {condition.sql}"
    if table == "source":
        query = f"SELECT interdiction_id FROM claim WHERE source_id IN (SELECT id FROM source WHERE {condition.sql})"
    return Condition(f"interdiction.id IN ({query})", condition.values)


def _search(table: str, word: str, code: str | None) -> Condition:
    conditions = [contains([f"{table}.{column}" for column in list_texts()[table]], word)]
    if table == "claim":
        conditions.append(contains_value("claim.value", word))
    if code:
        conditions += [has_country(table, field, code) for field in TABLES[table] if field.kind in _LANDS]
    return any_of(conditions)


@cache
def list_texts() -> Mapping[str, tuple[str, ...]]:
    """Return the columns of each table in which a word is looked for; the value of a claim is apart."""
    return {
        table: tuple(column for field in fields for column in _text_columns(table, field))
        for table, fields in TABLES.items()
    }


def _text_columns(table: str, field: Field) -> tuple[str, ...]:
    if field.name in _NO_TEXTS or f"{table}.{field.name}" in _NO_TEXTS:
        return ("key",) if (table, field.name) == ("source", "key") else ()
    if field.kind in PARTS:
        return tuple(f"{field.name}_{part}" for part in PARTS[field.kind] if part in _PART_TEXTS)
    return field_columns(field) if field.kind in _TEXTS and field.kind != "any" else ()


def find_country(word: str) -> str | None:
    """Return the code of the country whose name, of four letters or more, the word is.

    Only names as they are written are known, which is fast; `parse_country` would look for near ones.
    """
    if len(word) < 4:
        return None
    return _index_countries().get(word.casefold())


@cache
def _index_countries() -> Mapping[str, str]:
    from interdict.domain.country_names import ALIASES, COUNTRY_NAMES, FORMER_COUNTRIES, NO_COUNTRY

    names = {name.casefold(): code for code, aliases in ALIASES.items() for name in aliases}
    for table in (NO_COUNTRY, FORMER_COUNTRIES, COUNTRY_NAMES):
        names.update({name.casefold(): code for code, (_, name) in table.items()})
    return {name: code for name, code in names.items() if len(name) >= 4}
