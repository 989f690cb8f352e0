"""`interdict show`: cases in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interdict.commands.options import Color, Db, Format, Output, Printing, Quiet, find_file, open_printing
from interdict.settings import get_setting
from interdict.store.cases import find_case, find_record, read_case, read_recorded
from interdict.store.conflicts import read_conflicts
from interdict.store.connection import Connection, open_reading

if TYPE_CHECKING:
    from interdict.domain.records import Record
    from interdict.terminal.blocks import Block


def command(
    ctx: typer.Context,
    refs: Annotated[list[str], typer.Argument(metavar="REF[/KEY]...", help="cases, or a record in one")],
    persons: Annotated[bool, typer.Option("--persons", help="name private persons too")] = False,
    distances: Annotated[
        bool, typer.Option("--distances", help="measure the legs of the route, or those that are proposed")
    ] = False,
    format: Format = "auto",
    output: Output = None,
    color: Color = "auto",
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Show cases in full: beside every value the sources that assert it, beneath it what others say.

    In a pipe it is plain text, 80 columns wide. -f md and -f html write the same for publication, with the standard of
    evidence; an HTML page stands alone, without scripts. -f json and -f yaml write the document, -f tsv and -f csv a
    row for each value. Private persons are shown by their role; --persons names them, and so does a document.

    \b
    Examples:
      interdict show TH-2009-31F
      interdict show TH-2009-31F/load PA-2013-VEW -o cases.html
      interdict show IL-2009 --distances

    See also: list, log, export, source show.
    """
    printing = open_printing(format, output, color=color, quiet=quiet)
    if output is None and format == "auto" and get_setting("format") == "auto":
        printing = printing._replace(format="table")  # also in a pipe
    with open_reading(find_file(ctx, db)) as connection:
        shown = [_find(connection, ref) for ref in refs]
        if printing.format in {"json", "yaml"}:
            _print_documents(connection, shown, printing)
        elif printing.format in {"tsv", "csv"}:
            _print_rows(connection, shown, printing, persons=persons)
        else:
            _print_dossiers(connection, shown, printing, persons=persons, distances=distances)


def _find(connection: Connection, ref: str) -> tuple[str, str]:
    """Return the ids of the case and of the record that a REF names, the same twice for a whole case."""
    if "/" in ref:
        case_id, record = find_record(connection, ref)
        return case_id, record.id
    case_id = find_case(connection, ref)
    return case_id, case_id


def _print_documents(connection: Connection, shown: list[tuple[str, str]], printing: Printing) -> None:
    from interdict.domain.document_writer import write_case
    from interdict.domain.record_writer import write_record
    from interdict.terminal.documents import render_documents
    from interdict.terminal.output import print_document, write_output

    def write(ids: tuple[str, str]) -> dict[str, Any]:
        case_id, record_id = ids
        records = read_case(connection, case_id)
        if record_id == case_id:
            return write_case(records.values(), recorded=read_recorded(connection, case_id))
        return write_record(records, record_id)

    if len(shown) == 1:
        print_document(write(shown[0]), format=printing.format, screen=printing.screen, output=printing.output)
        return
    only_ascii = printing.output is None and printing.screen.only_ascii
    pieces = render_documents(map(write, shown), format=printing.format, only_ascii=only_ascii)
    write_output(printing.output, pieces, stream=printing.screen.out)


def _print_rows(connection: Connection, shown: list[tuple[str, str]], printing: Printing, *, persons: bool) -> None:
    from interdict.terminal.dossier_rows import COLUMNS, list_rows
    from interdict.terminal.output import Column, Section, print_rows

    def read() -> Iterator[dict[str, str]]:
        for case_id, record_id in shown:
            records = read_case(connection, case_id)
            only = None if record_id == case_id else records[record_id]
            yield from list_rows(records, only, read_conflicts(connection, case_id), has_persons=persons)

    columns = tuple(Column(name, name.capitalize()) for name in COLUMNS)
    section = Section(columns, read())
    print_rows(section, format=printing.format, screen=printing.screen, output=printing.output)


def _print_dossiers(
    connection: Connection, shown: list[tuple[str, str]], printing: Printing, *, persons: bool, distances: bool
) -> None:
    from interdict.terminal.dossier import build_dossier, build_record
    from interdict.terminal.output import write_output

    def build() -> Iterator[list[Block]]:
        for case_id, record_id in shown:
            records = read_case(connection, case_id)
            conflicts = read_conflicts(connection, case_id)
            if record_id == case_id:
                words = _measure(records) if distances else []
                yield build_dossier(records, conflicts, has_persons=persons, distances=words)
            else:
                yield build_record(records, records[record_id], conflicts, has_persons=persons)

    if printing.format == "html":
        from interdict.terminal.dossier_page import render_page
        from interdict.terminal.html_page import fit_stream

        pieces = fit_stream(render_page(build()), only_ascii=printing.output is None and printing.screen.only_ascii)
    else:
        pieces = _render_texts(build(), printing)
    write_output(printing.output, pieces, stream=printing.screen.out)


def _measure(records: Mapping[str, Record]) -> list[tuple[str, str]]:
    from interdict.commands.measuring import tell_distances

    return list(tell_distances(records))


def _render_texts(dossiers: Iterator[list[Block]], printing: Printing) -> Iterator[str]:
    from interdict.terminal.blocks import render_blocks
    from interdict.terminal.standard import state_standard

    def render(blocks: list[Block]) -> str:
        is_file = printing.output is not None
        return "".join(render_blocks(blocks, format=printing.format, screen=printing.screen, is_file=is_file))

    for number, blocks in enumerate(dossiers):
        yield ("\n\n" if number else "") + render(blocks)  # one piece a case, written at once
    if printing.format == "md":
        yield "\n\n" + render(state_standard())
