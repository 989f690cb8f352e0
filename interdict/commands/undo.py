"""`interdict undo`: take back a change."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.changing import Mark, carry_out
from interdict.commands.options import Db, DryRun, NoInput, Quiet, Yes, find_file, open_words
from interdict.domain.changes import Change
from interdict.store.connection import Connection, open_reading
from interdict.store.history import SHORT, Entry, find_changeset, find_newest
from interdict.store.undoing import plan_undo


def command(
    ctx: typer.Context,
    changeset: Annotated[
        str | None, typer.Argument(metavar="[CHANGESET]", help="which, as 'log' shows it", show_default=False)
    ] = None,
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
        entry = find_newest(connection) if changeset is None else find_changeset(connection, changeset)
    left = 0

    def plan(connection: Connection) -> list[Change]:
        nonlocal left
        present = find_changeset(connection, entry.uid)  # it may have been undone meanwhile
        changes, left = plan_undo(connection, present, force=force)
        return changes

    outcome = carry_out(path, plan, screen=screen, dry_run=dry_run, yes=yes, mark=Mark(undoes=bytes.fromhex(entry.uid)))
    stays = "" if not left else "; 1 is left as it is" if left == 1 else f"; {left} are left as they are"
    screen.say(f"{'would take' if outcome.is_dry else 'took'} back {describe(entry)}{stays}")


def describe(entry: Entry) -> str:
    """Name a changeset for people."""
    note = f" ({entry.note})" if entry.note else ""
    changes = "1 change" if entry.size == 1 else f"{entry.size} changes"
    return f"{entry.uid[:SHORT]}{note} of {entry.at[:16].replace('T', ' ')} by {entry.author}, {changes}"
