"""`interdict export`: write cases as documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interdict.commands.options import Printing, Terms, reads
from interdict.domain.document_writer import write_case, write_sources
from interdict.store.cases import read_case, read_recorded
from interdict.store.connection import Connection, open_reading
from interdict.store.query import find_matching
from interdict.store.sources import list_uncited_sources
from interdict.terminal.documents import render_documents
from interdict.terminal.output import spool, write_output


@reads(("auto", "yaml", "json"), default="yaml")
def command(
    printing: Printing,
    path: Path,
    terms: Terms = None,
) -> None:
    """Write cases as documents that 'import' reads, with all that is known of them.

    Without terms all cases are written, and the sources that no case cites.

    \b
    Examples:
      interdict export -o cases.yaml
      interdict export regime:DPRK date:2009 -f json

    See also: import, publish, show, schema.
    """
    only_ascii = printing.output is None and printing.screen.only_ascii
    with open_reading(path) as connection:
        documents = _list_documents(connection, terms or [])
        # All of it before anything is written: a stalled reader, such as a pager, must not lock the file.
        pieces = spool(render_documents(documents, format=printing.format, only_ascii=only_ascii))
    write_output(printing.output, pieces, screen=printing.screen)


def _list_documents(connection: Connection, terms: list[str]) -> Iterator[dict[str, Any]]:
    for case_id in find_matching(connection, terms):
        yield write_case(read_case(connection, case_id).values(), recorded=read_recorded(connection, case_id))
    loose = [] if terms else list_uncited_sources(connection)
    if loose:
        yield write_sources(loose)
