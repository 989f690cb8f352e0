"""`interdict remove`: remove a case or a record in it."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.changing import Mark, change_file, report_outcome
from interdict.commands.edit_plans import find_own_record
from interdict.commands.options import Writing, writes
from interdict.domain.changes import Change
from interdict.domain.records import Record
from interdict.store.cases import find_record, read_case
from interdict.store.connection import Connection, open_reading
from interdict.store.contests import plan_whole_removal


@writes
def command(
    how: Writing,
    refs: Annotated[list[str], typer.Argument(metavar="REF[/KEY]...", help="which cases, or a record in one")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="why, for the log")] = "",
) -> None:
    """Remove cases with all that belongs to them, or one record of a case with the claims and notes on it.

    The log keeps what was removed, and 'undo' brings it back. Sources stay, for other cases may cite them.

    \b
    Examples:
      interdict remove TH-2009-31F --why 'entered twice'
      interdict remove TH-2009-31F/crew

    See also: undo, log, edit.
    """

    def plan(connection: Connection) -> list[Change]:
        hint = "remove the claims that cite it, by their keys"
        return plan_whole_removal(connection, [find_own_record(connection, ref, hint=hint)[1] for ref in refs])

    with open_reading(how.path) as connection:
        cases: dict[str, Record] = {}
        for ref in refs:
            case_id, _ = find_record(connection, ref)
            cases[case_id] = read_case(connection, case_id)[case_id]
    outcome = change_file(how, plan, mark=Mark(note=why or None))
    report_outcome(how.printing, outcome, list(cases.values()))
