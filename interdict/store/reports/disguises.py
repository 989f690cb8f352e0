"""The report `disguises`: what goods were declared as, what was found, and which covers recur.

Declarations are those of the record and those that sources give; a claim that was judged wrong or denied counts not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from interdict.domain.covers import list_cover_words
from interdict.store.agreement import choose_fields, select_claims
from interdict.store.query import Query
from interdict.store.reports.report import Choices, Column, Report, Table, read_rows
from interdict.store.voices import count_listed, read_origins

_FIELDS = choose_fields(cargo=["declared_as", "description", "category", "prohibited"])


# One row for each item of cargo and each text that it was declared as, by the record or by a source.
_DECLARED = f"""
    , said AS MATERIALIZED (
        SELECT
            interdiction_id, subject_id, source_id, mark,
            coalesce(json_extract(value, '$'), as_reported) AS declared
        FROM ({select_claims(_FIELDS)})
        WHERE field = 'declared_as' AND mark NOT IN ('denied', 'retracted', 'rejected')
    ),
    disputed AS MATERIALIZED (
        SELECT DISTINCT subject_id, field FROM ({select_claims(_FIELDS)}) WHERE disputes
    ),
    declared AS MATERIALIZED (
        SELECT interdiction_id, id AS cargo_id, declared_as AS declared, 'record' AS mark, NULL AS source_id
        FROM cargo
        WHERE declared_as IS NOT NULL AND interdiction_id IN (SELECT id FROM chosen)
        UNION ALL
        SELECT interdiction_id, subject_id, declared, mark, source_id FROM said WHERE declared IS NOT NULL
    )
"""

_SELECT_TEXTS = f"{_DECLARED} SELECT DISTINCT declared FROM declared"

# The value is JSON: an object of each declared text with the list of its words.
_SELECT = f"""
    {_DECLARED}
    , word AS MATERIALIZED (
        SELECT text.key AS declared, item.value AS word FROM json_each(?) AS text, json_each(text.value) AS item
    ),
    cover AS MATERIALIZED (
        SELECT word.word, declared.*, cargo.category
        FROM word
        JOIN declared ON declared.declared = word.declared
        JOIN cargo ON cargo.id = declared.cargo_id
    )
    SELECT
        'word', word, count(DISTINCT interdiction_id), count(DISTINCT CASE mark WHEN 'record' THEN interdiction_id END),
        count(DISTINCT cargo_id), group_concat(DISTINCT category), json_group_array(DISTINCT declared), NULL, NULL
    FROM cover
    GROUP BY word
    UNION ALL
    SELECT
        'item', one.ref, declared.declared,
        cargo.description, cargo.category,
        max(declared.mark = 'record'), max(declared.mark = 'disputed'), group_concat(DISTINCT declared.source_id),
        (SELECT group_concat(field, ', ') FROM disputed WHERE disputed.subject_id = cargo.id)
    FROM declared
    JOIN cargo ON cargo.id = declared.cargo_id
    JOIN interdiction AS one ON one.id = declared.interdiction_id
    GROUP BY one.earliest, one.ref, cargo.sequence, cargo.id, declared.declared
    UNION ALL
    SELECT 'false', NULL, count(DISTINCT interdiction_id), NULL, NULL, NULL, NULL, NULL, NULL
    FROM cargo
    WHERE interdiction_id IN (SELECT id FROM chosen)
    AND (instr(concealment, '"false_description"') OR instr(concealment, '"vague_description"'))
    AND interdiction_id NOT IN (SELECT interdiction_id FROM declared)
    UNION ALL
    SELECT 'declared', NULL, count(DISTINCT interdiction_id), NULL, NULL, NULL, NULL, NULL, NULL FROM declared
    UNION ALL
    SELECT 'all', NULL, count(*), NULL, NULL, NULL, NULL, NULL, NULL FROM chosen
"""

_WORD_COLUMNS = (
    Column("word", "Cover"),
    Column("cases", "Cases", "number"),
    Column("recorded", "In the record", "number"),
    Column("items", "Items", "number"),
    Column("found", "Found beneath", "word"),
    Column("declared", "Declared as"),
)
_ITEM_COLUMNS = (
    Column("ref", "Ref"),
    Column("declared", "Declared as"),
    Column("found", "Found"),
    Column("category", "Category", "word"),
    Column("standing", "Standing", "word"),
    Column("sources", "Sources", "number"),
    Column("independent", "Independent", "number"),
    Column("disputed", "Disputed", "word"),
)
_ITEM_NOTES = (
    "recorded: the record has it; claimed: only sources do; disputed: they do, in conflict with the record; the last "
    "column names the fields of the item that are disputed",
)
_ITEM_SHOWN = (*_ITEM_COLUMNS[:5], _ITEM_COLUMNS[-1])


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """List the words that recur in what goods were declared as, then each declaration beside what was found."""
    texts = [row[0] for row in read_rows(connection, _SELECT_TEXTS, query)]
    words_of = json.dumps({text: list_cover_words(text) for text in texts}, ensure_ascii=False)
    words: list[dict[str, Any]] = []
    items: list[dict[str, Any]] = []
    single: dict[str, int] = {}
    origins = read_origins(connection)
    for part, *values in read_rows(connection, _SELECT, query, words_of):
        if part == "word":
            words.append(_make_word(*values[:6]))
        elif part == "item":
            items.append(_make_item(origins, *values))
        else:
            single[part] = values[1]
    words.sort(key=lambda row: (-row["cases"], -row["items"], row["word"]))
    notes = (
        "a declaration counts under each of its words, in lower case and without the plural's s; numbers, packages and "
        "empty words are left out; what the words mean is not looked at",
        "cases: by the record or by a source that is not judged wrong; in the record: where the record itself has it",
        f"declarations are known of {single['declared']:,} of {single['all']:,} cases; beside these, "
        f"{single['false']:,} have goods that were falsely or vaguely described, it is not recorded as what",
    )
    tables = (
        Table("Covers that recur", _WORD_COLUMNS, words, notes, chart="bars"),
        Table("Declared and found", _ITEM_COLUMNS, items, _ITEM_NOTES, _ITEM_SHOWN),
    )
    return Report("disguises", tables, single["all"])


def _make_word(word: str, cases: int, recorded: int, items: int, found: str | None, declared: str) -> dict[str, Any]:
    return {
        "word": word,
        "cases": cases,
        "recorded": recorded,
        "items": items,
        "found": ", ".join(sorted(found.split(","))) if found else None,
        "declared": "; ".join(sorted(json.loads(declared))),
    }


def _make_item(origins: Mapping[str, frozenset[str]], *values: Any) -> dict[str, Any]:
    ref, declared, found, category, is_recorded, is_disputed, listed, disputed = values
    sources, independent = count_listed(origins, listed)
    return {
        "ref": ref,
        "declared": declared,
        "found": found,
        "category": category,
        "standing": "recorded" if is_recorded else "disputed" if is_disputed else "claimed",
        "sources": sources,
        "independent": independent,
        "disputed": disputed,
    }
