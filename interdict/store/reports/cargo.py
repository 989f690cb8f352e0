"""The report `cargo`: what was found, by category, with totals of what has one unit and one scope.

Units are never converted, and a part is never added to the whole that it is a part of.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from interdict.domain.quantity_words import SINGULARS, UNIT_NAMES
from interdict.store.query import Query
from interdict.store.reports.report import Choices, Column, Report, Table, label, read_rows

_SCOPES = {"item": "", "part": "parts: ", "load": "whole loads: ", "gross": "gross: "}

# An exact value is both ends; a bare `at least` has no upper end, a bare `up to` starts from nothing.
_SELECT = """
    , item AS MATERIALIZED (
        SELECT
            interdiction_id,
            category,
            prohibited,
            coalesce(quantity_scope, 'item') AS scope,
            quantity_unit AS unit,
            coalesce(quantity_low, quantity_value, CASE WHEN quantity_high IS NOT NULL THEN 0 END) AS low,
            coalesce(quantity_high, quantity_value) AS high
        FROM cargo
        WHERE interdiction_id IN (SELECT id FROM chosen)
    )
    SELECT 'category', category, NULL, NULL, count(DISTINCT interdiction_id), count(*), total(prohibited = 'yes')
    FROM item
    GROUP BY category
    UNION ALL
    SELECT 'quantity', category, scope, unit, sum(low), sum(high), sum(high IS NULL)
    FROM item
    WHERE low IS NOT NULL
    GROUP BY category, scope, unit
    UNION ALL
    SELECT 'all', NULL, NULL, NULL, count(*), NULL, NULL FROM chosen
    UNION ALL
    SELECT 'without', NULL, NULL, NULL, count(*), NULL, NULL
    FROM chosen
    WHERE id NOT IN (SELECT interdiction_id FROM item)
    UNION ALL
    SELECT 'unmeasured', NULL, NULL, NULL, count(*), NULL, NULL
    FROM item
    WHERE low IS NULL
"""

_COLUMNS = (
    Column("category", "Category", "word"),
    Column("cases", "Cases", "number"),
    Column("items", "Items", "number"),
    Column("prohibited", "Prohibited", "number"),
    Column("quantities", "Quantities"),
)


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """Count what was found by category of goods, and total what can be added."""
    counts: dict[str | None, tuple[int, int, int]] = {}
    quantities: dict[str | None, dict[str, list[str]]] = {}
    single: dict[str, int] = {}
    for part, category, scope, unit, *numbers in read_rows(connection, _SELECT, query):
        if part == "category":
            counts[category] = (numbers[0], numbers[1], int(numbers[2]))
        elif part == "quantity":
            total = format_total(numbers[0], None if numbers[2] else numbers[1], unit)
            quantities.setdefault(category, {}).setdefault(scope, []).append(total)
        else:
            single[part] = numbers[0]
    rows = [
        _make_row(category, counts[category], quantities.get(category, {}))
        for category in sorted(counts, key=lambda name: (name is None, -counts[name][0], name or ""))
    ]
    table = Table("What was found", _COLUMNS, rows, _make_notes(single["without"], single["unmeasured"]), chart="bars")
    return Report("cargo", (table,), single["all"])


def _make_row(category: str | None, counts: tuple[int, int, int], totals: dict[str, list[str]]) -> dict[str, Any]:
    texts = [prefix + ", ".join(totals[scope]) for scope, prefix in _SCOPES.items() if scope in totals]
    cases, items, prohibited = counts
    return {
        "category": label(category),
        "cases": cases,
        "items": items,
        "prohibited": prohibited,
        "quantities": "; ".join(texts),
    }


def _make_notes(without: int, unmeasured: int) -> tuple[str, ...]:
    notes = [
        "quantities are those adopted in the record, added within one unit and one scope, never converted: do not add "
        "parts, whole loads and gross figures to each other",
        "an item is prohibited where the record says yes; a case with several categories counts in each",
    ]
    if unmeasured:
        notes.append("1 item has no figure" if unmeasured == 1 else f"{unmeasured:,} items have no figure")
    if without:
        notes.append("1 case has no cargo" if without == 1 else f"{without:,} cases have no cargo")
    return tuple(notes)


def format_total(low: float, high: float | None, unit: str | None) -> str:
    """Write a total with its unit: `35 t`, `30–45 t`, `at least 30 t` where it has no upper end."""
    if high is None:
        figure = f"at least {_format_number(low)}"
    elif low == high:
        figure = _format_number(low)
    else:
        figure = f"{_format_number(low)}–{_format_number(high)}"
    if unit is None:
        return f"{figure} (no unit)"
    return f"{figure} {SINGULARS.get(unit, unit) if figure == '1' else UNIT_NAMES.get(unit, unit)}"


def _format_number(number: float) -> str:
    text = f"{number:,.6f}".rstrip("0").rstrip(".")
    return text or "0"
