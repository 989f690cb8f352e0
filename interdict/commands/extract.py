"""`interdict extract`: write a reading copy of some cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.no_match import refuse_no_match
from interdict.commands.options import Db, DryRun, Format, Quiet, find_file, open_printing
from interdict.commands.publishing import LICENCE, TITLE, Job, Licence, Persons, Replace, Title, Tlp, publish
from interdict.store.connection import open_reading


def command(
    ctx: typer.Context,
    terms: Annotated[
        list[str], typer.Argument(metavar="TERM...", help="which cases, such as mode:air ('interdict help terms')")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="the reading copy to write")],
    tlp: Tlp = "clear",
    persons: Persons = False,
    title: Title = TITLE,
    licence: Licence = LICENCE,
    replace: Replace = False,
    dry_run: DryRun = False,
    format: Format = "auto",
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Write a reading copy of the cases that match terms; all else is as with 'publish'.

    A judgement goes along where both of its records do.

    \b
    Examples:
      interdict extract mode:air -o air.db
      interdict extract regime:DPRK date:2009.. -o dprk.db --tlp green

    See also: publish, export, help terms.
    """
    printing = open_printing(format, None, quiet=quiet)
    job = Job(output, terms, tlp, persons, title, licence, replace, dry_run)
    path = find_file(ctx, db)
    with open_reading(path) as connection:
        refuse_no_match(connection, terms, output)
    publish(path, job, printing)
