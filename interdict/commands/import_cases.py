"""`interdict import`: read case documents into the file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.changing import change_file, report_outcome
from interdict.commands.documents import read_incoming
from interdict.commands.duplicate_check import list_warnings, say_how_to_judge, settle_duplicates
from interdict.commands.options import Writing, writes
from interdict.commands.place_option import warn_of_positions
from interdict.domain.changes import Change
from interdict.domain.records import Record
from interdict.domain.warnings import find_warnings
from interdict.store.connection import Connection, open_reading
from interdict.store.importing import Incoming, plan_import


@writes
def command(
    how: Writing,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="case documents, YAML or JSON; - is standard input"),
    ],
    replace: Annotated[
        bool, typer.Option("--replace", help="a document is the whole of its case: remove what it leaves out")
    ] = False,
) -> None:
    """Read case documents: new cases are added, present ones brought up to date.

    A document finds its case by its id, else by its reference. All files are read before anything is written.

    \b
    Examples:
      interdict import cases.yaml
      interdict export regime:DPRK -f json | interdict --db other.sqlite import -

    See also: export, add, schema, help documents.
    """
    with open_reading(how.path) as connection:
        incoming = [item for file in files for item in read_incoming(file, connection, how.screen)]
        settled = settle_duplicates(connection, incoming, how.screen, may_ask=not (how.yes or how.dry_run))
    incoming = settled.apply(incoming)

    def plan(connection: Connection) -> list[Change]:
        return plan_import(connection, incoming, replace=replace)

    outcome = change_file(how, plan)
    refs = {
        change.record: change.new.get("ref")
        for change in outcome.changes
        if change.table == "interdiction" and change.op == "create"
    }
    cases = [_name_case(item, refs) for item in incoming if item.case_id]
    warnings = [
        f"{case.values.get('ref', case.id)}: {warning}"
        for item, case in zip((item for item in incoming if item.case_id), cases, strict=True)
        for warning in (*find_warnings(item.records.values()), *warn_of_positions(item.records.values()))
    ]
    known = {} if how.dry_run else refs
    report_outcome(how.printing, outcome, cases, warnings=[*warnings, *list_warnings(settled, known)])
    say_how_to_judge(settled, known, how.screen)


def _name_case(item: Incoming, refs: dict[str, str | None]) -> Record:
    case = item.records[str(item.case_id)]
    ref = refs.get(case.id)
    return Record(case.table, case.id, {**case.values, "ref": ref}) if ref else case
