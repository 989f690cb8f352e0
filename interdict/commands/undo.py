"""`interdict undo`: take back a change."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.options import Db, DryRun, NoInput, Quiet, Yes, find_file, name_author, open_words
from interdict.store.connection import open_reading, open_writing
from interdict.store.history import SHORT, Entry, find_changeset, find_newest
from interdict.store.undoing import undo


def command(
    ctx: typer.Context,
    changeset: Annotated[str, typer.Argument(metavar="[CHANGESET]", help="which, as 'log' shows it")] = "",
    force: Annotated[bool, typer.Option("--force", help="take back what nobody changed since, leave the rest")] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Take back the last change made in this file, or a named one, by a new change.

    Nothing is erased: an undo is a change like any other, and undoing it brings the first one back.

    \b
    Examples:
      interdict undo
      interdict undo 9fce2e0b --force

    See also: log, remove.
    """
    path = find_file(ctx, db)
    screen = open_words(quiet=quiet, no_input=no_input)
    with open_reading(path) as connection:
        entry = find_changeset(connection, changeset) if changeset else find_newest(connection)
    words = describe(entry)
    if dry_run:
        screen.say(f"would take back {words}")
        return
    if entry.size >= 3 and not yes and not screen.ask_yes(f"take back {words}?"):
        screen.say("nothing was undone")
        raise typer.Exit(1)
    with open_writing(path) as connection:
        undo(connection, entry, author=name_author(screen, is_first=False), force=force)
    screen.say(f"took back {words}")


def describe(entry: Entry) -> str:
    """Name a changeset for people."""
    note = f" ({entry.note})" if entry.note else ""
    changes = "1 change" if entry.size == 1 else f"{entry.size} changes"
    return f"{entry.uid[:SHORT]}{note} of {entry.at[:16].replace('T', ' ')} by {entry.author}, {changes}"
