"""Find and read sources, the one kind of record that belongs to no case."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from interdict.domain.citations import identify_source
from interdict.domain.document_keys import split_name
from interdict.domain.ids import derive_source_id
from interdict.domain.records import Record, from_row
from interdict.domain.vocabulary import find_near, quote
from interdict.errors import DataError, NotFoundError, UsageError
from interdict.store.query import Query
from interdict.store.source_names import SOURCE_NAME

_MOST_NAMED = 5


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

    Of sources that share a key, each is named as `name_sources` does. Raises NotFoundError with near keys, or
    UsageError when a key is that of several sources.
    """
    rows = connection.execute(
        f"SELECT *, {SOURCE_NAME} AS name FROM source WHERE key = :text OR url = :text OR symbol = :text OR id = :text "
        "OR (length(:text) >= 8 AND substr(id, 1, length(:text)) = lower(:text)) ORDER BY key, id",
        {"text": text},
    ).fetchall()
    rows = rows or _find_numbered(connection, text)
    if len(rows) == 1:
        return from_row("source", rows[0])
    if rows:
        raise UsageError(f"{quote(text)} is the key of several sources: {_tell_apart(rows)}", hint="name one of them")
    keys = tuple(row[0] for row in connection.execute("SELECT DISTINCT key FROM source WHERE key IS NOT NULL"))
    near = find_near(text, keys)
    hint = f"did you mean {' or '.join(near)}?" if near else "'interdict source list' shows them"
    raise NotFoundError(f"there is no source {quote(text)}", hint=hint)


def _find_numbered(connection: sqlite3.Connection, text: str) -> list[Any]:
    """Return the one of several sources of a key that a name such as `paper~2` means."""
    key, number = split_name(text)
    if not number:
        return []
    query = f"SELECT *, {SOURCE_NAME} AS name FROM source WHERE key = ? ORDER BY id"
    return [row for row in connection.execute(query, (key,)) if row["name"] == f"{key}~{number}"]


def _tell_apart(rows: Sequence[sqlite3.Row]) -> str:
    names = Counter(row["name"] for row in rows)
    told = [
        f"{row['name'] if names[row['name']] == 1 else row['id']} "
        f"({': '.join(row[name] for name in ('publisher', 'title') if row[name]) or row['url'] or row['id'][:13]})"
        for row in rows[:_MOST_NAMED]
    ]
    return "; ".join(told) + (f" and {len(rows) - _MOST_NAMED} more" if len(rows) > _MOST_NAMED else "")


def list_uncited_sources(connection: sqlite3.Connection) -> list[Record]:
    """Return the sources that no case cites, nor a source that one cites is derived from, with what they derive from.

    What a source derives from may be cited: a document that holds these sources is then whole by itself.
    """
    rows = connection.execute(
        """
        WITH RECURSIVE reached (id) AS (
            SELECT source_id FROM claim WHERE source_id IS NOT NULL
            UNION
            SELECT derived_from_id FROM source JOIN reached USING (id) WHERE derived_from_id IS NOT NULL
        )
        SELECT id FROM source WHERE id NOT IN (SELECT id FROM reached) ORDER BY key, id
        """
    )
    return list(read_sources(connection, [row[0] for row in rows]).values())


def find_source_id(connection: sqlite3.Connection, text: str) -> str | None:
    """Return the id of the source with a key, address, UN symbol or id, None for none; raise ValueError for several."""
    query = "SELECT id FROM source WHERE key = :text OR url = :text OR symbol = :text OR id = :text"
    rows = connection.execute(query, {"text": text}).fetchall() or _find_numbered(connection, text)
    if len(rows) > 1:
        try:
            find_source(connection, text)
        except UsageError as error:
            raise ValueError(f"{error.message}; {error.hint}") from None
    return str(rows[0]["id"]) if rows else None


def has_source_key(connection: sqlite3.Connection, key: str) -> bool:
    """Say whether a source of the file has this key."""
    return connection.execute("SELECT 1 FROM source WHERE key = ?", (key,)).fetchone() is not None


def find_new_id(connection: sqlite3.Connection, values: Mapping[str, Any]) -> str | None:
    """Return the id of a new source by what identifies it, None where nothing does.

    Raises DataError for a source or a key that the file has.
    """
    key = values["key"]
    if has_source_key(connection, key):
        raise DataError(f"there is a source {key} already", hint=f"'interdict source edit {key}' changes it")
    identity = identify_source(values)
    if identity is None:
        return None
    source_id = derive_source_id(identity)
    present = read_sources(connection, [source_id]).get(source_id)
    if present:
        known = present.values.get("key")
        raise DataError(
            f"this source is in the file already, as {known}", hint=f"'interdict source edit {known}' changes it"
        )
    return source_id


def check_source(connection: sqlite3.Connection, present: Record, wanted: Mapping[str, Any]) -> None:
    """Raise DataError for a key that another source has, and for a source that would in the end copy itself."""
    key, parent = wanted.get("key"), wanted.get("derived_from")
    if key and key != present.values.get("key") and has_source_key(connection, key):
        raise DataError(f"there is a source {key} already", hint="choose another key")
    if parent and present.id in read_sources(connection, [parent]):
        raise DataError("--derived-from: the source would be a copy of itself", hint="name the source that it copies")


def find_source_of_text(connection: sqlite3.Connection, sha256: str) -> Record | None:
    """Return the source whose copy has this digest, the first by key where several have."""
    row = connection.execute("SELECT * FROM source WHERE sha256 = ? ORDER BY key, id", (sha256,)).fetchone()
    return from_row("source", row) if row else None


def list_sources(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return all sources as rows with the number of cases that cite them and of claims that rest on them."""
    rows = connection.execute(
        f"""
        SELECT
            source.*, {SOURCE_NAME} AS name, coalesce(copied.key, source.derived_from_id) AS derived_from,
            count(DISTINCT claim.interdiction_id) AS cases, count(claim.field) AS claims
        FROM source
        LEFT JOIN claim ON claim.source_id = source.id
        LEFT JOIN source AS copied ON copied.id = source.derived_from_id
        GROUP BY source.id
        ORDER BY source.key, source.id
        """
    )
    return [{**row, "key": row["name"]} for row in map(dict, rows)]


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
