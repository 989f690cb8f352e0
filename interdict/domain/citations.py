"""Claims: which field one may be about, the ones that `source:` stands for, and what identifies a source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

from interdict.domain.fields import MANAGED, Field, get_fields, name_table
from interdict.domain.ids import derive_id
from interdict.domain.records import Record
from interdict.domain.vocabulary import quote, suggest

# What the analyst says, not a source, and what only ties records to each other.
UNCITED = frozenset({"title", "summary", "confidence", "tlp", "private", "layer", "identity_of", "conveyance", "note"})


def cite_record(
    record: Record,
    key: str,
    case_id: str,
    source: tuple[str, str],
    cited: AbstractSet[tuple[Any, ...]],
    number: int = 0,
) -> list[Record]:
    """Return a claim by a source, given as key and id, for each value of a record that it does not claim already."""
    claims = []
    for name, value in record.values.items():
        if name in MANAGED or name in UNCITED or (record.id, name, source[1]) in cited:
            continue
        number += 1
        claim_key = make_claim_key(key, name, source[0])
        values = {
            "key": claim_key,
            "interdiction": case_id,
            "sequence": number,
            "subject": {"table": record.table, "id": record.id},
            "field": name,
            "value": value,
            "source": source[1],
        }
        claims.append(Record("claim", derive_id(case_id, "claim", claim_key), values))
    return claims


def key_claim(claim: Record) -> tuple[Any, ...]:
    """Return what a claim is about and who makes it: record, field and source."""
    values = claim.values
    return (values.get("subject", {}).get("id"), values.get("field"), values.get("source"))


def make_claim_key(of: object, field: object, source: object) -> str:
    """Return the key of a claim that was given none: record, field and source, as in load-quantity-act-2010-01."""
    return f"{of or 'interdiction'}-{field or 'all'}-{source or 'unsourced'}".replace("/", "-").replace("~", "-")


def make_citation(case_id: str, source_key: str, source_id: str) -> Record:
    """Return the claim without field or value that ties a source to a case as a whole."""
    key = f"cites-{source_key}"
    values = {
        "interdiction": case_id,
        "key": key,
        "sequence": 0,
        "subject": {"table": "interdiction", "id": case_id},
        "source": source_id,
    }
    return Record("claim", derive_id(case_id, "claim", key), values)


@cache
def _list_claimable(table: str) -> dict[str, Field]:
    return {name: field for name, field in get_fields(table).items() if name not in MANAGED}


def find_claimed_field(table: str, name: str) -> Field:
    """Return the field that a claim may be about.

    Raises ValueError with the nearest field.
    """
    fields = _list_claimable(table)
    if name not in fields:
        near = suggest(name, tuple(fields), where=f"'interdict fields {table}' lists them")
        raise ValueError(f"{name_table(table)} has no field {quote(name)}; {near}")
    return fields[name]


def identify_source(values: Mapping[str, Any]) -> str | None:
    """Return what identifies a source: its address, else its UN symbol, else publisher, title, author and date."""
    url = str(values.get("url") or "").strip()
    if url:
        return f"url:{url}"
    symbol = str(values.get("symbol") or "").strip()
    if symbol:
        return f"symbol:{symbol.upper()}"
    parts = [str(values.get(name) or "").strip() for name in ("publisher", "title", "author", "published")]
    return "work:" + "|".join(parts) if any(parts) else None


def is_citation(record: Record) -> bool:
    """Say whether a claim only ties a source to its case; documents leave such claims out."""
    values = record.values
    return (
        record.table == "claim"
        and str(values.get("key", "")).startswith("cites-")
        and values.keys() <= {"interdiction", "key", "sequence", "subject", "source"}
    )


def find_leaned_on(records: Iterable[Record]) -> set[str]:
    """Return the ids of the sources that a claim names or another source is derived from."""
    return {
        str(record.values[name]) for record in records for name in ("source", "derived_from") if name in record.values
    }
