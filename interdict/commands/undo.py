"""`interdict undo`: take back a change."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.changing import Mark, change_file, report_one
from interdict.commands.options import Writing, writes
from interdict.domain.changes import Change
from interdict.store.connection import Connection, open_reading
from interdict.store.history import SHORT, Entry, find_changeset, find_newest
from interdict.store.undoing import plan_undo


@writes
def command(
    how: Writing,
    changeset: Annotated[
        str | None, typer.Argument(metavar="[CHANGESET]", help="which, as 'log' shows it", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="take back what nobody changed since, leave the rest")] = False,
) -> None:
    """Take back the last change made in this file, or a named one, by a new change.

    Nothing is erased. Given again, 'undo' goes one change further back. An undo is a change, too: 'undo CHANGESET' with
    its name brings back what it took.

    \b
    Examples:
      interdict undo
      interdict undo 9fce2e0b --force

    See also: log, remove.
    """
    with open_reading(how.path) as connection:
        entry = find_newest(connection) if changeset is None else find_changeset(connection, changeset)
    left = 0

    def plan(connection: Connection) -> list[Change]:
        nonlocal left
        present = find_changeset(connection, entry.uid)  # it may have been undone meanwhile
        changes, left = plan_undo(connection, present, force=force)
        return changes

    outcome = change_file(how, plan, mark=Mark(undoes=bytes.fromhex(entry.uid)))
    words = f"{'would take' if outcome.is_dry else 'took'} back {describe(entry)}"
    row = {"undid": entry.uid[:SHORT], "changes": len(outcome.changes), "left": left}
    stays = "" if not left else "; 1 is left as it is" if left == 1 else f"; {left} are left as they are"
    report_one(how.printing, outcome, "undone", words + stays, row)
    if outcome.uid is not None:
        further = "brings it back; 'interdict undo' goes one change further back"
        again = "takes it back again" if entry.undoes else further
        how.screen.say(f"'interdict undo {outcome.uid.hex()[:SHORT]}' {again}")


def describe(entry: Entry) -> str:
    """Name a changeset for people."""
    note = f" ({entry.note})" if entry.note else ""
    changes = "1 change" if entry.size == 1 else f"{entry.size} changes"
    return f"{entry.uid[:SHORT]}{note} of {entry.at[:16].replace('T', ' ')} by {entry.author}, {changes}"
