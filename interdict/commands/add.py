"""`interdict add`: record a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.case_options import make_tree, with_case_options
from interdict.commands.changing import change_file, list_new_cases, report_outcome
from interdict.commands.documents import read_incoming, read_options
from interdict.commands.duplicate_check import list_warnings, say_how_to_judge, settle_duplicates
from interdict.commands.options import Writing, writes
from interdict.commands.place_option import check_positions, fill_place, warn_of_positions
from interdict.domain.changes import Change
from interdict.domain.completeness import NOTHING_SAID, says_something
from interdict.domain.ids import make_id
from interdict.domain.warnings import find_warnings
from interdict.errors import DataError, UsageError
from interdict.store.cases import read_record
from interdict.store.connection import Connection, open_reading
from interdict.store.importing import Incoming, plan_import


@with_case_options
@writes
def command(
    how: Writing,
    given: Mapping[str, Any],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE|-]", help="a case document to add; - reads standard input"),
    ] = None,
    editor: Annotated[
        bool, typer.Option("--editor", help="write the case in your editor ($VISUAL or $EDITOR), begun by the options")
    ] = False,
) -> None:
    """Record a case, from options, from a document, or in your editor.

    With --source every value that the options give is claimed by that source.

    \b
    Examples:
      interdict add --title 'Arms aboard an Il-76' --date 2009-12-12 --state TH --mode air
        --cargo 'rockets; quantity=35 t; declared_as=oil drilling equipment' --outcome seized
        --source 'U.S. Envoy Holds Talks; publisher=Arms Control Today; published=2010-01'
      interdict add case.yaml
      interdict add --editor

    See also: edit, import, fields, help documents.
    """
    incoming: list[Incoming] = []
    if file is not None and editor:
        raise UsageError("add takes a document or --editor, not both", hint="edit the document, then add it")
    if file is not None and given:
        raise UsageError("add takes a document or options, not both", hint="add the document, then 'interdict edit'")
    if editor:
        _add_in_editor(how, given)
        return
    if file is None and not given:
        raise UsageError(
            "there is nothing to add",
            hint="give options such as --title and --date, a document: 'interdict add case.yaml', 'interdict add -', "
            "or --editor",
        )
    case_id = make_id()
    said: list[str] = []
    with open_reading(how.path) as connection:
        if file is not None:
            incoming = read_incoming(file, connection, how.screen)
        else:
            incoming = [_read_options(given, connection, case_id, said)]
        _refuse_present(connection, incoming)
        settled = settle_duplicates(connection, incoming, how.screen, may_ask=not (how.yes or how.dry_run))

    def plan(connection: Connection) -> list[Change]:
        nonlocal incoming
        if file is None:  # read anew within the transaction, for its sources are looked up in the file
            said.clear()
            incoming = [_read_options(given, connection, case_id, said)]
        for item in incoming:
            check_positions(item.records.values())
        _refuse_present(connection, incoming)
        return plan_import(connection, settled.apply(incoming), keep_sources=True)

    outcome = change_file(how, plan)
    cases = list_new_cases(outcome)
    refs = {} if how.dry_run else {case.id: case.values.get("ref") for case in cases}
    warnings = [warning for item in settled.apply(incoming) for warning in find_warnings(item.records.values())]
    warnings += [warning for item in incoming for warning in warn_of_positions(item.records.values())]
    for line in said:
        how.screen.say(line)
    report_outcome(how.printing, outcome, cases, warnings=[*warnings, *list_warnings(settled, refs)])
    say_how_to_judge(settled, refs, how.screen)


def _add_in_editor(how: Writing, given: Mapping[str, Any]) -> None:
    from interdict.commands.add_in_editor import add_in_editor  # not wanted by the other ways to add
    from interdict.commands.desk import Choices

    with open_reading(how.path) as connection:
        tree = make_tree(given, connection)
    if not (how.screen.can_ask or how.yes):
        raise UsageError("--editor needs a terminal", hint="give the case as options, or as a document")
    added = add_in_editor(how.path, tree, Choices(how.screen, yes=how.yes, dry_run=how.dry_run))
    if added is None:
        how.screen.say("nothing was added")
        return
    cases = list_new_cases(added.outcome)
    refs = {} if how.dry_run else {case.id: case.values.get("ref") for case in cases}
    report_outcome(how.printing, added.outcome, cases, warnings=list_warnings(added.settled, refs))
    say_how_to_judge(added.settled, refs, how.screen)


def _read_options(given: Mapping[str, Any], connection: Connection, case_id: str, said: list[str]) -> Incoming:
    document = read_options(make_tree(given, connection), case_id=case_id)
    if not says_something(document.records.values()):
        raise DataError(NOTHING_SAID, hint="nothing was written; 'interdict add --help' lists the options")
    records = document.records
    if given.get("place"):
        records = {**records, case_id: fill_place(records[case_id], {}, said)}
    return Incoming(document.case_id, records, has_id=False)


def _refuse_present(connection: Connection, incoming: Sequence[Incoming]) -> None:
    """Adding is not changing: a case that the file has is for `edit` and `import`."""
    for item in incoming:
        present = item.case_id and read_record(connection, "interdiction", item.case_id)
        if present:
            raise DataError(
                f"the case {present.values.get('ref', present.id)} is in the file already",
                hint="'interdict import' brings it up to date, 'interdict edit' changes it",
            )
