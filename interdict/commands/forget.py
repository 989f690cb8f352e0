"""`interdict forget`: purge a value from the log for good."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.options import Writing, name_author, writes
from interdict.domain.fields import MANAGED, get_fields
from interdict.domain.records import Record
from interdict.domain.vocabulary import suggest
from interdict.domain.wording import format_value
from interdict.errors import UsageError
from interdict.sharing.forgetting import Target, forget, list_targets, open_purging
from interdict.sharing.naming import name_place
from interdict.store.cases import find_record, read_case
from interdict.store.connection import Connection, open_reading
from interdict.terminal.output import print_document


@writes
def command(
    how: Writing,
    ref: Annotated[str, typer.Argument(metavar="REF[/KEY]", help="a case, or a record in it")],
    fields: Annotated[list[str], typer.Argument(metavar="FIELD...", help="the fields whose values to purge")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="why; kept in the log")] = "",
) -> None:
    """Empty a field and purge every value that it ever had from the log of this file. This cannot be undone.

    What claims give for the field goes too. Its digest stays, so the rest of the log can still be verified. Copies that
    others have keep the value until they forget it, too; they get the emptied field by a merge.

    \b
    Examples:
      interdict forget KR-2017-L7M/owner name --why 'a private person'
      interdict forget TH-2009-31F/crew name status --dry-run

    See also: remove, undo, share, publish.
    """
    screen = how.screen
    with open_reading(how.path) as connection:
        targets = _find_targets(connection, ref, fields)
        for line in _describe(connection, targets):
            screen.say(line)
    if how.dry_run:
        screen.say("a dry run: nothing was changed")
        return
    if not how.yes and not screen.ask_yes("purge this for good?"):
        screen.say("nothing was changed")
        raise typer.Exit(1)
    with open_purging(how.path) as connection:
        targets = _find_targets(connection, ref, fields)
        forgotten = forget(connection, targets, author=name_author(screen, connection), note=why or "forgotten")
        places = [
            f"{name_place(connection, table, record).path} {field or table}"
            for table, record, field in forgotten.places
        ]
    screen.say(f"purged from {forgotten.changes} change{'' if forgotten.changes == 1 else 's'} of the log")
    places = list(dict.fromkeys(places))
    for place in places:
        screen.warn(f"warning: the same words still stand in {place}")
    if how.printing.format in {"json", "yaml"}:
        document = {"ref": ref, "fields": fields, "changes": forgotten.changes, "still_in": places}
        print_document(document, format=how.printing.format, screen=screen, output=how.printing.output)


def _find_targets(connection: Connection, ref: str, fields: list[str]) -> list[Target]:
    case_id, record = find_record(connection, ref)
    known = {name: field for name, field in get_fields(record.table).items() if name not in MANAGED}
    for name in fields:
        if name not in known:
            hint = suggest(name, tuple(known))
            raise UsageError(f"{record.table} has no field '{name}' that can be forgotten", hint=hint)
    claims: list[Record] = [each for each in read_case(connection, case_id).values() if each.table == "claim"]
    return list_targets(record, fields, claims)


def _describe(connection: Connection, targets: list[Target]) -> list[str]:
    lines = []
    for record, field in targets:
        value = record.values.get(field)
        shown = format_value(get_fields(record.table)[field], value) if value is not None else "(earlier values)"
        lines.append(f"- {name_place(connection, record.table, record.id).path}: {field}: {shown}")
    return lines
