"""`interdict remove`: remove a case or a record in it."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.changing import Mark, carry_out, report_outcome
from interdict.commands.options import Db, DryRun, Format, NoInput, Output, Quiet, Yes, find_file, open_printing
from interdict.domain.changes import Change
from interdict.domain.records import Record
from interdict.errors import UsageError
from interdict.store.cases import find_record, read_case
from interdict.store.connection import Connection, open_reading
from interdict.store.dependents import plan_removal


def command(
    ctx: typer.Context,
    refs: Annotated[list[str], typer.Argument(metavar="REF[/KEY]...", help="which cases, or a record in one")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="why, for the log")] = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    format: Format = "auto",
    output: Output = None,
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Remove cases with all that belongs to them, or one record of a case with the claims and notes on it.

    The log keeps what was removed, and 'undo' brings it back. Sources stay, for other cases may cite them.

    \b
    Examples:
      interdict remove TH-2009-31F --why 'entered twice'
      interdict remove TH-2009-31F/crew

    See also: undo, log, edit.
    """
    printing = open_printing(format, output, quiet=quiet, no_input=no_input)
    path = find_file(ctx, db)

    def plan(connection: Connection) -> list[Change]:
        return plan_removal(connection, [find_removable(connection, ref) for ref in refs])

    with open_reading(path) as connection:
        cases: dict[str, Record] = {}
        for ref in refs:
            case_id, _ = find_record(connection, ref)
            cases[case_id] = read_case(connection, case_id)[case_id]
    outcome = carry_out(path, plan, screen=printing.screen, dry_run=dry_run, yes=yes, mark=Mark(note=why or None))
    report_outcome(printing, outcome, list(cases.values()))


def find_removable(connection: Connection, ref: str) -> Record:
    """Return the record that a reference names; raise UsageError for a source, which belongs to no case."""
    _, record = find_record(connection, ref)
    if record.table == "source":
        raise UsageError(
            f"{ref} is a source, which other cases may cite", hint="remove the claims that cite it, by their keys"
        )
    return record
