"""`interdict import`: read case documents into the file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.changing import report_cases
from interdict.commands.documents import open_files
from interdict.commands.options import Writing, writes
from interdict.commands.streaming import import_files
from interdict.store.connection import check_header


@writes
def command(
    how: Writing,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="case documents, YAML or JSON; - is standard input"),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="a document is the whole of its case: remove what it leaves out")
    ] = False,
) -> None:
    """Read case documents: new cases are added, present ones brought up to date.

    A document finds its case by its id, else by its reference. All files are one change: one wrong document, or ctrl-C,
    and nothing is written.

    \b
    Examples:
      interdict import cases.yaml
      interdict export regime:DPRK -f json | interdict --db other.sqlite import -

    See also: export, add, schema, help documents.
    """
    check_header(how.path)  # before standard input is waited for
    with open_files(files) as opened:
        report_cases(how.printing, import_files(how, opened, replace=replace))
