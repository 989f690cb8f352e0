"""`interdict export`: write cases as documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from interdict.commands.no_match import describe_no_match, tell_no_match
from interdict.commands.options import Printing, Terms, reads
from interdict.commands.persons import LeftOut, Persons
from interdict.domain.document_writer import write_case, write_sources
from interdict.domain.persons import leave_out_persons
from interdict.store.cases import read_case, read_recorded
from interdict.store.connection import Connection, open_reading
from interdict.store.query import find_matching
from interdict.store.source_names import name_sources
from interdict.store.sources import list_uncited_sources
from interdict.terminal.documents import render_documents
from interdict.terminal.output import spool, write_output


@reads(("auto", "yaml", "json"), default="yaml")
def command(
    printing: Printing,
    path: Path,
    terms: Terms = None,
    persons: Persons = False,
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

    See also: import, publish, show, schema.
    """
    only_ascii = printing.output is None and printing.screen.only_ascii
    left_out = LeftOut()
    with open_reading(path) as connection:
        documents = _list_documents(connection, terms or [], left_out, has_persons=persons)
        first = list(islice(documents, 1))
        if printing.output is not None and not first:
            raise describe_no_match(terms or (), printing.output)
        # All of it before anything is written: a stalled reader, such as a pager, must not lock the file.
        pieces = spool(render_documents(chain(first, documents), format=printing.format, only_ascii=only_ascii))
    write_output(printing.output, pieces, screen=printing.screen)
    if not first:
        tell_no_match(terms or (), printing.screen)
    left_out.tell(printing.screen)


def _list_documents(
    connection: Connection, terms: list[str], left_out: LeftOut, *, has_persons: bool
) -> Iterator[dict[str, Any]]:
    for case_id in find_matching(connection, terms):
        records, number = read_case(connection, case_id), 0
        if not has_persons:
            name = str(records[case_id].values.get("ref", case_id))
            records, number, _ = left_out.note(leave_out_persons(records), name)
        yield write_case(
            records.values(),
            recorded=read_recorded(connection, case_id),
            left_out=number,
            source_names=name_sources(connection, records.values()),
        )
    loose = [] if terms else list_uncited_sources(connection)
    if loose:
        yield write_sources(loose, name_sources(connection, loose))
