"""`interdict remove`: remove a case or a record in it."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.changing import carry_out, report_outcome
from interdict.commands.options import Db, DryRun, Format, NoInput, Output, Quiet, Yes, find_file, open_printing
from interdict.domain.changes import DELETE, Change
from interdict.domain.records import Record
from interdict.errors import UsageError
from interdict.store.cases import find_record, read_case
from interdict.store.connection import Connection, open_reading


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
        found = {record.id: record for ref in refs for record in list_doomed(connection, ref)}
        return [Change(record.table, record.id, DELETE) for record in found.values()]

    with open_reading(path) as connection:
        cases: dict[str, Record] = {}
        for ref in refs:
            case_id, _ = find_record(connection, ref)
            cases[case_id] = read_case(connection, case_id)[case_id]
    outcome = carry_out(path, plan, screen=printing.screen, dry_run=dry_run, yes=yes, note=why or None)
    report_outcome(printing, outcome, list(cases.values()))


def list_doomed(connection: Connection, ref: str) -> list[Record]:
    """Return what goes when a case or a record of one is removed.

    Raises UsageError for a source, which belongs to no case.
    """
    case_id, record = find_record(connection, ref)
    records = [other for other in read_case(connection, case_id).values() if other.table != "source"]
    if record.id == case_id:
        return records
    if record.table == "source":
        raise UsageError(
            f"{ref} is a source, which other cases may cite", hint="remove the claims that cite it, by their keys"
        )
    return [record, *(other for other in records if other.values.get("subject", {}).get("id") == record.id)]
