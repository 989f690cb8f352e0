"""The report `crosstab`: how many cases have each pair of values of two fields."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from interdict.domain.fields import TABLES
from interdict.domain.vocabulary import find_near, quote
from interdict.errors import UsageError
from interdict.store.query import Query
from interdict.store.reports.report import NOT_STATED, Choices, Column, Report, Table, label


class Axis(NamedTuple):
    """A field that can be counted by: its column of `interdiction`, and the kind of its values on the screen."""

    name: str
    column: str
    kind: str
    is_list: bool = False


def _list_axes() -> dict[str, Axis]:
    axes = {"year": Axis("year", "substr(coalesce(earliest, latest), 1, 4)", "text")}
    for field in TABLES["interdiction"]:
        if field.kind == "word":
            axes[field.name] = Axis(field.name, field.name, "word")
        elif field.kind in {"words", "countries"}:
            kind = "word" if field.kind == "words" else "country"
            axes[field.name] = Axis(field.name, field.name, kind, is_list=True)
        elif field.kind == "place":
            axes[field.name] = Axis(field.name, f"{field.name}_country", "country")
    return axes


AXES: Mapping[str, Axis] = _list_axes()
_ALIASES = {"state": "states", "country": "place"}

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


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:
    """Count the cases by the values of one field in rows and of another in columns, with totals."""
    rows, columns = _find_axis("--rows", choices.rows), _find_axis("--columns", choices.columns)
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
        Column(rows.name, rows.name.capitalize(), rows.kind),
        *(Column(label(column), _name_value(columns, column), "number") for column in column_values),
        Column("total", "Total", "number"),
    )
    title = f"{rows.name.capitalize()} by {columns.name}"
    narrow = _list_pairs(rows, columns, table_rows, table_columns[1:])
    table = Table(title, table_columns, table_rows, _note_lists(rows, columns), narrow=narrow, chart="grid")
    return Report("crosstab", (table,), counts["all"][None, None])


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
    heads = (Column("row", rows.name.capitalize(), rows.kind), Column("column", columns.name.capitalize()))
    return Table("", (*heads, Column("cases", "Cases", "number")), pairs)


def _find_axis(option: str, name: str) -> Axis:
    names = tuple(AXES)
    if not name:
        raise UsageError(f"a crosstab needs {option} FIELD", hint="FIELD is one of " + ", ".join(names))
    plain = name.casefold().strip()
    axis = AXES.get(_ALIASES.get(plain, plain))
    if axis is None:
        near = find_near(plain, names)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        raise UsageError(f"{option} cannot be {quote(name)}", hint=f"{hint}it is one of " + ", ".join(names))
    return axis


def _count(connection: sqlite3.Connection, query: Query, rows: Axis, columns: Axis) -> list[tuple[Any, ...]]:
    statement = _SELECT.format(
        row=rows.column,
        column=columns.column,
        where=query.where,
        row_value="row_item.value" if rows.is_list else "pair.row",
        column_value="column_item.value" if columns.is_list else "pair.col",
        row_join="LEFT JOIN json_each(pair.row) AS row_item" if rows.is_list else "",
        column_join="LEFT JOIN json_each(pair.col) AS column_item" if columns.is_list else "",
    )
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(statement, query.values).fetchall()


def _sort(axis: Axis, counts: Mapping[str | None, int]) -> list[str | None]:
    """Sort values: years by time, others by how often they are met; none stated comes last."""
    return sorted(counts, key=lambda value: (value is None, 0 if axis.name == "year" else -counts[value], value or ""))


def _name_value(axis: Axis, value: str | None) -> str:
    if value is None:
        return NOT_STATED
    if axis.kind == "country":
        from interdict.domain.countries import format_country

        return format_country(value)
    return value.replace("_", " ")


def _note_lists(rows: Axis, columns: Axis) -> tuple[str, ...]:
    lists = dict.fromkeys(axis.name for axis in (rows, columns) if axis.is_list)
    if not lists:
        return ()
    return (f"a case with several values of {' or '.join(lists)} counts once for each; totals count each case once",)
