"""`interdict report`: count and compare cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

import typer

from interdict.commands.options import Color, Db, Format, Output, Printing, Quiet, Terms, find_file, open_printing
from interdict.store.connection import open_reading
from interdict.store.reports import REPORTS, check_report, make_report
from interdict.store.reports.report import Choices, Column, Table
from interdict.terminal import output as terminal

_COLUMN = 10  # cells: with less for each column, a table turns into a card for each row
_RIGHT = frozenset({"number", "percent"})


def command(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="which report; without it they are listed")] = "",
    terms: Terms = None,
    rows: Annotated[
        str, typer.Option("--rows", metavar="FIELD", help="crosstab: the field in the rows, such as mode or event.kind")
    ] = "",
    columns: Annotated[
        str, typer.Option("--columns", metavar="FIELD", help="crosstab: the field in the columns, such as category")
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="UNIT", help="timeline: year or month")] = "",
    format: Format = "auto",
    output: Output = None,
    color: Color = "auto",
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Count and compare the cases that match all terms; without a name, list the reports.

    \b
    Examples:
      interdict report summary regime:DPRK
      interdict report crosstab --rows mode --columns outcome -f csv

    See also: list, 'help terms'.
    """
    printing = open_printing(format, output, color=color, quiet=quiet)
    if not name:
        _list_reports(printing)
        return
    choices = Choices(rows, columns, by)
    check_report(name, choices)
    with open_reading(find_file(ctx, db)) as connection:
        report = make_report(connection, name, terms or (), choices)
    sections = [_make_section(table, printing) for table in report.tables]
    terminal.print_rows(sections, format=printing.format, screen=printing.screen, output=printing.output)


def _list_reports(printing: Printing) -> None:
    columns = (terminal.Column("report", "Report", "left", "cyan"), terminal.Column("meaning", "What it shows"))
    found = [{"report": name, "meaning": entry.meaning} for name, entry in REPORTS.items()]
    section = terminal.Section(columns, found)
    terminal.print_rows(section, format=printing.format, screen=printing.screen, output=printing.output)


def _make_section(table: Table, printing: Printing) -> terminal.Section:
    is_shown = printing.format in {"table", "md"}
    chosen = (table.shown or table.columns) if is_shown else table.columns
    if table.narrow and printing.format == "table" and printing.screen.width < _COLUMN * len(chosen):
        table = table.narrow._replace(title=table.title, notes=table.notes)
        chosen = table.columns
    columns = tuple(
        terminal.Column(_name_key(column), column.title, "right" if column.kind in _RIGHT else "left")
        for column in chosen
    )
    rows = _word_rows(table.rows, chosen, printing) if is_shown else table.rows
    return terminal.Section(columns, rows, table.title, table.notes)


def _name_key(column: Column) -> str:
    return f"{column.key} bar" if column.kind == "bar" else column.key


def _word_rows(
    rows: Iterable[Mapping[str, Any]], columns: Iterable[Column], printing: Printing
) -> Iterator[dict[str, str]]:
    """Put the rows into words for people."""
    rows = list(rows)
    for row in rows:
        yield {
            _name_key(column): _draw_bar(row[column.key], (other[column.key] for other in rows), printing)
            if column.kind == "bar"
            else _word(row[column.key], column.kind)
            for column in columns
        }


def _word(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.1f} %" if kind == "percent" else f"{value:,}"
    if isinstance(value, int):
        return f"{value:,}"
    if kind == "country":
        from interdict.domain.countries import format_country

        return format_country(value)
    return str(value).replace("_", " ") if kind == "word" else str(value)


def _draw_bar(value: int, values: Iterable[int], printing: Printing) -> str:
    from interdict.terminal.charts import render_bar

    only_ascii = printing.output is None and printing.screen.only_ascii
    width = max(10, min(60, printing.screen.width - 24))
    return render_bar(value, max(values), width, only_ascii=only_ascii)
