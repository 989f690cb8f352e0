"""`interdict edit`: change a case or a record in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.case_options import with_case_options
from interdict.commands.changing import change_file, group_by_case, report_outcome
from interdict.commands.documents import open_files
from interdict.commands.edit_plans import plan_document, plan_options, plan_settings, refuse_positions
from interdict.commands.options import Writing, writes
from interdict.commands.place_option import warn_of_positions
from interdict.domain.changes import preview_records
from interdict.domain.warnings import find_warnings
from interdict.errors import UsageError
from interdict.store.cases import find_case, read_case
from interdict.store.connection import open_reading


@with_case_options
@writes
def command(
    how: Writing,
    given: Mapping[str, Any],
    refs: Annotated[list[str], typer.Argument(metavar="REF[/KEY]...", help="which cases, or a record in one")],
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="a field of the record; empty empties it; may be given again"
        ),
    ] = None,
    document: Annotated[
        Path | None,
        typer.Option("--document", metavar="FILE", help="the whole case as it shall be; - reads standard input"),
    ] = None,
) -> None:
    """Change cases, or one record of a case, by its key.

    An option replaces a value, or adds a cargo, party, event and so on. An empty value empties the field.

    \b
    Examples:
      interdict edit TH-2009-31F --outcome released --source act-2010-01
      interdict edit TH-2009-31F/load --set 'quantity=40 t' --set disposal=destroyed

    See also: show, undo, remove, fields.
    """
    sources = given.get("source", []) if changes else []
    if sources:
        given = {name: value for name, value in given.items() if name != "source"}
    if sum(map(bool, (given, changes, document))) != 1:
        raise UsageError(
            "say what to change in one way" if given or changes or document else "there is nothing to change",
            hint="give options such as --outcome, or --set FIELD=VALUE, or --document FILE",
        )
    said: list[str] = []
    with open_reading(how.path) as connection:
        ids = list(dict.fromkeys(find_case(connection, ref.partition("/")[0]) for ref in refs))
        cases = {case_id: read_case(connection, case_id) for case_id in ids}
    with open_files([document] if document else []) as files:
        if files:
            plan = plan_document(files, refs, ids)
        elif changes:
            plan = plan_settings(list(dict.fromkeys(refs)), changes, sources)
        else:
            plan = plan_options(refs, ids, given, said)
        outcome = change_file(how, refuse_positions(plan))
    own = group_by_case(outcome)
    cases = {case_id: preview_records(records, own[case_id]) for case_id, records in cases.items()}
    warnings = [warning for records in cases.values() for warning in find_warnings(records.values())]
    warnings += [warning for records in cases.values() for warning in warn_of_positions(records.values())]
    for line in dict.fromkeys(said):
        how.screen.say(line)
    heads = [records[case_id] for case_id, records in cases.items()]
    report_outcome(how.printing, outcome, heads, warnings=warnings if outcome.changes else ())
