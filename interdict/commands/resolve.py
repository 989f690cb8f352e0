"""`interdict resolve`: settle a conflict."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.changing import Mark, change_file, report_one
from interdict.commands.options import Writing, writes
from interdict.commands.resolve_walk import walk_conflicts
from interdict.domain.changes import DELETE, Change
from interdict.domain.fields import get_fields
from interdict.domain.values import parse_value
from interdict.errors import NotFoundError, UsageError
from interdict.sharing.conflicts import REMOVAL, Conflict, list_conflicts, plan_fate, plan_resolution
from interdict.sharing.naming import name_place
from interdict.sharing.receiving import count_conflicts
from interdict.store.cases import find_record
from interdict.store.connection import Connection, open_reading


@writes
def command(
    how: Writing,
    ref: Annotated[str, typer.Argument(metavar="[REF[/KEY]]", help="a case, a record in it, or a source")] = "",
    field: Annotated[str, typer.Argument(metavar="[FIELD]", help="the field in conflict, or 'removal'")] = "",
    pick: Annotated[
        int | None, typer.Option("--pick", metavar="N", help="take the Nth value, as 'conflicts' counts")
    ] = None,
    value: Annotated[str | None, typer.Option("--value", metavar="VALUE", help="take another value")] = None,
    base: Annotated[bool, typer.Option("--base", help="go back to the value that they all replaced")] = False,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="why; kept in the log")] = "",
) -> None:
    """Settle a conflict: take one of the values, another, or the one before; everyone who merges this gets it.

    Without arguments, on a terminal, go through all conflicts with one key each.

    \b
    Examples:
      interdict resolve TH-2009-31F outcome --pick 2
      interdict resolve

    See also: conflicts, merge, undo.
    """
    if not ref:
        _refuse_choice(pick, value, base=base)
        walk_conflicts(how.path, how.screen)
        return
    chosen = [pick is not None, value is not None, base]
    if chosen.count(True) != 1:
        raise UsageError("say which value to take", hint="one of --pick N, --value VALUE, --base")

    def plan(connection: Connection) -> list[Change]:
        conflict = find_conflict(connection, ref, field)
        return _choose(connection, conflict, pick, value)

    outcome = change_file(how, plan, mark=Mark(why or None))
    with open_reading(how.path) as connection:
        left = count_conflicts(connection)
    words = f"{'would settle' if outcome.is_dry else 'settled'}: {ref} {field}".rstrip()
    words += "" if outcome.is_dry else "; no conflicts are left" if not left else f"; {left} left"
    row = {"ref": ref, "field": field, "changes": len(outcome.changes), "left": left}
    report_one(how.printing, outcome, "settled", words, row)


def _refuse_choice(pick: int | None, value: str | None, *, base: bool) -> None:
    if pick is not None or value is not None or base:
        raise UsageError("which conflict?", hint="name it: interdict resolve REF FIELD --pick N")


def find_conflict(connection: Connection, ref: str, field: str) -> Conflict:
    """Return the open conflict on a field of a record; without a field, the only one that the record has.

    Raises NotFoundError, UsageError when several fields are in conflict.
    """
    found = _find_conflicts(connection, ref)
    wanted = "" if field == REMOVAL else field
    named = [conflict for conflict in found if conflict.field == wanted] if field else found
    if len(named) == 1:
        return named[0]
    if not found:
        raise NotFoundError(f"nothing of {ref} is in conflict", hint="'interdict conflicts' lists what is")
    places = [_name(connection, conflict) for conflict in named or found]
    if not named:
        raise NotFoundError(f"{field} of {ref} is not in conflict", hint=f"in conflict: {'; '.join(places[:5])}")
    raise UsageError(f"{len(named)} conflicts match", hint=f"name one: {'; '.join(places[:5])}")


def _name(connection: Connection, conflict: Conflict) -> str:
    return f"{name_place(connection, conflict.table, conflict.record).path} {conflict.field or REMOVAL}"


def _find_conflicts(connection: Connection, ref: str) -> list[Conflict]:
    """Return the conflicts of the record that a text names; of all records of a case where itself has none."""
    every = list(list_conflicts(connection))
    by_name = [
        conflict
        for conflict in every
        if ref in {conflict.record, name_place(connection, conflict.table, conflict.record).path}
    ]
    if by_name:
        return by_name
    case_id, record = find_record(connection, ref)
    own = [conflict for conflict in every if conflict.record == record.id]
    if own or record.id != case_id:
        return own
    return [conflict for conflict in every if conflict.case_id == case_id]


def _choose(connection: Connection, conflict: Conflict, pick: int | None, value: str | None) -> list[Change]:
    if pick is not None:
        if not 1 <= pick <= len(conflict.choices):
            raise UsageError(
                f"--pick {pick}: there are {len(conflict.choices)} values", hint="'interdict conflicts' counts them"
            )
        choice = conflict.choices[pick - 1]
        if not conflict.field:
            return plan_fate(connection, conflict, keep=choice.op != DELETE)
        return [plan_resolution(connection, conflict, choice.value)]
    if not conflict.field:
        raise UsageError(
            "a removal against changes has no value", hint="--pick one of what 'interdict conflicts' lists"
        )
    if value is None:
        if not conflict.has_base:
            raise UsageError("there is no value that they all replaced", hint="use --pick N or --value VALUE")
        return [plan_resolution(connection, conflict, conflict.base)]
    field = get_fields(conflict.table).get(conflict.field)
    if field is None:
        raise UsageError(f"this interdict does not know the field {conflict.field}", hint="use --pick N or --base")
    try:
        parsed = parse_value(field, value) if value else None
    except ValueError as error:
        raise UsageError(f"--value: {error}", hint="'interdict fields' says what the field takes") from error
    return [plan_resolution(connection, conflict, parsed)]
