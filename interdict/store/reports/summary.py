"""The report `summary`: totals, and the cases by outcome, mode, regime and year."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from interdict.store.agreement import select_claims
from interdict.store.query import Query
from interdict.store.reports.doubt import note_disputed
from interdict.store.reports.report import Choices, Column, Report, Table, find_share, label, read_rows

_TOTALS = (
    "cases",
    "earliest_possible_day",
    "latest_possible_day",
    "interdicting_states",
    "sources",
    "claims",
    "disputed_fields",
    "cases_with_a_disputed_field",
    "without_date",
    "without_outcome",
)

_SELECT = f"""
    , cited AS MATERIALIZED (
        SELECT
            count(DISTINCT source_id) AS sources,
            count(field) AS claims
        FROM claim
        WHERE interdiction_id IN (SELECT id FROM chosen)
    )
    SELECT 'totals', 'cases', count(*) FROM chosen
    UNION ALL
    SELECT 'totals', 'earliest_possible_day', min(earliest) FROM chosen
    UNION ALL
    SELECT 'totals', 'latest_possible_day', max(latest) FROM chosen
    UNION ALL
    SELECT 'totals', 'interdicting_states', count(DISTINCT item.value)
    FROM (SELECT DISTINCT states FROM chosen) AS lists, json_each(lists.states) AS item
    UNION ALL
    SELECT 'totals', 'sources', sources FROM cited
    UNION ALL
    SELECT 'totals', 'claims', claims FROM cited
    UNION ALL
    SELECT 'disputed', interdiction_id, subject_table || '.' || field
    FROM ({select_claims()})
    WHERE disputes
    GROUP BY subject_table, subject_id, field
    UNION ALL
    SELECT 'totals', 'without_date', count(*) - count(date) FROM chosen
    UNION ALL
    SELECT 'totals', 'without_outcome', count(*) - count(outcome) FROM chosen
    UNION ALL
    SELECT 'outcome', outcome, count(*) FROM chosen GROUP BY outcome
    UNION ALL
    SELECT 'mode', mode, count(*) FROM chosen GROUP BY mode
    UNION ALL
    SELECT 'regime', item.value, sum(lists.cases)
    FROM (SELECT regime, count(*) AS cases FROM chosen GROUP BY regime) AS lists
    LEFT JOIN json_each(lists.regime) AS item
    GROUP BY item.value
    UNION ALL
    SELECT 'year', year, count(*) FROM chosen GROUP BY year
    UNION ALL
    SELECT 'long', NULL, count(*) FROM chosen WHERE substr(earliest, 1, 4) < substr(latest, 1, 4)
"""

_DISPUTED = (
    "a field is disputed where a source denies its value or gives another in conflict with it, and where a claim was "
    "marked as disputed"
)


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """Count the cases by outcome, mode, regime and year, after totals of everything."""
    parts: dict[str, list[tuple[str | None, Any]]] = {}
    for part, value, number in read_rows(connection, _SELECT, query):
        parts.setdefault(part, []).append((value, number))
    totals = dict(parts["totals"])
    cases = totals["cases"]
    disputes = parts.get("disputed", [])
    totals["disputed_fields"] = len(disputes)
    totals["cases_with_a_disputed_field"] = len({case for case, _ in disputes})
    doubts = Counter(field for _, field in disputes)
    disputed = {
        part: note_disputed({("interdiction", field): doubts[f"interdiction.{field}"]}, cases)
        for part, field in {"outcome": "outcome", "mode": "mode", "regime": "regime", "year": "date"}.items()
    }
    columns = (Column("total", "Total", "word"), Column("value", "Value", "figure"))
    rows = [{"total": name, "value": totals[name]} for name in _TOTALS]
    tables = (
        Table("Totals", columns, rows, (_DISPUTED,) if disputes else ()),
        *(_make_share_table(part, parts.get(part, []), cases, disputed[part]) for part in ("outcome", "mode")),
        _make_share_table(
            "regime",
            parts.get("regime", []),
            cases,
            (*_note_regimes(parts.get("regime", []), cases), *disputed["regime"]),
        ),
        _make_share_table(
            "year", parts.get("year", []), cases, (*note_long_dates(parts["long"][0][1], "year"), *disputed["year"])
        ),
    )
    return Report("summary", tables, cases)


def _make_share_table(part: str, counts: list[tuple[str | None, int]], cases: int, notes: tuple[str, ...]) -> Table:
    columns = (
        Column(part, part.capitalize(), "word"),
        Column("cases", "Cases", "number"),
        Column("share", "Of cases", "percent"),
    )
    in_order = sorted(counts, key=lambda item: (item[0] is None, 0 if part == "year" else -item[1], item[0] or ""))
    rows = [{part: label(value), "cases": number, "share": find_share(number, cases)} for value, number in in_order]
    return Table(f"By {part}", columns, rows, notes, chart="columns" if part == "year" else "bars")


def _note_regimes(counts: list[tuple[str | None, int]], cases: int) -> tuple[str, ...]:
    if sum(number for _, number in counts) <= cases:
        return ()
    return ("a case under several regimes counts in each of them, so the shares add up to more than 100 %",)


def note_long_dates(number: int, unit: str) -> tuple[str, ...]:
    """Return the note on dates that span several years or months, none where there is no such date."""
    if not number:
        return ()
    cases = "1 case has a date" if number == 1 else f"{number:,} cases have dates"
    return (f"{cases} of several {unit}s, counted in the {unit} of the earliest day",)
