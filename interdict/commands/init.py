"""`interdict init`: make a new file."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.options import Db, Quiet, find_file, never_asks, open_words
from interdict.exchange.starter import read_starter_cases
from interdict.store.connection import open_writing
from interdict.store.log import write_fixed
from interdict.store.migrations import create_file, find_database_folder


@never_asks
def command(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="the file to make")] = "",
    starter: Annotated[bool, typer.Option("--starter", help="put the starter cases into it")] = False,
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Make a new file; with --starter, put the starter cases into it, also into a file that is there already.

    \b
    Examples:
      interdict init
      interdict init --starter --db cases.sqlite

    See also: demo, add, import.
    """
    path = find_file(ctx, file or db)
    screen = open_words(quiet=quiet)
    if not (starter and path.exists()):
        create_file(path)
        screen.say(f"made {path}")
    if starter:
        added, known = load_starter_cases(path)
        screen.say(f"{added} starter cases added" + (f", {known} were there already" if known else ""))
    quoted = shlex.quote(str(path))
    screen.say(f"next: interdict --db {quoted} {'list' if starter else 'add --help'}")


def load_starter_cases(path: Path) -> tuple[int, int]:
    """Load the starter cases into a file; return how many were new and how many it had already."""
    cases = read_starter_cases(find_database_folder() / "cases")
    with open_writing(path) as connection:
        added = [write_fixed(connection, case.changeset, case.changes) for case in cases]
    new = sum(uid is not None for uid in added)
    return new, len(cases) - new
