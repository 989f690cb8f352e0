"""`interdict note`: write a note on a case or a record in it."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.changing import change_file, report_outcome
from interdict.commands.options import Writing, writes
from interdict.domain.additions import find_free_key, list_keys
from interdict.domain.amendments import read_value
from interdict.domain.changes import CREATE, Change
from interdict.domain.fields import get_fields
from interdict.domain.ids import make_id
from interdict.domain.records import plain_number
from interdict.errors import DataError
from interdict.store.cases import find_record, read_case
from interdict.store.connection import Connection, open_reading


@writes
def command(
    how: Writing,
    ref: Annotated[str, typer.Argument(metavar="REF[/KEY]", help="which case, or a record in it")],
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="the note")],
    private: Annotated[bool, typer.Option("--private", help="keep it out of anything that is published")] = False,
) -> None:
    """Write a note on a case, or on one record of it.

    \b
    Examples:
      interdict note TH-2009-31F 'ask IPIS for the flight plan'
      interdict note TH-2009-31F/load 'weights differ by source' --private

    See also: show, edit, remove.
    """
    note_id = make_id()
    with open_reading(how.path) as connection:
        case_id, _ = find_record(connection, ref)
        case = read_case(connection, case_id)[case_id]

    def plan(connection: Connection) -> list[Change]:
        case_id, subject = find_record(connection, ref)
        notes = {one: record for one, record in read_case(connection, case_id).items() if record.table == "note"}
        last = max((note.values.get("sequence", 0) for note in notes.values()), default=0)
        values = {
            "interdiction": case_id,
            "key": find_free_key("note", list_keys(notes)),
            "sequence": plain_number(last + 1),
            "subject": {"table": subject.table, "id": subject.id},
            "text": _read_text(" ".join(text)),
        }
        return [Change("note", note_id, CREATE, new={**values, **({"private": True} if private else {})})]

    outcome = change_file(how, plan)
    report_outcome(how.printing, outcome, [case])


def _read_text(text: str) -> str:
    value = read_value(get_fields("note")["text"], text, "text")
    if value is None:
        raise DataError("the note is empty", hint="write the text after the reference, in quotes")
    return str(value)
