"""The report `cargo`: what was found, by category, with totals of what has one unit and one scope.

Units are never converted, and a part is never added to the whole that it is a part of. Where sources give other
figures in the same unit and scope, their range stands beside what the record adopted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from interdict.domain.quantity_words import SINGULARS, UNIT_NAMES
from interdict.store.agreement import choose_fields, select_claims
from interdict.store.query import Query
from interdict.store.reports.doubt import count_disputed, note_disputed
from interdict.store.reports.report import Choices, Column, Report, Table, label, read_rows
from interdict.store.voices import count_listed, read_origins

_SCOPES = {"item": "", "part": "parts: ", "load": "whole loads: ", "gross": "gross: "}

_CLAIMED = choose_fields(cargo=["quantity", "description"])
_DISPUTED = ("category", "quantity", "prohibited")
_UNIT_AND_SCOPE = "cargo.quantity_unit AS unit, cargo.quantity_scope AS scope"


def _said(part: str) -> str:
    return f"json_extract(value, '$.{part}')"


# An exact value is both ends; a bare `at least` has no upper end, a bare `up to` starts from nothing. What sources say
# goes from the least to the most; where the record has no upper end, nothing that they say gives it one.
_SELECT = f"""
    , said AS MATERIALIZED (
        SELECT
            subject_id, source_id,
            coalesce({_said("low")}, {_said("value")}) AS low,
            coalesce({_said("high")}, {_said("value")}) AS high,
            {_said("unit")} IS unit AND coalesce({_said("scope")}, scope, 'item') = coalesce(scope, 'item') AS is_same
        FROM ({select_claims(_CLAIMED, further=_UNIT_AND_SCOPE)})
        WHERE field = 'quantity' AND mark IN ('asserts', 'also', 'disputed', 'unset')
    ),
    disputed AS MATERIALIZED (
        SELECT subject_id, max(field = 'description') AS in_words, max(field = 'quantity') AS in_figures
        FROM ({select_claims(_CLAIMED)})
        WHERE disputes
        GROUP BY subject_id
    ),
    range AS MATERIALIZED (
        SELECT subject_id, min(low) AS low, max(high) AS high, group_concat(DISTINCT source_id) AS sources
        FROM said
        WHERE is_same AND coalesce(low, high) IS NOT NULL
        GROUP BY subject_id
    ),
    adopted AS MATERIALIZED (
        SELECT
            id, interdiction_id, key, category, prohibited, description,
            coalesce(quantity_scope, 'item') AS scope,
            quantity_unit AS unit,
            coalesce(quantity_low, quantity_value, CASE WHEN quantity_high IS NOT NULL THEN 0 END) AS low,
            coalesce(quantity_high, quantity_value) AS high
        FROM cargo
        WHERE interdiction_id IN (SELECT id FROM chosen)
    ),
    item AS MATERIALIZED (
        SELECT
            adopted.*, range.sources,
            min(adopted.low, coalesce(range.low, adopted.low)) AS least,
            max(adopted.high, coalesce(range.high, adopted.high)) AS most
        FROM adopted LEFT JOIN range ON range.subject_id = adopted.id
    )
    SELECT
        'category', category, NULL, NULL, count(DISTINCT interdiction_id), count(*),
        sum(nullif(prohibited, 'unknown') = 'yes'), NULL, NULL, NULL
    FROM item
    GROUP BY category
    UNION ALL
    SELECT 'quantity', category, scope, unit, sum(low), sum(high), sum(high IS NULL), sum(least), sum(most), NULL
    FROM item
    WHERE low IS NOT NULL
    GROUP BY category, scope, unit
    UNION ALL
    SELECT *
    FROM (
        SELECT
            CASE WHEN disputed.in_figures THEN 'disputed item' ELSE 'item' END,
            one.ref, item.key, item.unit, item.low, item.high,
            item.description || CASE WHEN disputed.in_words THEN ' (disputed)' ELSE '' END,
            item.least, item.most, item.sources
        FROM item
        JOIN interdiction AS one ON one.id = item.interdiction_id
        LEFT JOIN disputed ON disputed.subject_id = item.id
        WHERE item.least < item.low OR item.most > item.high
        ORDER BY one.earliest IS NULL, one.earliest, one.ref, item.key
    )
    UNION ALL
    SELECT 'all', NULL, NULL, NULL, count(*), NULL, NULL, NULL, NULL, NULL FROM chosen
    UNION ALL
    SELECT 'without', NULL, NULL, NULL, count(*), NULL, NULL, NULL, NULL, NULL
    FROM chosen
    WHERE id NOT IN (SELECT interdiction_id FROM item)
    UNION ALL
    SELECT 'unmeasured', NULL, NULL, NULL, count(*), NULL, NULL, NULL, NULL, NULL
    FROM item
    WHERE low IS NULL
    UNION ALL
    SELECT
        'silent', NULL, NULL, NULL, count(*) - count(nullif(prohibited, 'unknown')), NULL, NULL, NULL, NULL, NULL
    FROM item
    UNION ALL
    SELECT 'elsewhere', NULL, NULL, NULL, count(*), NULL, NULL, NULL, NULL, NULL
    FROM said
    WHERE NOT is_same AND coalesce(low, high) IS NOT NULL
"""

_COLUMNS = (
    Column("category", "Category", "word"),
    Column("cases", "Cases", "number"),
    Column("items", "Items", "number"),
    Column("prohibited", "Prohibited", "stated"),
    Column("quantities", "Quantities"),
)
_ITEM_COLUMNS = (
    Column("ref", "Ref"),
    Column("record", "Record"),
    Column("description", "Found"),
    Column("adopted", "Adopted"),
    Column("said", "Sources say"),
    Column("sources", "Sources", "number"),
    Column("independent", "Independent", "number"),
)
_ITEM_SHOWN = (*_ITEM_COLUMNS[:5], Column("independent", "Sources", "number"))

_INDEPENDENT = (
    "sources: independent ones that give a figure; those that draw on the same agency, paper or publisher count once"
)


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """Count what was found by category of goods, and total what can be added, beside what sources say."""
    counts: dict[str | None, tuple[int, int, int | None]] = {}
    quantities: dict[str | None, dict[str, list[str]]] = {}
    items: list[dict[str, Any]] = []
    single: dict[str, int] = {}
    origins = read_origins(connection)
    for part, first, second, unit, *numbers in read_rows(connection, _SELECT, query):
        if part == "category":
            counts[first] = (numbers[0], numbers[1], numbers[2])
        elif part == "quantity" and any(numbers):  # that nothing was found adds nothing
            total = _format_range(numbers, None if numbers[2] else numbers[1], unit)
            quantities.setdefault(first, {}).setdefault(second, []).append(total)
        elif part in {"item", "disputed item"}:
            item = _make_item(first, second, unit, numbers, is_disputed=part != "item")
            sources, independent = count_listed(origins, numbers[-1])
            items.append({**item, "sources": sources, "independent": independent})
        else:
            single[part] = numbers[0]
    rows = [
        _make_row(category, counts[category], quantities.get(category, {}))
        for category in sorted(counts, key=lambda name: (name is None, -counts[name][0], name or ""))
    ]
    disputed = note_disputed(count_disputed(connection, query, cargo=_DISPUTED), single["all"])
    notes = (*_make_notes(single, sum(number for _, number, _ in counts.values())), *disputed)
    tables = (
        Table("What was found", _COLUMNS, rows, notes, chart="bars"),
        Table(
            "Where sources give other figures",
            _ITEM_COLUMNS,
            items,
            (_INDEPENDENT, *_note_elsewhere(single["elsewhere"])),
            _ITEM_SHOWN,
        ),
    )
    return Report("cargo", tables, single["all"])


def _format_range(numbers: Sequence[Any], high: float | None, unit: str | None) -> str:
    """Write a total, with the range of what sources say where that is wider."""
    low, *_, least, most, _ = numbers
    adopted, said = format_total(low, high, unit), format_total(least, None if high is None else most, unit)
    return adopted if adopted == said else f"{adopted} (sources: {said})"


def _make_item(ref: str, key: str, unit: str | None, numbers: Sequence[Any], *, is_disputed: bool) -> dict[str, Any]:
    low, high, description, least, most, _ = numbers
    return {
        "ref": ref,
        "record": key,
        "description": description,
        "adopted": format_total(low, high, unit) + (" (disputed)" if is_disputed else ""),
        "said": format_total(least, most, unit),
    }


def _make_row(
    category: str | None, counts: tuple[int, int, int | None], totals: dict[str, list[str]]
) -> dict[str, Any]:
    texts = [prefix + ", ".join(totals[scope]) for scope, prefix in _SCOPES.items() if scope in totals]
    cases, items, prohibited = counts
    return {
        "category": label(category),
        "cases": cases,
        "items": items,
        "prohibited": prohibited,
        "quantities": "; ".join(texts),
    }


def _make_notes(single: Mapping[str, int], items: int) -> tuple[str, ...]:
    notes = [
        "quantities are those adopted in the record, added within one unit and one scope, never converted: do not add "
        "parts, whole loads and gross figures to each other",
        "sources: the same total from the least to the most that a source gives for each item, but for what was judged "
        "wrong",
        "an item is a row of cargo, so a load counts beside its parts; it is prohibited where the record says yes; a "
        "case with several categories counts in each",
    ]
    if single["silent"]:
        silent = "1 item" if single["silent"] == 1 else f"{single['silent']:,} items"
        notes.append(f"not stated whether prohibited: {silent}")
    unmeasured, without = single["unmeasured"], single["without"]
    if unmeasured:
        notes.append(f"{unmeasured:,} of {items:,} items ha{'s' if unmeasured == 1 else 've'} no figure")
    if without:
        notes.append(f"{without:,} of {single['all']:,} cases ha{'s' if without == 1 else 've'} no cargo")
    return tuple(notes)


def _note_elsewhere(claims: int) -> tuple[str, ...]:
    if not claims:
        return ()
    figures = "1 figure" if claims == 1 else f"{claims:,} figures"
    return (f"{figures} in another unit or of another part of the load left out, or of an item without a figure",)


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
