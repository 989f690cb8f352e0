"""`interdict accept`: take the value of a claim into the record."""

from __future__ import annotations

from typing import Annotated

import typer

from interdict.commands.changing import Mark, change_file, report_outcome
from interdict.commands.claims import find_field
from interdict.commands.options import Writing, writes
from interdict.domain.changes import Change
from interdict.evidence.claims import accept_claim, pick_claim
from interdict.evidence.compare import group_claims
from interdict.store.cases import find_case, pick_record, read_case
from interdict.store.connection import Connection, open_reading


@writes
def command(
    how: Writing,
    ref: Annotated[str, typer.Argument(metavar="REF[/KEY]", help="which case, or a record in it")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="the field that the claim is about")],
    claim: Annotated[str, typer.Option("--claim", metavar="N|KEY", help="its number in 'compare', or its key")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="why; kept with the claim and in the log")] = "",
) -> None:
    """Take the value of a claim into the record, and mark the claim as accepted.

    The claims that gave the former value become alternatives, unless they were marked otherwise. Why goes into the note
    of the claim, where documents keep it, and into the log.

    \b
    Examples:
      interdict accept TH-2009-31F/load quantity --claim 3 --why 'weighed by the Thai army'
      interdict accept TH-2009-31F destination --claim interdiction-destination-bbc-2009-12-12

    See also: compare, cite, edit, undo.
    """

    def plan(connection: Connection) -> list[Change]:
        records = read_case(connection, find_case(connection, ref.partition("/")[0]))
        subject = pick_record(records, ref)
        found = find_field(subject, field)
        claims = group_claims(records.values()).get((subject.id, found.name), [])
        return list(accept_claim(subject, found, claims, pick_claim(claims, claim, f"{ref} {found.name}"), why))

    with open_reading(how.path) as connection:
        case_id = find_case(connection, ref.partition("/")[0])
        case = read_case(connection, case_id)[case_id]
    outcome = change_file(how, plan, mark=Mark(why or None))
    report_outcome(how.printing, outcome, [case])
