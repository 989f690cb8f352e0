"""`interdict report`: count and compare cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.measuring import open_measure
from interdict.commands.no_match import hint_at_terms
from interdict.commands.options import Printing, Terms, reads
from interdict.commands.report_sections import make_page, make_sections
from interdict.store.connection import open_reading
from interdict.store.reports import BOOK, BOOK_ENTRY, REPORTS, check_report, make_report
from interdict.store.reports.report import Choices
from interdict.terminal import output as terminal


@reads(terminal.DRAWN)
def command(
    printing: Printing,
    path: Path,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="which report; without it they are listed")] = "",
    terms: Terms = None,
    rows: Annotated[
        str, typer.Option("--rows", metavar="FIELD", help="crosstab: the field in the rows, such as mode or event.kind")
    ] = "",
    columns: Annotated[
        str, typer.Option("--columns", metavar="FIELD", help="crosstab: the field in the columns, such as category")
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="UNIT", help="timeline: year or month")] = "",
    persons: Annotated[
        bool, typer.Option("--persons", help="book, disagreements and parties: name private persons too")
    ] = False,
    distances: Annotated[
        bool, typer.Option("--distances", help="routes: list the legs, and measure how far they go")
    ] = False,
) -> None:
    """Count and compare the cases that match all terms; without a name, list the reports.

    -f html writes a page that stands alone, with charts, -f svg the charts by themselves. The report 'book' makes one
    document of all reports, cases and sources. Private persons are left out but with --persons.

    \b
    Examples:
      interdict report summary regime:DPRK
      interdict report crosstab --rows mode --columns outcome -f csv
      interdict report timeline -o years.svg
      interdict report book regime:DPRK -o book.html

    See also: list, 'help terms'.
    """
    if not name:
        _list_reports(printing)
        return
    choices = Choices(rows, columns, by, persons, distances)
    check_report(name, choices)
    if name == BOOK:
        from interdict.commands.book import print_book

        print_book(path, terms or (), printing, persons=persons)
        return
    with open_measure(name, printing.screen, is_wanted=distances) as measure, open_reading(path) as connection:
        hint_at_terms(connection, terms or (), printing.screen)
        report = make_report(connection, name, terms or (), choices._replace(measure=measure))
        # Put into words while the file is open, for only then is what cannot be read known to be damage.
        sections = make_sections(report, printing)
        pieces = terminal.render_rows(
            sections, format=printing.format, screen=printing.screen, output=printing.output, page=make_page(report)
        )
        text = "".join(pieces)
    terminal.print_rendered([text], sections, format=printing.format, screen=printing.screen, output=printing.output)


def _list_reports(printing: Printing) -> None:
    columns = (terminal.Column("report", "Report", "left", "cyan"), terminal.Column("meaning", "What it shows"))
    entries = {**REPORTS, BOOK: BOOK_ENTRY}
    found = [{"report": name, "meaning": entry.meaning} for name, entry in entries.items()]
    section = terminal.Section(columns, found)
    terminal.print_rows(section, format=printing.format, screen=printing.screen, output=printing.output)
