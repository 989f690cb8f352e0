"""The report `sources`: how much rests on whom, and how well these are known to report."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from interdict.domain.vocabulary import VOCABULARIES
from interdict.store.query import Query
from interdict.store.reports.report import Choices, Column, Report, Table, find_share, label, read_rows
from interdict.store.voices import WITH_VOICES, count_together, read_origins, write_origins

_GRADES = "ABCDE"  # what counts in a mean, as 1 to 5; F cannot be judged

_SELECT = f"""
    {WITH_VOICES}
    , told AS MATERIALIZED (
        SELECT
            source.id, source.key, source.publisher, source.kind, source.reliability, cited.interdiction_id,
            cited.claims
        FROM (
            SELECT interdiction_id, source_id, count(field) AS claims
            FROM claim
            WHERE interdiction_id IN (SELECT id FROM chosen) AND source_id IS NOT NULL
            GROUP BY interdiction_id, source_id
        ) AS cited
        JOIN source ON source.id = cited.source_id
    )
    SELECT 'cases', NULL, independent, together, count(*), NULL, NULL, NULL
    FROM voiced
    GROUP BY independent, together
    UNION ALL
    SELECT 'cases', NULL, 0, NULL, count(*), NULL, NULL, NULL
    FROM chosen
    WHERE id NOT IN (SELECT interdiction_id FROM voiced)
    UNION ALL
    SELECT 'source', id, key, publisher, count(*), sum(claims), kind, reliability FROM told GROUP BY id
    UNION ALL
    SELECT 'publisher', publisher, NULL, count(DISTINCT id), count(DISTINCT interdiction_id), sum(claims), NULL, NULL
    FROM told
    GROUP BY publisher
    UNION ALL
    SELECT 'kind', kind, NULL, count(DISTINCT id), count(DISTINCT interdiction_id), sum(claims), NULL, NULL
    FROM told
    GROUP BY kind
    UNION ALL
    SELECT 'grade', reliability, NULL, count(DISTINCT id), count(DISTINCT interdiction_id), sum(claims), NULL, NULL
    FROM told
    GROUP BY reliability
    UNION ALL
    SELECT 'unsourced', NULL, NULL, count(*), NULL, NULL, NULL, NULL
    FROM claim
    WHERE interdiction_id IN (SELECT id FROM chosen) AND source_id IS NULL
"""

_NUMBERS = (
    Column("sources", "Sources", "number"),
    Column("cases", "Cases", "number"),
    Column("claims", "Claims", "number"),
    Column("share", "Of claims", "percent"),
)
_SOURCE_COLUMNS = (
    Column("source", "Source"),
    Column("publisher", "Publisher"),
    Column("kind", "Kind", "word"),
    Column("reliability", "Grade"),
    Column("cases", "Cases", "number"),
    Column("claims", "Claims", "number"),
    Column("sole", "Alone", "number"),
)
_SOURCE_SHOWN = (_SOURCE_COLUMNS[0], *_SOURCE_COLUMNS[2:])


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """Count cases and claims by source, publisher, kind and grade, and the cases that rest on one source."""
    origins = read_origins(connection)
    parts: dict[str, list[tuple[Any, ...]]] = {}
    for part, *values in read_rows(connection, _SELECT, query, write_origins(origins)):
        parts.setdefault(part, []).append(tuple(values))
    independent: Counter[int] = Counter()
    alone: Counter[str] = Counter()
    for _, number, together, cases, *_ in parts["cases"]:
        count = count_together(origins, together) if together else number
        independent[count] += cases
        if count == 1:
            alone.update(dict.fromkeys(together.split(","), cases))
    sources = [
        {
            "source": key or source,
            "publisher": publisher,
            "kind": kind,
            "reliability": reliability,
            "cases": cases,
            "claims": claims,
            "sole": alone[source],
        }
        for source, key, publisher, cases, claims, kind, reliability in parts.get("source", [])
    ]
    sources.sort(key=lambda row: (-row["cases"], -row["claims"], row["source"]))
    claims = sum(row["claims"] for row in sources)
    tables = (
        _count_cases(independent),
        _list_grades(sources, parts.get("grade", []), claims),
        _make_table("By kind of source", "kind", parts.get("kind", []), claims, kind="word"),
        _make_table("By publisher", "publisher", parts.get("publisher", []), claims),
        Table("By source", _SOURCE_COLUMNS, sources, _note_sources(parts["unsourced"][0][2]), _SOURCE_SHOWN),
    )
    return Report("sources", tables, independent.total())


def _count_cases(independent: Mapping[int, int]) -> Table:
    columns = (
        Column("independent", "Independent sources"),
        Column("cases", "Cases", "number"),
        Column("share", "Of cases", "percent"),
    )
    total = sum(independent.values())
    rows = [
        {"independent": str(number), "cases": cases, "share": find_share(cases, total)}
        for number, cases in sorted(independent.items())
        if cases
    ]
    notes = ("sources that draw on the same agency, paper or publisher are not independent, and count once",)
    hints = ("'interdict report quality' lists the cases",)
    return Table("Cases by independent sources", columns, rows, notes, chart="bars", hints=hints)


def _list_grades(sources: Sequence[Mapping[str, Any]], counts: Sequence[tuple[Any, ...]], claims: int) -> Table:
    graded = [row["reliability"] for row in sources if row["reliability"] and row["reliability"] in _GRADES]
    judged_not = sum(1 for row in sources if row["reliability"] == "F")
    ungraded = len(sources) - len(graded) - judged_not
    notes = [f"of {claims:,} claims on a field that name a source"]
    if graded:
        mean = sum(_GRADES.index(grade) + 1 for grade in graded) / len(graded)
        notes.append(
            f"mean {mean:.1f} of {len(graded):,} graded sources, where A is 1 and E is 5; "
            f"left out: {judged_not:,} of grade F, which cannot be judged, and {ungraded:,} that nobody graded"
        )
    rows = sorted(_make_rows("reliability", counts, claims), key=lambda row: row["reliability"])
    for row in rows:
        row["meaning"] = VOCABULARIES["reliability"].get(row["reliability"])
    columns = (Column("reliability", "Grade"), Column("meaning", "Meaning"), *_NUMBERS)
    rows.sort(key=lambda row: row["reliability"] == label(None))
    return Table("By grade of reliability", columns, rows, tuple(notes), chart="bars")


def _make_table(title: str, name: str, counts: Sequence[tuple[Any, ...]], claims: int, *, kind: str = "text") -> Table:
    rows = _make_rows(name, counts, claims)
    rows.sort(key=lambda row: (row[name] == label(None), -row["claims"], row[name]))
    note = f"of {claims:,} claims on a field that name a source"
    return Table(title, (Column(name, name.capitalize(), kind), *_NUMBERS), rows, (note,), chart="bars")


def _make_rows(name: str, counts: Sequence[tuple[Any, ...]], claims: int) -> list[dict[str, Any]]:
    return [
        {name: label(value), "sources": sources, "cases": cases, "claims": told, "share": find_share(told, claims)}
        for value, _, sources, cases, told, *_ in counts
    ]


def _note_sources(unsourced: int) -> tuple[str, ...]:
    notes = ["alone: the cases in which no other source is independent of it"]
    if unsourced:
        notes.append("1 claim names no source" if unsourced == 1 else f"{unsourced:,} claims name no source")
    return tuple(notes)
