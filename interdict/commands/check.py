"""`interdict check`: check a file for damage and against its log."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.options import Color, Db, Format, Output, Quiet, find_file, open_printing
from interdict.errors import DataError
from interdict.store.checks import CHECKS, Finding
from interdict.store.connection import open_reading
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_rows


def command(
    ctx: typer.Context,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="fold the whole log anew and compare every row with it")
    ] = False,
    format: Format = "auto",
    output: Output = None,
    color: Color = "auto",
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Check a file: damage, altered changes, dangling references, and with --rebuild the record against the log.

    Nothing is changed. The exit code is 4 when something is found.

    \b
    Examples:
      interdict check
      interdict check --rebuild -f json

    See also: log, db info, db backup.
    """
    printing = open_printing(format, output, color=color, quiet=quiet)
    findings: list[Finding] = []
    with open_reading(find_file(ctx, db)) as connection:
        for name, check in CHECKS.items():
            if name != "tables" or rebuild:
                found = list(check.run(connection))
                findings += found
                printing.screen.say(f"{name}: {check.meaning.split(' (')[0] if not found else f'{len(found)} found'}")
                if name == "structure" and found:
                    break  # what a damaged file says of itself is worth nothing
    columns = tuple(Column(key, key.capitalize()) for key in Finding._fields)
    if findings or printing.format not in FOR_PEOPLE:
        rows = [finding._asdict() for finding in findings]
        print_rows(Section(columns, rows), format=printing.format, screen=printing.screen, output=printing.output)
    if findings:
        raise DataError(
            "1 problem found" if len(findings) == 1 else f"{len(findings)} problems found",
            hint="'interdict db backup' keeps a copy before you do anything",
        )
