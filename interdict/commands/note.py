"""`interdict note`: write a note on a case or a record in it."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.changing import carry_out, report_outcome
from interdict.commands.options import Db, DryRun, Format, Output, Quiet, Yes, find_file, open_printing
from interdict.domain.changes import CREATE, Change
from interdict.domain.fields import get_fields
from interdict.domain.ids import make_id
from interdict.domain.records import plain_number
from interdict.domain.values import parse_value
from interdict.errors import DataError
from interdict.store.cases import find_record, read_case
from interdict.store.connection import Connection, open_reading


def command(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF[/KEY]", help="which case, or a record in it")],
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="the note")],
    private: Annotated[bool, typer.Option("--private", help="keep it out of anything that is published")] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    format: Format = "auto",
    output: Output = None,
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Write a note on a case, or on one record of it.

    \b
    Examples:
      interdict note TH-2009-31F 'ask IPIS for the flight plan'
      interdict note TH-2009-31F/load 'weights differ by source' --private

    See also: show, edit, remove.
    """
    printing = open_printing(format, output, quiet=quiet)
    path = find_file(ctx, db)
    note_id = make_id()
    with open_reading(path) as connection:
        case_id, _ = find_record(connection, ref)
        case = read_case(connection, case_id)[case_id]

    def plan(connection: Connection) -> list[Change]:
        case_id, subject = find_record(connection, ref)
        notes = [record for record in read_case(connection, case_id).values() if record.table == "note"]
        taken = {str(note.values.get("key")) for note in notes}
        last = max((note.values.get("sequence", 0) for note in notes), default=0)
        values = {
            "interdiction": case_id,
            "key": next(f"note-{number}" for number in range(1, len(notes) + 2) if f"note-{number}" not in taken),
            "sequence": plain_number(last + 1),
            "subject": {"table": subject.table, "id": subject.id},
            "text": _read_text(" ".join(text)),
        }
        return [Change("note", note_id, CREATE, new={**values, **({"private": True} if private else {})})]

    outcome = carry_out(path, plan, screen=printing.screen, dry_run=dry_run, yes=yes)
    report_outcome(printing, outcome, [case])


def _read_text(text: str) -> str:
    try:
        value = parse_value(get_fields("note")["text"], text)
    except ValueError as error:
        raise DataError(f"text: {error}", hint="nothing was written") from None
    if value is None:
        raise DataError("the note is empty", hint="write the text after the reference, in quotes")
    return str(value)
