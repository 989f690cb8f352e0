"""`interdict schema`: the JSON Schema of a case document."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.options import Output, Quiet, open_printing
from interdict.domain.schema import make_schema
from interdict.errors import UsageError
from interdict.terminal.output import print_document


def command(
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORM", help="json or yaml")] = "auto",
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Print the JSON Schema of a case document, for editors and other programs.

    An editor that knows it completes keys and words while you write. 'interdict import' checks more than a schema can.

    \b
    Examples:
      interdict schema -o case.schema.json
      interdict schema -f yaml

    See also: fields, import, help documents.
    """
    if format == "auto" and output is None:
        format = "json"  # noqa: A001  # named as its option is
    printing = open_printing(format, output, quiet=quiet)
    if printing.format not in {"yaml", "json"}:
        raise UsageError(f"a schema is not written as {printing.format}", hint="use -f json or -f yaml")
    print_document(make_schema(), format=printing.format, screen=printing.screen, output=printing.output)
