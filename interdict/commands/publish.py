"""`interdict publish`: write a reading copy for others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.options import Db, DryRun, Format, Quiet, Terms, find_file, open_printing
from interdict.commands.publishing import LICENCE, TITLE, Job, Licence, Persons, Replace, Title, Tlp, publish


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="the reading copy to write, such as cases.db")],
    terms: Terms = None,
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
    """Write a reading copy for others: a plain SQLite file without log, without what is marked or private.

    It opens in Datasette, DB Browser, DuckDB and the sqlite3 shell. What is unmarked or TLP:CLEAR goes into it, with
    --tlp more; red and private never do, nor what rests on them alone, nor a text that repeats a name, an address or a
    sentence of theirs. What was left out is told by kind and reason; a dry run tells it and writes nothing.

    \b
    Examples:
      interdict publish cases.db
      interdict publish partners.db regime:DPRK --tlp green --dry-run

    See also: extract, export, help files.
    """
    printing = open_printing(format, None, quiet=quiet)
    job = Job(file, terms or [], tlp, persons, title, licence, replace, dry_run)
    publish(find_file(ctx, db), job, printing)
