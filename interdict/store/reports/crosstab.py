"""The report `crosstab`: how many cases have each pair of values of two fields."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from interdict.store.agreement import WEIGHED
from interdict.store.query import Query
from interdict.store.reports.axes import YEAR, Axis, find_axis
from interdict.store.reports.doubt import count_disputed, note_disputed
from interdict.store.reports.report import NOT_STATED, Choices, Column, Report, Table, label

# Of two fields of the case: pairs of whole lists are counted first, so that few are taken apart.
_SELECT = """
    WITH pair AS MATERIALIZED (
        SELECT {row} AS row, {column} AS col, count(*) AS cases
        FROM interdiction
        WHERE {where}
        GROUP BY 1, 2
    )
    SELECT 'cell', {row_value}, {column_value}, sum(cases) FROM pair {row_join} {column_join} GROUP BY 2, 3
    UNION ALL
    SELECT 'row', {row_value}, NULL, sum(cases) FROM pair {row_join} GROUP BY 2
    UNION ALL
    SELECT 'column', NULL, {column_value}, sum(cases) FROM pair {column_join} GROUP BY 3
    UNION ALL
    SELECT 'all', NULL, NULL, coalesce(sum(cases), 0) FROM pair
"""


# Of fields of records, too: each pair that a case has, once.
_SELECT_RECORDS = """
    WITH chosen AS MATERIALIZED (
        SELECT id, {row_case} AS row, {column_case} AS col
        FROM interdiction
        WHERE {where}
    ),
    pair AS MATERIALIZED (
        SELECT DISTINCT chosen.id, {row_value} AS row, {column_value} AS col
        FROM chosen
        {joins}
    )
    SELECT 'cell', row, col, count(*) FROM pair GROUP BY 2, 3
    UNION ALL
    SELECT 'row', row, NULL, count(DISTINCT id) FROM pair GROUP BY 2
    UNION ALL
    SELECT 'column', NULL, col, count(DISTINCT id) FROM pair GROUP BY 3
    UNION ALL
    SELECT 'all', NULL, NULL, count(*) FROM chosen
"""


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:
    """Count the cases by the values of one field in rows and of another in columns, with totals."""
    rows, columns = find_axis("--rows", choices.rows), find_axis("--columns", choices.columns)
    counts: dict[str, dict[Any, int]] = defaultdict(dict)
    for part, row, column, cases in _count(connection, query, rows, columns):
        counts[part][{"row": row, "column": column}.get(part, (row, column))] = cases
    row_values, column_values = _sort(rows, counts["row"]), _sort(columns, counts["column"])
    table_rows = [
        {
            rows.name: label(row),
            **{label(column): counts["cell"].get((row, column), 0) for column in column_values},
            "total": counts["row"][row],
        }
        for row in row_values
    ]
    totals = {label(column): counts["column"][column] for column in column_values}
    table_rows.append({rows.name: "total", **totals, "total": counts["all"][None, None]})
    table_columns = (
        Column(rows.name, rows.title, rows.kind),
        *(Column(label(column), _name_value(columns, column), "number") for column in column_values),
        Column("total", "Total", "number"),
    )
    title = f"{rows.title} by {columns.title.lower()}"
    narrow = _list_pairs(rows, columns, table_rows, table_columns[1:])
    notes = (
        *_note_counts(rows, columns),
        *_note_disputes(connection, query, (rows, columns), counts["all"][None, None]),
    )
    table = Table(title, table_columns, table_rows, notes, narrow=narrow, chart="grid")
    return Report("crosstab", (table,), counts["all"][None, None])


def _note_disputes(connection: sqlite3.Connection, query: Query, axes: Sequence[Axis], cases: int) -> tuple[str, ...]:
    """Say in how many cases sources dispute the fields that are counted; what a source is, nobody disputes."""
    names: dict[str, list[str]] = {}
    for axis in axes:
        if axis.table in WEIGHED:
            field = axis.name.rpartition(".")[2]
            names.setdefault(axis.table, []).append("date" if axis is YEAR else field)
    return note_disputed(count_disputed(connection, query, **names), cases) if names else ()


def _list_pairs(rows: Axis, columns: Axis, table_rows: Sequence[Mapping[str, Any]], values: Sequence[Column]) -> Table:
    """Turn the table into one row for each pair of values that cases have."""
    pairs = [
        {
            "row": row[rows.name],
            "column": value.title.lower() if value.key == "total" else value.title,
            "cases": row[value.key],
        }
        for row in table_rows
        for value in values
        if row[value.key]
    ]
    heads = (Column("row", rows.title, rows.kind), Column("column", columns.title))
    return Table("", (*heads, Column("cases", "Cases", "number")), pairs)


def _count(connection: sqlite3.Connection, query: Query, rows: Axis, columns: Axis) -> list[tuple[Any, ...]]:
    statement = _select_cases if rows.table == columns.table == "interdiction" else _select_records
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(statement(query, rows, columns), query.values).fetchall()


def _select_cases(query: Query, rows: Axis, columns: Axis) -> str:
    return _SELECT.format(
        row=rows.column,
        column=columns.column,
        where=query.where,
        row_value="row_item.value" if rows.is_list else "pair.row",
        column_value="column_item.value" if columns.is_list else "pair.col",
        row_join="LEFT JOIN json_each(pair.row) AS row_item" if rows.is_list else "",
        column_join="LEFT JOIN json_each(pair.col) AS column_item" if columns.is_list else "",
    )


def _select_records(query: Query, rows: Axis, columns: Axis) -> str:
    """Return the SELECT with fields of records; two of one table must stand in one record."""
    values = {"row": "chosen.row", "col": "chosen.col"}
    groups: dict[str, dict[str, Axis]] = {}
    for side, axis in {"row": rows, "col": columns}.items():
        if axis.table != "interdiction":
            groups.setdefault(axis.table, {})[side] = axis
            values[side] = f"{axis.table}_record.{side}"
    joins = [_join_records(table, sides) for table, sides in groups.items()]
    for side, axis in {"row": rows, "col": columns}.items():
        if axis.is_list:
            joins.append(f"LEFT JOIN json_each({values[side]}) AS {side}_item")
            values[side] = f"{side}_item.value"
    return _SELECT_RECORDS.format(
        row_case=rows.column if rows.table == "interdiction" else "NULL",
        column_case=columns.column if columns.table == "interdiction" else "NULL",
        where=query.where,
        row_value=values["row"],
        column_value=values["col"],
        joins=" ".join(joins),
    )


def _join_records(table: str, sides: Mapping[str, Axis]) -> str:
    """Join the records of a case that state a value; of a source, those that the case cites."""
    owner = "claim JOIN source ON source.id = claim.source_id" if table == "source" else table
    case_id = "claim.interdiction_id" if table == "source" else f"{table}.interdiction_id"
    return f"""
        LEFT JOIN (
            SELECT {case_id} AS case_id, {", ".join(f"{axis.column} AS {side}" for side, axis in sides.items())}
            FROM {owner}
            WHERE {" OR ".join(f"{axis.column} IS NOT NULL" for axis in sides.values())}
        ) AS {table}_record ON {table}_record.case_id = chosen.id
    """


def _sort(axis: Axis, counts: Mapping[str | None, int]) -> list[str | None]:
    """Sort values: years by time, others by how often they are met; none stated comes last."""
    return sorted(
        counts,
        key=lambda value: (
            value is None,
            0 if axis.name == "year" else -counts[value],
            _name_value(axis, value),
        ),
    )


def _name_value(axis: Axis, value: str | None) -> str:
    if value is None:
        return NOT_STATED
    if axis.kind == "country":
        from interdict.domain.countries import format_country

        return format_country(value)
    return value.replace("_", " ")


def _note_counts(rows: Axis, columns: Axis) -> tuple[str, ...]:
    notes = []
    several = dict.fromkeys(axis.name for axis in (rows, columns) if axis.is_list or axis.table != "interdiction")
    if several:
        names = " or ".join(several)
        notes.append(f"a case with several values of {names} counts once for each; totals count each case once")
    if rows.table == columns.table != "interdiction":
        notes.append(f"a case counts in a cell where one {rows.table} in it has both values")
    return tuple(notes)
