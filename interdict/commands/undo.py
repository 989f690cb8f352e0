"""`interdict undo`: take back a change."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.changing import Mark, change_file, report_undone
from interdict.commands.options import Writing, writes
from interdict.domain.changes import Change
from interdict.store.connection import Connection, open_reading
from interdict.store.history import SHORT, Entry, find_changeset, find_newest
from interdict.store.undoing import plan_undo


@writes
def command(
    how: Writing,
    changeset: Annotated[str, typer.Argument(metavar="[CHANGESET]", help="which, as 'log' shows it")] = "",
    force: Annotated[bool, typer.Option("--force", help="take back what nobody changed since, leave the rest")] = False,
) -> None:
    """Take back the last change made in this file, or a named one, by a new change.

    Nothing is erased: an undo is a change like any other, and undoing it brings the first one back.

    \b
    Examples:
      interdict undo
      interdict undo 9fce2e0b --force

    See also: log, remove.
    """
    with open_reading(how.path) as connection:
        entry = find_changeset(connection, changeset) if changeset else find_newest(connection)

    def plan(connection: Connection) -> list[Change]:
        present = find_changeset(connection, entry.uid)  # it may have been undone meanwhile
        return plan_undo(connection, present, force=force)

    outcome = change_file(how, plan, mark=Mark(undoes=bytes.fromhex(entry.uid)))
    left = entry.size - len(outcome.changes)
    words = f"{'would take' if outcome.is_dry else 'took'} back {describe(entry)}"
    row = {"undid": entry.uid[:SHORT], "changes": len(outcome.changes), "left": left}
    report_undone(how.printing, outcome, words + (f"; {left} left as they are" if left else ""), row)


def describe(entry: Entry) -> str:
    """Name a changeset for people."""
    note = f" ({entry.note})" if entry.note else ""
    changes = "1 change" if entry.size == 1 else f"{entry.size} changes"
    return f"{entry.uid[:SHORT]}{note} of {entry.at[:16].replace('T', ' ')} by {entry.author}, {changes}"
