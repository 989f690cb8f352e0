"""`interdict init`: make a new file."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.options import Db, Quiet, find_file, never_asks, open_words
from interdict.errors import InterdictError
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
    quoted = shlex.quote(str(path))
    is_new = not (starter and path.exists())
    folder = _find_missing_folder(path)
    added = known = 0
    if is_new:
        create_file(path)
    if starter:
        try:
            added, known = _load(path, is_new=is_new)
        except KeyboardInterrupt:
            state = "made, without" if is_new else "as it was, without all of"
            screen.warn(f"{path} is {state} the starter cases; 'interdict --db {quoted} init --starter' adds them")
            raise
    if is_new:
        screen.say(f"made {path}" + (f", and the folder {folder} for it" if folder else ""))
    if starter:
        screen.say(f"{added} starter cases added" + (f", {known} were there already" if known else ""))
    screen.say(f"next: interdict --db {quoted} {'list' if starter else 'add --help'}")


def _find_missing_folder(path: Path) -> Path | None:
    """Return the folder that has to be made for a file, the outermost of several."""
    missing = [folder for folder in path.parents if not folder.exists()]
    return missing[-1] if missing else None


def _load(path: Path, *, is_new: bool) -> tuple[int, int]:
    """Load the starter cases; a file that was made for them does not stay without them for want of room."""
    try:
        return load_starter_cases(path, outcome="was not made" if is_new else "is as it was")
    except InterdictError:
        if is_new:
            path.unlink(missing_ok=True)
        raise


def load_starter_cases(path: Path, *, outcome: str = "is as it was") -> tuple[int, int]:
    """Load the starter cases into a file; return how many were new and how many it had already.

    `outcome` says what becomes of the file where there is no room for them.
    """
    cases = read_starter_cases(find_database_folder() / "cases")
    with open_writing(path, outcome=outcome) as connection:
        added = [write_fixed(connection, case.changeset, case.changes) for case in cases]
    new = sum(uid is not None for uid in added)
    return new, len(cases) - new
