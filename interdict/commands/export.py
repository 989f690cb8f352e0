"""`interdict export`: write cases as documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.options import Db, Quiet, Terms, find_file, open_printing
from interdict.commands.persons import LeftOut, Persons
from interdict.domain.document_writer import write_case, write_sources
from interdict.domain.persons import leave_out_persons
from interdict.errors import UsageError
from interdict.store.cases import read_case, read_recorded
from interdict.store.connection import Connection, open_reading
from interdict.store.query import find_matching
from interdict.store.sources import list_uncited_sources
from interdict.terminal.documents import render_documents
from interdict.terminal.output import spool, write_output


def command(
    ctx: typer.Context,
    terms: Terms = None,
    persons: Persons = False,
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORM", help="yaml or json")] = "auto",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="write to a file")] = None,
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Write cases as documents that 'import' reads, with all that is known of them but for private persons.

    Without terms all cases are written, and the sources that no case cites. A private person (a party of the kind
    'person') is left out with all that is said of them, unless --persons is given. Such a document says so, and an
    import of it keeps the persons that the file has.

    \b
    Examples:
      interdict export -o cases.yaml
      interdict export --persons -o complete.yaml
      interdict export regime:DPRK date:2009 -f json

    See also: import, show, schema.
    """
    if format == "auto" and output is None:
        format = "yaml"  # noqa: A001  # named as its option is
    printing = open_printing(format, output, quiet=quiet)
    if printing.format not in {"yaml", "json"}:
        raise UsageError(f"a document is not written as {printing.format}", hint="use -f yaml or -f json")
    only_ascii = output is None and printing.screen.only_ascii
    left_out = LeftOut()
    with open_reading(find_file(ctx, db)) as connection:
        documents = _list_documents(connection, terms or [], left_out, has_persons=persons)
        # All of it before anything is written: a stalled reader, such as a pager, must not lock the file.
        pieces = spool(render_documents(documents, format=printing.format, only_ascii=only_ascii))
    write_output(printing.output, pieces, stream=printing.screen.out)
    left_out.tell(printing.screen)


def _list_documents(
    connection: Connection, terms: list[str], left_out: LeftOut, *, has_persons: bool
) -> Iterator[dict[str, Any]]:
    for case_id in find_matching(connection, terms):
        records, number = read_case(connection, case_id), 0
        if not has_persons:
            name = str(records[case_id].values.get("ref", case_id))
            records, number, _ = left_out.note(leave_out_persons(records), name)
        yield write_case(records.values(), recorded=read_recorded(connection, case_id), left_out=number)
    loose = [] if terms else list_uncited_sources(connection)
    if loose:
        yield write_sources(loose)
