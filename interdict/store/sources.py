"""Find and read sources, the one kind of record that belongs to no case."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from interdict.domain.records import Record, from_row
from interdict.domain.vocabulary import find_near, quote
from interdict.errors import NotFoundError, UsageError
from interdict.store.query import Query


def read_sources(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Record]:
    """Return sources by id, with the ones that they are derived from."""
    sources: dict[str, Record] = {}
    wanted = list(ids)
    while wanted:
        marks = ",".join("?" * min(len(wanted), 500))
        batch, wanted = wanted[:500], wanted[500:]
        query = f"SELECT * FROM source WHERE id IN ({marks})"
        for row in connection.execute(query, batch):
            source = from_row("source", row)
            sources[source.id] = source
            parent = source.values.get("derived_from")
            if parent and parent not in sources:
                wanted.append(parent)
    return sources


def find_source(connection: sqlite3.Connection, text: str) -> Record:
    """Return the source with this key, id, address or UN symbol.

    Raises NotFoundError with near keys, or UsageError when a key is that of several sources.
    """
    rows = connection.execute(
        "SELECT * FROM source WHERE key = :text OR url = :text OR symbol = :text OR id = :text "
        "OR (length(:text) >= 8 AND substr(id, 1, length(:text)) = lower(:text))",
        {"text": text},
    ).fetchall()
    if len(rows) == 1:
        return from_row("source", rows[0])
    if rows:
        names = "; ".join(f"{row['id'][:13]} {row['publisher'] or ''} {row['title'] or ''}".strip() for row in rows[:5])
        raise UsageError(f"{quote(text)} is the key of several sources: {names}", hint="use the beginning of the id")
    keys = tuple(row[0] for row in connection.execute("SELECT key FROM source WHERE key IS NOT NULL"))
    near = find_near(text, keys)
    hint = f"did you mean {' or '.join(near)}?" if near else "'interdict source list' shows them"
    raise NotFoundError(f"there is no source {quote(text)}", hint=hint)


def list_uncited_sources(connection: sqlite3.Connection) -> list[Record]:
    """Return the sources that no claim of any case refers to."""
    rows = connection.execute(
        "SELECT * FROM source WHERE NOT EXISTS (SELECT 1 FROM claim WHERE claim.source_id = source.id) "
        "AND NOT EXISTS (SELECT 1 FROM source AS copy WHERE copy.derived_from_id = source.id)"
    )
    return [from_row("source", row) for row in rows]


def find_source_id(connection: sqlite3.Connection, text: str) -> str | None:
    """Return the id of the source with a key, address, UN symbol or id; None for none, and for several."""
    rows = connection.execute(
        "SELECT id FROM source WHERE key = :text OR url = :text OR symbol = :text OR id = :text", {"text": text}
    ).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else None


def has_source_key(connection: sqlite3.Connection, key: str) -> bool:
    """Say whether a source of the file has this key."""
    return connection.execute("SELECT 1 FROM source WHERE key = ?", (key,)).fetchone() is not None


def find_source_of_text(connection: sqlite3.Connection, sha256: str) -> Record | None:
    """Return the source whose copy has this digest, the first by key where several have."""
    row = connection.execute("SELECT * FROM source WHERE sha256 = ? ORDER BY key, id", (sha256,)).fetchone()
    return from_row("source", row) if row else None


def list_sources(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return all sources as rows with the number of cases that cite them and of claims that rest on them."""
    rows = connection.execute(
        """
        SELECT
            source.*, coalesce(copied.key, source.derived_from_id) AS derived_from,
            count(DISTINCT claim.interdiction_id) AS cases, count(claim.field) AS claims
        FROM source
        LEFT JOIN claim ON claim.source_id = source.id
        LEFT JOIN source AS copied ON copied.id = source.derived_from_id
        GROUP BY source.id
        ORDER BY source.key, source.id
        """
    )
    return [dict(row) for row in rows]


def list_citations(connection: sqlite3.Connection, ids: Sequence[str], query: Query) -> dict[str, list[str]]:
    """Return, for each of at most 500 sources, the references of the matching cases that cite it."""
    rows = connection.execute(
        f"""
        SELECT DISTINCT claim.source_id, interdiction.ref
        FROM claim JOIN interdiction ON interdiction.id = claim.interdiction_id
        WHERE claim.source_id IN ({",".join("?" * len(ids))}) AND ({query.where})
        ORDER BY interdiction.ref
        """,
        (*ids, *query.values),
    )
    citing: dict[str, list[str]] = {}
    for source, ref in rows:
        citing.setdefault(source, []).append(ref)
    return citing


def list_citing_cases(connection: sqlite3.Connection, source_id: str) -> list[dict[str, Any]]:
    """Return the cases that cite a source, each with the number of claims that rest on it."""
    rows = connection.execute(
        """
        SELECT interdiction.ref, interdiction.title, count(claim.field) AS claims
        FROM claim JOIN interdiction ON interdiction.id = claim.interdiction_id
        WHERE claim.source_id = ?
        GROUP BY interdiction.id
        ORDER BY interdiction.ref
        """,
        (source_id,),
    )
    return [dict(row) for row in rows]
