"""Turn the tables of a report into sections to print, in words where people read them, with their charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from interdict.commands.options import Printing
from interdict.store.reports import CAVEAT
from interdict.store.reports.report import NO_COUNTRY, NOT_STATED, UNDATED, Column, Report, Table
from interdict.terminal import output as terminal
from interdict.terminal.chart import COLUMNS, FLOWS, GRID, Chart, Flow, Mark

_COLUMN = 10  # cells: with less for each column, a table turns into a card for each row
_RIGHT = frozenset({"number", "figure", "stated", "percent"})
_RESTS = frozenset({NOT_STATED, UNDATED, NO_COUNTRY})
_DRAWN = frozenset({"html", "svg"})
_PUBLISHED = _DRAWN | {"md"}


def make_sections(report: Report, printing: Printing) -> list[terminal.Section]:
    """Return the sections of a report; on a page or in a drawing the denominator is the lead and no note."""
    tables = report.tables
    if printing.format in _DRAWN:
        first, *others = tables
        tables = (first._replace(notes=tuple(note for note in first.notes if note != report.denominator)), *others)
    return [_make_section(table._replace(notes=_list_notes(table, printing)), printing) for table in tables]


def _list_notes(table: Table, printing: Printing) -> tuple[str, ...]:
    """Return the notes on a table, and the hints where its reader has the file; the caveat stays the last word."""
    is_shown = printing.format in terminal.FOR_PEOPLE
    none = ("none",) if is_shown and not table.rows else ()
    if printing.format in _PUBLISHED:
        return (*none, *table.notes)
    last = tuple(note for note in table.notes[-1:] if note == CAVEAT)
    return (*none, *table.notes[: len(table.notes) - len(last)], *table.hints, *last)


def make_page(report: Report) -> terminal.Page:
    """Return what stands on the page around the tables of a report."""
    title = report.tables[0].title if len(report.tables) == 1 else report.name.capitalize()
    return terminal.Page(title, report.denominator, has_standard=True)


def _make_section(table: Table, printing: Printing) -> terminal.Section:
    is_shown = printing.format in terminal.FOR_PEOPLE
    chosen = (table.shown or table.columns) if is_shown else table.columns
    if table.narrow and printing.format == "table" and printing.screen.width < _COLUMN * len(chosen):
        table = table.narrow._replace(title=table.title, notes=table.notes)
        chosen = table.columns
    if printing.format in _DRAWN:
        chosen = tuple(column for column in chosen if column.kind != "bar")
    columns = tuple(
        terminal.Column(_name_key(column), column.title, "right" if column.kind in _RIGHT else "left")
        for column in chosen
    )
    if not is_shown and printing.format not in _DRAWN:
        return terminal.Section(columns, table.rows, table.title, table.notes)
    chart = _make_chart(table) if table.chart == COLUMNS or (table.chart and printing.format in _DRAWN) else None
    rows: Iterable[Mapping[str, Any]] = table.rows
    if chart:
        from interdict.terminal.time_axis import fold_rows

        rows = fold_rows(table.rows, chart, table.columns[0].key)
    words = _word_rows(rows, chosen, printing)
    return terminal.Section(
        columns, words, table.title, table.notes, chart=chart if printing.format in _DRAWN else None
    )


def _name_key(column: Column) -> str:
    return f"{column.key} bar" if column.kind == "bar" else column.key


def _make_chart(table: Table) -> Chart:
    """Return what a chart of a table shows, as its `chart` says."""
    name, *others = table.columns
    if table.chart == FLOWS:
        return _make_flows(table)
    figures = [column for column in others if column.kind == "number"]
    counted = figures if table.chart == GRID else figures[:1]
    marks = tuple(
        Mark(word_value(row[name.key], name.kind), tuple(row[one.key] or 0 for one in counted), row[name.key] in _RESTS)
        for row in table.rows
    )
    title = table.title
    if title.startswith("By ") and figures:
        title = f"{figures[0].title} by {title.removeprefix('By ')}"
    axes = (name.title, title.rpartition(" by ")[2].capitalize() if table.chart == GRID else figures[0].title)
    return Chart(table.chart, title, axes, marks, tuple(one.title for one in counted) if table.chart == GRID else ())


def _make_flows(table: Table) -> Chart:
    start, end, *others = table.columns
    counted = next(column for column in others if column.kind == "number")
    flows = tuple(
        Flow(word_value(row[start.key], start.kind), word_value(row[end.key], end.kind), row[counted.key])
        for row in table.rows
    )
    return Chart(FLOWS, table.title, (start.title, end.title), (), flows=flows, rests=_RESTS)


def _word_rows(
    rows: Iterable[Mapping[str, Any]], columns: Iterable[Column], printing: Printing
) -> Iterator[dict[str, str]]:
    """Put the rows into words for people."""
    rows = list(rows)
    for row in rows:
        yield {
            _name_key(column): _draw_bar(row[column.key], (other[column.key] for other in rows), printing)
            if column.kind == "bar"
            else word_value(row[column.key], column.kind)
            for column in columns
        }


def word_value(value: Any, kind: str) -> str:
    """Put a value of a report into words for people."""
    if value is None:
        return "not stated" if kind == "stated" else ""
    if isinstance(value, float):
        return f"{value:,.1f} %" if kind == "percent" else f"{value:,}"
    if isinstance(value, int):
        return f"{value:,}"
    if kind == "figure":
        from interdict.domain.dates import format_date

        return format_date(str(value))
    if kind == "country":
        from interdict.domain.countries import format_country

        return format_country(value)
    if kind == "countries":
        return ", ".join(word_value(code, "country") for code in value.split(", "))
    return str(value).replace("_", " ") if kind == "word" else str(value)


def _draw_bar(value: int, values: Iterable[int], printing: Printing) -> str:
    from interdict.terminal.charts import render_bar

    only_ascii = printing.output is None and printing.screen.only_ascii
    width = max(10, min(60, printing.screen.width - 24))
    return render_bar(value, max(values), width, only_ascii=only_ascii)
