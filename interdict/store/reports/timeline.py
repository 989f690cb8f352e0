"""The report `timeline`: the cases year by year or month by month, with those in between that have none."""

from __future__ import annotations

import sqlite3

from interdict.domain.vocabulary import quote, suggest
from interdict.errors import UsageError
from interdict.store.query import Query
from interdict.store.reports.doubt import count_disputed, note_disputed
from interdict.store.reports.report import UNDATED, Choices, Column, Report, Table, read_rows
from interdict.store.reports.summary import note_long_dates

_LENGTHS = {"year": 4, "month": 7}  # characters of a day that name its year or month


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:
    """Count the cases by the year or month of the earliest day on which they may have happened."""
    unit = choices.by or "year"
    if unit not in _LENGTHS:
        raise UsageError(f"a timeline is not drawn by {quote(unit)}", hint=suggest(unit, tuple(_LENGTHS)))
    length = _LENGTHS[unit]
    select = f"""
        SELECT
            substr(coalesce(earliest, latest), 1, {length}) AS period,
            count(*),
            sum(substr(earliest, 1, {length}) < substr(latest, 1, {length}))
        FROM chosen
        GROUP BY period
        ORDER BY period
    """
    counts, long = {}, 0
    for period, cases, spans in read_rows(connection, select, query):
        counts[period] = cases
        long += spans or 0
    cases = sum(counts.values())
    undated = counts.pop(None, 0)
    periods = _list_periods(min(counts), max(counts)) if counts else []
    rows = [{unit: period, "cases": counts.get(period, 0)} for period in periods]
    if undated:
        rows.append({unit: UNDATED, "cases": undated})
    columns = (Column(unit, unit.capitalize()), Column("cases", "Cases", "number"))
    shown = (*columns, Column("cases", "", "bar"))
    disputed = note_disputed(count_disputed(connection, query, interdiction=["date"]), cases)
    notes = (*note_long_dates(long, unit), *disputed)
    table = Table(f"Cases by {unit}", columns, rows, notes, shown, chart="columns")
    return Report("timeline", (table,), cases)


def _list_periods(first: str, last: str) -> list[str]:
    """Return all years, or all months, from the first to the last."""
    if len(first) == _LENGTHS["year"]:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]
